#include "service/rebuild_replay.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/decide.h"
#include "domain/evolve.h"
#include "evidence/seal.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/history/v1/journal.pb.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/figures.h"
#include "service/intake.h"
#include "service/report_replay.h"

namespace hotline::service {
namespace {

constexpr std::uint64_t entries_a_read = 1'000;
constexpr std::uint64_t cases_a_report = 100;

class Replay {
 public:
  Replay(const World& world, store::Reader& db, RowSink& sink, RebuildReport& report,
         const OnRebuild& on_progress)
      : world_(world),
        db_(db),
        sink_(sink),
        report_(report),
        on_progress_(on_progress),
        reports_(world, db),
        places_(world.places.get()),
        today_(local_date(world.clock.now())) {}

  Result<> run() {
    auto size = db_.log_size();
    if (!size) return fail(size.error());
    for (std::uint64_t from = 0; from < *size; from += entries_a_read) {
      std::vector<store::Entry> entries;  // first read, then worked on: no statement stays open meanwhile
      auto read = db_.entries(from, std::min(*size, from + entries_a_read),
                              [&](const store::Entry& entry) -> Result<> {
                                entries.push_back(entry);
                                return {};
                              });
      if (!read) return read;
      for (const auto& entry : entries)
        if (auto done = take(entry); !done) return done;
      report_.entries += entries.size();
      on_progress_(report_.entries, *size * 2);
    }
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (auto done = fold(cases_[i]); !done) return done;
      if (i % cases_a_report == 0) on_progress_(*size + *size * i / cases_.size(), *size * 2);
    }
    if (auto taken = reports_.finish(sink_); !taken) return taken;
    on_progress_(*size * 2, *size * 2);
    return {};
  }

 private:
  struct Raise {
    std::uint64_t log_index = 0;
    std::uint32_t level = 0;
  };

  Result<> take(const store::Entry& entry) {
    switch (entry.stream.kind) {
      case evidence::StreamKind::case_:
        if (entry.stream_sequence == 1) cases_.push_back(CaseId{entry.stream.id});
        return {};
      case evidence::StreamKind::contact:
      case evidence::StreamKind::day:
        return take_contact(entry);
      case evidence::StreamKind::access:
        return take_access(entry);
      case evidence::StreamKind::admin:
        return take_kept(entry);
      case evidence::StreamKind::report:
        return reports_.take(entry);
    }
    return {};
  }

  /// What is counted for ever of content that was erased.
  Result<> take_kept(const store::Entry& entry) {
    history::v1::AdministrationRecord record;
    auto opened = open(entry, record);
    if (!opened) return fail(opened.error());
    if (!*opened || !record.has_kept()) return {};
    for (const auto& tally : record.kept().contacts()) {
      const store::ContactTally kind{.day = tally.day(),
                                     .unit = tally.unit(),
                                     .contact_class = static_cast<std::uint32_t>(tally.contact_class()),
                                     .channel = static_cast<std::uint32_t>(tally.channel()),
                                     .call_type = static_cast<std::uint32_t>(tally.call_type())};
      if (auto taken = sink_.count(kind, tally.hour(), tally.count()); !taken) return taken;
    }
    for (const auto& tally : record.kept().reasons()) {
      const store::ReasonTally kind{.day = tally.day(),
                                    .unit = tally.unit(),
                                    .contact_class = static_cast<std::uint32_t>(tally.contact_class()),
                                    .reason = reason_hash(world_.keys, tally.reason())};
      if (auto taken = sink_.count(kind, tally.count()); !taken) return taken;
    }
    for (int i = 0; i < record.kept().cases_size(); ++i)
      if (auto taken = sink_.take(kept_fact_id(entry.log_index, i), record.kept().cases(i)); !taken)
        return taken;
    return {};
  }

  Result<> count_contact(const std::string& unit, const record::v1::Contact& contact) {
    const auto counted = counted_as(unit, contact);
    if (auto taken = sink_.count(counted.kind, counted.hour, 1); !taken) return taken;
    for (const auto& code : counted.reasons)
      if (auto taken = sink_.count(reason_tally(world_.keys, counted, code), 1); !taken) return taken;
    return {};
  }

