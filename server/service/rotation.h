// Another master key: everything that the old one wraps is wrapped by the new one, in one transaction. No
// content is sealed again, and nothing in the log changes.
#pragma once

#include <cstdint>
#include <functional>

#include "evidence/master_key.h"
#include "store/store.h"

namespace hotline::service {

struct Rewrapped {
  std::uint64_t subjects = 0;
  std::uint64_t erased = 0;  // streams whose keys are gone
};

/// Inside the transaction of the caller, who records it. What `to` wraps already is checked and left, so a
/// rotation that was cut short can be run again. `on_progress` counts entries of the log. Errors:
/// wrong_master_key, wrapped_keys_damaged; then the transaction must not be committed.
Result<Rewrapped> rewrap_all(store::Writer& db, const evidence::MasterKey& from,
                             const evidence::MasterKey& to,
                             const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress);

}  // namespace hotline::service
