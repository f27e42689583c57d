#include "service/lists.h"

#include <algorithm>

#include "domain/case_state.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/intake.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t news_rows_max = 500;  // more than one entry can change
constexpr std::uint32_t similar_rows_max = 20;

/// The row as the caller may see it; nothing where it is not theirs.
Result<std::optional<ListedCase>> listed(Reading& reading, store::CaseRow row) {
  std::vector<store::PastUnitRow> past;
  CaseTies ties;
  if (row.restricted) {  // only the history knows who is barred
    auto file = CaseFile::load(reading.world, reading.db, row.case_id);
    if (!file) return fail(file.error());
    ties = file->state();
  } else {
    ties = ties_of(row, past);
  }
  const auto standings = relations_of(ties, reading.caller.viewer, reading.directory(), reading.today);
  if (!in_scope(standings)) return std::nullopt;

  bool child = false, receives = false;
  for (const auto& standing : standings) {
    child = child || visibility(ties, standing).child;
    receives = receives || (standing.relations.has(record::v1::RELATION_RECEIVING) &&
                            (standing.acting.role == record::v1::ROLE_OFFICER ||
                             standing.acting.role == record::v1::ROLE_CHAIRMAN));
  }
  ListedCase out{std::move(row), std::nullopt};
  if (!child) return out;
  auto wrapped = reading.db.subject_key({evidence::StreamKind::case_, out.row.case_id.bytes});
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped) return out;  // erased: the row says that it was there
  auto keys = evidence::SubjectKeys::unwrap(reading.world.keys.master(),
                                            {evidence::StreamKind::case_, out.row.case_id.bytes}, **wrapped);
  if (!keys) return fail(keys.error());
  auto summary = open_summary(*keys, out.row);
  if (!summary) return fail(summary.error());
  out.summary = std::move(*summary);
  Shown::Case shown{out.row.case_id, {}};
  if (receives && out.row.referral_id && out.row.proof_level < record::v1::PROOF_LEVEL_DELIVERED)
    shown.raises = out.row.referral_id;
  if (shown.raises ||
      !reading.world.recent_reads.known(reading.caller.viewer.session, out.row.case_id.bytes, reading.now))
    reading.shown.cases.push_back(shown);
  return out;
}

Result<CaseList> listed_page(Reading& reading, store::Rows<store::CaseRow> rows) {
  reading.released.child = true;  // of the rows that `listed` let through
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  CaseList out{{}, std::move(rows.after)};
  for (auto& row : rows.rows) {
    auto item = listed(reading, std::move(row));
    if (!item) return fail(item.error());
    if (*item) out.cases.push_back(std::move(**item));
  }
  return out;
}

}  // namespace

Result<CaseList> list_cases(Reading& reading, store::CaseFilter filter, std::string_view unit,
                            const store::Page& page) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  filter.scope = **scope;
  auto rows = reading.db.cases(filter, page);
  if (!rows) return fail(rows.error());
  return listed_page(reading, std::move(*rows));
}

Result<CaseList> list_queue(Reading& reading, std::string_view unit, const store::Page& page) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  auto rows = reading.db.queue(**scope, page);
  if (!rows) return fail(rows.error());
  return listed_page(reading, std::move(*rows));
}

Result<QueueNews> queue_news(Reading& reading, std::string_view unit, std::uint64_t after) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  auto changes = reading.db.queue_changes(**scope, after, news_rows_max);
  if (!changes) return fail(changes.error());
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  reading.released.child = true;
  QueueNews out{.there = {}, .gone = {}, .cursor = after, .more = changes->size() == news_rows_max};
  if (out.more)  // rows that one entry changed come together or not at all
    std::erase_if(*changes, [last = changes->back().at](const auto& change) { return change.at == last; });
  for (auto& change : *changes) {
    out.cursor = std::max(out.cursor, change.at);
    const auto id = change.row.case_id;
    if (change.in_queue) {
      auto item = listed(reading, std::move(change.row));
      if (!item) return fail(item.error());
      if (*item) {
        out.there.push_back(std::move(**item));
        continue;
      }
    }
    out.gone.push_back(id);
  }
  return out;
}

Result<Similar> find_similar(Reading& reading, std::string_view number, std::string_view incident_unit,
                             const record::v1::Child& child) {
  reading.shown.what = history::v1::ACCESS_WHAT_SEARCHED;
  reading.released.child = true;
  Similar out;
  if (!number.empty()) {
    auto rows = reading.db.contacts_of_number(number_hash(reading.world.keys, number), similar_rows_max);
    if (!rows) return fail(rows.error());
    auto scope = reading.scope({});
    if (!scope) return fail(scope.error());
    for (auto& row : *rows)
      if ((*scope)->all || row.recorded_by == reading.caller.viewer.person ||
          std::ranges::binary_search((*scope)->units, row.unit))
        out.same_number.push_back(std::move(row));
  }
  if (incident_unit.empty()) return out;
  const auto age = age_of(child, reading.today);
  std::vector<store::Hash16> hashes;
  for (const auto& known_age : {age, std::optional<int>{}})
    for (const auto sex : {child.sex(), record::v1::SEX_NOT_KNOWN}) {
      const auto hash = similar_hash(reading.world.keys, std::string(incident_unit), known_age, sex);
      if (std::ranges::find(hashes, hash) == hashes.end()) hashes.push_back(hash);
    }
  for (const auto& hash : hashes) {
    auto rows = reading.db.similar_cases(hash, similar_rows_max);
    if (!rows) return fail(rows.error());
    for (auto& row : *rows) {
      auto item = listed(reading, std::move(row));
      if (!item) return fail(item.error());
      if (*item && out.same_place_and_child.size() < similar_rows_max)
        out.same_place_and_child.push_back(std::move(**item));
    }
  }
  return out;
}

Result<store::Rows<store::ContactRow>> list_contacts(Reading& reading, store::ContactFilter filter,
                                                     const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  filter.scope = **scope;
  return reading.db.contacts(filter, page);
}

}  // namespace hotline::service
