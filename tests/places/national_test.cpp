// The whole country: made by scripts/import-units from two npm packages, so these tests run where node is at
// hand and the packages are in the cache or the registry can be reached, and say so where not.
#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <random>

#include "base/fold.h"
#include "domain/place_finder.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

const Date today = day("2026-10-01");
constexpr unsigned seed = 20150326;
constexpr int every = 5;  // of the communes, every fifth is asked for

const UnitFile* whole_country() {
  static const auto file = []() -> std::unique_ptr<UnitFile> {
    const auto made = std::filesystem::path{testing::TempDir()} /
                      ("units-" + std::to_string(std::random_device{}()) + ".csv");
    const std::string command =
        HOTLINE_SOURCE_DIR "/scripts/import-units --out '" + made.string() + "' >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) return nullptr;
    auto read = std::make_unique<UnitFile>(read_units(file_text(made)));
    std::filesystem::remove(made);
    return read;
  }();
  return file.get();
}

class National : public testing::Test {
 protected:
  void SetUp() override {
    if (!whole_country())
      GTEST_SKIP() << "scripts/import-units cannot run here (node, npm, network): no national list";
    ASSERT_TRUE(whole_country()->directory);
  }
  static const Directory& units() { return *whole_country()->directory; }
  static const PlaceFinder& finder() {
    static const PlaceFinder made{units()};
    return made;
  }
  static const Unit* above(const Unit& unit) { return unit.parent ? units().find(*unit.parent) : nullptr; }
  /// "tam di luc nam bac giang": folded, without kinds.
  static std::string address(const Unit& unit, bool with_province = true) {
    std::string text = fold(unit.name);
    for (const Unit* up = above(unit); up && (with_province || up->level != Level::province); up = above(*up))
      text += " " + fold(up->name);
    return text;
  }

  struct Score {
    int asked = 0, first = 0, first_group = 0, among_five = 0, sure = 0, surely_wrong = 0;
    double share(int of) const { return 100.0 * of / asked; }
  };
  static Score ask(bool of_today, const std::function<std::string(const Unit&)>& text) {
    Score score;
    int n = 0;
    for (const Unit& unit : units().units()) {
      if (unit.level != Level::commune || unit.valid_on(today) != of_today || ++n % every) continue;
      const auto places = finder().find({.text = text(unit), .on = today});
      // Units with the same folded address cannot be told apart by it.
      const auto meant = [&](const Place& place) {
        return place.unit == &unit || address(*place.unit) == address(unit) ||
               (place.unit->key.code == unit.key.code && fold(place.unit->name) == fold(unit.name));
      };
      ++score.asked;
      bool group = false, five = false;
      for (std::size_t i = 0; i < places.found.size(); ++i) {
        group |= places.found[i].group == places.found[0].group && meant(places.found[i]);
        five |= i < 5 && meant(places.found[i]);
      }
      score.first += !places.found.empty() && meant(places.found[0]);
      score.first_group += group;
      score.among_five += five;
      score.sure += places.sure;
      score.surely_wrong += places.sure && places.found[0].now.unit != units().succession(unit, today).unit;
    }
    std::cout << "asked " << score.asked << ", first " << score.share(score.first)
              << " %, in the first group " << score.share(score.first_group) << " %, among five "
              << score.share(score.among_five) << " %, sure " << score.share(score.sure)
              << " %, sure and wrong " << score.surely_wrong << "\n";
    return score;
  }

  /// One letter wrong, missing, too many, or two swapped; numbers are left alone.
  static std::string mistyped(std::string text, std::mt19937& random) {
    const auto letter = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
    std::size_t at = random() % text.size();
    while (!letter(at)) at = random() % text.size();
    const char other = static_cast<char>('a' + random() % 26);
    switch (random() % 4) {
      case 0:
        text[at] = other == text[at] ? (other == 'a' ? 'b' : 'a') : other;
        break;
      case 1:
        text.erase(at, 1);
        break;
      case 2:
        text.insert(at, 1, other);
        break;
      default:
        if (letter(at + 1))
          std::swap(text[at], text[at + 1]);
        else
          text.erase(at, 1);
    }
    return text;
  }
};

