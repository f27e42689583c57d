// Offices are told outside the service what became of a referral, in the transaction of the act: the one that
// it goes to that it waits there, and the one that has the case that it came back.
//
// Promises: one notice a referral and a return, and none without; where the office can be reached at all
// (outbox.h). It holds the number of the case, what is due and when, and a link: of a referral that waits one
// by which the office acknowledges without an account (duty_link.h), but in a restricted case; else to the
// case.
#pragma once

#include <span>
#include <string>

#include "domain/clocks.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/v1/notice.pb.h"
#include "service/act.h"

namespace hotline::service {

/// What is new about the referrals of a case in one act, between the state before it and the one after it.
class ReferralNews {
 public:
  explicit ReferralNews(const CaseState& before);
  void note(const history::v1::CaseEvent& event);
  /// `readings`: the clocks of `after`.
  Result<> tell(Writing& writing, const CaseId& id, const CaseState& after,
                std::span<const ClockReading> readings) const;

 private:
  ReferralId waited_before_;  // zero: none
  bool returned_ = false;
};

/// Whether what a message says is still for the office that it goes to: word of a referral, and any of a
/// restricted case, for nobody but those who have the case, get it, or are above.
Result<bool> still_holds(const World& world, store::Reader& db, const v1::Notice& notice, Time now);

/// The link of a message that is sent once more: a fresh one where its referral still waits, since the first
/// may have expired meanwhile; else, and where somebody has revoked the links to it, to the case.
Result<std::string> link_again(Writing& writing, const v1::StoredMessage& stored);

}  // namespace hotline::service
