// Whether the letters that were typed may as well mean another unit of the same surroundings: one that is one
// more typing error away, where there is an error already, or one whose name, or what it lies in, begins so,
// where the text ends there and may still be being typed.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/place_score.h"

namespace hotline::places {

class Alike {
 public:
  Alike(const Index& index, std::span<const QueryWord> words, Date on)
      : index_(index), words_(words), on_(on) {}

  /// Whether a unit is asked for at all.
  using Asked = std::function<bool(const Unit&, const Succession&)>;

  /// Another unit than the candidate might be meant, for which somebody else than that unit is responsible on
  /// the day.
  bool any(const Candidate& candidate, const Unit& responsible, const Asked& asked) const;

 private:
  /// A name that the candidate was read to lie in; its first letters, where it is still being typed.
  struct Surroundings {
    NameId name;
    std::string begun;
  };

  std::string typed(const Span& span) const;
  std::string letters(NameId name) const;
  bool begins_so(NameId name, std::string_view letters) const;
  bool begins_other(NameId longer, NameId begun) const;
  bool lies_there(Row unit, std::span<const Surroundings> there) const;

  const Index& index_;
  std::span<const QueryWord> words_;
  Date on_;
};

}  // namespace hotline::places
