#include "service/rebuild.h"

#include <algorithm>
#include <map>
#include <optional>

#include "domain/evolve.h"
#include "evidence/seal.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/history/v1/journal.pb.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/intake.h"
#include "service/timestamp.h"

namespace hotline::service {
namespace {

constexpr std::uint64_t entries_a_read = 1'000;
constexpr std::uint32_t rows_a_page = 200;

/// Where the rows go as they are made.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<> take(const store::CaseRow& row, const evidence::SubjectKeys& keys) = 0;
  virtual Result<> take(const store::PastUnitRow& row) = 0;
  virtual Result<> take(const store::ContactRow& row) = 0;
  virtual Result<> take(const store::AccessRow& row) = 0;
};

class Replay {
 public:
  Replay(const World& world, store::Reader& db, Sink& sink, RebuildReport& report, const OnRebuild& on_progress)
      : world_(world), db_(db), sink_(sink), report_(report), on_progress_(on_progress) {}

  Result<> run() {
    auto size = db_.log_size();
    if (!size) return fail(size.error());
    for (std::uint64_t from = 0; from < *size; from += entries_a_read) {
      std::vector<store::Entry> entries;  // first read, then worked on: no statement stays open meanwhile
      auto read = db_.entries(from, std::min(*size, from + entries_a_read), [&](const store::Entry& entry) -> Result<> {
        entries.push_back(entry);
        return {};
      });
      if (!read) return read;
      for (const auto& entry : entries)
        if (auto done = take(entry); !done) return done;
      report_.entries += entries.size();
      on_progress_(report_.entries, *size);
    }
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (auto done = fold(cases_[i]); !done) return done;
      if (i % rows_a_page == 0) on_progress_(i, cases_.size());
    }
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
        return {};
    }
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
      if (auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, part, sealed, bytes); !opened) return fail(opened.error());
      Record piece;
      HOTLINE_CHECK(piece.ParseFromString(bytes));  // the seal says that we wrote it
      into.MergeFrom(piece);
    }
    return true;
  }

  store::ContactRow contact_row(std::string_view id, const record::v1::Contact& contact, const history::v1::Actor& actor,
                                const evidence::StreamId& stream, const CaseId& case_id) {
    store::ContactRow row{.contact_id = ContactId::parse(id).value_or(ContactId{}),
                          .case_id = case_id,
                          .stream = stream,
                          .received_at = to_time(contact.received_at()),
                          .recorded_by = PersonId::parse(actor.person_id()).value_or(PersonId{}),
                          .unit = actor.unit(),
                          .channel = static_cast<std::uint32_t>(contact.channel()),
                          .call_type = static_cast<std::uint32_t>(contact.call_type()),
                          .contact_class = static_cast<std::uint32_t>(contact.contact_class()),
                          .number = std::nullopt};
    if (!contact.caller_number().empty()) row.number = number_hash(world_.keys, contact.caller_number());
    return row;
  }

  Result<> take_contact(const store::Entry& entry) {
    history::v1::ContactEvent event;
    auto opened = open(entry, event);
    if (!opened) return fail(opened.error());
    if (!*opened) return erased();
    if (!event.has_received()) return {};
    ++report_.contacts;
    return sink_.take(contact_row(event.contact_id(), event.received().contact(), event.actor(), entry.stream, {}));
  }

  Result<> take_access(const store::Entry& entry) {
    history::v1::AccessRecord record;
    auto opened = open(entry, record);
    if (!opened) return fail(opened.error());
    if (!*opened) return erased();
    const auto level = static_cast<std::uint32_t>(record.what() == history::v1::ACCESS_WHAT_READ ? record::v1::PROOF_LEVEL_OPENED
                                                                                                 : record::v1::PROOF_LEVEL_DELIVERED);
    for (const auto& id : record.referral_ids())
      if (const auto referral = ReferralId::parse(id)) raises_[*referral].push_back({entry.log_index, level});
    store::AccessRow row{.log_index = entry.log_index,
                         .case_id = {},
                         .person = PersonId::parse(record.person_id()).value_or(PersonId{}),
                         .at = to_time(record.at())};
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

  /// Act by act, as the history was written: the events of one act follow each other in the log, at one instant.
  Result<> fold(const CaseId& id) {
    auto file = CaseFile::load(world_, db_, id);
    if (!file && file.error().code == Code::not_found) return erased();
    if (!file) return fail(file.error());
    auto history = file->whole();
    if (!history) return fail(history.error());
    CaseState state;
    std::optional<store::CaseRow> row;
    std::map<std::string, store::PastUnitRow> past;
    for (std::size_t i = 0; i < history->size();) {
      const auto past_before = state.past_units;
      if (row) raise(*row, row->changed, (*history)[i].log_index);
      std::size_t end = i;
      do {
        evolve(state, (*history)[end].event);
        if (auto taken = contact_of((*history)[end], id); !taken) return taken;
        ++end;
      } while (end < history->size() && same_act((*history)[end - 1], (*history)[end]));
      const auto at = (*history)[end - 1].log_index;
      auto next = project(world_, id, state, file->keys(), at, row ? &*row : nullptr);
      if (!next) return fail(next.error());
      row = std::move(*next);
      for (const auto& unit : state.past_units)
        if (std::ranges::find(past_before, unit) == past_before.end())
          past[unit.unit.text()] = {id, unit.unit.text(), unit.last_version, at};
      i = end;
    }
    raise(*row, row->changed, UINT64_MAX);
    ++report_.cases;
    if (auto taken = sink_.take(*row, file->keys()); !taken) return taken;
    for (const auto& [unit, one] : past) {
      ++report_.past_units;
      if (auto taken = sink_.take(one); !taken) return taken;
    }
    return {};
  }

  static bool same_act(const Happened& a, const Happened& b) {
    return b.log_index == a.log_index + 1 && to_time(a.event.recorded_at()) == to_time(b.event.recorded_at()) &&
           a.event.actor().person_id() == b.event.actor().person_id();
  }

  Result<> contact_of(const Happened& happened, const CaseId& id) {
    const auto& event = happened.event;
    const evidence::StreamId stream{evidence::StreamKind::case_, id.bytes};
    if (event.has_opened()) {
      ++report_.contacts;
      return sink_.take(contact_row(event.opened().contact_id(), event.opened().contact(), event.actor(), stream, id));
    }
    if (event.has_contact_added()) {
      ++report_.contacts;
      return sink_.take(contact_row(event.contact_added().contact_id(), event.contact_added().contact(), event.actor(), stream, id));
    }
    return {};
  }

  const World& world_;
  store::Reader& db_;
  Sink& sink_;
  RebuildReport& report_;
  const OnRebuild& on_progress_;
  std::vector<CaseId> cases_;
  std::map<ReferralId, std::vector<Raise>> raises_;  // at most two count for each
};

