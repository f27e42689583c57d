// The rows of one intake as the service writes them, with the sizes that sealing gives them, and no service:
// what the bench holds the whole against. Deterministic: the same number gives the same rows; random-looking
// bytes stand for ciphertext and keyed hashes. tests/e2e/floor_test.cpp holds rows and sizes against what the
// service writes.
#pragma once

#include <array>
#include <cstdint>

#include "store/store.h"

namespace hotline::bench {

/// An intake that opens a case and refers it: six rows of the port, one more for each unit that may see
/// the case, and two that count: the contact, and the reason that it gives.
struct IntakeRows {
  store::Entry entry;        // parts of 620, 89 and 51 bytes: those of the intakes that the bench sends
  store::SubjectKeyRow key;  // 147 bytes
  store::CaseRow case_row;   // summary of 75 bytes
  store::ContactRow contact_row;
  std::string sealed_fact;  // 95 bytes
  store::AnswerRow answer;  // 260 bytes
  std::array<std::uint8_t, 16> reason;
};

/// A silent call: an entry in the stream of its day, whose key is there already. One more row counts it.
struct SilentRows {
  store::Entry entry;  // one part of 164 bytes
  store::ContactRow contact_row;
  store::AnswerRow answer;  // 86 bytes
};

struct Population {
  std::uint32_t units = 27;      // that cases are referred to
  std::uint32_t operators = 11;  // who record
};

/// The intake with this place in the log: one entry each.
IntakeRows intake_rows(std::uint64_t log_index, const Population& population);
/// The same for a silent call, the `sequence`-th of its day.
SilentRows silent_rows(std::uint64_t log_index, std::uint64_t sequence, const Population& population);

/// "00001@2004-07-08" and so on.
std::string unit_name(std::uint32_t number);

}  // namespace hotline::bench
