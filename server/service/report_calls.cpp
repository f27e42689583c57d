#include "service/report_calls.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/log.h"
#include "domain/case_time.h"
#include "service/installed_day.h"
#include "service/report_call_index.h"
#include "service/report_file.h"
#include "service/report_rows.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

/// A report that stands on the list.
struct Listed {
  OwedReport report;
  Time since{};
  const Unit* office;  // to telephone; never null
};

bool in(const store::Scope& scope, const UnitKey& unit) {
  return scope.all || std::ranges::binary_search(scope.units, unit.text());
}

/// The office that owed it, or whoever acts for it by now, may be the caller's.
bool is_theirs(const store::Scope& scope, const Listed& listed) {
  return in(scope, listed.report.unit) || in(scope, listed.office->key);
}

/// Nothing where the rules have no such report any more: nobody could sign it.
std::optional<Listed> listed_of(const Reading& reading, const record::v1::StoredReportCall& call) {
  const auto unit = UnitKey::parse(call.unit());
  const auto first = parse_date(call.first_day());
  if (!unit || !first) return std::nullopt;
  auto report =
      owed_report(reading.world.reference.report_duties, reading.directory(), call.duty(), *unit, *first);
  if (!report) return std::nullopt;
  const auto& office = acts_for(reading.directory(), *reading.directory().find(*unit), reading.today);
  return Listed{std::move(*report), time_of(call.since()), &office};
}

/// What earlier versions put there for periods from before the service began, nobody owes.
Result<std::vector<Listed>> listed_in(Reading& reading, const store::Scope& scope) {
  const auto began = installed_day(reading.db, reading.today);
  if (!began) return fail(began.error());
  auto calls = report_calls(reading.db);
  if (!calls) return fail(calls.error());
  std::vector<Listed> out;
  for (const auto& call : calls->calls())
    if (auto listed = listed_of(reading, call);
        listed && is_owed(reading.world.reference.report_duties, listed->report, *began) &&
        is_theirs(scope, *listed))
      out.push_back(std::move(*listed));
  return out;
}

/// Its place in the list.
std::string place_of(const Listed& listed) {
  return fmt::format("{:015} {} {} {}", to_unix_ms(listed.since), listed.report.duty->code(),
                     listed.report.unit.text(), date_text(listed.report.span.first));
}

v1::ReportCall call_of(const Listed& listed, const ReportState& state, Time now) {
  v1::ReportCall call;
  *call.mutable_report() = report_row(listed.report, state, now);
  *call.mutable_since() = timestamp_of(listed.since);
  call.set_unit(listed.office->key.text());
  for (const auto& telephone : listed.office->telephones) call.add_telephones(telephone);
  const auto late = std::chrono::sys_days{local_date(now)} - std::chrono::sys_days{listed.report.span.before};
  call.set_days_late(static_cast<std::uint32_t>(std::max<std::int64_t>(0, late.count())) + 1);
  call.set_attempts(state.calls);
  if (!state.last_call) return call;
  *call.mutable_last_attempt_at() = state.last_call->at();
  call.set_last_result(state.last_call->result());
  return call;
}

v1::ReportCall call_of(const Listed& listed, const ReportFile& file, Time now) {
  auto call = call_of(listed, file.state(), now);
  for (const auto& entry : file.entries()) {
    const auto& event = entry.event;
    if (event.has_step_taken() || event.has_step_delivered() || event.has_call_attempted())
      *call.add_tried() = report_entry(entry);
  }
  return call;
}

Result<v1::ReportCall> call_of(Reading& reading, const Listed& listed) {
  auto file = ReportFile::load(reading.world, reading.db, listed.report);
  if (!file && store::passes(file.error())) return fail(file.error());
  if (file) return call_of(listed, *file, reading.now);
  // One damaged report leaves the others on the list, and itself too.
  log::error("call_without_history", {{"reason", file.error()}});
  return call_of(listed, ReportState{}, reading.now);
}

std::unexpected<Error> unknown() {
  return fail(Code::not_found, "report_unknown",
              {"Không có báo cáo này trong phạm vi của bạn.", "There is no such report within your scope."});
}

/// On the list or not: what is wrong with it then is for decide() to say.
Result<Listed> find(Reading& reading, const v1::ReportKey& key) {
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  record::v1::StoredReportCall named;
  named.set_duty(key.duty());
  named.set_unit(key.unit());
  named.set_first_day(key.first_day());
  auto listed = listed_of(reading, named);
  if (!listed || reading.today < listed->report.span.first || !is_theirs(**scope, *listed)) return unknown();
  return std::move(*listed);
}

}  // namespace

Result<ReportCallList> list_report_calls(Reading& reading, const v1::ListReportCallsRequest& request,
                                         const store::Page& page) {
  auto scope = reading.scope(request.unit());
  if (!scope) return fail(scope.error());
  auto all = listed_in(reading, **scope);
  if (!all) return fail(all.error());
  std::ranges::sort(*all, {}, place_of);
  ReportCallList out;
  std::string last;
  for (const auto& listed : *all) {
    auto place = place_of(listed);
    if (!page.after.empty() && place <= page.after) continue;
    if (static_cast<std::uint32_t>(out.response.calls_size()) == page.size_max) {
      out.after = std::move(last);
      break;
    }
    auto call = call_of(reading, listed);
    if (!call) return fail(call.error());
    *out.response.add_calls() = std::move(*call);
    last = std::move(place);
  }
  reading.released.child = true;  // notes of calls, for those who may see the report at all
  return out;
}

Result<std::uint32_t> count_report_calls(Reading& reading, const store::Scope& scope) {
  auto all = listed_in(reading, scope);
  if (!all) return fail(all.error());
  return static_cast<std::uint32_t>(all->size());
}

Result<v1::ReportCall> record_report_call(Writing& writing, const v1::RecordReportCallRequest& request) {
  auto listed = find(writing, request.key());
  if (!listed) return fail(listed.error());
  auto file = ReportFile::load(writing.world, writing.db, listed->report);
  if (!file) return fail(file.error());
  if (file->state().calls != request.expected_attempts())
    return fail(Code::aborted, "report_version_changed",
                {"Có người vừa gọi cho đơn vị này. Hãy xem họ đã ghi gì rồi ghi lại.",
                 "Somebody has just telephoned this office. See what they recorded, then record again."});
  const auto hats = permits(*writing.demand.access, writing.hats);
  if (hats.empty()) return fail(writing.hat().error());
  auto event =
      decide_as(file->state(), RecordReportCall{request.attempt()},
                {listed->report, writing.directory(), writing.caller.viewer.person, {}, writing.now}, hats);
  if (!event) return fail(event.error());
  if (auto recorded = file->record(writing, std::move(*event)); !recorded) return fail(recorded.error());
  if (file->state().call_since) listed->since = *file->state().call_since;
  writing.released.child = true;
  return call_of(*listed, *file, writing.now);
}

}  // namespace hotline::service