  /// The parts whose keys are still there; false where the child part is gone.
  template <class Record>
  Result<bool> open(const store::Entry& entry, Record& into) {
    auto keys = world_.keys.open(db_, entry.stream);
    if (!keys && keys.error().reason == "content_erased") return false;
    if (!keys) return fail(keys.error());
    for (const auto part : evidence::all_parts) {
      const auto& sealed = entry.sealed[static_cast<std::size_t>(part)];
      auto key = keys->key(part);
      if (part == evidence::Part::child && (sealed.empty() || !key)) return false;
      if (sealed.empty() || !key) continue;
      std::string bytes;
      if (auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, part, sealed, bytes);
          !opened)
        return fail(opened.error());
      Record piece;
      HOTLINE_CHECK(piece.ParseFromString(bytes));  // the seal says that we wrote it
      into.MergeFrom(piece);
    }
    return true;
  }

  store::ContactRow contact_row(std::string_view id, const record::v1::Contact& contact,
                                const history::v1::Actor& actor, const evidence::StreamId& stream,
                                const CaseId& case_id) {
    return amended_row(world_.keys,
                       {.contact_id = ContactId::parse(id).value_or(ContactId{}),
                        .case_id = case_id,
                        .stream = stream,
                        .received_at = {},
                        .recorded_by = PersonId::parse(actor.person_id()).value_or(PersonId{}),
                        .unit = actor.unit(),
                        .number = std::nullopt},
                       contact);
  }

  Result<> take_contact(std::string_view id, const record::v1::Contact& contact,
                        const history::v1::Actor& actor, const evidence::StreamId& stream,
                        const CaseId& case_id, const std::string& counted_unit) {
    ++report_.contacts;
    if (auto counted = count_contact(counted_unit, contact); !counted) return counted;
    return sink_.take(contact_row(id, contact, actor, stream, case_id));
  }

  Result<> take_contact(const store::Entry& entry) {
    history::v1::ContactEvent event;
    auto opened = open(entry, event);
    if (!opened) return fail(opened.error());
    if (!*opened) return erased();
    if (!event.has_received()) return {};
    if (auto found = find_amendments(entry.stream); !found) return found;
    auto contact = event.received().contact();
    for (const auto& change : amendments_)
      if (change.contact_id() == event.contact_id()) amend(contact, change.amended().contact());
    return take_contact(event.contact_id(), contact, event.actor(), entry.stream, {}, event.actor().unit());
  }

  /// Those of one stream at a time: a contact has its own, and the calls of a day follow each other.
  Result<> find_amendments(const evidence::StreamId& stream) {
    if (amended_stream_ == stream) return {};
    amended_stream_ = stream;
    amendments_.clear();
    return db_.each_of(stream, 2, [&](const store::Entry& entry) -> Result<> {  // the first is never one
      history::v1::ContactEvent event;
      auto opened = open(entry, event);
      if (!opened) return fail(opened.error());
      if (*opened && event.has_amended()) amendments_.push_back(std::move(event));
      return {};
    });
  }

  Result<> take_access(const store::Entry& entry) {
    history::v1::AccessRecord record;
    auto opened = open(entry, record);
    if (!opened) return fail(opened.error());
    if (!*opened) return erased();
    const auto level = static_cast<std::uint32_t>(record.what() == history::v1::ACCESS_WHAT_READ
                                                      ? record::v1::PROOF_LEVEL_OPENED
                                                      : record::v1::PROOF_LEVEL_DELIVERED);
    for (const auto& id : record.referral_ids())
      if (const auto referral = ReferralId::parse(id)) raises_[*referral].push_back({entry.log_index, level});
    store::AccessRow row{.log_index = entry.log_index,
                         .case_id = {},
                         .person = PersonId::parse(record.person_id()).value_or(PersonId{}),
                         .at = time_of(record.at())};
    if (record.case_ids().empty()) return take_row(row);
    for (const auto& id : record.case_ids()) {
      row.case_id = CaseId::parse(id).value_or(CaseId{});
      if (auto taken = take_row(row); !taken) return taken;
    }
    return {};
  }
  Result<> take_row(const store::AccessRow& row) {
    ++report_.accesses;
    return sink_.take(row);
  }
  Result<> erased() {
    ++report_.erased;
    return {};
  }