class Replacement final : public Sink {
 public:
  explicit Replacement(store::Writer& db) : db_(db) {}
  Result<> take(const store::CaseRow& row, const evidence::SubjectKeys&) override { return db_.put(row); }
  Result<> take(const store::PastUnitRow& row) override { return db_.put(row); }
  Result<> take(const store::ContactRow& row) override { return db_.put(row); }
  Result<> take(const store::AccessRow& row) override { return db_.put(row); }

 private:
  store::Writer& db_;
};

class Comparison final : public Sink {
 public:
  Comparison(store::Reader& db, RebuildReport& report) : db_(db), report_(report) {}

  Result<> take(const store::CaseRow& row, const evidence::SubjectKeys& keys) override {
    auto stored = db_.case_row(row.case_id);
    if (!stored) return fail(stored.error());
    if (!*stored) return differ(missing, "case", row.case_id.bytes);
    auto wanted = open_summary(keys, row);
    if (!wanted) return fail(wanted.error());
    auto found = open_summary(keys, **stored);
    auto same = row;  // sealed twice, the same text has two forms
    same.sealed_summary = (*stored)->sealed_summary;
    const bool equal = found && found->SerializeAsString() == wanted->SerializeAsString() && same == **stored;
    return equal ? Result<>{} : differ(wrong, "case", row.case_id.bytes);
  }
  Result<> take(const store::PastUnitRow& row) override {
    auto stored = db_.past_units(row.case_id);
    if (!stored) return fail(stored.error());
    return std::ranges::find(*stored, row) != stored->end() ? Result<>{} : differ(wrong, "past_unit", row.case_id.bytes);
  }
  Result<> take(const store::ContactRow& row) override {
    auto stored = db_.contact(row.contact_id);
    if (!stored) return fail(stored.error());
    if (!*stored) return differ(missing, "contact", row.contact_id.bytes);
    return **stored == row ? Result<>{} : differ(wrong, "contact", row.contact_id.bytes);
  }
  Result<> take(const store::AccessRow& row) override {
    accesses_.push_back(row);
    return {};
  }

