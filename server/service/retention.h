// What the rules of retention name is erased by destroying its keys (DOMAIN §6): silent and prank calls by
// the day, contacts that opened no case, closed cases. Never what is under a legal hold, never a case that is
// open. Drafts that nobody went on with go along; the service erases those by itself as well (drafts.h).
//
// What stays: the entries' headers and hashes, by which the log still verifies; an entry that says what was
// erased and when; and, without a word of whose it was, what statistics go on counting of it (figures.h). A
// restore from an older copy erases it again, and keeps its figures again.
#pragma once

#include <cstdint>

#include "service/drafts.h"
#include "service/world.h"

namespace hotline::service {

struct Erasing {
  std::uint64_t days = 0;      // of calls without a form
  std::uint64_t contacts = 0;  // that opened no case
  std::uint64_t cases = 0;
  std::uint64_t held = 0;  // days, contacts and cases that would go but for a hold
  LeftDrafts drafts;
};

/// What is due by rules.retention on that day.
Result<Erasing> count_expired(World& world, store::Reader& db, Time now);
/// Erases it, in the caller's transaction. Running it again erases nothing more.
Result<Erasing> erase_expired(World& world, store::Writer& db, Time now);

}  // namespace hotline::service
