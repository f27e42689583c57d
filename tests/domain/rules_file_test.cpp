#include "domain/rules_file.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <string>

namespace hotline::test {
namespace {

std::string fault(std::string_view text) {
  const auto rules = parse_rules(text);
  if (rules) return "";
  const auto& field = rules.error().fields.front();
  return field.path + " " + std::string{field.reason};
}

Rules shipped() {
  std::ifstream in{HOTLINE_SOURCE_DIR "/config/deadlines.toml"};
  auto rules = parse_rules(std::string{std::istreambuf_iterator<char>{in}, {}});
  HOTLINE_CHECK(rules.has_value());
  return std::move(*rules);
}

/// The same but for the days from which each holds.
template <class Rule>
Rule undated(Rule rule) {
  rule.from = Rule{}.from;
  return rule;
}

TEST(RulesFile, TheOneThatComesWithTheServiceIsReadWholeAndSaysWhatTheDefaultsSay) {
  const Rules rules = shipped(), defaults;
  EXPECT_EQ(undated(rules.acknowledge.last()), defaults.acknowledge.last());
  EXPECT_EQ(undated(rules.emergency.last()), defaults.emergency.last());
  EXPECT_EQ(undated(rules.plan.last()), defaults.plan.last());
  EXPECT_EQ(undated(rules.separation.last()), defaults.separation.last());
  EXPECT_EQ(undated(rules.verify.last()), defaults.verify.last());
  EXPECT_EQ(rules.verify.all().size(), 1U);
  EXPECT_EQ(rules.verify.last().within, (Span{2, Span::Of::working_days}));
  EXPECT_EQ(rules.verify.last().article, "") << "no law sets it";
  EXPECT_EQ(undated(rules.forward.last()), defaults.forward.last());
  EXPECT_EQ(rules.forward.all().size(), 1U);
  EXPECT_EQ(rules.forward.last().article, "") << "no law sets it";
  EXPECT_EQ(undated(rules.review.last()), defaults.review.last());
  EXPECT_EQ(undated(rules.take_note.last()), defaults.take_note.last());
  EXPECT_EQ(rules.late_entry_days_max, defaults.late_entry_days_max);
  EXPECT_EQ(rules.prominent_children_min, defaults.prominent_children_min);
  EXPECT_EQ(rules.retention.draft, defaults.retention.draft);
  EXPECT_EQ(rules.retention.untouched_call, defaults.retention.untouched_call);
}

TEST(RulesFile, DraftsAreKeptForADayAtLeastAndForAYearAtMost) {
  const auto rules = parse_rules("[retention]\ndraft_days = 366\nuntouched_call_days = 31\n");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->retention.draft, std::chrono::days{366});
  EXPECT_EQ(rules->retention.untouched_call, std::chrono::days{31});
  for (const std::string key : {"draft_days", "untouched_call_days"})
    for (const char* value : {"0", "-1", key == "draft_days" ? "367" : "32", "1.5", "\"30 days\""})
      EXPECT_EQ(fault("[retention]\n" + key + " = " + value), "2: retention." + key + " out_of_range");
}

TEST(RulesFile, TheDecreeIsNamedOnlyFromTheDayOnWhichItCameIntoForce) {
  const Rules rules = shipped();
  const Time day = start_of(parse_date("2017-07-01").value());
  EXPECT_EQ(rules.emergency.in_force(day - Duration{1}).article, "");
  EXPECT_EQ(rules.emergency.in_force(day).article, "NĐ 56/2017/NĐ-CP, điều 26.3");
  EXPECT_EQ(rules.emergency.in_force(start_of(parse_date("2001-01-01").value())).within,
            (Span{12, Span::Of::hours}));
}

TEST(RulesFile, EveryValueIsTaken) {
  const auto rules = parse_rules(R"(
[[acknowledge]]
from = 2015-01-01
high = "10 minutes"
medium = "1 hour"
low = "3 working days"
article = "a"
[acknowledge.steps]
notice_at_start = false
remind_before = "1 minute"
chairman_after = "2 minutes"
above_after = "3 minutes"
call_after = "4 hours"
[[emergency]]
from = 2015-01-01
until = 2020-01-01
[[emergency]]
from = 2020-01-01
within = "6 hours"
met_by = "measures"
article = "b"
[[plan]]
from = 2014-01-01
within = "2 working days"
start = "accepted"
article = "c"
[[separation]]
from = 2015-01-01
within = "7 days"
article = "d"
[[verify]]
from = 2015-01-01
until = 2018-01-01
within = "none"
[[verify]]
from = 2018-01-01
until = 2020-01-01
start = "acceptance"
met_by = "assessment"
within = "2 working hours"
article = "e"
[[verify]]
from = 2020-01-01
within = "none"
[[review]]
from = 2015-01-01
until = 2018-01-01
due = "none"
[[review]]
from = 2018-01-01
start = "plan_approved"
met_by = "review"
due = "review_date"
article = "f"
[[forward]]
from = 2015-01-01
until = 2018-01-01
due = "none"
[[forward]]
from = 2018-01-01
start = "waits_at_no_other"
met_by = "referral_or_work"
due = "by_risk"
high = "20 minutes"
medium = "1 hour"
low = "1 working days"
article = "g"
[late_entry]
days_max = 30
[prominent]
children_min = 5
)");
  ASSERT_TRUE(rules);
  const auto& acknowledge = rules->acknowledge.last();
  EXPECT_EQ(acknowledge.high, (Span{10, Span::Of::minutes}));
  EXPECT_EQ(acknowledge.medium, (Span{1, Span::Of::hours}));
  EXPECT_EQ(acknowledge.low, (Span{3, Span::Of::working_days}));
  using std::chrono::minutes;
  EXPECT_EQ(acknowledge.steps, (LadderTimes{false, minutes{1}, minutes{2}, minutes{3}, minutes{240}}));
  ASSERT_EQ(rules->emergency.all().size(), 2U);
  EXPECT_EQ(rules->emergency.all()[0].within, (Span{12, Span::Of::hours}));
  EXPECT_EQ(rules->emergency.last().within, (Span{6, Span::Of::hours}));
  EXPECT_FALSE(rules->emergency.last().assessment_meets);
  EXPECT_EQ(rules->plan.last().within, (Span{2, Span::Of::working_days}));
  EXPECT_EQ(rules->plan.last().start, PlanStart::accepted);
  EXPECT_EQ(rules->separation.last().within, (Span{7, Span::Of::days}));
  ASSERT_EQ(rules->verify.all().size(), 3U);
  EXPECT_EQ(rules->verify.all()[0].within, std::nullopt);
  EXPECT_EQ(rules->verify.all()[1].within, (Span{2, Span::Of::working_hours}));
  EXPECT_EQ(rules->verify.all()[1].article, "e");
  EXPECT_EQ(rules->verify.last().within, std::nullopt) << "switched off again";
  EXPECT_FALSE(rules->review.all()[0].watched);
  EXPECT_TRUE(rules->review.last().watched);
  EXPECT_EQ(rules->review.last().article, "f");
  EXPECT_EQ(rules->late_entry_days_max, 30);
  EXPECT_EQ(rules->prominent_children_min, 5);
  EXPECT_EQ(acknowledge.article + rules->emergency.last().article + rules->plan.last().article +
                rules->separation.last().article,
            "abcd");
}

/// One rule of the plan, with this in it from line 3 on.
std::string plan_with(const std::string& lines) { return fault("[[plan]]\nfrom = 2015-01-01\n" + lines); }

TEST(RulesFile, WhatIsWrongIsNamedWithItsLine) {
  EXPECT_EQ(plan_with("working_day = 5\n"), "3: plan.working_day unknown_key");
  EXPECT_EQ(plan_with("within = \"5\"\n"), "3: plan.within span_malformed");
  EXPECT_EQ(plan_with("within = \"0 days\"\n"), "3: plan.within span_malformed");
  EXPECT_EQ(plan_with("within = 5\n"), "3: plan.within span_malformed");
  EXPECT_EQ(plan_with("start = \"soon\"\n"), "3: plan.start unknown_value");
  EXPECT_EQ(plan_with("met_by = \"time\"\n"), "3: plan.met_by unknown_value");
  EXPECT_EQ(plan_with("article = 26\n"), "3: plan.article wrong_type");
  EXPECT_EQ(plan_with("steps = 1\n"), "3: plan.steps wrong_type");
  EXPECT_EQ(plan_with("[plan.steps]\nremind = \"1 hour\"\n"), "4: plan.steps.remind unknown_key");
  EXPECT_EQ(plan_with("[plan.steps]\ncall_after = \"1 working day\"\n"),
            "4: plan.steps.call_after span_malformed");
  EXPECT_EQ(plan_with("[plan.steps]\nabove_after = \"5 hours\"\ncall_after = \"4 hours\"\n"),
            "5: plan.steps.call_after out_of_order");
  EXPECT_EQ(plan_with("[plans]\n"), "3: plans unknown_key");
  EXPECT_EQ(fault("plan = 5\n"), "1: plan wrong_type");
  EXPECT_EQ(fault("[plan]\nwithin = \"5 days\"\n"), "1: plan wrong_type");
  EXPECT_EQ(fault("[late_entry]\ndays_max = 0\n"), "2: late_entry.days_max out_of_range");
  EXPECT_EQ(fault("[prominent]\nchildren_min = 1\n"), "2: prominent.children_min out_of_range");
  EXPECT_EQ(fault("[prominent]\nchildren_min = 51\n"), "2: prominent.children_min out_of_range");
  EXPECT_EQ(fault("[prominent]\nchildren = 3\n"), "2: prominent.children unknown_key");
  EXPECT_EQ(fault("[[acknowledge]]\nfrom = 2015-01-01\nhigh = \"500 hours\"\n"),
            "3: acknowledge.high out_of_range");
  const std::string verify = "[[verify]]\nfrom = 2015-01-01\n", review = "[[review]]\nfrom = 2015-01-01\n";
  EXPECT_EQ(fault(verify + "within = \"never\"\n"), "3: verify.within span_malformed");
  EXPECT_EQ(fault(verify + "within = 2\n"), "3: verify.within span_malformed");
  EXPECT_EQ(fault(verify + "high = \"2 hours\"\n"), "3: verify.high unknown_key");
  EXPECT_EQ(fault(verify + "met_by = \"measures\"\n"), "3: verify.met_by unknown_value");
  EXPECT_EQ(fault(verify + "until = 2020-01-01\n"), "1: verify.until gap");
  EXPECT_EQ(fault(verify + "until = 2020-01-01\n[[verify]]\nfrom = 2019-01-01\n"), "5: verify.from overlap");
  EXPECT_EQ(fault(review + "within = \"5 days\"\n"), "3: review.within unknown_key");
  EXPECT_EQ(fault(review + "due = \"soon\"\n"), "3: review.due unknown_value");
  EXPECT_EQ(fault(review + "until = 2020-01-01\n[[review]]\nfrom = 2021-01-01\n"), "5: review.from gap");
  EXPECT_EQ(plan_with("within = \"none\"\n"), "3: plan.within span_malformed") << "the law has a time";
  const std::string note = "[[take_note]]\nfrom = 2015-01-01\n";
  EXPECT_EQ(fault(note + "remind_after = \"3 hours\"\ncall_after = \"2 hours\"\n"),
            "4: take_note.call_after out_of_order");
  EXPECT_EQ(fault(note + "steps = {}\n"), "3: take_note.steps unknown_key");
  EXPECT_EQ(fault(note + "until = 2020-01-01\n"), "1: take_note.until gap");
  EXPECT_EQ(fault("a = = b\n"), "1 not_toml");
  EXPECT_EQ(fault(std::string(65 * 1024, '#')), "1 too_long");
}

TEST(RulesFile, WhatAFileLeavesOutIsAsItIsElsewhere) {
  Rules elsewhere;
  elsewhere.plan.last().start = PlanStart::received;
  elsewhere.prominent_children_min = 7;
  const auto rules = parse_rules("[[acknowledge]]\nfrom = 2015-01-01\nhigh = \"1 minute\"\n", elsewhere);
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->acknowledge.last().high, (Span{1, Span::Of::minutes}));
  EXPECT_EQ(rules->acknowledge.last().medium, Rules().acknowledge.last().medium)
      << "of a table that is there";
  EXPECT_EQ(rules->plan.last().start, PlanStart::received);
  EXPECT_EQ(rules->prominent_children_min, 7);
}

