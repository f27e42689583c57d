#include <gmock/gmock.h>

#include <random>
#include <set>

#include "luc_nam.h"

namespace hotline::places {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> keys(const std::vector<const Unit*>& units) {
  std::vector<std::string> out;
  for (const Unit* u : units) out.push_back(u->key.text());
  return out;
}

std::vector<std::string> trail(const Succession& s) {
  std::vector<std::string> out;
  for (const Step& step : s.trail) out.push_back(step.unit->name);
  return out;
}

const Date today = day("2026-10-01");

TEST(LucNam, HasTwentySevenCommunesIn2015AndEightToday) {
  EXPECT_THAT(luc_nam().communes(unit("218@2004-07-08"), day("2015-03-26")), SizeIs(27));
  EXPECT_THAT(luc_nam().communes(unit("218@2004-07-08"), day("2020-01-01")), SizeIs(25));
  EXPECT_THAT(luc_nam().communes(unit("218@2004-07-08"), day("2025-06-30")), SizeIs(24));
  EXPECT_THAT(luc_nam().communes(unit("218@2004-07-08"), today), IsEmpty());
  EXPECT_THAT(luc_nam().communes(unit("24@2025-07-01"), today), SizeIs(8));
}

TEST(LucNam, AChainOfThreeMergersLeadsTienHungToLucNam) {
  const auto s = luc_nam().succession(unit("07474@2004-07-08"), today);
  EXPECT_TRUE(s.certain());
  EXPECT_EQ(s.unit->key.text(), "07444@2025-07-01");
  EXPECT_THAT(trail(s), ElementsAre("Tiên Hưng", "Đồi Ngô", "Lục Nam"));
  EXPECT_EQ(s.trail[0].until, day("2020-01-01"));
  EXPECT_EQ(s.trail[0].fate, Fate::merged);
  EXPECT_EQ(s.trail[2].fate, Fate::stays);
}

TEST(LucNam, TheDayBeforeAChangeStillHasTheOldUnit) {
  const Unit& vu_xa = unit("07516@2004-07-08");
  EXPECT_EQ(luc_nam().succession(vu_xa, day("2024-12-31")).unit, &vu_xa);
  EXPECT_EQ(luc_nam().succession(vu_xa, day("2025-01-01")).unit->key.text(), "07519@2004-07-08");
  EXPECT_EQ(luc_nam().succession(vu_xa, day("2025-06-30")).unit->key.text(), "07519@2004-07-08");
  EXPECT_EQ(luc_nam().succession(vu_xa, day("2025-07-01")).unit->key.text(), "07519@2025-07-01");
}

TEST(LucNam, ACommuneThatBecameATownIsRenamedUnderTheSameCode) {
  const auto s = luc_nam().succession(unit("07477@2004-07-08"), day("2023-01-01"));
  EXPECT_EQ(s.unit->kind, "thị trấn");
  EXPECT_EQ(s.trail[0].fate, Fate::renamed);
}

TEST(LucNam, ReusedCodesMeanTheUnitOfTheirDay) {
  EXPECT_EQ(luc_nam().find("07498", day("2015-03-26"))->name, "Yên Sơn");
  EXPECT_EQ(luc_nam().find("07498", today)->name, "Bắc Lũng");
  EXPECT_EQ(luc_nam().find("24", day("2025-06-30"))->name, "Bắc Giang");
  EXPECT_EQ(luc_nam().find("24", today)->name, "Bắc Ninh");
  EXPECT_EQ(luc_nam().find("07450", day("2015-03-26"))->name, "Đông Hưng");
  EXPECT_EQ(luc_nam().find("07450", today)->name, "Đông Phú");
  EXPECT_EQ(luc_nam().find("07456", today), nullptr);
}

TEST(LucNam, BothOldProvincesAreTheNewOne) {
  EXPECT_EQ(luc_nam().succession(unit("24@2004-07-08"), today).unit->key.text(), "24@2025-07-01");
  EXPECT_EQ(luc_nam().succession(unit("27@2004-07-08"), today).unit->key.text(), "24@2025-07-01");
}

TEST(LucNam, TheEndedDistrictGoesToTheProvinceWithItsCommunesAsCandidates) {
  const auto s = luc_nam().succession(unit("218@2004-07-08"), today);
  EXPECT_EQ(s.kind, Succession::Kind::ambiguous);
  EXPECT_EQ(s.unit->key.text(), "24@2025-07-01");
  EXPECT_THAT(s.candidates, SizeIs(8));
}

TEST(LucNam, TheTreeHasThreeLevelsInThePastAndTwoToday) {
  EXPECT_THAT(keys(luc_nam().ancestors(unit("07456@2004-07-08"), day("2015-03-26"))),
              ElementsAre("218@2004-07-08", "24@2004-07-08", "TD111@2004-01-01"));
  EXPECT_THAT(keys(luc_nam().ancestors(unit("07462@2025-07-01"), today)),
              ElementsAre("24@2025-07-01", "TD111@2004-01-01"));
}

TEST(LucNam, OnlyWhatIsValidAndHigherIsAbove) {
  const Directory& units = luc_nam();
  const Unit &tam_di = unit("07456@2004-07-08"), &bac_ninh = unit("24@2025-07-01");
  EXPECT_TRUE(units.is_above(unit("218@2004-07-08"), tam_di, day("2015-03-26")));
  EXPECT_FALSE(units.is_above(unit("218@2004-07-08"), tam_di, today));
  EXPECT_TRUE(units.is_above(bac_ninh, tam_di, today));
  EXPECT_FALSE(units.is_above(bac_ninh, bac_ninh, today));
  EXPECT_TRUE(units.is_same_or_above(bac_ninh, bac_ninh, today));
  EXPECT_FALSE(units.is_above(unit("07462@2025-07-01"), tam_di, today));  // what it became is not above it
  EXPECT_TRUE(units.is_same_or_above(unit("07462@2025-07-01"), tam_di, today));
  EXPECT_TRUE(units.is_above(units.helpline(), bac_ninh, today));
}

TEST(LucNam, ADayBeforeTheUnitBeganIsAskedOfItsPredecessors) {
  EXPECT_EQ(luc_nam().succession(unit("07477@2022-07-01"), day("2015-03-26")).unit->key.text(),
            "07477@2004-07-08");
  const auto s = luc_nam().succession(unit("07450@2025-07-01"), day("2015-03-26"));
  EXPECT_EQ(s.kind, Succession::Kind::ambiguous);
  EXPECT_THAT(keys(s.candidates), testing::UnorderedElementsAre("07450@2004-07-08", "07453@2004-07-08"));
}

/// "code from to parent successors", days as years.
Unit made(std::string code, int from, int to, Level level, std::optional<UnitKey> parent,
          std::vector<UnitKey> next) {
  using std::chrono::January;
  Unit u;
  u.key = {code, std::chrono::year{from} / January / 1};
  if (to) u.valid_to = std::chrono::year{to} / January / 1;
  u.level = level;
  u.name = "N" + code;
  u.parent = std::move(parent);
  u.successors = std::move(next);
  return u;
}
UnitKey key(std::string code, int year) {
  return {std::move(code), std::chrono::year{year} / std::chrono::January / 1};
}

std::vector<Unit> with_helpline(std::vector<Unit> units) {
  units.push_back(made("H", 2000, 0, Level::helpline, {}, {}));
  units.push_back(made("01", 2000, 0, Level::province, {}, {}));
  return units;
}
const UnitKey province = key("01", 2000);

TEST(Succession, ASplitIsNeverChosenSilently) {
  auto units = with_helpline(
      {made("00001", 2000, 2010, Level::commune, province, {key("00002", 2010), key("00003", 2010)}),
       made("00002", 2010, 0, Level::commune, province, {}),
       made("00003", 2010, 0, Level::commune, province, {})});
  const auto directory = Directory::build(units).value();
  const auto s = directory->succession(*directory->find(key("00001", 2000)), today);
  EXPECT_EQ(s.kind, Succession::Kind::ambiguous);
  EXPECT_EQ(s.unit->key, province);
  EXPECT_THAT(s.candidates, SizeIs(2));
  EXPECT_EQ(s.trail.back().fate, Fate::split);
}

TEST(Succession, PartsThatMeetAgainAreOneUnit) {
  auto units = with_helpline(
      {made("00001", 2000, 2010, Level::commune, province, {key("00002", 2010), key("00003", 2010)}),
       made("00002", 2010, 2020, Level::commune, province, {key("00004", 2020)}),
       made("00003", 2010, 2020, Level::commune, province, {key("00004", 2020)}),
       made("00004", 2020, 0, Level::commune, province, {})});
  const auto directory = Directory::build(units).value();
  const auto s = directory->succession(*directory->find(key("00001", 2000)), today);
  EXPECT_TRUE(s.certain());
  EXPECT_EQ(s.unit->key.code, "00004");
}

TEST(Succession, AProposedSuccessorIsACandidateAndNoMore) {
  auto one = made("00001", 2000, 2010, Level::commune, province, {key("00002", 2010)});
  one.successors_proposed = true;
  const auto directory =
      Directory::build(with_helpline({one, made("00002", 2010, 0, Level::commune, province, {})})).value();
  const auto s = directory->succession(*directory->find(key("00001", 2000)), today);
  EXPECT_EQ(s.kind, Succession::Kind::ambiguous);
  EXPECT_THAT(s.candidates, SizeIs(1));
}

TEST(Succession, WithoutAKnownSuccessorTheNeighboursSuccessorsAreCandidates) {
  const UnitKey district = key("001", 2000);
  const auto directory =
      Directory::build(
          with_helpline({made("001", 2000, 2010, Level::district, province, {}),
                         made("00001", 2000, 2010, Level::commune, district, {}),
                         made("00002", 2000, 2010, Level::commune, district, {key("00009", 2010)}),
                         made("00009", 2010, 0, Level::commune, province, {})}))
          .value();
  const auto s = directory->succession(*directory->find(key("00001", 2000)), today);
  EXPECT_EQ(s.kind, Succession::Kind::ambiguous);
  EXPECT_EQ(s.unit->key, province);
  EXPECT_THAT(keys(s.candidates), ElementsAre("00009@2010-01-01"));
}

TEST(Succession, WithNothingKnownTheSmallestKnownUnitAboveSorts) {
  const auto directory =
      Directory::build(with_helpline({made("00001", 2000, 2010, Level::commune, province, {})})).value();
  const auto s = directory->succession(*directory->find(key("00001", 2000)), today);
  EXPECT_EQ(s.kind, Succession::Kind::above);
  EXPECT_EQ(s.unit->key, province);
}

/// Random histories: every year some communes of a province rename, merge, split, end or reuse a code.
std::vector<Unit> random_history(std::mt19937& random) {
  std::vector<Unit> units = with_helpline({});
  std::vector<std::size_t> open;
  int next_code = 1;
  const auto pick = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(random);
  };
  const auto code = [&] {
    ++next_code;
    return "000" +
           std::string{static_cast<char>('A' + next_code / 26), static_cast<char>('A' + next_code % 26)};
  };
  for (int i = 0; i < 8; ++i) {
    open.push_back(units.size());
    units.push_back(made(code(), 2000, 0, Level::commune, province, {}));
  }
  for (int year = 2001; year < 2026; ++year) {
    if (open.empty()) break;
    const std::size_t at = pick(open.size()), from = open[at];
    units[from].valid_to = std::chrono::year{year} / std::chrono::January / 1;
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
    const auto what = pick(5);
    if (what == 0) continue;  // nothing known
    for (std::size_t part = 0; part < (what == 1 ? 2u : 1u); ++part) {
      if (what == 2 && !open.empty()) {  // into a neighbour
        units[from].successors.push_back(units[open[pick(open.size())]].key);
        continue;
      }
      open.push_back(units.size());
      units.push_back(made(what == 3 ? units[from].key.code : code(), year, 0, Level::commune, province, {}));
      units[from].successors.push_back(units.back().key);
      units[from].successors_proposed = what == 4;
    }
  }
  return units;
}

