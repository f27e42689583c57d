// What is handed on tells no number from 1 to 4: every figure of every report of a year is put together with
// every other one, and the hidden ones are sought among all their sums and differences, and by what they
// could be besides.
#include "domain/publication.h"

#include <gmock/gmock.h>

#include <map>
#include <numeric>
#include <random>
#include <tuple>

namespace hotline::test {
namespace {

using Part = Publication::Part;
constexpr Part all_parts[] = {Part::year, Part::first_half, Part::second_half};
constexpr Part halves[] = {Part::first_half, Part::second_half};
using Categories = std::vector<std::size_t>;

/// A year of a small country: what each office counted itself, by half and by the finest kind that there is;
/// a dimension puts kinds together as categories.
struct Country {
  std::vector<std::size_t> parents;
  std::size_t kinds = 0;
  std::map<std::tuple<std::size_t, Part, std::size_t>, std::uint32_t> own;

  bool is_below(std::size_t office, std::size_t upper) const {
    while (office != upper && office != 0) office = parents[office];
    return office == upper;
  }
};

/// How one dimension tells the kinds apart, and which of its categories are a family.
struct Dimension {
  std::vector<Categories> categories;  // of kinds
  Publication::Shape shape;
};
Dimension of_each_kind(const Country& country, bool several) {
  Dimension out;
  for (std::size_t kind = 0; kind < country.kinds; ++kind) out.categories.push_back({kind});
  out.shape = {std::vector<std::size_t>(country.kinds), several};
  return out;
}

Publication publication(const Country& country, const Dimension& dimension) {
  Publication out(country.parents, dimension.shape);
  for (const auto& [at, count] : country.own) {
    const auto& [office, half, kind] = at;
    for (std::size_t c = 0; c < dimension.categories.size(); ++c)
      if (std::ranges::find(dimension.categories[c], kind) != dimension.categories[c].end()) {
        out.add(office, half, c, count);
        if (dimension.shape.several) out.add_family(office, half, dimension.shape.families[c], count);
      }
    out.add_total(office, half, count);
  }
  out.finish();
  return out;
}

Country random_country(std::mt19937& random) {
  const auto draw = [&](std::size_t from, std::size_t to) {
    return std::uniform_int_distribution<std::size_t>(from, to)(random);
  };
  Country country;
  country.parents = {0};
  for (std::size_t office = 1; office < draw(2, 9); ++office) country.parents.push_back(draw(0, office - 1));
  country.kinds = draw(2, 5);
  const auto empty = draw(0, 3), large = draw(1, 40);
  for (std::size_t office = 0; office < country.parents.size(); ++office)
    for (const auto half : halves)
      for (std::size_t kind = 0; kind < country.kinds; ++kind)
        if (draw(0, 3) >= empty)
          country.own[{office, half, kind}] =
              static_cast<std::uint32_t>(draw(0, draw(0, 2) == 0 ? 6 : large));
  return country;
}

/// A figure as the sum of what single offices counted in halves and kinds.
using Sum = std::vector<std::int64_t>;

class Attack {
 public:
  explicit Attack(const Country& country) : country_(country) {
    for (std::size_t office = 0; office < country.parents.size(); ++office)
      for (const auto half : halves)
        for (std::size_t c = 0; c < country.kinds; ++c)
          place_.emplace(std::tuple(office, half, c), place_.size());
  }

  /// Of an office and all below it, or of itself alone; of these kinds, or all.
  Sum sum(std::size_t office, Part part, const Categories& kinds, bool own = false) const {
    Sum out(place_.size());
    for (const auto& [at, place] : place_) {
      const auto& [below, half, kind] = at;
      if (own ? below != office : !country_.is_below(below, office)) continue;
      if (part != Part::year && part != half) continue;
      if (kinds.empty() || std::ranges::find(kinds, kind) != kinds.end()) out[place] = 1;
    }
    return out;
  }
  std::int64_t value(const Sum& sum) const {
    std::int64_t out = 0;
    for (const auto& [at, place] : place_)
      if (const auto found = country_.own.find(at); found != country_.own.end())
        out += sum[place] * found->second;
    return out;
  }

