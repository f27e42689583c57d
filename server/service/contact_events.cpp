#include "service/contact_events.h"

#include "evidence/seal.h"

namespace hotline::service {

Result<> each_contact_event(const Keyring& keyring, store::Reader& db, const evidence::StreamId& stream,
                            const std::function<void(const history::v1::ContactEvent&)>& each) {
  auto keys = keyring.open(db, stream);
  if (!keys) return fail(keys.error());
  auto key = keys->key(evidence::Part::child);
  if (!key) return fail(key.error());
  return db.each_of(stream, 1, [&](const store::Entry& entry) -> Result<> {
    std::string bytes;
    auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, evidence::Part::child,
                                 entry.sealed[0], bytes);
    if (!opened) return opened;
    history::v1::ContactEvent event;
    HOTLINE_CHECK(event.ParseFromString(bytes));  // the seal says that we wrote it
    each(event);
    return {};
  });
}

}  // namespace hotline::service
