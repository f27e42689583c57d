#include "service/report_rows.h"

#include "domain/case_fact.h"
#include "domain/case_time.h"

namespace hotline::service {
namespace his = history::v1;

store::ReportRow stored_row(const his::ReportOwed& report, const ReportState& state) {
  const auto first_day = parse_date(report.first_day());
  HOTLINE_CHECK(first_day.has_value());  // we wrote it
  return {.first_day = day_number(*first_day),
          .duty = report.duty(),
          .unit = report.unit(),
          .state = static_cast<std::uint32_t>(state.state),
          .version = state.version,
          .corrections = static_cast<std::uint32_t>(state.corrections.size()),
          .first_signed = state.first_signed,
          .last_signed = state.last_signed,
          .accepted_at = state.accepted_at};
}

v1::ReportRow report_row(const OwedReport& report, const ReportState& state, Time now) {
  return report_row(report, stored_row(owed_of(report), state), now);
}

v1::ReportRow report_row(const OwedReport& report, const store::ReportRow& stored, Time now) {
  ReportState state;
  if (stored.state != 0) state.state = static_cast<v1::ReportState>(stored.state);
  state.first_signed = stored.first_signed;
  v1::ReportRow row;
  row.mutable_key()->set_duty(report.duty->code());
  row.mutable_key()->set_unit(report.unit.text());
  row.mutable_key()->set_first_day(date_text(report.span.first));
  *row.mutable_name() = report.duty->name();
  row.set_last_day(date_text(report.span.last));
  *row.mutable_due_at() = timestamp_of(report.span.due());
  if (report.to) row.set_to_unit(report.to->text());
  row.set_state(state.state);
  row.set_late(is_late(state, report.span.due(), now));
  row.set_version(stored.version);
  if (stored.last_signed) *row.mutable_signed_at() = timestamp_of(*stored.last_signed);
  if (stored.accepted_at) *row.mutable_accepted_at() = timestamp_of(*stored.accepted_at);
  row.set_corrections(stored.corrections);
  return row;
}

v1::ReportEntry report_entry(const ReportFile::Entry& entry) {
  const auto& event = entry.event;
  v1::ReportEntry out;
  *out.mutable_at() = event.recorded_at();
  out.set_person_id(event.actor().person_id());
  out.set_unit(event.has_step_taken() ? event.step_taken().unit() : event.actor().unit());
  out.set_for_person_id(event.actor().for_person_id());
  out.set_reason(event.returned().reason());
  out.set_log_index(entry.log_index);
  switch (event.body_case()) {
    case his::ReportEvent::kDraftSaved:
      out.set_act(v1::REPORT_ACT_SAVE_DRAFT);
      break;
    case his::ReportEvent::kSigned:
      out.set_act(v1::REPORT_ACT_SIGN);
      break;
    case his::ReportEvent::kReturned:
      out.set_act(v1::REPORT_ACT_RETURN);
      break;
    case his::ReportEvent::kAccepted:
      out.set_act(v1::REPORT_ACT_ACCEPT);
      break;
    case his::ReportEvent::kCallAttempted:
      out.set_act(v1::REPORT_ACT_CALL);
      *out.mutable_attempt() = event.call_attempted().attempt();
      break;
    case his::ReportEvent::kStepDelivered:
      out.set_act(event.step_delivered().delivered() ? v1::REPORT_ACT_DELIVER : v1::REPORT_ACT_GIVE_UP);
      out.set_rung(event.step_delivered().rung());
      break;
    default:
      out.set_act(v1::REPORT_ACT_TELL);
      out.set_rung(event.step_taken().rung());
  }
  return out;
}

}  // namespace hotline::service