TEST(RulesFile, NoDayIsWithoutARuleAndNoneHasTwo) {
  const std::string first = "[[plan]]\nfrom = 2015-01-01\nuntil = 2020-01-01\n", second = "[[plan]]\nfrom = ";
  EXPECT_EQ(fault(first + second + "2020-01-01\n"), "");
  EXPECT_EQ(fault(first + second + "2020-01-02\n"), "5: plan.from gap");
  EXPECT_EQ(fault(first + second + "2019-12-31\n"), "5: plan.from overlap");
  EXPECT_EQ(fault(first), "1: plan.until gap");
  EXPECT_EQ(fault("[[plan]]\nfrom = 2015-01-02\n"), "2: plan.from gap");
  EXPECT_EQ(fault("[[plan]]\nwithin = \"5 days\"\n"), "1: plan.from from_missing");
  EXPECT_EQ(fault("[[plan]]\nfrom = \"2015-01-01\"\n"), "2: plan.from wrong_type");
  EXPECT_EQ(fault("[[plan]]\nfrom = 2015-01-01\n" + second + "2020-01-01\n"), "4: plan.from overlap");
  EXPECT_EQ(fault("[[plan]]\nfrom = 2015-01-01\nuntil = 2014-01-01\n"), "3: plan.until out_of_order");
}

TEST(RulesFile, AllFaultsAreNamedAtOnce) {
  const auto rules = parse_rules("[retention]\na = 1\nb = 2\n[late_entry]\ndays_max = -1\n");
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().fields.size(), 3U);
}

}  // namespace
}  // namespace hotline::test
