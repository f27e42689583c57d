#include "service/rebuild.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "service/case_row.h"
#include "service/figures.h"
#include "service/rebuild_figures.h"
#include "service/rebuild_replay.h"
#include "service/report_call_index.h"
#include "service/report_replay.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t rows_a_page = 200;

class Replacement : public RowSink {
 public:
  Replacement(const World& world, store::Writer& db) : world_(world), db_(db) {}
  Result<> take(const store::CaseRow& row, const evidence::SubjectKeys&) override { return db_.put(row); }
  Result<> take(const store::PastUnitRow& row) override { return db_.put(row); }
  Result<> take(const store::ContactRow& row) override { return db_.put(row); }
  Result<> take(const store::AccessRow& row) override { return db_.put(row); }
  Result<> take(const CaseId& id, const history::v1::CaseFact& fact) override {
    return put_fact(world_.keys, db_, id, fact);
  }
  Result<> count(const store::ContactTally& kind, std::uint32_t hour, std::uint32_t times) override {
    return db_.count_contact(kind, hour, static_cast<std::int32_t>(times));
  }
  Result<> count(const store::ReasonTally& kind, std::uint32_t times) override {
    return db_.count_reason(kind, static_cast<std::int32_t>(times));
  }
  Result<> take(const store::ReportRow& row) override { return db_.put(row); }
  Result<> take(const record::v1::StoredReportCalls& calls) override { return put_report_calls(db_, calls); }

 protected:
  const World& world_;
  store::Writer& db_;
};

/// Only what statistics count.
class StatisticsAlone final : public Replacement {
 public:
  using Replacement::Replacement;
  using Replacement::take;
  Result<> take(const store::CaseRow&, const evidence::SubjectKeys&) override { return {}; }
  Result<> take(const store::PastUnitRow&) override { return {}; }
  Result<> take(const store::ContactRow&) override { return {}; }
  Result<> take(const store::AccessRow&) override { return {}; }
  Result<> take(const store::ReportRow&) override { return {}; }
  Result<> take(const record::v1::StoredReportCalls&) override { return {}; }
};

class Comparison final : public RowSink {
 public:
  Comparison(const World& world, store::Reader& db, RebuildReport& report)
      : db_(db), report_(report), figures_(world, db) {}

