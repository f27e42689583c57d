// A contact asked for on a terminal, question by question: one key where there are choices, a line elsewhere,
// Enter for "not known" or "nothing to say". The first questions of the telephone come first, then Form 01 in
// its own order.
#pragma once

#include "connection.h"
#include "hotline/record/v1/contact.pb.h"
#include "outcome.h"

namespace hotline::ctl {

/// Fills the contact. False where the person breaks off or does not want to send it: the contact holds what
/// was answered.
Outcome<bool> interview(Connection& connection, record::v1::Contact& contact);

}  // namespace hotline::ctl
