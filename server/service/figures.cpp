#include "service/figures.h"

#include <algorithm>
#include <map>

#include "base/log.h"
#include "domain/case_contact.h"
#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/decide.h"
#include "domain/evolve.h"
#include "hotline/history/v1/event.pb.h"
#include "service/act.h"
#include "service/case_file.h"
#include "service/contact_events.h"
#include "service/rebuild.h"

namespace hotline::service {
namespace {

using evidence::StreamKind;
using history::v1::KeptFigures;

constexpr int kept_an_entry_max = 1'000;  // KeptFigures
constexpr std::string_view filled_blob = "statistics", filled_version = "2";

std::uint32_t hour_of(Time at) {
  const auto local = at + vietnam_offset;
  return static_cast<std::uint32_t>(
      std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count());
}

/// Gathered under what they have in common, so that their order tells nothing.
class Gathering {
 public:
  Gathering(World& world, store::Reader& db) : world_(world), db_(db) {}

  Result<> take(const evidence::StreamId& subject) {
    return subject.kind == StreamKind::case_ ? take_case(CaseId{subject.id}) : take_contacts(subject);
  }

  KeptFigures finish() {
    KeptFigures out;
    for (auto& [key, tally] : contacts_) *out.add_contacts() = std::move(tally);
    for (auto& [key, tally] : reasons_) *out.add_reasons() = std::move(tally);
    std::ranges::sort(facts_);
    for (const auto& fact : facts_) HOTLINE_CHECK(out.add_cases()->ParseFromString(fact));
    return out;
  }

 private:
  void add(const CountedContact& counted) {
    const auto& kind = counted.kind;
    history::v1::ContactTally tally;
    tally.set_unit(kind.unit);
    tally.set_day(kind.day);
    tally.set_hour(counted.hour);
    tally.set_contact_class(static_cast<record::v1::ContactClass>(kind.contact_class));
    tally.set_channel(static_cast<record::v1::Channel>(kind.channel));
    tally.set_call_type(static_cast<record::v1::CallType>(kind.call_type));
    auto& known = contacts_.try_emplace(tally.SerializeAsString(), tally).first->second;
    known.set_count(known.count() + 1);
    for (const auto& code : counted.reasons) {
      history::v1::ReasonTally reason;
      reason.set_unit(kind.unit);
      reason.set_day(kind.day);
      reason.set_contact_class(tally.contact_class());
      reason.set_reason(code);
      auto& of_reason = reasons_.try_emplace(reason.SerializeAsString(), reason).first->second;
      of_reason.set_count(of_reason.count() + 1);
    }
  }

  Result<> take_case(const CaseId& id) {
    auto file = CaseFile::load(world_, db_, id);
    if (!file && file.error().code == Code::not_found) return {};  // erased already
    if (!file) return fail(file.error());
    FactOfCase counted;
    const auto& history = file->child_events();
    for (std::size_t i = 0; i < history.size(); ++i) {
      counted.note(history[i].event);
      if (const auto contact = counted_in(history, i)) add(*contact);
    }
    auto fact = counted.make(file->state(), clocks(file->state(), world_.rules, world_.calendar));
    if (auto row = db_.case_row(id); row && *row)
      fact.set_proof_level(static_cast<record::v1::ProofLevel>((*row)->proof_level));
    forget_links(id, fact);
    facts_.push_back(fact.SerializeAsString());
    return {};
  }

  Result<> take_contacts(const evidence::StreamId& stream) {
    std::map<std::string, std::pair<std::string, record::v1::Contact>> contacts;  // by id: unit, content
    auto read = each_contact_event(world_.keys, db_, stream, [&](const history::v1::ContactEvent& event) {
      auto& [unit, contact] = contacts[event.contact_id()];
      if (event.has_received()) {
        unit = event.actor().unit();
        contact = event.received().contact();
      }
      if (event.has_amended()) amend(contact, event.amended().contact());
    });
    if (!read) return read.error().code == Code::not_found ? Result<>() : read;  // erased already
    for (const auto& [id, of] : contacts) add(counted_as(of.first, of.second));
    return {};
  }

