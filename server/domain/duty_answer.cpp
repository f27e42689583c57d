#include "domain/duty_answer.h"

#include <algorithm>

#include "domain/case_time.h"

namespace hotline {
namespace rec = record::v1;

std::unexpected<Error> duty_link_unknown() {
  return fail(Code::not_found, "duty_link_unknown",
              {"Liên kết này không còn dùng được. Hãy đăng nhập, hoặc gọi cho tổng đài 111.",
               "This link cannot be used any more. Sign in, or telephone the helpline, 111."});
}

bool waits_for(const CaseState& state, const ReferralId& referral, const UnitKey& office) {
  return state.pending && state.pending->id == referral && state.pending->to == office && !state.restricted;
}

Result<std::optional<history::v1::CaseEvent>> decide_duty_answer(const CaseState& state,
                                                                 const ReferralId& referral,
                                                                 const UnitKey& office,
                                                                 rec::DutyAnswer answer, Time now) {
  if (!waits_for(state, referral, office)) return duty_link_unknown();
  const auto& pending = state.pending;
  const bool said =
      answer == rec::DUTY_ANSWER_ACKNOWLEDGED
          ? pending->acknowledged.has_value()
          : std::ranges::find(pending->duty_claims, answer, &DutyClaim::answer) != pending->duty_claims.end();
  if (said) return std::nullopt;
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  event.mutable_actor()->set_unit(office.text());
  event.mutable_duty_answered()->set_referral_id(referral.text());
  event.mutable_duty_answered()->set_answer(answer);
  return event;
}

}  // namespace hotline
