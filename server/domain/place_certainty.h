// Whether anything in a query speaks against the place that explains it best. A street, a hamlet or a school
// is called like some commune more often than not; so a place is certain only where its name stands as a
// stretch of its own, and where every other name of a unit that is said belongs to that place, then or now.
#pragma once

#include <span>
#include <vector>

#include "domain/place_score.h"

namespace hotline::places {

class Certainty {
 public:
  Certainty(const Index& index, std::span<const QueryWord> words, Date on)
      : index_(index), words_(words), on_(on), exact_(index, words, 0) {}

  /// Nothing speaks against the candidate, for which that unit is responsible on the day.
  bool undisputed(const Candidate& candidate, const Unit& responsible) const;

 private:
  enum class Announced { by_nothing, as_kind, as_detail };
  /// Words that the candidate does not explain, nothing that parts them between.
  struct Stretch {
    std::size_t begin, end;
    Announced announced;
    Kinds kinds = 0;
  };
  using Stretches = std::vector<Stretch>;

  Stretches left_over(Cells explained) const;
  std::size_t kind_words_at(std::size_t at, Cells explained) const;
  bool well_read(const Span& span) const;
  bool whole_words(const Span& span, Cells explained) const;
  bool called_by_kind(const Candidate& candidate) const;
  bool is_named_hamlet(const Stretch& stretch) const;
  bool own_stands_alone(const Candidate& candidate, const Stretches& left) const;
  bool is_cut_at_will(const Span& own) const;
  bool may_be_above(const Candidate& candidate, const Stretches& left) const;
  bool above_stands_alone(const Candidate& candidate, Level level, const Stretches& left) const;
  const Stretch* glued_before(std::size_t first, const Stretches& left) const;
  const Stretch* glued_behind(const Span& span, const Stretches& left) const;
  bool names_another(const Stretch& stretch, const Candidate& candidate, const Unit& responsible) const;
  bool of_its_line(NameId name, Kinds kinds, const Candidate& candidate, const Unit& responsible) const;

  const Index& index_;
  std::span<const QueryWord> words_;
  Date on_;
  Match exact_;
};

}  // namespace hotline::places
