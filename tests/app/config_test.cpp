// The configuration file: what it shows is what is read, and what contradicts itself is refused.
#include "app/config.h"

#include <gmock/gmock.h>

#include <cstring>
#include <fstream>
#include <utility>

namespace hotline::app_test {
namespace {
using app::parse_config;
using testing::HasSubstr;

std::vector<std::string> default_lines() {
  std::ifstream in(std::string(HOTLINE_SOURCE_DIR) + "/config/hotlined.toml");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

TEST(Config, OfTheSourceShowsTheDefaults) {
  const auto shown = parse_config(text_of(default_lines()), "/etc");
  ASSERT_TRUE(shown) << shown.error().front().text;
  const auto none = parse_config("", "/etc");
  ASSERT_TRUE(none);
  EXPECT_EQ(std::memcmp(&shown->limits, &none->limits, sizeof shown->limits), 0);  // whole numbers alone
  EXPECT_EQ(shown->sessions_per_person_max, none->sessions_per_person_max);
}

TEST(Config, ShowsEveryLimitAndRefusesOneThatIsOutOfRangeByLineAndName) {
  auto lines = default_lines();
  std::size_t limits = 0;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with('[')) inside = lines[i] == "[limits]";
    const auto equals = lines[i].find(" = ");
    if (!inside || lines[i].starts_with('#') || equals == std::string::npos) continue;
    ++limits;
    const auto key = lines[i].substr(0, equals);
    const auto before = std::exchange(lines[i], key + " = 0");
    const auto refused = parse_config(text_of(lines), "/etc");
    ASSERT_FALSE(refused) << key;
    EXPECT_EQ(refused.error().front().line, static_cast<int>(i) + 1);
    EXPECT_THAT(refused.error().front().text, HasSubstr("[limits] " + key + ": must be a whole number from"));
    lines[i] = before;
  }
  EXPECT_EQ(limits * sizeof(int), sizeof(app::ConfigLimits)) << "a limit that the file does not show";
}

TEST(Config, RefusesLimitsThatContradictOneAnother) {
  for (const auto* text : {"strangers_bodies_max_mib = 65", "bodies_max_mib = 16",
                           "stranger_body_max_kib = 1024\nbody_max_kib = 16", "sign_in_delay_first_ms = 9000",
                           "sign_in_delay_max_ms = 25000", "sign_in_line_max_ms = 30000"})
    EXPECT_FALSE(parse_config("[limits]\n" + std::string(text), "/etc")) << text;
}

}  // namespace
}  // namespace hotline::app_test
