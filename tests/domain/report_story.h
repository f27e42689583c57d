// The report of a commune lived through in memory, for tests of what may be done with one.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "domain/report.h"
#include "domain/story.h"

namespace hotline::test {

inline record::v1::ReportDuty half_year() {
  record::v1::ReportDuty duty;
  duty.set_code("half-year");
  duty.set_from("2015-03-26");
  duty.set_level("commune");
  duty.set_to_level("district");
  auto& period = *duty.add_periods();
  period.set_first("10-01");
  period.set_last("03-31");
  period.set_before("04-20");
  duty.add_figures("case-sex");
  duty.mutable_steps()->set_remind_before("10 days");
  duty.mutable_steps()->set_chairman_after("0 days");
  duty.mutable_steps()->set_above_after("3 days");
  duty.mutable_steps()->set_call_after("7 days");
  return duty;
}

/// The report of Tam Dị before 20 April 2015, lived through.
struct ReportStory {
  record::v1::ReportDuty duty = half_year();
  OwedReport report{&duty,
                    spans_of(duty, parse_date("2015-01-01").value(), parse_date("2016-01-01").value()).at(0),
                    key(tam_di), key(district)};
  Time now = start_of(parse_date("2015-04-02").value());
  ReportState state;
  std::vector<history::v1::ReportEvent> history;
  Cast cast;
  std::vector<record::v1::CodeList> lists;

  std::string act(const Somebody& who, const ReportCommand& command) {
    std::vector<Acting> hats;
    for (const auto& hat : standings_of(who.viewer, directory(), local_date(now))) hats.push_back(hat.acting);
    auto event = decide_as(state, command, {report, directory(), who.id(), {}, now, lists}, hats);
    if (!event) {
      expect_both_languages(event.error());
      refused = event.error();
      return std::string(event.error().reason);
    }
    evolve(state, *event);
    history.push_back(std::move(*event));
    return "";
  }
  std::optional<Error> refused;  // the last refusal
  void drafted() { EXPECT_EQ(act(cast.officer, SaveReportDraft{"hai vụ bạo lực", {}}), ""); }
  void handed_over() {
    drafted();
    v1::ReportFigure figure;
    figure.set_key("cases");
    figure.set_count(2);
    EXPECT_EQ(act(cast.chairman, SignReport{{figure}}), "");
  }
};

}  // namespace hotline::test
