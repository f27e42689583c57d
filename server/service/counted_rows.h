// What a period counts of an office and all below it, row by row, as the caller may know of it: for
// everything that makes figures of it.
//
// Promises: nothing beyond `offices`; of restricted cases only those that the caller's lists hold, and of
// contacts those of `unknown` alone are missing. Contacts come by day and office. Thread rule: one
// transaction.
#pragma once

#include <utility>
#include <vector>

#include "service/counted_offices.h"
#include "service/figures.h"
#include "service/restricted_contacts.h"
#include "service/statistics.h"

namespace hotline::service {

/// each(row, the office directly below to which it belongs); rows that count something.
template <class Each>
Result<> each_contact_tally(Reading& reading, const RestrictedContacts& unknown, CountedOffices& offices,
                            const Days& days, Each&& each) {
  return unknown.contact_tallies(reading.db, days, [&](const store::ContactTally& row) {
    const auto* below = offices.below(row.unit, row.day);
    if (below == nullptr) return;
    for (const auto count : row.hours)
      if (count != 0) return each(row, *below);
  });
}

template <class Each>
Result<> each_reason_tally(Reading& reading, const RestrictedContacts& unknown, CountedOffices& offices,
                           const Days& days, Each&& each) {
  return unknown.reason_tallies(reading.db, days, [&](const store::ReasonTally& row) {
    if (row.count == 0) return;
    if (const auto* below = offices.below(row.unit, row.day)) each(row, *below);
  });
}

/// each(fact, id) for every case of the period that the caller may count, wherever it lies.
template <class Each>
Result<> each_known_fact(Reading& reading, const Days& days, Each&& each) {
  std::vector<std::pair<CaseId, history::v1::CaseFact>> restricted;
  Result<> opened;
  history::v1::CaseFact fact;
  auto read = reading.db.case_facts(days.from, days.to, [&](const store::CaseFactRow& row) {
    if (!opened) return;
    opened = open_fact(reading.world.keys, row, fact);
    if (!opened) return;
    if (fact.restricted())
      restricted.emplace_back(row.case_id, fact);
    else
      each(fact, row.case_id);
  });
  if (!read || !opened) return read ? opened : read;
  for (const auto& [id, one] : restricted) {
    auto known = knows_restricted(reading, id);
    if (!known) return fail(known.error());
    if (*known) each(one, id);
  }
  return {};
}

/// each(fact, id, the office directly below to which it belongs)
template <class Each>
Result<> each_case_fact(Reading& reading, CountedOffices& offices, const Days& days, Each&& each) {
  return each_known_fact(reading, days, [&](const history::v1::CaseFact& fact, const CaseId& id) {
    if (const auto* below = offices.below(fact)) each(fact, id, *below);
  });
}

}  // namespace hotline::service
