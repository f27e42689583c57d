#include "service/report_notice.h"

#include <utility>

#include "base/log.h"
#include "domain/case_time.h"
#include "service/account.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {
namespace his = history::v1;

v1::NoticeKind kind_of(const OwedReport& report, his::ReportStep step, record::v1::LadderRung rung,
                       Time now) {
  if (step == his::REPORT_STEP_RETURNED) return v1::NOTICE_KIND_REPORT_RETURNED;
  if (rung == record::v1::LADDER_RUNG_CALL_LIST) return v1::NOTICE_KIND_REPORT_CALL_NEEDED;
  return now < report.span.due() ? v1::NOTICE_KIND_REPORT_DUE : v1::NOTICE_KIND_REPORT_LATE;
}

his::ReportEvent delivery_of(const OwedReport& report, const EndedMessage& ended, const ReportCause& cause) {
  his::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(ended.at);
  *event.mutable_report() = owed_of(report);
  auto& proof = *event.mutable_step_delivered();
  proof.set_step(cause.step);
  proof.set_rung(cause.rung);
  proof.set_channel(ended.channel == v1::MESSAGE_CHANNEL_EMAIL ? "email" : "webhook");
  proof.set_delivered(ended.delivered);
  proof.set_attempts(ended.attempts);
  return event;
}

}  // namespace

Result<bool> tell_of_report(Writing& writing, const OwedReport& report, his::ReportStep step,
                            const Address& to) {
  Notice notice;
  notice.kind = kind_of(report, step, to.rung, writing.now);
  notice.unit = to.unit;
  for (const auto& person : to.people) {
    if (!notice.person)
      notice.person = person;
    else
      notice.others.push_back(person);
  }
  notice.due = report.span.due();
  notice.link =
      to.rung == record::v1::LADDER_RUNG_CALL_LIST
          ? "/calls"
          : "/reports/" + report.duty->code() + "/" + report.unit.text() + "/" + date_text(report.span.first);
  notice.cause = cause_of(report, step, to.rung);
  auto ids = put_message(writing.world, writing.out, writing.now, notice);
  if (!ids) return fail(ids.error());
  return !ids->empty();
}

Result<> tell_of_return(Writing& writing, ReportFile& file) {
  const auto& report = file.report();
  const auto roster = writing.world.rosters.of(writing.people, writing.places->directory, writing.today);
  const ReportDay day{*roster, writing.directory(),
                      [&](const Unit& unit) { return reaches(writing.world, unit.key); }, writing.now};
  const auto to = address_of_return(report, day);
  if (!to) return {};
  auto sent = tell_of_report(writing, report, his::REPORT_STEP_RETURNED, *to);
  if (!sent) return fail(sent.error());
  auto event = step_taken(report, {his::REPORT_STEP_RETURNED, writing.now}, *to, writing.now);
  event.mutable_step_taken()->set_by_message(*sent);
  return file.record(writing, std::move(event));
}

Result<> note_report_delivery(World& world, store::Writer& db, const EndedMessage& ended,
                              const ReportCause& cause) {
  const auto places = world.places.get();
  const auto report =
      owed_report(world.reference.report_duties, *places->directory, cause.duty, cause.unit, cause.first_day);
  if (!report) return {};
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  static const Caller nobody;
  static const Demand nothing;
  AfterCommit after(world.behind);  // nothing of it is held in memory
  Writing writing(world, db, after, nobody, nothing, ended.at, *people);
  auto file = ReportFile::load(world, db, *report);
  Result<> noted;
  if (file)
    noted = file->record(writing, delivery_of(*report, ended, cause));
  else
    noted = fail(file.error());
  if (noted || store::passes(noted.error())) return noted;
  // The row of the message is proof enough; one damaged report must not hold up what others are told.
  log::error("delivery_not_in_history", {{"reason", noted.error()}});
  return {};
}

}  // namespace hotline::service
