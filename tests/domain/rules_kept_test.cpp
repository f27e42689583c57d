// What held on days that are over goes on holding for them, whatever a file of deadlines says of them later.
#include "domain/rules_kept.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "domain/changed_rules.h"
#include "domain/rules_file.h"

namespace hotline::test {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

const Date first = std::chrono::year{2015} / 1 / 1;

Date after(Date day, int count) { return Date{sys_days{day} + days{count}}; }

Rules shipped() {
  std::ifstream in{HOTLINE_SOURCE_DIR "/config/deadlines.toml"};
  return parse_rules(std::string{std::istreambuf_iterator<char>{in}, {}}).value();
}

template <class Rule>
Rule undated(Rule rule) {
  rule.from = first;
  return rule;
}

/// Each deadline of both; `look` is called with the two timelines.
void each(const Rules& a, const Rules& b, auto look) {
  look(a.acknowledge, b.acknowledge);
  look(a.forward, b.forward);
  look(a.emergency, b.emergency);
  look(a.plan, b.plan);
  look(a.separation, b.separation);
  look(a.verify, b.verify);
  look(a.review, b.review);
  look(a.take_note, b.take_note);
}

void expect_same(const Rules& a, const Rules& b) {
  each(a, b, [](const auto& one, const auto& other) { EXPECT_TRUE(one == other); });
}

TEST(KeptRules, AreWrittenAsAFileThatReadsToTheSame) {
  const auto defaults = shipped();
  expect_same(parse_rules(write_deadlines(defaults)).value(), defaults);
  std::mt19937 random{1};
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  for (int i = 0; i < 200; ++i) {
    auto rules = changed_from(Rules{}, after(first, static_cast<int>(below(4000)) + 1), below);
    rules.plan.last().article = "QĐ \"12\" của tỉnh\\";
    // Risks that no file may have.
    auto& acknowledge = rules.acknowledge.last();
    if (acknowledge.high.of == acknowledge.medium.of) acknowledge.high = acknowledge.medium;
    auto& forward = rules.forward.last();
    if (forward.high.of == forward.medium.of) forward.high = forward.medium;
    const auto text = write_deadlines(rules);
    const auto read = parse_rules(text);
    ASSERT_TRUE(read) << text;
    expect_same(*read, rules);
  }
}

TEST(KeptRules, AreThoseOfTheFileWhereItChangesNothingOrWhatIsToCome) {
  const auto before = shipped();
  const Date day = std::chrono::year{2026} / 11 / 30;
  const auto same = keep_past(before, before, day);
  expect_same(same.rules, before);
  EXPECT_THAT(same.changed, IsEmpty());
  EXPECT_THAT(same.held, IsEmpty());

  auto file = before;
  auto rules = file.emergency.all();
  rules.push_back(rules.back());
  rules.back().from = day;
  rules.back().within = {6, Span::Of::hours};
  file.emergency = Timeline{rules};
  const auto announced = keep_past(before, file, day);
  expect_same(announced.rules, file);
  EXPECT_THAT(announced.changed, ElementsAre("emergency"));
  EXPECT_THAT(announced.held, IsEmpty());
}

TEST(KeptRules, EditedWhereTheyStandHoldFromTheFirstNewDay) {
  const auto before = shipped();
  const Date day = std::chrono::year{2026} / 11 / 30;
  auto file = before;
  file.emergency.last().within = {20, Span::Of::days};
  file.retention.contact = days{1};
  const auto kept = keep_past(before, file, day);
  EXPECT_EQ(kept.rules.emergency.in_force(start_of(day) - Duration{1}), before.emergency.last());
  EXPECT_EQ(kept.rules.emergency.in_force(start_of(day)).within, (Span{20, Span::Of::days}));
  EXPECT_EQ(kept.rules.retention.contact, days{1}) << "no deadline";
  EXPECT_THAT(kept.changed, ElementsAre("emergency"));
  EXPECT_THAT(kept.held, ElementsAre("emergency"));
  // The next start, days later, with the same file.
  const auto again = keep_past(kept.rules, file, after(day, 9));
  expect_same(again.rules, kept.rules);
  EXPECT_THAT(again.changed, IsEmpty());
  EXPECT_THAT(again.held, ElementsAre("emergency"));
}

TEST(KeptRules, HoldAsBeforeOnEveryDayThatIsOverAndAsTheFileSaysOnEveryOther) {
  std::mt19937 random{7};
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  const auto some_day = [&] { return after(first, static_cast<int>(below(4000)) + 1); };
  for (int i = 0; i < 500; ++i) {
    const auto before = changed_from(Rules{}, some_day(), below);
    const auto file = changed_from(Rules{}, some_day(), below);
    const Date day = some_day();
    const auto kept = keep_past(before, file, day);
    for (int j = 0; j < 20; ++j) {
      const Time at = start_of(some_day()) + std::chrono::minutes{below(24 * 60)};
      each(kept.rules, local_date(at) < day ? before : file, [&](const auto& one, const auto& other) {
        EXPECT_EQ(undated(one.in_force(at)), undated(other.in_force(at)));
      });
    }
    EXPECT_THAT(keep_past(kept.rules, file, day).changed, IsEmpty());
    ASSERT_FALSE(HasFailure()) << "in round " << i;
  }
}

}  // namespace
}  // namespace hotline::test
