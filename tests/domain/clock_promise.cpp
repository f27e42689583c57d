#include "domain/clock_promise.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "domain/changed_rules.h"
#include "domain/unit_file.h"

namespace hotline::test {

namespace {

/// Article 32: at most fifteen days, unless an authority requires more.
std::optional<Time> required_until(const ClockReading& was, const Story& after) {
  if (was.kind != v1::CLOCK_KIND_SEPARATION || !was.runs()) return std::nullopt;
  const auto day = parse_date(after.history.back().emergency_started().measures().required_until());
  return day ? std::optional(start_of(Date{std::chrono::sys_days{*day} + std::chrono::days{1}}))
             : std::nullopt;
}

}  // namespace

void expect_clocks_kept(const CaseState& before, const std::vector<ClockReading>& old, const Story& after) {
  const auto now = clocks(after.state, after.rules, *after.days);
  std::map<v1::ClockKind, std::vector<ClockReading>> by_kind;
  for (const auto& reading : now) by_kind[reading.kind].push_back(reading);
  std::map<v1::ClockKind, std::size_t> index;
  for (const auto& was : old) {
    const auto i = index[was.kind]++;
    ASSERT_LT(i, by_kind[was.kind].size()) << "a clock is gone";
    const auto& is = by_kind[was.kind][i];
    EXPECT_LE(is.due, std::max(was.due, required_until(was, after).value_or(was.due)));
    EXPECT_EQ(is.started, was.started);
    if (was.met) EXPECT_LE(is.met.value(), *was.met);
    const bool runs_again = was.stopped && before.closed_at && !after.state.closed_at;
    if (was.stopped && !runs_again) EXPECT_EQ(is.stopped, was.stopped);
  }
}

void expect_no_clock_moved_by_telephone(const std::vector<ClockReading>& old, const Story& after,
                                        record::v1::DutyAnswer answer) {
  const auto now = clocks(after.state, after.rules, *after.days);
  for (const auto& was : old) {
    const auto is = std::ranges::find_if(
        now, [&](const ClockReading& one) { return one.kind == was.kind && one.ordinal == was.ordinal; });
    ASSERT_NE(is, now.end()) << "a clock is gone";
    auto expected = was;
    if (was.kind == v1::CLOCK_KIND_ACKNOWLEDGE && answer == record::v1::DUTY_ANSWER_ACKNOWLEDGED)
      expected.met = is->met;
    EXPECT_EQ(*is, expected);
  }
}

bool expect_watched(const Story& story) {
  const auto readings = clocks(story.state, story.rules, *story.days);
  const bool runs = std::ranges::any_of(readings, &ClockReading::runs);
  const bool counted = is_without_deadline(story.state, readings);
  EXPECT_EQ(runs || counted, story.state.is_open());
  EXPECT_FALSE(runs && counted);
  EXPECT_FALSE(counted && !story.state.was_accepted()) << "nobody accepted it, and nobody is asked to";
  return counted;
}

void expect_change_of_rules_reaches_nothing_before(Date day, const Story& story,
                                                   const std::function<unsigned(unsigned)>& below) {
  const Rules rules = changed_from(story.rules, day, below);
  const auto before_day = [&](const Rules& under) {
    auto readings = clocks(story.state, under, *story.days);
    std::erase_if(readings, [&](const ClockReading& r) { return local_date(r.started) >= day; });
    return readings;
  };
  EXPECT_EQ(before_day(rules), before_day(story.rules));
  for (const auto& reading : clocks(story.state, rules, *story.days))
    EXPECT_EQ(reading.article == "changed", local_date(reading.started) >= day);
  if (story.state.marks.first_specific_assessment)
    EXPECT_THAT(clocks(story.state, rules, *story.days),
                testing::Contains(testing::Field(&ClockReading::kind, v1::CLOCK_KIND_PLAN)));
}

void expect_change_of_calendar_reaches_nothing_before(Date day, const Story& story) {
  const auto as_known = clocks(story.state, story.rules, calendar());
  const auto anew = clocks(story.state, story.rules, announced_on(day));
  ASSERT_EQ(anew.size(), as_known.size());
  for (std::size_t i = 0; i < anew.size(); ++i) {
    if (local_date(anew[i].started) < day) EXPECT_EQ(anew[i], as_known[i]);
    EXPECT_EQ(anew[i].started, as_known[i].started);
  }
}

const Directory& later_units() {
  static const auto file = amend_units(
      "code,valid_from,valid_to,level,name,successors\n07456,2004-07-08,2015-04-02,,,07459\n"
      "07453,2004-07-08,2015-04-06,,,?07459|07480\n",
      directory());
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}

const Calendar& announced_on(Date day) {
  static std::map<Date, Calendar> made;
  const auto known = made.find(day);
  if (known != made.end()) return known->second;
  return made
      .emplace(day, calendar_with("[[year]]\nyear = 2015\nknown_from = " + date_text(day) +
                                  "\nsource = \"x\"\nholidays = [{ name = \"x\", from = 2015-04-01, to = "
                                  "2015-04-25 }, { name = \"x\", from = 2015-05-05, to = 2015-05-25 }]\n"
                                  "[[office]]\nunit = \"07456@2004-07-08\"\nfrom = " +
                                  date_text(day) + "\nhours = [\"08:00-09:00\"]\n"))
      .first->second;
}

}  // namespace hotline::test