  Result<> take(const store::CaseRow& row, const evidence::SubjectKeys& keys) override {
    auto stored = db_.case_row(row.case_id);
    if (!stored) return fail(stored.error());
    if (!*stored) return differ(missing, "case", row.case_id.bytes);
    auto wanted = open_row(keys, row);
    if (!wanted) return fail(wanted.error());
    auto found = open_row(keys, **stored);
    auto same = row;  // sealed twice, the same text has two forms
    same.sealed_summary = (*stored)->sealed_summary;
    const bool equal = found && found->SerializeAsString() == wanted->SerializeAsString() && same == **stored;
    return equal ? Result<>{} : differ(wrong, "case", row.case_id.bytes);
  }
  Result<> take(const store::PastUnitRow& row) override {
    auto stored = db_.past_units(row.case_id);
    if (!stored) return fail(stored.error());
    const auto found = std::ranges::find(*stored, row.unit, &store::PastUnitRow::unit);
    if (found == stored->end()) return differ(missing, "past_unit", row.case_id.bytes);
    return *found == row ? Result<>{} : differ(wrong, "past_unit", row.case_id.bytes);
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
  Result<> take(const CaseId& id, const history::v1::CaseFact& fact) override {
    figures_.take(id, fact);
    return {};
  }
  Result<> count(const store::ContactTally& kind, std::uint32_t hour, std::uint32_t times) override {
    figures_.count(kind, hour, times);
    return {};
  }
  Result<> count(const store::ReasonTally& kind, std::uint32_t times) override {
    figures_.count(kind, times);
    return {};
  }
  Result<> take(const store::ReportRow& row) override {
    reports_.emplace(std::tuple(row.first_day, row.duty, row.unit), row);
    return {};
  }
  Result<> take(const record::v1::StoredReportCalls& calls) override {
    auto stored = report_calls(db_);
    if (!stored) return fail(stored.error());
    return stored->SerializeAsString() == calls.SerializeAsString() ? Result<>{}
                                                                    : differ(wrong, "report_call", {});
  }

  /// What is stored without a history, and the accesses, which have no look-up by their entry.
  Result<> finish() {
    if (auto done = too_many_cases(); !done) return done;
    if (auto done = too_many_contacts(); !done) return done;
    if (auto done = compare_accesses(); !done) return done;
    if (auto done = compare_reports(); !done) return done;
    auto differences = figures_.differences();
    if (!differences) return fail(differences.error());
    for (const auto& one : *differences)
      if (auto noted = differ(one.kind, one.table, one.id); !noted) return noted;
    return {};
  }

 private:
  using Kind = ProjectionDifference::Kind;
  static constexpr auto missing = Kind::missing, wrong = Kind::wrong, without_history = Kind::without_history;

  Result<> differ(Kind kind, std::string_view table, const IdBytes& id, std::uint64_t log_index = 0) {
    ++report_.different;
    if (report_.differences.size() < RebuildReport::differences_max)
      report_.differences.push_back({kind, table, id, log_index});
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
        auto past = db_.past_units(row.case_id);
        if (!past) return fail(past.error());
        past_units_ += past->size();
      }
      page.after = rows->after;
    } while (!page.after.empty());
    return past_units_ + lacking("past_unit") > report_.past_units ? differ(without_history, "past_unit", {})
                                                                   : Result<>{};
  }

  std::uint64_t lacking(std::string_view table) const {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        report_.differences, [&](const auto& d) { return d.kind == missing && d.table == table; }));
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
    return stored + lacking("contact") > report_.contacts ? differ(without_history, "contact", {})
                                                          : Result<>{};
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
    const auto key = [](const store::AccessRow& row) {
      return std::tuple(row.log_index, row.case_id, row.person, row.at);
    };
    std::ranges::sort(stored, {}, key);
    std::ranges::sort(accesses_, {}, key);
    std::vector<store::AccessRow> lacking, surplus;
    std::ranges::set_difference(accesses_, stored, std::back_inserter(lacking), {}, key, key);
    std::ranges::set_difference(stored, accesses_, std::back_inserter(surplus), {}, key, key);
    for (const auto& row : lacking)
      if (auto noted = differ(missing, "access", row.case_id.bytes, row.log_index); !noted) return noted;
    for (const auto& row : surplus)
      if (auto noted = differ(without_history, "access", row.case_id.bytes, row.log_index); !noted)
        return noted;
    return {};
  }

  Result<> compare_reports() {
    std::vector<Kind> found;
    auto read = db_.report_rows(INT32_MIN, INT32_MAX, [&](const store::ReportRow& row) {
      const auto wanted = reports_.extract(std::tuple(row.first_day, row.duty, row.unit));
      if (wanted.empty())
        found.push_back(without_history);
      else if (wanted.mapped() != row)
        found.push_back(wrong);
    });
    if (!read) return read;
    found.insert(found.end(), reports_.size(), missing);
    for (const auto kind : found)
      if (auto noted = differ(kind, "report", {}); !noted) return noted;
    return {};
  }

  store::Reader& db_;
  RebuildReport& report_;
  std::uint64_t past_units_ = 0;  // stored
  std::vector<store::AccessRow> accesses_;
  std::map<std::tuple<std::int32_t, std::string, std::string>, store::ReportRow> reports_;
  FiguresComparison figures_;
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

Result<RebuildReport> compare_projections(const World& world, store::Reader& db,
                                          const OnRebuild& on_progress) {
  RebuildReport report;
  Comparison comparison(world, db, report);
  if (auto replayed = replay(world, db, comparison, report, on_progress); !replayed)
    return fail(replayed.error());
  if (auto done = comparison.finish(); !done) return fail(done.error());
  return report;
}

Result<RebuildReport> rebuild_statistics(const World& world, store::Writer& db) {
  RebuildReport report;
  if (auto cleared = db.clear_statistics(); !cleared) return fail(cleared.error());
  StatisticsAlone replacement(world, db);
  if (auto replayed = replay(world, db, replacement, report, [](std::uint64_t, std::uint64_t) {}); !replayed)
    return fail(replayed.error());
  return report;
}

Result<> rebuild_reports(const World& world, store::Writer& db) {
  if (auto cleared = db.clear_reports(); !cleared) return cleared;
  Replacement replacement(world, db);
  return replay_reports(world, db, replacement);
}

Result<RebuildReport> rebuild_projections(const World& world, store::Writer& db,
                                          const OnRebuild& on_progress) {
  RebuildReport report;
  if (auto cleared = db.clear_projections(); !cleared) return fail(cleared.error());
  if (auto forgotten = TrustedDay::forget(db); !forgotten) return fail(forgotten.error());
  Replacement replacement(world, db);
  if (auto replayed = replay(world, db, replacement, report, on_progress); !replayed)
    return fail(replayed.error());
  return report;
}

}  // namespace hotline::service