  /// What somebody reads. Kept as rows of a matrix in echelon form, modulo a prime.
  void learn(Sum known) {
    reduce(known);
    for (std::size_t i = 0; i < known.size(); ++i)
      if (known[i] != 0) {
        const auto inverse = power(known[i], prime - 2);
        for (auto& x : known) x = x * inverse % prime;
        rows_.emplace(i, std::move(known));
        return;
      }
  }
  /// Whether this sum is a sum and difference of what was read.
  bool knows(Sum wanted) const {
    reduce(wanted);
    return std::ranges::all_of(wanted, [](auto x) { return x == 0; });
  }

 private:
  static constexpr std::int64_t prime = 1'000'000'007;
  static std::int64_t power(std::int64_t base, std::int64_t exponent) {
    std::int64_t out = 1;
    for (; exponent > 0; exponent /= 2, base = base * base % prime)
      if (exponent % 2 == 1) out = out * base % prime;
    return out;
  }
  void reduce(Sum& sum) const {
    for (const auto& [pivot, row] : rows_) {
      const auto by = sum[pivot];
      if (by == 0) continue;
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = ((sum[i] - by * row[i]) % prime + prime) % prime;
    }
  }

  const Country& country_;
  std::map<std::tuple<std::size_t, Part, std::size_t>, std::size_t> place_;
  std::map<std::size_t, Sum> rows_;  // by their first place that is not zero
};

/// Everything that is shown to anybody of this dimension, in all reports of the year.
void read_all(Attack& attack, const Country& country, const Dimension& dimension, const Publication& report) {
  for (std::size_t office = 0; office < country.parents.size(); ++office)
    for (const auto part : all_parts) {
      if (report.shown_total(office, part)) attack.learn(attack.sum(office, part, {}));
      for (std::size_t c = 0; c < dimension.categories.size(); ++c)
        if (report.shown(office, part, c)) attack.learn(attack.sum(office, part, dimension.categories[c]));
    }
}

/// Every dimension of the year is read, and every small number of each of them is sought.
void expect_no_small_number(const Country& country, const std::vector<Dimension>& dimensions, unsigned seed) {
  Attack attack(country);
  for (const auto& dimension : dimensions)
    read_all(attack, country, dimension, publication(country, dimension));
  const auto check = [&](const Sum& sum, std::size_t office, Part part, const char* what) {
    const auto value = attack.value(sum);
    if (value > 0 && value < shown_min)
      EXPECT_FALSE(attack.knows(sum)) << "seed " << seed << " office " << office << " part "
                                      << static_cast<int>(part) << " " << what << " value " << value;
  };
  for (std::size_t office = 0; office < country.parents.size(); ++office)
    for (const auto part : all_parts)
      for (const bool own : {false, true}) {
        check(attack.sum(office, part, {}, own), office, part, "total");
        for (const auto& dimension : dimensions)
          for (const auto& kinds : dimension.categories)
            check(attack.sum(office, part, kinds, own), office, part, "category");
      }
}

TEST(Publication, NoNumberUnderFiveFollowsFromAllReportsOfAYearTogether) {
  for (unsigned seed = 1; seed <= 1'500; ++seed) {
    std::mt19937 random(seed);
    const auto country = random_country(random);
    // Where one may count for several, too, for somebody may know that none does.
    for (const bool several : {false, true})
      expect_no_small_number(country, {of_each_kind(country, several)}, seed);
    if (HasFailure()) return;
  }
}

/// Contacts by class and by type of call: both say how many had a form.
TEST(Publication, NorFromTwoDimensionsThatTellTheSameNumber) {
  for (unsigned seed = 1; seed <= 1'500; ++seed) {
    std::mt19937 random(seed);
    auto country = random_country(random);
    country.kinds = 5;
    const Dimension by_class{{{0}, {1}, {2, 3, 4}}, {{0, 0, 1}}}, by_type{{{0, 1}, {2, 3}, {4}}, {{0, 1, 1}}},
        by_third{{{0, 1}, {2}, {3, 4}}, {{0, 1, 1}}};
    expect_no_small_number(country, {by_class, by_type}, seed);
    expect_no_small_number(country, {by_type, by_third}, seed);
    if (HasFailure()) return;
  }
}

/// One half-year as a flow: from the country down to an office by category, through what that office counted,
/// and up again by totals. Every number is the flow of an arc; those that are shown stay as they are, and
/// none falls below zero. A number can be another one if some change goes round in a circle through it.
class Flow {
 public:
  Flow(const Country& country, const Publication& report, Part half)
      : offices_(country.parents.size()), kinds_(country.kinds) {
    for (std::size_t office = 0; office < offices_; ++office) {
      std::uint32_t own_total = 0, total = 0;
      const bool root = office == 0;
      for (std::size_t kind = 0; kind < kinds_; ++kind) {
        std::uint32_t own = 0, whole = 0;
        for (const auto& [at, count] : country.own) {
          const auto& [below, of_half, of_kind] = at;
          if (of_half != half || of_kind != kind || !country.is_below(below, office)) continue;
          whole += count;
          if (below == office) own += count;
        }
        add(root ? source() : down(country.parents[office], kind), down(office, kind), whole,
            report.shown(office, half, kind).has_value());
        add(down(office, kind), through(office), own, false);
        own_total += own, total += whole;
      }
      add(through(office), up(office), own_total, false);
      add(up(office), root ? source() : up(country.parents[office]), total,
          report.shown_total(office, half).has_value());
    }
  }

