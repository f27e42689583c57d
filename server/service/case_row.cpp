#include "service/case_row.h"

#include <algorithm>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/ladder.h"
#include "domain/prominence.h"
#include "domain/take_note.h"
#include "evidence/seal.h"
#include "service/prominent_notice.h"

namespace hotline::service {
namespace {

constexpr std::uint64_t summary_sequence = 0;  // entries count from one

evidence::StreamId stream_of(const CaseId& id) { return {evidence::StreamKind::case_, id.bytes}; }

std::string queue_unit_of(const CaseState& state) {
  if (state.pending) return state.pending->to.text();
  if (state.status == record::v1::CASE_STATUS_RECEIVED)
    return state.responsible.text();  // returned: to be routed
  if (state.is_open() && state.contact_unanswered) return state.responsible.text();
  return {};
}

std::optional<Time> earlier(std::optional<Time> a, std::optional<Time> b) {
  return a && b ? std::min(*a, *b) : a ? a : b;
}

/// Since when something that was said without an account waits to be confirmed.
std::optional<Time> claim_since(const CaseState& state) {
  std::optional<Time> since;
  if (state.pending)
    for (const auto& claim : state.pending->duty_claims)
      if (!claim.confirmed) since = earlier(since, claim.at);
  return since;
}

void store_duty_word(const PendingReferral& pending, record::v1::StoredCaseRow& stored) {
  if (!pending.acknowledged && pending.duty_claims.empty()) return;
  auto& word = *stored.mutable_duty_word();
  if (pending.acknowledged) *word.mutable_acknowledged_at() = timestamp_of(*pending.acknowledged);
  for (const auto& claim : pending.duty_claims) {
    auto& kept = *word.add_claims();
    kept.set_answer(claim.answer);
    *kept.mutable_claimed_at() = timestamp_of(claim.at);
    if (claim.confirmed) *kept.mutable_confirmed_at() = timestamp_of(*claim.confirmed);
  }
}

}  // namespace

void index_clocks(const Rules& rules, const UnitsOf& units, const CaseState& state,
                  std::span<const ClockReading> readings, store::CaseRow& row) {
  const auto next = next_due(readings);
  row.next_due = next ? std::optional(next->due) : std::nullopt;
  row.next_due_kind = next ? static_cast<std::uint32_t>(next->kind) : 0;
  row.next_step = earlier(next_step_at(next_steps(state, readings, rules)),
                          next_note_at(next_note_steps(state, units.directory, units.today, rules)));
  row.call_since =
      earlier(on_call_list_since(state, readings), silent_since(state, units.directory, units.today));
  const auto climbed = highest_taken(state, readings);
  row.rung = climbed ? static_cast<std::uint32_t>(climbed->rung) : 0;
  row.rung_at = climbed ? std::optional(climbed->at) : std::nullopt;
}

store::Hash16 similar_hash(const Keyring& keys, const std::string& unit, std::optional<int> age,
                           record::v1::Sex sex) {
  const bool sex_known = sex == record::v1::SEX_MALE || sex == record::v1::SEX_FEMALE;
  const auto text = unit + "|" + (age ? std::to_string(age_band(*age) - 1) : "?") + "|" +
                    (sex_known ? std::to_string(sex) : "?");
  return keys.lookup("place_age_sex", text);
}

record::v1::CaseSummary summary_of(const CaseState& state, Date on) {
  record::v1::CaseSummary summary;
  if (const auto unit = unit_of(state.intake.incident())) summary.set_incident_unit(unit->text());
  summary.set_hamlet(state.intake.incident().detail());
  if (const auto age = age_of(state.intake.child(), on)) summary.set_age(*age);
  summary.set_sex(state.intake.child().sex());
  *summary.mutable_abuse_types() = state.intake.abuse_types();
  return summary;
}

Result<store::CaseRow> project(const World& world, const UnitsOf& units, const CaseId& id,
                               const CaseState& state, std::span<const ClockReading> readings,
                               const evidence::SubjectKeys& keys, std::uint64_t changed,
                               const store::CaseRow* before) {
  store::CaseRow row;
  row.case_id = id;
  row.number = state.number;
  row.status = state.status;
  row.version = state.acted_version;
  row.responsible_unit = state.responsible.text();
  if (state.pending) {
    row.receiving_unit = state.pending->to.text();
    row.referral_id = state.pending->id;
  }
  row.proof_level = state.proof;
  if (before && before->referral_id == row.referral_id)
    row.proof_level = std::max(row.proof_level, before->proof_level);
  row.emergency = state.emergency;
  row.restricted = state.restricted;
  row.prominent = state.prominent;
  row.risk = state.risk;
  row.received_at = state.received_at;
  index_clocks(world.rules, units, state, readings, row);
  row.claim_since = claim_since(state);
  row.queue_unit = queue_unit_of(state);
  row.author = state.authors.front().person;
  const auto received_on = local_date(state.received_at);
  if (state.is_open() && !state.intake.incident().unit().empty())
    row.similar = similar_hash(world.keys, state.intake.incident().unit(),
                               age_of(state.intake.child(), received_on), state.intake.child().sex());
  row.changed = changed;
  auto key = keys.key(evidence::Part::child);
  if (!key) return fail(key.error());
  record::v1::StoredCaseRow stored;
  *stored.mutable_summary() = summary_of(state, received_on);
  if (awaits_notes(state)) *stored.mutable_prominence() = stored_prominence(state.prominence);
  if (state.pending) store_duty_word(*state.pending, stored);
  evidence::seal(*key, stream_of(id), summary_sequence, evidence::Part::child, stored.SerializeAsString(),
                 row.sealed_summary);
  return row;
}

Result<record::v1::StoredCaseRow> open_row(const evidence::SubjectKeys& keys, const store::CaseRow& row) {
  auto key = keys.key(evidence::Part::child);
  if (!key) return fail(key.error());
  std::string bytes;
  if (auto opened = evidence::open(*key, stream_of(row.case_id), summary_sequence, evidence::Part::child,
                                   row.sealed_summary, bytes);
      !opened)
    return fail(opened.error());
  record::v1::StoredCaseRow stored;
  bool whole = stored.ParseFromString(bytes);
  if (whole && !stored.has_summary()) {  // as rows were before
    stored.Clear();
    whole = stored.mutable_summary()->ParseFromString(bytes);
  }
  if (!whole)
    return fail(Code::data_loss, "summary_damaged",
                {"Dòng tóm tắt của ca bị hỏng. Hãy chạy lệnh dựng lại.",
                 "A case's summary is damaged. Run rebuild."});
  return stored;
}

CaseTies ties_of(const store::CaseRow& row, std::span<const store::PastUnitRow> past) {
  CaseTies ties;
  ties.responsible = UnitKey::parse(row.responsible_unit).value_or(UnitKey{});
  ties.authors.push_back({row.author, ties.responsible, 1});
  ties.receiving = UnitKey::parse(row.receiving_unit);
  for (const auto& unit : past)
    if (const auto key = UnitKey::parse(unit.unit); key && unit.up_to_version != 0)
      ties.past_units.push_back({*key, unit.up_to_version});
  ties.restricted = row.restricted;
  return ties;
}

std::vector<store::PastUnitRow> units_that_left(std::span<const PastUnit> past_before, const CaseState& state,
                                                const store::CaseRow* before, const store::CaseRow& after) {
  std::vector<store::PastUnitRow> left;
  for (const auto& past : state.past_units)
    if (std::ranges::find(past_before, past) == past_before.end())
      left.push_back({after.case_id, past.unit.text(), past.last_version, after.changed});
  if (!before || before->receiving_unit.empty()) return left;
  const auto& waited = before->receiving_unit;
  if (waited == after.receiving_unit || waited == after.responsible_unit ||
      std::ranges::find(left, waited, &store::PastUnitRow::unit) != left.end())
    return left;
  const auto known = std::ranges::find_if(state.past_units,
                                          [&](const PastUnit& past) { return past.unit.text() == waited; });
  left.push_back(
      {after.case_id, waited, known == state.past_units.end() ? 0 : known->last_version, after.changed});
  return left;
}

namespace {

bool below(const store::CaseRow& row, const ReferralId& referral, record::v1::ProofLevel level) {
  return row.referral_id == referral && row.proof_level < static_cast<std::uint32_t>(level);
}

}  // namespace

record::v1::ProofLevel proof_level(history::v1::AccessWhat what) {
  return what == history::v1::ACCESS_WHAT_READ ? record::v1::PROOF_LEVEL_OPENED
                                               : record::v1::PROOF_LEVEL_DELIVERED;
}

Result<bool> raises_proof(store::Reader& db, const CaseId& id, const ReferralId& referral,
                          record::v1::ProofLevel level) {
  auto row = db.case_row(id);
  if (!row) return fail(row.error());
  return *row && below(**row, referral, level);
}

Result<std::optional<Touched>> raise_proof(store::Writer& db, const CaseId& id, const ReferralId& referral,
                                           record::v1::ProofLevel level, std::uint64_t changed) {
  auto row = db.case_row(id);
  if (!row) return fail(row.error());
  if (!*row || !below(**row, referral, level)) return std::nullopt;
  (*row)->proof_level = level;
  (*row)->changed = changed;
  if (auto put = db.put(**row); !put) return fail(put.error());
  return touched_by(nullptr, **row);
}

bool is_unaccepted(const store::CaseRow& row) {
  return !row.queue_unit.empty() &&
         (!row.receiving_unit.empty() || row.status == record::v1::CASE_STATUS_RECEIVED);
}

Touched touched_by(const store::CaseRow* before, const store::CaseRow& after) {
  Touched touched{.case_id = after.case_id, .units = {}, .person = {}};
  const auto add = [&](const std::string& unit) {
    if (!unit.empty() && std::ranges::find(touched.units, unit) == touched.units.end())
      touched.units.push_back(unit);
  };
  for (const auto* row : {before, &after}) {
    if (!row) continue;
    add(row->responsible_unit);
    add(row->receiving_unit);
    add(row->queue_unit);
  }
  return touched;
}

}  // namespace hotline::service
