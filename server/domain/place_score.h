// How well a unit explains a query: its own name, and the names of what is above it, in words that do not
// overlap.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "domain/place_match.h"

namespace hotline::places {

struct Candidate {
  Row unit = none;
  float score = 0;
  float former = 0;  // of the score: for being no more, where "cũ" stands behind its name
  Cells explained = 0;
  Span own;
  unsigned errors = 0;          // in all names together
  bool in_context = false;      // something above it is named too
  std::array<Span, 2> above{};  // those names, where there are: of the district and of the province
};

class Scoring {
 public:
  Scoring(const Index& index, std::span<const QueryWord> words, const Match& match, Date on)
      : index_(index), words_(words), match_(match), on_(on) {}

  /// Each unit once, the best first; those far behind the best are left out.
  std::vector<Candidate> candidates() const;

  /// For units that fold alike: whether the marks that were typed are those of the unit's name. Points to
  /// add.
  float marks(const Candidate& candidate) const;

 private:
  struct Above {
    const Span* span = nullptr;  // null: not named
    Kinds kinds = 0;
    Level level = Level::district;
    float worth = 0;
  };

  std::optional<Candidate> candidate(const Bearer& bearer, const Span& own) const;
  std::size_t letters(NameId name) const;
  bool cuts_kind(const Span& span) const;
  bool usable(const Span& span) const;
  bool bare_number(const Span& span, Level level) const;
  bool stands_before_more(const Span& span, Cells explained) const;
  void gather(const Bearer& bearer, std::vector<Above>& districts, std::vector<Above>& provinces) const;
  Candidate together(Row unit, const Span& own, const Above& district, const Above& province) const;
  /// Points for the word before a name that says its kind; what it explains is added to `explained`.
  float announced(const Span& span, Kinds kinds, Level level, bool own, Cells others, Cells& explained) const;

  const Index& index_;
  std::span<const QueryWord> words_;
  const Match& match_;
  Date on_;
};

}  // namespace hotline::places
