#include "store/sample_rows.h"

#include <algorithm>

namespace hotline::store_test {

IdBytes id_bytes_of(std::uint64_t number) {
  IdBytes id{1, 0x8f, 0x6b, 0x0e};
  for (std::size_t i = 0; i < 8; ++i) id[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

store::Hash32 hash_of(std::uint64_t number) {
  store::Hash32 hash;
  std::uint64_t state = number * 0x9e3779b97f4a7c15 + 1;
  for (auto& byte : hash) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    byte = static_cast<std::uint8_t>(state);
  }
  return hash;
}

store::Entry entry(std::uint64_t log_index, const evidence::StreamId& stream, std::uint64_t sequence) {
  store::Entry out;
  out.log_index = log_index;
  out.stream = stream;
  out.stream_sequence = sequence;
  out.header = "header of " + std::to_string(log_index);
  out.leaf_hash = hash_of(log_index);
  out.sealed[0] = "child of " + std::to_string(log_index);
  out.sealed[2] = "allegation of " + std::to_string(log_index);
  return out;
}

store::CaseRow case_row(std::uint64_t number) {
  store::CaseRow row;
  row.case_id = case_id(number);
  row.number = "LN-2026-" + std::to_string(1'000'000 + number).substr(1);
  row.status = 2;
  row.version = 1;
  row.responsible_unit = "111@2017-12-06";
  row.receiving_unit = row.queue_unit = unit_a;
  row.referral_id = ReferralId{id_bytes_of(number + 1'000'000)};
  row.proof_level = 1;
  row.risk = 2;
  row.received_at = at(static_cast<std::int64_t>(number) * 1000);
  row.next_due = row.received_at + std::chrono::hours{2};
  row.next_due_kind = 1;
  row.author = person_id(1);
  row.changed = number;
  row.sealed_summary = "summary of " + std::to_string(number);
  return row;
}

store::ContactRow contact_row(std::uint64_t number) {
  store::ContactRow row;
  row.contact_id = contact_id(number);
  row.case_id = case_id(number);
  row.stream = case_stream(number);
  row.received_at = at(static_cast<std::int64_t>(number) * 1000);
  row.recorded_by = person_id(1);
  row.unit = unit_a;
  row.channel = 1;
  row.call_type = 2;
  row.contact_class = 3;
  return row;
}

store::AnswerRow answer_row(std::uint64_t number) {
  store::AnswerRow row;
  const auto hash = hash_of(number);
  std::copy_n(hash.begin(), row.key.size(), row.key.begin());
  row.digest = hash_of(number + 1);
  row.at = at(static_cast<std::int64_t>(number));
  row.sealed = "answer " + std::to_string(number);
  return row;
}

}  // namespace hotline::store_test
