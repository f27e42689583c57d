// What statistics are counted from, as it is written: counters of contacts and facts of cases, in the
// transaction of what they count. And what of it stays when content is erased.
//
// The cost: a contact without a form changes one number of one row; one with a form one row more for each
// reason; an act on a case writes one row.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/case_fact.h"
#include "hotline/history/v1/statistics.pb.h"
#include "hotline/record/v1/contact.pb.h"
#include "service/case_file.h"
#include "service/keyring.h"
#include "service/world.h"

namespace hotline::service {

/// As what a contact counts.
struct CountedContact {
  store::ContactTally kind;  // without its hours
  std::uint32_t hour = 0;
  std::set<std::string> reasons;  // codes, each once
};
CountedContact counted_as(std::string unit, const record::v1::Contact& contact);

/// Under which office the contact of an event of a case is counted: that which recorded it; but of a case
/// that was restricted as it was opened, that which got it. Who is barred works where it was recorded, and
/// would see in the figures of their own office that there is one contact more than in its lists.
const std::string& counted_at(const std::vector<Happened>& history, std::size_t event);

/// The contact that an event of a case tells of, as it counts; nothing where it tells of none.
std::optional<CountedContact> counted_in(const std::vector<Happened>& history, std::size_t event);

/// One more, or (-1) one less.
Result<> count(const Keyring& keys, store::Writer& db, const CountedContact& contact, std::int32_t by);

/// The reason of a tally is a keyed hash: who has the file alone does not learn what troubles the children of
/// a commune.
store::ReasonTally reason_tally(const Keyring& keys, const CountedContact& contact, const std::string& code);
store::Hash16 reason_hash(const Keyring& keys, std::string_view code);

Result<> put_fact(const Keyring& keys, store::Writer& db, const CaseId& id,
                  const history::v1::CaseFact& fact);
/// With the proof level that the case's row has. Replaces `fact`, whose memory is used again.
Result<> open_fact(const Keyring& keys, const store::CaseFactRow& row, history::v1::CaseFact& fact);

/// What `subjects` (cases, contacts, days of calls) count for, before their keys are destroyed; those whose
/// keys are gone already count for nothing.
Result<history::v1::KeptFigures> figures_of(World& world, store::Reader& db,
                                            const std::set<evidence::StreamId>& subjects);
/// Into the log, so that they are counted for ever; the counters stand as they are, and the facts of cases
/// are put under ids that are no case's.
Result<> keep_figures(World& world, store::Writer& db, Time now, const history::v1::KeptFigures& kept);
/// Under which id the i-th fact of such an entry stands.
CaseId kept_fact_id(std::uint64_t log_index, int position);

/// Counts everything again where an earlier version of this program left nothing counted. One transaction.
Result<> fill_statistics(World& world);

}  // namespace hotline::service
