// Messages that were given up, for supervisors: who was not told of what, and another try.
//
// Promises: of the caller's scope alone, and about no case that is not in the caller's lists; no address and
// no link leaves, since a link may open something by itself.
#pragma once

#include "hotline/v1/supervision.pb.h"
#include "service/act.h"

namespace hotline::service {

struct UndeliveredList {
  std::vector<v1::UndeliveredMessage> messages;
  std::string after;
};
/// To a unit and all below it; to the whole scope where `unit` is empty. Newest first.
Result<UndeliveredList> list_undelivered(Reading& reading, std::string_view unit, const store::Page& page);

/// Waits again. not_found message_unknown, also for one that was delivered meanwhile or is not the caller's.
Result<> retry_undelivered(Writing& writing, const store::MessageId& id);

}  // namespace hotline::service
