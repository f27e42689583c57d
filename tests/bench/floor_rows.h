// The rows of one intake as the service writes them, with the sizes that sealing gives them, and no service:
// what the bench holds the whole against. Deterministic: the same number gives the same rows; random-looking
// bytes stand for ciphertext and keyed hashes.
#pragma once

#include <cstdint>

#include "store/store.h"

namespace hotline::bench {

/// An intake that opens a case and refers it: five rows of the port, and one more for each unit that may see
/// the case.
struct IntakeRows {
  store::Entry entry;        // parts of 900, 200 and 100 bytes
  store::SubjectKeyRow key;  // 147 bytes
  store::CaseRow case_row;   // summary of 80 bytes
  store::ContactRow contact_row;
  store::AnswerRow answer;  // 400 bytes
};

struct Population {
  std::uint32_t units = 27;      // that cases are referred to
  std::uint32_t operators = 11;  // who record
};

/// Intake number `log_index` of an empty log: one entry each.
IntakeRows intake_rows(std::uint64_t log_index, const Population& population);

/// "00001@2004-07-08" and so on.
std::string unit_name(std::uint32_t number);

/// Puts them, as a job of the service would.
Result<> put(store::Writer& db, const IntakeRows& rows);

}  // namespace hotline::bench
