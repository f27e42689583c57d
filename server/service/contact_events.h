// What happened to the contacts of one stream: a contact's own, or all calls of a day, which share their
// keys.
//
// Errors: content_erased where the keys are gone, data_loss where an entry cannot be opened.
// Thread rule: that of the reader.
#pragma once

#include <functional>

#include "evidence/stream.h"
#include "hotline/history/v1/event.pb.h"
#include "service/keyring.h"
#include "store/store.h"

namespace hotline::service {

/// Calls `each` with every event in its order, the child part alone.
Result<> each_contact_event(const Keyring& keyring, store::Reader& db, const evidence::StreamId& stream,
                            const std::function<void(const history::v1::ContactEvent&)>& each);

}  // namespace hotline::service
