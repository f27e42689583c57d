// The directory: all units of all eras, in memory, immutable.
//
// Promises: every unit ever valid reaches, by succession(), a unit that is valid on the day asked about (at
// the last the helpline itself, which is above all and never ends). Ancestors stand nearest first and end
// with the helpline. A tree at a date need not have three levels below the helpline. Pointers to units live
// as long as the directory. Immutable after build: safe from any thread. About 500 bytes a unit; the whole
// country (15,400 units of two eras) is built in well under a second.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/succession.h"
#include "domain/unit.h"

namespace hotline {

/// Why a list of units is not a directory. `row` is the position in the list that was given.
struct UnitProblem {
  std::size_t row = 0;
  std::string_view reason;  // stable, for programs: "parent_unknown"
  Text text;
};

class Directory {
 public:
  using Built = std::expected<std::shared_ptr<const Directory>, std::vector<UnitProblem>>;
  /// All problems at once, in the order of the rows. What is checked: codes, names and days well formed; no
  /// key twice; no code with two meanings on one day; parents known, of a higher level, valid on the unit's
  /// first day; successors known, not the unit itself, only of units that end, and valid on the day after
  /// that end (so that a chain of successors always goes forward in time and cannot close); exactly one
  /// helpline, without end.
  static Built build(std::vector<Unit> units);

  /// Sorted by code, then by valid_from.
  std::span<const Unit> units() const { return units_; }
  const Unit& helpline() const { return units_[helpline_]; }

  /// Null when there is no such unit.
  const Unit* find(const UnitKey& key) const;
  const Unit* find(std::string_view code, Date on) const;
  /// Every unit that ever had this code, the earliest first.
  std::span<const Unit> eras(std::string_view code) const;

  /// The unit directly above on that day: the unit's own parent, or where that has ended the one unit which
  /// it became, or what is above it. Null for the helpline only. Where `unit` itself is not valid on that
  /// day, this is the level above that would decide about it.
  const Unit* parent(const Unit& unit, Date on) const;
  std::vector<const Unit*> ancestors(const Unit& unit, Date on) const;
  /// Strictly above; the lower unit counts as what it has become by then, the upper one must be valid on that
  /// day. Steps: the depth of the tree.
  bool is_above(const Unit& upper, const Unit& lower, Date on) const;
  bool is_same_or_above(const Unit& upper, const Unit& lower, Date on) const;

  /// Valid on that day, in the order of units(). Looks at every unit once (about 2 ms for the whole country).
  std::vector<const Unit*> children(const Unit& unit, Date on) const;
  std::vector<const Unit*> descendants(const Unit& unit, Date on) const;
  std::vector<const Unit*> communes(const Unit& unit, Date on) const;

  /// Who answers for `unit` on that day. A day before the unit began is followed backwards, by the same rule:
  /// one predecessor answers, several are candidates.
  Succession succession(const Unit& unit, Date on) const;

  std::vector<const Unit*> successors(const Unit& unit) const;
  std::vector<const Unit*> predecessors(const Unit& unit) const;

 private:
  friend class DirectoryCheck;
  using Row = std::uint32_t;
  /// Rows of one unit in a flat list: successors, predecessors, children.
  struct Links {
    std::vector<Row> begin;  // one more than there are units
    std::vector<Row> rows;
    std::span<const Row> of(Row row) const {
      return {rows.data() + begin[row], rows.data() + begin[row + 1]};
    }
  };

  Directory() = default;
  static Links reversed(const Links& links);
  void link();
  Row row(const Unit& unit) const;
  std::vector<const Unit*> at_rows(std::span<const Row> rows) const;

  /// Whether `upper` is `from` or one of its ancestors.
  bool has_above(const Unit& upper, const Unit* from, Date on) const;

  /// The single unit that a row became, where that is certain.
  const Unit* single_successor(Row row) const;
  Fate fate(Row row) const;
  /// All units valid on a day to which several ways lead.
  struct Reach {
    std::vector<Row> found;
    std::vector<Row> seen;  // on the way: each row is followed once
    bool certain = true;    // no branch is only proposed or ends in nothing
  };
  void reach(Row from, Date on, Reach& into) const;
  Reach likely(Row ended, Date on) const;
  Succession backwards(const Unit& unit, Date on) const;

  std::vector<Unit> units_;
  Row helpline_ = 0;
  std::vector<Row> parents_;  // the helpline is its own
  Links successors_, predecessors_, children_;
};

}  // namespace hotline
