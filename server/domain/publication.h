// Which figures may be handed on: numbers from 1 to 4 are hidden, and every other one from which such a
// number could be worked out, also by putting reports of different offices, half-years and dimensions side by
// side, and by knowing that no number is below zero.
//
// How: for one calendar year, in one tree of offices, the figures of a dimension are cells of office (with
// all below it) × half-year × category. Hiding goes in whole groups: the offices directly below one office,
// together with what that office recorded itself, hide a category in a half-year as soon as one cell of it is
// 1 to 4; what is hidden is hidden below each of those offices, too. Further categories are hidden with it
// until at least two are, and what is hidden in every cell adds up to 0 or to 5 and more. A half-year is
// decided by itself; a year shows what both of its halves show.
//
// One tree a year, that of its last day, and the first half, too, is shown only when the year is over
// (service/statistics_for_others.cpp). Were it shown in July, in the tree of June, a list that moves an
// office in November would give that office away: what the offices above it show of the same half before and
// after differs by its number alone. A tree for each half would have to hide the other half and the year of
// every office whose members differ, which is the whole country in a year of mergers.
//
// Families: categories of two dimensions may add up to the same number (contacts with a form, by class and by
// type of call). Such sums are decided first, and alike in both; a family whose sum is hidden is hidden
// whole, and within the others each is a table of its own.
//
// Why that is enough: in an office with a hidden number under five, another hidden category counts somebody,
// and a sister office (or one further up) counts somebody in the first. Let the two change places: every
// figure that is shown stays as it is, none falls below zero, and the hidden one is another
// (tests/domain/publication_test.cpp looks for that change, and tries all sums and differences).
//
// Not promised: that nobody learns that a number changed between two days on which the same report was made.
// What moves by work and time alone when a period is over (status, outcome, time to closing, clocks, how far
// a referral got) is therefore in no report (is_for_others), and nothing moves without an act. What may still
// move does so seldom, and is borne, for a report that took in no correction would stay wrong for good: what
// is said of a child, the risk and the setting, when somebody corrects or learns them; "not yet" accepted,
// assessed, planned or measured, returns, reroutes and further contacts, in the few cases that are still at
// work after their year; all of a case, when it is restricted (for restricted cases are in no report: they
// are kept from persons who could see the difference to their own figures) or no longer; an office, by a list
// that is imported late. Whoever holds copies of two such days may see what moved of that one case: a report
// is handed on once. Plain values: no thread rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotline {

inline constexpr std::uint32_t shown_min = 5;

class Publication {
 public:
  enum class Part : std::uint8_t { year, first_half, second_half };

  /// What a contact or case counts for.
  struct Shape {
    /// Of each category, numbered from 0 without a gap. Where a family has to be hidden for the sake of
    /// another one, it is the first that can.
    std::vector<std::size_t> families;
    /// It may count for several categories, so they add up to nothing. Else for one at most.
    bool several = false;
  };

  /// `parents[i]` is the office above office i; the first is the root and its own parent, and each comes
  /// after the one above it.
  Publication(std::vector<std::size_t> parents, Shape shape);

  /// What the office itself counts in a half of the year.
  void add(std::size_t office, Part half, std::size_t category, std::uint32_t count);
  /// How many count for at least one category of the family; only where they may for several.
  void add_family(std::size_t office, Part half, std::size_t family, std::uint32_t count);
  void add_total(std::size_t office, Part half, std::uint32_t count);
  /// Once, after the last of them.
  void finish();

  /// Of an office and all below it; nothing: hidden.
  std::optional<std::uint32_t> shown(std::size_t office, Part part, std::size_t category) const;
  std::optional<std::uint32_t> shown_total(std::size_t office, Part part) const;

 private:
  static constexpr std::size_t halves = 2;
  using Cells = std::vector<std::uint32_t>;  // of an office and half: categories, families, the total
  using Flags = std::vector<bool>;           // of a group and half: the same
  struct Group {
    std::vector<std::size_t> members = {};  // offices
    std::optional<std::size_t> above = {};  // whose own figures are a member too
    Flags hidden[halves] = {};
  };

  std::size_t family_at(std::size_t family) const { return shape_.families.size() + family; }
  std::size_t total_at() const { return shape_.families.size() + families_; }
  std::size_t cell(std::size_t office, std::size_t half, std::size_t i) const {
    return (office * halves + half) * (total_at() + 1) + i;
  }
  static std::size_t index(Part half);
  void sum_up();
  void decide(Group& group, std::size_t half);
  void hide_families(Group& group, std::size_t half) const;
  void hide_categories(Group& group, std::size_t half, std::size_t family) const;
  template <class Each>
  void each_member(const Group& group, std::size_t half, Each&& each) const;
  /// Whether what is hidden of these is one alone, or adds up to little in some member.
  bool leaves_little(const Group& group, std::size_t half, const std::vector<std::size_t>& parts) const;
  std::optional<std::size_t> next_to_hide(const Group& group, std::size_t half,
                                          const std::vector<std::size_t>& parts) const;

  std::vector<std::size_t> parents_;
  Shape shape_;
  std::size_t families_ = 0;
  Cells own_, whole_;
  std::vector<Group> groups_;          // the root alone, then the offices below each office that has any
  std::vector<std::size_t> group_of_;  // by office
};

}  // namespace hotline
