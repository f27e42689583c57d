// Offices are told outside the service what became of a referral, in the transaction of the act: the one that
// it goes to that it waits there, and the one that has the case that it came back.
//
// Promises: one notice a referral and a return, and none without; where the office can be reached at all
// (outbox.h). It holds the number of the case, what is due and when, and a link to where one signs in.
#pragma once

#include "domain/case_state.h"
#include "hotline/history/v1/event.pb.h"
#include "service/act.h"

namespace hotline::service {

/// What is new about the referrals of a case in one act, between the state before it and the one after it.
class ReferralNews {
 public:
  explicit ReferralNews(const CaseState& before);
  void note(const history::v1::CaseEvent& event);
  Result<> tell(Writing& writing, const CaseId& id, const CaseState& after) const;

 private:
  ReferralId waited_before_;  // zero: none
  bool returned_ = false;
};

}  // namespace hotline::service
