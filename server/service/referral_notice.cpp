#include "service/referral_notice.h"

#include <algorithm>
#include <string>

#include "domain/clocks.h"
#include "service/case_file.h"
#include "service/duty_link.h"
#include "service/outbox.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

/// The office acknowledges by it without an account; of a restricted case, or where links were revoked,
/// somebody has to say who they are.
Result<std::string> link_for(Writing& writing, const CaseId& id, const CaseState& state) {
  const auto& pending = *state.pending;
  auto revoked = writing.db.revoked_duty_links(pending.id);
  if (!revoked) return fail(revoked.error());
  if (*revoked || state.restricted || !reaches(writing.world, pending.to)) return "/cases/" + id.text();
  return make_duty_link(writing.world, writing.out, writing.now, id, pending.id, pending.to);
}

Result<> put(Writing& writing, Notice notice, const CaseId& id, const CaseState& state,
             const std::optional<ClockReading>& clock) {
  notice.case_id = id;
  notice.case_number = state.number;
  if (clock) {
    notice.clock = clock->kind;
    notice.due = clock->due;
  }
  auto put = put_message(writing.world, writing.out, writing.now, notice);
  if (!put) return fail(put.error());
  return {};
}

Notice notice_of(v1::NoticeKind kind, const UnitKey& unit, std::string cause) {
  Notice notice;
  notice.kind = kind;
  notice.unit = unit;
  notice.cause = std::move(cause);
  return notice;
}

/// Until when the office has to acknowledge, or to send on what came back; where there is no such clock, the
/// first that runs.
std::optional<ClockReading> due_there(std::span<const ClockReading> readings, v1::ClockKind kind) {
  const auto waits = std::ranges::find_if(
      readings, [&](const ClockReading& clock) { return clock.kind == kind && clock.runs(); });
  if (waits != readings.end()) return *waits;
  return next_due(readings);
}

std::string cause_of(const ReferralId& referral) { return "referral:" + referral.text(); }

}  // namespace

Result<bool> still_holds(const World& world, store::Reader& db, const v1::Notice& notice, Time now) {
  const auto id = CaseId::parse(notice.case_id());
  if (!id) return true;
  auto file = CaseFile::load(world, db, *id);
  if (!file && store::passes(file.error())) return fail(file.error());
  if (!file) return file.error().code != Code::not_found;  // damaged: what was to be said is said
  const auto& state = file->state();
  if (notice.kind() != v1::NOTICE_KIND_REFERRAL_ARRIVED && !state.restricted) return true;
  const auto places = world.places.get();
  const auto& directory = *places->directory;
  const auto today = local_date(now);
  const auto key = UnitKey::parse(notice.unit());
  const Unit* told = key ? holder(directory, *key, today) : nullptr;
  if (told == nullptr) return false;
  const auto has_to_do = [&](const UnitKey& unit) {
    const Unit* holds = holder(directory, unit, today);
    return holds != nullptr && (holds == told || directory.is_above(*told, *holds, today));
  };
  return told->level == Level::helpline || has_to_do(state.responsible) ||
         (state.pending && has_to_do(state.pending->to));
}

Result<std::string> link_again(Writing& writing, const v1::StoredMessage& stored) {
  const auto id = CaseId::parse(stored.notice().case_id());
  if (!id || !is_duty_link(stored.link())) return stored.link();
  auto file = CaseFile::load(writing.world, writing.db, *id);
  if (!file && store::passes(file.error())) return fail(file.error());
  const auto* pending = file && file->state().pending ? &*file->state().pending : nullptr;
  if (pending == nullptr || stored.notice().cause() != cause_of(pending->id)) return "/cases/" + id->text();
  return link_for(writing, *id, file->state());
}

ReferralNews::ReferralNews(const CaseState& before)
    : waited_before_(before.pending ? before.pending->id : ReferralId{}) {}

void ReferralNews::note(const history::v1::CaseEvent& event) {
  returned_ = returned_ || event.has_returned();
}

Result<> ReferralNews::tell(Writing& writing, const CaseId& id, const CaseState& after,
                            std::span<const ClockReading> readings) const {
  const bool arrived = after.pending && after.pending->id != waited_before_;
  if (!arrived && !returned_) return {};
  if (returned_) {
    auto notice =
        notice_of(v1::NOTICE_KIND_REFERRAL_RETURNED, after.responsible, "returned:" + waited_before_.text());
    notice.link = "/cases/" + id.text();
    if (auto told = put(writing, std::move(notice), id, after, due_there(readings, v1::CLOCK_KIND_FORWARD));
        !told)
      return told;
  }
  if (!arrived) return {};
  auto notice = notice_of(v1::NOTICE_KIND_REFERRAL_ARRIVED, after.pending->to, cause_of(after.pending->id));
  auto link = link_for(writing, id, after);
  if (!link) return fail(link.error());
  notice.link = std::move(*link);
  return put(writing, std::move(notice), id, after, due_there(readings, v1::CLOCK_KIND_ACKNOWLEDGE));
}

}  // namespace hotline::service