  /// The small numbers that can be nothing else.
  std::vector<std::uint32_t> certain() const {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < arcs_.size(); ++i)
      if (arcs_[i].flow > 0 && arcs_[i].flow < shown_min &&
          (arcs_[i].shown ||
           (!reaches(arcs_[i].to, arcs_[i].from, i) && !reaches(arcs_[i].from, arcs_[i].to, i))))
        out.push_back(arcs_[i].flow);
    return out;
  }

 private:
  struct Arc {
    std::size_t from, to;
    std::uint32_t flow;
    bool shown;
  };
  static std::size_t source() { return 0; }
  std::size_t down(std::size_t office, std::size_t kind) const { return 1 + office * (kinds_ + 2) + kind; }
  std::size_t through(std::size_t office) const { return down(office, kinds_); }
  std::size_t up(std::size_t office) const { return down(office, kinds_ + 1); }
  void add(std::size_t from, std::size_t to, std::uint32_t flow, bool shown) {
    arcs_.push_back({from, to, flow, shown});
  }

  /// Along arcs that may carry more, and against those that may carry less.
  bool reaches(std::size_t from, std::size_t to, std::size_t without) const {
    std::vector<bool> seen(1 + offices_ * (kinds_ + 2));
    std::vector<std::size_t> open = {from};
    seen[from] = true;
    while (!open.empty() && !seen[to]) {
      const auto at = open.back();
      open.pop_back();
      const auto go = [&](std::size_t next) {
        if (!seen[next]) open.push_back(next);
        seen[next] = true;
      };
      for (std::size_t i = 0; i < arcs_.size(); ++i) {
        if (i == without || arcs_[i].shown) continue;
        if (arcs_[i].from == at) go(arcs_[i].to);
        if (arcs_[i].to == at && arcs_[i].flow > 0) go(arcs_[i].from);
      }
    }
    return seen[to];
  }