TEST(Succession, EveryUnitEverValidReachesOneUnitOfTheDayOrAPersonWhoIsAbove) {
  std::mt19937 random{20150326};
  for (int round = 0; round < 200; ++round) {
    const auto built = Directory::build(random_history(random));
    ASSERT_TRUE(built) << built.error().front().reason;
    const Directory& units = **built;
    for (const Unit& u : units.units())
      for (int year = 2000; year < 2028; year += 3) {
        const Date on = std::chrono::year{year} / std::chrono::June / 1;
        const auto s = units.succession(u, on);
        ASSERT_NE(s.unit, nullptr);
        EXPECT_TRUE(s.unit->valid_on(on));
        if (!s.certain()) EXPECT_LT(s.unit->level, u.level) << "a person of a level above, never a neighbour";
        EXPECT_FALSE(s.trail.empty());
        std::set<const Unit*> distinct;
        for (const Unit* c : s.candidates) {
          EXPECT_TRUE(c->valid_on(on));
          EXPECT_TRUE(units.is_same_or_above(*s.unit, *c, on));
          EXPECT_TRUE(distinct.insert(c).second);
        }
        EXPECT_EQ(s.kind == Succession::Kind::ambiguous, !s.candidates.empty());
        EXPECT_TRUE(u.level == Level::helpline || units.is_above(units.helpline(), u, on));
      }
  }
}

}  // namespace
}  // namespace hotline::places
