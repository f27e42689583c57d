#include "domain/report_ladder.h"

#include <algorithm>
#include <ranges>
#include <sstream>
#include <utility>

#include "domain/case_time.h"
#include "domain/span_text.h"

namespace hotline {
namespace {
namespace rec = record::v1;
namespace his = history::v1;

constexpr std::size_t people_max = 20;  // as in the contract
constexpr Duration span_max = std::chrono::days{60};

struct Step {
  his::ReportStep step;
  rec::LadderRung rung;  // whose it is where somebody is there
  std::string_view key;
  const std::string& (rec::ReportLadder::*span)() const;
};

constexpr Step all_steps[] = {
    {his::REPORT_STEP_REMINDED, rec::LADDER_RUNG_DUTY, "remind_before", &rec::ReportLadder::remind_before},
    {his::REPORT_STEP_CHAIRMAN, rec::LADDER_RUNG_CHAIRMAN, "chairman_after",
     &rec::ReportLadder::chairman_after},
    {his::REPORT_STEP_ABOVE, rec::LADDER_RUNG_ABOVE, "above_after", &rec::ReportLadder::above_after},
    {his::REPORT_STEP_CALL_LIST, rec::LADDER_RUNG_CALL_LIST, "call_after", &rec::ReportLadder::call_after}};

bool is_handed_over(const ReportState& state) {
  return state.state == v1::REPORT_STATE_SIGNED || state.state == v1::REPORT_STATE_ACCEPTED;
}

const Unit* acting(const Directory& directory, const std::optional<UnitKey>& key, Date on) {
  const Unit* unit = key ? directory.find(*key) : nullptr;
  return unit == nullptr ? nullptr : &acts_for(directory, *unit, on);
}

void add(std::vector<PersonId>& people, const std::vector<PersonId>& more) {
  for (const auto& person : more)
    if (std::ranges::find(people, person) == people.end()) people.push_back(person);
}

/// Who is at that rung; nothing where nobody is.
std::optional<Address> at_rung(rec::LadderRung rung, const OwedReport& report, const ReportDay& day) {
  const auto& helpline = day.directory.helpline();
  if (rung == rec::LADDER_RUNG_CALL_LIST)
    return Address{rung, helpline.key, day.roster.on_duty(helpline, day.now)};
  const auto today = local_date(day.now);
  const bool above = rung == rec::LADDER_RUNG_ABOVE;
  const Unit* office = acting(day.directory, above ? report.to : std::optional(report.unit), today);
  if (office == nullptr) return std::nullopt;
  // At the helpline supervisors sign, who are among those on duty.
  const bool signs = rung == rec::LADDER_RUNG_CHAIRMAN && office->key != helpline.key;
  Address to{rung, office->key, {}};
  if (!signs) add(to.people, day.roster.on_duty(*office, day.now));
  if (signs || above) add(to.people, day.roster.chairmen(*office, day.now));
  // A report has days of time, so an office is told also while nobody of it is on duty.
  const bool is_there =
      signs ? !to.people.empty() : day.roster.is_registered(*office) || day.reaches(*office);
  return is_there ? std::optional(std::move(to)) : std::nullopt;
}

/// Clock time of at most 60 days; nothing for other texts.
std::optional<Duration> wait_of(std::string_view text) {
  const auto span = span_of_text(text, 0);
  if (!span) return std::nullopt;
  const bool of_clock =
      span->of == Span::Of::minutes || span->of == Span::Of::hours || span->of == Span::Of::days;
  const auto hours = span->of == Span::Of::days ? 24 * span->amount : span->amount;
  const Duration wait = span->of == Span::Of::minutes ? Duration{std::chrono::minutes{span->amount}}
                                                      : std::chrono::hours{hours};
  return of_clock && wait <= span_max ? std::optional(wait) : std::nullopt;
}

}  // namespace

std::optional<ReportLadderProblem> problem_of(const rec::ReportLadder& steps) {
  Duration before{0};
  for (const auto& one : all_steps) {
    const auto& text = (steps.*one.span)();
    if (text.empty()) continue;
    const auto span = wait_of(text);
    if (!span) return ReportLadderProblem{one.key, "span_malformed"};
    if (one.step == his::REPORT_STEP_REMINDED) {
      if (*span == Duration{0}) return ReportLadderProblem{one.key, "span_malformed"};
      continue;
    }
    if (*span < before) return ReportLadderProblem{one.key, "out_of_order"};
    before = *span;
  }
  return std::nullopt;
}

std::vector<ReportStepDue> steps_of(const rec::ReportDuty& duty, const ReportSpan& span,
                                    const std::optional<Time>& returned) {
  const auto late_from = returned ? std::max(span.due(), *returned) : span.due();
  std::vector<ReportStepDue> steps;
  for (const auto& one : all_steps) {
    const auto wait = wait_of((duty.steps().*one.span)());
    if (!wait) continue;  // not given: what is malformed was refused when it was read
    const bool reminds = one.step == his::REPORT_STEP_REMINDED;
    const auto at = reminds ? span.due() - *wait : late_from + *wait;
    if (!reminds || !returned || *returned < at)
      steps.push_back({one.step, at});  // the return itself reminds
  }
  return steps;
}

bool wants_step(const ReportState& state, his::ReportStep step) {
  if (is_handed_over(state) || state.highest == rec::LADDER_RUNG_CALL_LIST) return false;
  const auto was_told = [&](his::ReportStep other) {
    const auto since = state.told | std::views::drop(state.told_before_return);
    return std::ranges::find(since, other) != since.end();
  };
  // Versions before told the whole office when it began to be late.
  return !was_told(step) && !(step == his::REPORT_STEP_CHAIRMAN && was_told(his::REPORT_STEP_LATE));
}

bool wants_step(const ReportState& state, const OwedReport& report, const ReportStepDue& step) {
  const auto steps = steps_of(*report.duty, report.span, state.returned_at);
  return std::ranges::find(steps, step) != steps.end() && wants_step(state, step.step);
}

std::optional<Address> address_of_return(const OwedReport& report, const ReportDay& day) {
  auto to = at_rung(rec::LADDER_RUNG_DUTY, report, day);
  return to ? to : at_rung(rec::LADDER_RUNG_CHAIRMAN, report, day);
}

std::optional<Address> address(const OwedReport& report, const ReportState& state, his::ReportStep step,
                               const ReportDay& day) {
  const bool late = day.now >= report.span.due();
  bool reached = false;
  for (const auto& one : all_steps) {
    reached = reached || one.step == step;
    if (!reached || one.rung <= state.highest || (report.duty->steps().*one.span)().empty()) continue;
    if (!late && one.rung > rec::LADDER_RUNG_CHAIRMAN) return std::nullopt;
    if (auto to = at_rung(one.rung, report, day)) return to;
  }
  return std::nullopt;
}

his::ReportEvent step_taken(const OwedReport& report, const ReportStepDue& step, const Address& to,
                            Time now) {
  his::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  *event.mutable_report() = owed_of(report);
  auto& taken = *event.mutable_step_taken();
  taken.set_step(step.step);
  taken.set_rung(to.rung);
  taken.set_unit(to.unit.text());
  for (const auto& person : to.people | std::views::take(people_max)) taken.add_person_ids(person.text());
  *taken.mutable_step_at() = timestamp_of(step.at);
  return event;
}

std::string cause_of(const OwedReport& report, his::ReportStep step, rec::LadderRung rung) {
  return "report " + report.duty->code() + ' ' + report.unit.text() + ' ' + date_text(report.span.first) +
         ' ' + std::to_string(static_cast<int>(step)) + ' ' + std::to_string(static_cast<int>(rung));
}

std::optional<ReportCause> report_cause(std::string_view cause) {
  std::istringstream words{std::string(cause)};
  std::string mark, duty, unit, day;
  int step = 0, rung = 0;
  if (!(words >> mark >> duty >> unit >> day >> step >> rung) || mark != "report" ||
      !his::ReportStep_IsValid(step) || !rec::LadderRung_IsValid(rung))
    return std::nullopt;
  const auto key = UnitKey::parse(unit);
  const auto first = parse_date(day);
  if (!key || !first) return std::nullopt;
  return ReportCause{std::move(duty), *key, *first, static_cast<his::ReportStep>(step),
                     static_cast<rec::LadderRung>(rung)};
}

bool evolve(rec::StoredReportCalls& calls, const his::ReportEvent& event) {
  const auto is_it = [&](const rec::StoredReportCall& one) {
    return one.duty() == event.report().duty() && one.unit() == event.report().unit() &&
           one.first_day() == event.report().first_day();
  };
  const auto add = [&](rec::StoredReportCall& one) {
    one.set_duty(event.report().duty());
    one.set_unit(event.report().unit());
    one.set_first_day(event.report().first_day());
    *one.mutable_since() = event.recorded_at();
    return true;
  };
  const auto drop = [&](auto& all) {
    const auto gone = std::ranges::find_if(all, is_it);
    const bool was_there = gone != all.end();
    if (was_there) all.erase(gone);
    return was_there;
  };
  auto& again = *calls.mutable_returned();
  if (event.has_returned()) return add(*again.Add());
  const bool called = event.step_taken().rung() == rec::LADDER_RUNG_CALL_LIST;
  if (!called && !event.has_signed_()) return false;
  const bool was_again = drop(again);  // above the call list there is nothing
  return called ? add(*calls.add_calls()) : drop(*calls.mutable_calls()) || was_again;
}

}  // namespace hotline
