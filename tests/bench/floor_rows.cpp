#include "bench/floor_rows.h"

#include <chrono>
#include <cstdio>

namespace hotline::bench {
namespace {

constexpr std::int64_t first_received_ms =
    1'893'456'000'000;  // 2030-01-01: behind all that is there, as a call of now is
constexpr std::int64_t between_intakes_ms = 2500;
constexpr const char* helpline = "TD111@2004-01-01";

class Noise {
 public:
  explicit Noise(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15 + 0x2545f4914f6cdd1d) {}
  std::uint64_t next() {
    state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
    return state_;
  }
  std::string bytes(std::size_t count) {
    std::string out(count, '\0');
    for (auto& byte : out) byte = static_cast<char>(next());
    return out;
  }
  template <std::size_t N>
  std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> out;
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next());
    return out;
  }

 private:
  std::uint64_t state_;
};

/// Rises with time in front, random behind, as UUIDv7 does.
IdBytes id(std::int64_t ms, Noise& noise) {
  auto bytes = noise.array<16>();
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  return bytes;
}

PersonId operator_id(std::uint32_t number) {
  Noise noise(number + 1);
  return PersonId{id(first_received_ms, noise)};
}

}  // namespace

std::string unit_name(std::uint32_t number) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%05u@2004-07-08", number);
  return text.data();
}

IntakeRows intake_rows(std::uint64_t log_index, const Population& population) {
  Noise noise(log_index + 1000);
  const auto ms = first_received_ms + static_cast<std::int64_t>(log_index) * between_intakes_ms;
  const CaseId case_id{id(ms, noise)};
  const evidence::StreamId stream{evidence::StreamKind::case_, case_id.bytes};
  const PersonId author = operator_id(static_cast<std::uint32_t>(noise.next() % population.operators));

  IntakeRows rows;
  rows.entry = {.log_index = log_index,
                .stream = stream,
                .stream_sequence = 1,
                .header = noise.bytes(172),
                .leaf_hash = noise.array<32>(),
                .sealed = {noise.bytes(620), noise.bytes(89), noise.bytes(51)}};
  rows.key = {stream, noise.bytes(147)};

  auto& row = rows.case_row;
  row.case_id = case_id;
  row.number = "LN-2026-" + std::to_string(10'000'000 + log_index).substr(1);
  row.status = 2;
  row.version = 1;
  row.responsible_unit = helpline;
  row.receiving_unit = row.queue_unit =
      unit_name(static_cast<std::uint32_t>(noise.next() % population.units));
  row.referral_id = ReferralId{id(ms, noise)};
  row.proof_level = 1;
  row.emergency = noise.next() % 4 == 0;
  row.risk = 1 + static_cast<std::uint32_t>(noise.next() % 3);
  row.received_at = from_unix_ms(ms);
  row.next_due = row.received_at + (row.emergency ? std::chrono::minutes{30} : std::chrono::minutes{120});
  row.next_due_kind = 1;
  row.author = author;
  row.similar = noise.array<16>();
  row.changed = log_index;
  row.sealed_summary = noise.bytes(75);

  rows.contact_row = {.contact_id = ContactId{id(ms, noise)},
                      .case_id = case_id,
                      .stream = stream,
                      .received_at = row.received_at,
                      .recorded_by = author,
                      .unit = row.responsible_unit,
                      .channel = 1,
                      .call_type = 2,
                      .contact_class = 3,
                      .number = noise.array<16>()};
  rows.sealed_fact = noise.bytes(95);
  rows.answer = {noise.array<16>(), noise.array<32>(), row.received_at, noise.bytes(260)};
  rows.reason = Noise(0).array<16>();  // all give the same
  return rows;
}

SilentRows silent_rows(std::uint64_t log_index, std::uint64_t sequence, const Population& population) {
  Noise noise(log_index + 1000);
  const auto ms = first_received_ms + static_cast<std::int64_t>(log_index) * between_intakes_ms;
  const auto stream =
      evidence::day_stream(std::chrono::year{2030} / std::chrono::January / std::chrono::day{1});
  SilentRows rows;
  rows.entry = {.log_index = log_index,
                .stream = stream,
                .stream_sequence = sequence,
                .header = noise.bytes(172),
                .leaf_hash = noise.array<32>(),
                .sealed = {noise.bytes(164), {}, {}}};
  rows.contact_row = {
      .contact_id = ContactId{id(ms, noise)},
      .case_id = {},
      .stream = stream,
      .received_at = from_unix_ms(ms),
      .recorded_by = operator_id(static_cast<std::uint32_t>(noise.next() % population.operators)),
      .unit = helpline,
      .channel = 1,
      .call_type = 4,
      .contact_class = 4,
      .number = {}};
  rows.answer = {noise.array<16>(), noise.array<32>(), rows.contact_row.received_at, noise.bytes(86)};
  return rows;
}

}  // namespace hotline::bench
