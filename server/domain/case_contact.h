// The contact itself: what makes it whole before it is stored, whether or not it becomes a case.
#pragma once

#include "base/clock.h"
#include "base/status.h"
#include "domain/rules.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline {

/// Silent, hang-up, prank, wrong number, abusive, test, thanks: recorded without a form.
bool is_non_counselling(record::v1::CallType type);

/// Fills in the class and the time of receipt (received_at where it was written down, else the start of the
/// call, else now) and refuses, with the fields, what cannot be: a form with a non-counselling call, a class
/// that contradicts the call type, an intervention without intake, a receipt in the future or before
/// rules.late_entry_days_max. A start that lies ahead of this machine's clock counts as now.
Result<record::v1::Contact> admit(record::v1::Contact contact, Time now, const Rules& rules);

}  // namespace hotline