  World& world_;
  store::Reader& db_;
  std::map<std::string, history::v1::ContactTally> contacts_;
  std::map<std::string, history::v1::ReasonTally> reasons_;
  std::vector<std::string> facts_;
};

template <class Items>
int move_some(Items& from, int begin, Items& into) {
  const int end = std::min(from.size(), begin + kept_an_entry_max);
  for (int i = begin; i < end; ++i) *into.Add() = from[i];
  return std::max(0, end - begin);
}

}  // namespace

const std::string& counted_at(const std::vector<Happened>& history, std::size_t event) {
  const auto& told = history.at(event).event;
  if (told.has_opened() && event + 1 < history.size()) {
    const auto& next = history[event + 1].event;
    if (next.has_restricted() && !next.restricted().responsible_unit().empty() && of_one_act(told, next))
      return next.restricted().responsible_unit();
  }
  return told.actor().unit();
}

CountedContact counted_as(std::string unit, const record::v1::Contact& contact) {
  const auto at = time_of(contact.received_at());
  return {{.day = day_number(at),
           .unit = std::move(unit),
           .contact_class = static_cast<std::uint32_t>(contact.contact_class()),
           .channel = static_cast<std::uint32_t>(contact.channel()),
           .call_type = static_cast<std::uint32_t>(contact.call_type())},
          hour_of(at),
          {contact.reasons().begin(), contact.reasons().end()}};
}

std::optional<CountedContact> counted_in(const std::vector<Happened>& history, std::size_t event) {
  const auto& told = history.at(event).event;
  if (told.has_opened()) return counted_as(counted_at(history, event), told.opened().contact());
  if (told.has_contact_added()) return counted_as(counted_at(history, event), told.contact_added().contact());
  return std::nullopt;
}

store::Hash16 reason_hash(const Keyring& keys, std::string_view code) { return keys.lookup("reason", code); }

store::ReasonTally reason_tally(const Keyring& keys, const CountedContact& contact, const std::string& code) {
  return {.day = contact.kind.day,
          .unit = contact.kind.unit,
          .contact_class = contact.kind.contact_class,
          .reason = reason_hash(keys, code)};
}

Result<> count(const Keyring& keys, store::Writer& db, const CountedContact& contact, std::int32_t by) {
  if (auto counted = db.count_contact(contact.kind, contact.hour, by); !counted) return counted;
  for (const auto& code : contact.reasons)
    if (auto counted = db.count_reason(reason_tally(keys, contact, code), by); !counted) return counted;
  return {};
}

Result<> put_fact(const Keyring& keys, store::Writer& db, const CaseId& id,
                  const history::v1::CaseFact& fact) {
  return db.put(store::CaseFactRow{
      fact.day(), id, keys.seal(evidence::VaultKey::statistics, id.bytes, fact.SerializeAsString())});
}

Result<> open_fact(const Keyring& keys, const store::CaseFactRow& row, history::v1::CaseFact& fact) {
  auto bytes = keys.unseal(evidence::VaultKey::statistics, row.case_id.bytes, row.sealed);
  if (!bytes) return fail(bytes.error());
  HOTLINE_CHECK(fact.ParseFromString(*bytes));  // the seal says that we wrote it
  if (row.proof_level > static_cast<std::uint32_t>(fact.proof_level()))
    fact.set_proof_level(static_cast<record::v1::ProofLevel>(row.proof_level));
  return {};
}

Result<KeptFigures> figures_of(World& world, store::Reader& db,
                               const std::set<evidence::StreamId>& subjects) {
  Gathering gathering(world, db);
  for (const auto& subject : subjects)
    if (auto taken = gathering.take(subject); !taken) return fail(taken.error());
  return gathering.finish();
}

CaseId kept_fact_id(std::uint64_t log_index, int position) {
  CaseId id{};  // an id of ours begins with the time, and never with zeros
  for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(log_index >> (8 * (7 - i)));
  for (std::size_t i = 0; i < 4; ++i)
    id.bytes[12 + i] = static_cast<std::uint8_t>(static_cast<std::uint32_t>(position) >> (8 * (3 - i)));
  return id;
}

Result<> keep_figures(World& world, store::Writer& db, Time now, const KeptFigures& kept) {
  auto all = kept;
  for (int begin = 0;; begin += kept_an_entry_max) {
    KeptFigures part;
    const int taken = move_some(*all.mutable_contacts(), begin, *part.mutable_contacts()) +
                      move_some(*all.mutable_reasons(), begin, *part.mutable_reasons()) +
                      move_some(*all.mutable_cases(), begin, *part.mutable_cases());
    if (taken == 0) return {};
    auto at = record_kept_figures(world, db, now, part);
    if (!at) return fail(at.error());
    for (int i = 0; i < part.cases_size(); ++i)
      if (auto put = put_fact(world.keys, db, kept_fact_id(*at, i), part.cases(i)); !put) return put;
  }
}

Result<> fill_statistics(World& world) {
  return world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto filled = db.blob(filled_blob);
    if (!filled) return fail(filled.error());
    if (*filled && **filled == filled_version) return {};
    auto counted = rebuild_statistics(world, db);
    if (!counted) return fail(counted.error());
    log::info("statistics_counted", {{"contacts", counted->contacts}, {"cases", counted->cases}});
    return db.put_blob(filled_blob, filled_version);
  });
}

}  // namespace hotline::service
