#include "service/ladder_notice.h"

#include "base/log.h"
#include "domain/case_time.h"
#include "domain/ladder.h"
#include "domain/prominence.h"
#include "service/account.h"
#include "service/case_file.h"
#include "service/report_notice.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {
namespace rec = record::v1;

/// A word at the beginning of a clock goes to others than the office only where nobody is on duty there.
v1::NoticeKind kind_of(const history::v1::LadderStepTaken& step, Time now) {
  if (step.notice()) return v1::NOTICE_KIND_NOBODY_ON_DUTY;
  if (step.rung() == rec::LADDER_RUNG_CALL_LIST) return v1::NOTICE_KIND_CALL_NEEDED;
  return now < time_of(step.clock_due_at()) ? v1::NOTICE_KIND_REMINDER : v1::NOTICE_KIND_ESCALATION;
}

}  // namespace

Result<> tell_outside(Writing& writing, const CaseId& id, const CaseState& state,
                      history::v1::LadderStepTaken& step) {
  if (step.notice() && step.unit() == step.of_unit()) return {};
  Notice notice;
  notice.kind = kind_of(step, writing.now);
  notice.case_id = id;
  notice.case_number = state.number;
  notice.unit = UnitKey::parse(step.unit()).value_or(UnitKey{});
  for (const auto& text : step.person_ids()) {
    const auto person = PersonId::parse(text).value_or(PersonId{});
    if (!notice.person)
      notice.person = person;
    else
      notice.others.push_back(person);
  }
  notice.clock = step.clock();
  notice.due = time_of(step.clock_due_at());
  notice.link = "/cases/" + id.text();
  notice.cause = cause_of(step);
  auto ids = put_message(writing.world, writing.out, writing.now, notice);
  if (!ids) return fail(ids.error());
  if (!ids->empty()) step.add_channels("message");
  return {};
}

Result<> note_delivery(World& world, store::Writer& db, const EndedMessage& ended) {
  if (const auto of_report = report_cause(ended.notice.cause()))
    return note_report_delivery(world, db, ended, *of_report);
  const auto id = CaseId::parse(ended.notice.case_id());
  const bool mail = ended.channel == v1::MESSAGE_CHANNEL_EMAIL;
  const auto* const channel = mail ? "email" : "webhook";
  auto entry = step_delivered(ended.notice.cause(), channel, ended.delivered, ended.attempts, ended.at);
  if (!entry)
    entry = prominent_delivered(ended.notice.cause(), channel, ended.delivered, ended.attempts, ended.at);
  if (!id || !entry) return {};
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  auto file = CaseFile::load(world, db, *id);
  if (!file && file.error().code == Code::not_found) return {};
  if (!file && !store::passes(file.error())) {
    // The row of the message is proof enough; one damaged case must not hold up what others are told.
    log::error("delivery_not_in_history", {{"case", *id}, {"reason", file.error()}});
    return {};
  }
  if (!file) return fail(file.error());
  static const Caller nobody;
  static const Demand nothing;
  AfterCommit after(world.behind);  // nothing of it is held in memory
  Writing writing(world, db, after, nobody, nothing, ended.at, *people);
  return file->record(writing, Decision{*entry});
}

}  // namespace hotline::service