  /// What is stored without a history, and the accesses, which have no look-up by their entry.
  Result<> finish() {
    if (auto done = too_many_cases(); !done) return done;
    if (auto done = too_many_contacts(); !done) return done;
    return compare_accesses();
  }

 private:
  using Kind = ProjectionDifference::Kind;
  static constexpr auto missing = Kind::missing, wrong = Kind::wrong, without_history = Kind::without_history;

  Result<> differ(Kind kind, std::string_view table, const IdBytes& id, std::uint64_t log_index = 0) {
    ++report_.different;
    if (report_.differences.size() < RebuildReport::differences_max) report_.differences.push_back({kind, table, id, log_index});
    return {};
  }

  Result<> too_many_cases() {
    store::CaseFilter filter;
    filter.scope.all = true;
    store::Page page{.size_max = rows_a_page, .after = {}};
    do {
      auto rows = db_.cases(filter, page);
      if (!rows) return fail(rows.error());
      for (const auto& row : rows->rows) {
        auto entries = db_.stream_size({evidence::StreamKind::case_, row.case_id.bytes});
        if (!entries) return fail(entries.error());
        auto key = db_.subject_key({evidence::StreamKind::case_, row.case_id.bytes});
        if (!key) return fail(key.error());
        if (*entries == 0 || !*key)
          if (auto noted = differ(without_history, "case", row.case_id.bytes); !noted) return noted;
      }
      page.after = rows->after;
    } while (!page.after.empty());
    return {};
  }

  Result<> too_many_contacts() {
    store::ContactFilter filter;
    filter.scope.all = true;
    store::Page page{.size_max = rows_a_page, .after = {}};
    std::uint64_t stored = 0;
    do {
      auto rows = db_.contacts(filter, page);
      if (!rows) return fail(rows.error());
      stored += rows->rows.size();
      page.after = rows->after;
    } while (!page.after.empty());
    const auto lacking = static_cast<std::uint64_t>(
        std::ranges::count_if(report_.differences, [](const auto& d) { return d.kind == missing && d.table == "contact"; }));
    return stored + lacking > report_.contacts ? differ(without_history, "contact", {}) : Result<>{};
  }

  Result<> compare_accesses() {
    std::vector<store::AccessRow> stored;
    store::Page page{.size_max = rows_a_page, .after = {}};
    do {
      auto rows = db_.accesses({}, page);
      if (!rows) return fail(rows.error());
      std::ranges::move(rows->rows, std::back_inserter(stored));
      page.after = rows->after;
    } while (!page.after.empty());
    const auto key = [](const store::AccessRow& row) { return std::tuple(row.log_index, row.case_id, row.person, row.at); };
    std::ranges::sort(stored, {}, key);
    std::ranges::sort(accesses_, {}, key);
    std::vector<store::AccessRow> lacking, surplus;
    std::ranges::set_difference(accesses_, stored, std::back_inserter(lacking), {}, key, key);
    std::ranges::set_difference(stored, accesses_, std::back_inserter(surplus), {}, key, key);
    for (const auto& row : lacking)
      if (auto noted = differ(missing, "access", row.case_id.bytes, row.log_index); !noted) return noted;
    for (const auto& row : surplus)
      if (auto noted = differ(without_history, "access", row.case_id.bytes, row.log_index); !noted) return noted;
    return {};
  }

  store::Reader& db_;
  RebuildReport& report_;
  std::vector<store::AccessRow> accesses_;
};

}  // namespace

std::string_view name(ProjectionDifference::Kind kind) {
  switch (kind) {
    case ProjectionDifference::Kind::missing:
      return "missing";
    case ProjectionDifference::Kind::wrong:
      return "wrong";
    case ProjectionDifference::Kind::without_history:
      return "without_history";
  }
  return "";
}

Result<RebuildReport> compare_projections(const World& world, store::Reader& db, const OnRebuild& on_progress) {
  RebuildReport report;
  Comparison comparison(db, report);
  if (auto replayed = Replay(world, db, comparison, report, on_progress).run(); !replayed) return fail(replayed.error());
  if (auto done = comparison.finish(); !done) return fail(done.error());
  return report;
}

Result<RebuildReport> rebuild_projections(const World& world, store::Writer& db, const OnRebuild& on_progress) {
  RebuildReport report;
  if (auto cleared = db.clear_projections(); !cleared) return fail(cleared.error());
  Replacement replacement(db);
  if (auto replayed = Replay(world, db, replacement, report, on_progress).run(); !replayed) return fail(replayed.error());
  return report;
}

}  // namespace hotline::service