  /// Readings between two acts that raised the proof level of the referral that waited then.
  void raise(store::CaseRow& row, std::uint64_t from, std::uint64_t to) {
    const auto known = raises_.find(row.referral_id);
    if (!row.referral_id || known == raises_.end()) return;
    for (const auto& one : known->second) {
      if (one.log_index <= from || one.log_index >= to || row.proof_level >= one.level) continue;
      row.proof_level = one.level;
      row.changed = one.log_index;
    }
  }

  /// Act by act, as the history was written.
  Result<> fold(const CaseId& id) {
    auto file = CaseFile::load(world_, db_, id);
    if (!file && file.error().code == Code::not_found) return erased();
    if (!file) return fail(file.error());
    auto history = file->whole();
    if (!history) return fail(history.error());
    CaseState state;
    FactOfCase counted;
    std::optional<store::CaseRow> row;
    std::map<std::string, store::PastUnitRow> past;
    for (std::size_t i = 0; i < history->size();) {
      const auto past_before = state.past_units;
      if (row) raise(*row, row->changed, (*history)[i].log_index);
      std::size_t end = i;
      do {
        evolve(state, (*history)[end].event);
        counted.note((*history)[end].event);
        if (auto taken = contact_of(*history, end, id); !taken) return taken;
        ++end;
      } while (end < history->size() && same_act((*history)[end - 1], (*history)[end]));
      const auto& last = (*history)[end - 1];
      const auto at = is_note_of_service(last.event) && row ? row->changed : last.log_index;
      auto next =
          project(world_, {*places_->directory, today_}, id, state,
                  clocks(state, world_.rules, world_.calendar), file->keys(), at, row ? &*row : nullptr);
      if (!next) return fail(next.error());
      for (auto& left : units_that_left(past_before, state, row ? &*row : nullptr, *next))
        past[left.unit] = left;
      row = std::move(*next);
      i = end;
    }
    raise(*row, row->changed, UINT64_MAX);
    ++report_.cases;
    if (auto taken = sink_.take(*row, file->keys()); !taken) return taken;
    if (auto taken = sink_.take(id, counted.make(state, clocks(state, world_.rules, world_.calendar)));
        !taken)
      return taken;
    for (const auto& [unit, one] : past) {
      ++report_.past_units;
      if (auto taken = sink_.take(one); !taken) return taken;
    }
    return {};
  }

  static bool same_act(const Happened& a, const Happened& b) {
    return b.log_index == a.log_index + 1 && of_one_act(a.event, b.event);
  }

  Result<> contact_of(const std::vector<Happened>& history, std::size_t at, const CaseId& id) {
    const auto& event = history[at].event;
    const evidence::StreamId stream{evidence::StreamKind::case_, id.bytes};
    if (event.has_opened())
      return take_contact(event.opened().contact_id(), event.opened().contact(), event.actor(), stream, id,
                          counted_at(history, at));
    if (event.has_contact_added())
      return take_contact(event.contact_added().contact_id(), event.contact_added().contact(), event.actor(),
                          stream, id, counted_at(history, at));
    return {};
  }

  const World& world_;
  store::Reader& db_;
  RowSink& sink_;
  RebuildReport& report_;
  const OnRebuild& on_progress_;
  ReportReplay reports_;
  const std::shared_ptr<const Gazetteer> places_;
  const Date today_;
  std::optional<evidence::StreamId> amended_stream_;
  std::vector<history::v1::ContactEvent> amendments_;  // of that stream
  std::vector<CaseId> cases_;
  std::map<ReferralId, std::vector<Raise>> raises_;  // at most two count for each
};

}  // namespace

Result<> replay(const World& world, store::Reader& db, RowSink& sink, RebuildReport& report,
                const OnRebuild& on_progress) {
  return Replay(world, db, sink, report, on_progress).run();
}

}  // namespace hotline::service
