#include "service/referral_notice.h"

#include <algorithm>
#include <string>

#include "domain/clocks.h"
#include "service/outbox.h"

namespace hotline::service {
namespace {

Result<> put(Writing& writing, Notice notice, const CaseId& id, const CaseState& state,
             const std::optional<ClockReading>& clock) {
  notice.case_id = id;
  notice.case_number = state.number;
  if (clock) {
    notice.clock = clock->kind;
    notice.due = clock->due;
  }
  notice.link = "/cases/" + id.text();
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

/// Until when the office has to acknowledge; where it was asked before, the first clock that runs.
std::optional<ClockReading> due_there(const std::vector<ClockReading>& readings) {
  const auto waits = std::ranges::find_if(readings, [](const ClockReading& clock) {
    return clock.kind == v1::CLOCK_KIND_ACKNOWLEDGE && clock.runs();
  });
  if (waits != readings.end()) return *waits;
  return next_due(readings);
}

}  // namespace

ReferralNews::ReferralNews(const CaseState& before)
    : waited_before_(before.pending ? before.pending->id : ReferralId{}) {}

void ReferralNews::note(const history::v1::CaseEvent& event) {
  returned_ = returned_ || event.has_returned();
}

Result<> ReferralNews::tell(Writing& writing, const CaseId& id, const CaseState& after) const {
  const auto& world = writing.world;
  const bool arrived = after.pending && after.pending->id != waited_before_;
  if (!arrived && !returned_) return {};
  const auto readings = clocks(after, world.rules, world.calendar);
  if (returned_) {
    auto notice =
        notice_of(v1::NOTICE_KIND_REFERRAL_RETURNED, after.responsible, "returned:" + waited_before_.text());
    if (auto told = put(writing, std::move(notice), id, after, next_due(readings)); !told) return told;
  }
  if (!arrived) return {};
  return put(
      writing,
      notice_of(v1::NOTICE_KIND_REFERRAL_ARRIVED, after.pending->to, "referral:" + after.pending->id.text()),
      id, after, due_there(readings));
}

}  // namespace hotline::service