  std::size_t offices_, kinds_;
  std::vector<Arc> arcs_;
};

TEST(Publication, NorByKnowingThatNoNumberIsBelowZero) {
  for (unsigned seed = 1; seed <= 1'500; ++seed) {
    std::mt19937 random(seed);
    const auto country = random_country(random);
    for (const bool several : {false, true})
      for (const auto half : halves)
        EXPECT_THAT(Flow(country, publication(country, of_each_kind(country, several)), half).certain(),
                    ::testing::IsEmpty())
            << "seed " << seed;
    if (HasFailure()) return;
  }
}

TEST(Publication, TheAttacksFindWhatIsHiddenByItselfAlone) {
  Country country{{0, 0, 0}, 2, {}};
  country.own = {
      {{1, Part::first_half, 0}, 3}, {{2, Part::first_half, 0}, 20}, {{1, Part::first_half, 1}, 20}};
  Attack attack(country);
  attack.learn(attack.sum(0, Part::first_half, {0}));
  EXPECT_FALSE(attack.knows(attack.sum(1, Part::first_half, {0})));
  attack.learn(attack.sum(2, Part::first_half, {0}));
  attack.learn(attack.sum(0, Part::first_half, {0}, true));
  EXPECT_TRUE(attack.knows(attack.sum(1, Part::first_half, {0})));

  // Of another country everything is shown: its sums are this one's.
  auto tenfold = country;
  for (auto& [at, count] : tenfold.own) count *= 10;
  EXPECT_THAT(Flow(country, publication(tenfold, of_each_kind(tenfold, false)), Part::first_half).certain(),
              ::testing::Contains(3u));
}

/// An office without any boy all year tells how many girls it had in each half, and its sister's three.
TEST(Publication, AYearTellsNothingOfAHiddenHalf) {
  Country country{{0, 0, 0}, 2, {}};
  country.own = {{{1, Part::first_half, 0}, 3},  {{1, Part::first_half, 1}, 5},
                 {{1, Part::second_half, 0}, 5}, {{1, Part::second_half, 1}, 5},
                 {{2, Part::first_half, 0}, 5},  {{2, Part::second_half, 0}, 5}};
  const auto report = publication(country, of_each_kind(country, false));
  EXPECT_EQ(report.shown(0, Part::year, 1), 10u);
  EXPECT_EQ(report.shown(2, Part::year, 1), std::nullopt) << "none, and so the first half is its total";
  EXPECT_EQ(report.shown(1, Part::year, 0), std::nullopt);
  EXPECT_EQ(report.shown(1, Part::second_half, 0), 5u);
}

TEST(Publication, AHalfOfAYearShowsTheSameWhateverIsInTheOther) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    std::mt19937 random(seed);
    const auto country = random_country(random);
    auto in_july = country;
    std::erase_if(in_july.own, [](const auto& cell) { return std::get<1>(cell.first) == Part::second_half; });
    const auto early = publication(in_july, of_each_kind(country, false)),
               late = publication(country, of_each_kind(country, false));
    for (std::size_t office = 0; office < country.parents.size(); ++office)
      for (std::size_t kind = 0; kind < country.kinds; ++kind)
        EXPECT_EQ(early.shown(office, Part::first_half, kind), late.shown(office, Part::first_half, kind))
            << seed;
  }
}

/// 97 of 100 are of a kind: then three are not, whatever hides them. 98 are of any of a family: two are not.
TEST(Publication, WhatAllButAFewHaveIsHiddenWithThem) {
  Publication report({0}, {.families = {0, 0, 0, 1, 1, 2, 2}, .several = true});
  const auto half = Part::first_half;
  report.add_total(0, half, 100);
  for (const auto count : {100u, 60u, 98u})
    report.add_family(0, half, count == 100 ? 0 : count == 60 ? 1 : 2, count);
  const std::uint32_t counts[] = {97, 3, 0, 40, 20, 50, 48};
  for (std::size_t category = 0; category < std::size(counts); ++category)
    report.add(0, half, category, counts[category]);
  report.finish();
  for (const std::size_t hidden : {0, 1, 5, 6})
    EXPECT_EQ(report.shown(0, half, hidden), std::nullopt) << hidden;
  EXPECT_EQ(report.shown(0, half, 3), 40u) << "another family";
}

TEST(Publication, ShowsWhatIsSafe) {
  // A province over two districts: one category is small in one of them.
  Publication report({0, 0, 0}, {.families = {0, 0, 0}});
  const auto add = [&](std::size_t office, std::size_t category, std::uint32_t count) {
    for (const auto half : halves) {
      report.add(office, half, category, count);
      report.add_total(office, half, count);
    }
  };
  add(1, 0, 50);
  add(1, 1, 2);
  add(1, 2, 30);
  add(2, 0, 40);
  add(2, 1, 20);
  add(2, 2, 10);
  report.finish();
  EXPECT_EQ(report.shown_total(0, Part::year), 304u);
  EXPECT_EQ(report.shown(0, Part::year, 1), 44u);
  EXPECT_EQ(report.shown(1, Part::year, 0), 100u);
  EXPECT_EQ(report.shown_total(1, Part::year), 164u);
  EXPECT_EQ(report.shown(1, Part::year, 1), std::nullopt) << "four";
  EXPECT_EQ(report.shown(1, Part::year, 2), std::nullopt) << "else four is the rest";
  EXPECT_EQ(report.shown(2, Part::year, 1), std::nullopt) << "else four is 44 less 40";
}

TEST(Publication, ATotalUnderFiveHidesAllOfIt) {
  Publication report({0}, {.families = {0, 0}});
  report.add(0, Part::first_half, 0, 3);
  report.add_total(0, Part::first_half, 3);
  report.finish();
  EXPECT_EQ(report.shown_total(0, Part::year), std::nullopt);
  EXPECT_EQ(report.shown(0, Part::year, 1), std::nullopt);
}

}  // namespace
}  // namespace hotline::test
