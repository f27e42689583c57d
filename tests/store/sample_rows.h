// Rows to store: small, different from each other, and the same on every run.
#pragma once

#include <cstdint>
#include <string>

#include "store/rows.h"

namespace hotline::store_test {

inline Time at(std::int64_t ms) { return from_unix_ms(ms); }

/// Ids and hashes that rise with `number`.
IdBytes id_bytes_of(std::uint64_t number);
store::Hash32 hash_of(std::uint64_t number);
inline CaseId case_id(std::uint64_t number) { return CaseId{id_bytes_of(number)}; }
inline ContactId contact_id(std::uint64_t number) { return ContactId{id_bytes_of(number)}; }
inline PersonId person_id(std::uint64_t number) { return PersonId{id_bytes_of(number)}; }

inline evidence::StreamId case_stream(std::uint64_t number) {
  return {evidence::StreamKind::case_, id_bytes_of(number)};
}

store::Entry entry(std::uint64_t log_index, const evidence::StreamId& stream, std::uint64_t sequence);
/// A case that waits in the queue of "07456@2004-07-08".
store::CaseRow case_row(std::uint64_t number);
store::ContactRow contact_row(std::uint64_t number);
store::AnswerRow answer_row(std::uint64_t number);

inline const std::string unit_a = "07456@2004-07-08", unit_b = "07498@2004-07-08",
                         unit_c = "07519@2004-07-08";

}  // namespace hotline::store_test