TEST_F(National, HasTheUnitsOfBothLists) {
  const auto count = [&](Level level, Date on) {
    return std::ranges::count_if(units().units(),
                                 [&](const Unit& u) { return u.level == level && u.valid_on(on); });
  };
  EXPECT_EQ(count(Level::province, day("2019-10-06")), 63);
  EXPECT_EQ(count(Level::district, day("2019-10-06")), 713);
  EXPECT_EQ(count(Level::commune, day("2019-10-06")), 11'160);
  EXPECT_EQ(count(Level::province, day("2025-07-01")), 34);
  EXPECT_EQ(count(Level::district, day("2025-07-01")), 0);
  EXPECT_EQ(count(Level::commune, day("2025-07-01")), 3'321);
}

TEST_F(National, TheImportCountsAndListsWhatIsDamagedOrNotKnown) {
  FILE* pipe = popen(HOTLINE_SOURCE_DIR "/scripts/import-units --dry-run 2>/dev/null", "r");
  ASSERT_TRUE(pipe);
  std::string report(1 << 16, '\0');
  report.resize(std::fread(report.data(), 1, report.size(), pipe));
  EXPECT_EQ(pclose(pipe), 0);
  using testing::HasSubstr;
  EXPECT_THAT(report, HasSubstr("\n1132 communes of 2019 that the mapping does not have by code\n"));
  EXPECT_THAT(report, HasSubstr("\n601 communes of 2019 that the mapping has neither by code nor by name"));
  EXPECT_THAT(report, HasSubstr("\n67 mapping rows whose new code had lost its leading zeros"));
  EXPECT_THAT(
      report,
      HasSubstr("phường Dịch Vọng, Cầu Giấy, Hà Nội → 00166@2025-07-01 Cầu Giấy, 00160@2025-07-01 Nghĩa Đô"));
  EXPECT_THAT(report, HasSubstr("07516@2004-07-08 Vũ Xá: valid_to \"2025-07-01\", curated \"2025-01-01\""));
  EXPECT_THAT(report, HasSubstr("file none"));
}

TEST_F(National, HoldsLucNamAsItIsKeptByHand) {
  for (const Unit& unit : luc_nam().units()) {
    const Unit* listed = units().find(unit.key);
    ASSERT_TRUE(listed) << unit.key.text();
    EXPECT_EQ(listed->full_name(), unit.full_name());
    EXPECT_EQ(listed->valid_to, unit.valid_to);
    EXPECT_EQ(listed->successors, unit.successors);
  }
}

TEST_F(National, EveryUnitReachesOneOfTodayOrAPersonWhoIsAbove) {
  int certain = 0, ambiguous = 0, sorting = 0;
  for (const Unit& unit : units().units()) {
    const auto now = units().succession(unit, today);
    ASSERT_TRUE(now.unit->valid_on(today));
    if (!now.certain()) EXPECT_LT(now.unit->level, unit.level) << unit.key.text();
    (now.certain() ? certain : now.candidates.empty() ? sorting : ambiguous) += unit.level == Level::commune;
  }
  std::cout << "communes: certain " << certain << ", a person chooses " << ambiguous << ", a person sorts "
            << sorting << "\n";
  EXPECT_LT(ambiguous + sorting, 700);
}

TEST_F(National, TheOldCommuneIsFirstByCommuneDistrictAndProvince) {
  const auto score = ask(false, [](const Unit& u) { return address(u); });
  EXPECT_GE(score.share(score.first), 99.5);
  EXPECT_EQ(score.surely_wrong, 0);
}

TEST_F(National, AlsoWithOneTypingError) {
  std::mt19937 random{seed};
  const auto score = ask(false, [&](const Unit& u) { return mistyped(address(u), random); });
  EXPECT_GE(score.share(score.first), 97);
}

TEST_F(National, AlsoWithoutTheProvince) {
  const auto score = ask(false, [](const Unit& u) { return address(u, false); });
  EXPECT_GE(score.share(score.first_group), 97);
  EXPECT_GE(score.share(score.among_five), 99.5);
}

TEST_F(National, AlsoAsWrittenOnPaperWithADetail) {
  const auto score = ask(false, [](const Unit& u) {
    std::string text = "Số 7 đường Nguyễn Trãi, " + u.full_name();
    for (const Unit* up = above(u); up; up = above(*up)) text += ", " + up->full_name();
    return text;
  });
  EXPECT_GE(score.share(score.first), 99.5);
}

TEST_F(National, TheCommunesOfTodayAreFirstByCommuneAndProvince) {
  const auto score = ask(true, [](const Unit& u) { return address(u); });
  EXPECT_GE(score.share(score.first), 99.5);
  EXPECT_EQ(score.surely_wrong, 0);
}

TEST_F(National, TheIndexIsSmall) {
  std::cout << "index: " << finder().index_bytes() << " bytes\n";
  EXPECT_LT(finder().index_bytes(), 64U << 20);
}

TEST_F(National, TheFileComesBackTheSame) {
  EXPECT_EQ(read_units(write_units(whole_country()->units)).units, whole_country()->units);
}

}  // namespace
}  // namespace hotline::places
