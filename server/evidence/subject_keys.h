// The keys of one subject (a case, a counselled contact, a day): three independent keys, one for each part of
// its entries, wrapped together as one blob that is bound to the subject.
//
// Erasing is destroying keys: a part is erased by storing the blob again without that part's key, the whole
// subject by deleting the blob. The store must see to it that the old blob is really gone (SQLite:
// secure_delete), and the erasure ledger (erasure.h) that no backup brings it back.
//
// Thread rule: a value; unshared while it is changed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "evidence/master_key.h"
#include "evidence/stream.h"

namespace hotline::evidence {

class SubjectKeys {
 public:
  /// All three parts.
  static SubjectKeys fresh();
  /// Errors: those of unwrap in master_key.h; a blob of another subject is wrapped_keys_damaged.
  static Result<SubjectKeys> unwrap(const MasterKey& master, const StreamId& subject, std::string_view blob);

  /// At most 147 bytes; about 1.5 µs.
  std::string wrap(const MasterKey& master, const StreamId& subject) const;
  static Result<std::string> rewrap(const MasterKey& from, const MasterKey& to, const StreamId& subject,
                                    std::string_view blob);

  bool has(Part part) const { return slot(part).has_value(); }
  /// Error: part_erased (not_found).
  Result<KeyView> key(Part part) const;
  void erase(Part part) { keys_[static_cast<std::size_t>(part)].reset(); }

 private:
  SubjectKeys() = default;
  const std::optional<Key>& slot(Part part) const { return keys_[static_cast<std::size_t>(part)]; }
  std::array<std::optional<Key>, part_count> keys_;
};

}  // namespace hotline::evidence
