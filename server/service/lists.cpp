#include "service/lists.h"

#include <algorithm>
#include <functional>

#include "base/log.h"
#include "domain/case_number.h"
#include "domain/case_state.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/fill_page.h"
#include "service/intake.h"
#include "service/sight.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t news_rows_max = 500;  // more than one entry can change
constexpr std::uint32_t similar_rows_max = 20;
constexpr std::uint32_t rows_a_read = 100, looked_through_max = 5'000;  // of one number, or place and child

Result<record::v1::StoredCaseRow> opened_row(const World& world, const store::CaseRow& row,
                                             std::string_view wrapped) {
  auto keys = evidence::SubjectKeys::unwrap(world.keys.master(),
                                            {evidence::StreamKind::case_, row.case_id.bytes}, wrapped);
  if (!keys) return fail(keys.error());
  return open_row(*keys, row);
}

/// What the row says to a caller who has it in their lists.
Result<ListedCase> shown_row(Reading& reading, store::CaseRow row, const Sight& sight) {
  bool receives = false;
  bool sees_today = false;  // not only what was there in their time
  const Standing* opens = nullptr;
  for (const auto& standing : sight.standings) {
    const auto sees = visibility(sight.ties, standing);
    if (!opens && sees.child) opens = &standing;
    sees_today = sees_today || (sees.child && sees.up_to_version == Visibility::newest);
    receives = receives || (standing.relations.has(record::v1::RELATION_RECEIVING) &&
                            (standing.acting.role == record::v1::ROLE_OFFICER ||
                             standing.acting.role == record::v1::ROLE_CHAIRMAN));
  }
  ListedCase out{std::move(row), std::nullopt, {}, {}};
  if (!opens) return out;
  auto wrapped = reading.db.subject_key({evidence::StreamKind::case_, out.row.case_id.bytes});
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped) return out;  // erased: the row says that it was there
  auto stored = opened_row(reading.world, out.row, **wrapped);
  if (!stored) {
    // One damaged row must not take the list from everybody: it stands there, and says no more.
    log::error("row_not_shown", {{"case", out.row.case_id}, {"reason", stored.error()}});
    return out;
  }
  out.summary = std::move(*stored->mutable_summary());
  if (sees_today && stored->has_prominence())
    out.prominent = prominent_of(stored->prominence(), sight.ties, reading.directory(), reading.today);
  if (sees_today) out.duty_word = std::move(*stored->mutable_duty_word());
  Shown::Case shown{
      .id = out.row.case_id,
      .raises = {},
      .depth = {
          .parts = part_bit(evidence::Part::child), .acting = opens->acting, .relations = opens->relations}};
  if (receives && out.row.referral_id && out.row.proof_level < record::v1::PROOF_LEVEL_DELIVERED)
    shown.raises = out.row.referral_id;
  if (shown.raises ||
      !reading.world.recent_reads.known(reading.caller.viewer.session, out.row.case_id.bytes, reading.now))
    reading.shown.cases.push_back(shown);
  return out;
}

/// The row as the caller may see it; nothing where it is not theirs.
Result<std::optional<ListedCase>> listed(Reading& reading, store::CaseRow row) {
  auto sight = sight_of(reading, row);
  if (!sight) return fail(sight.error());
  if (!in_scope(sight->standings)) return std::nullopt;
  auto item = shown_row(reading, std::move(row), *sight);
  if (!item) return fail(item.error());
  return std::move(*item);
}

template <class Fetch, class Wanted>
Result<CaseList> listed_page(Reading& reading, const store::Page& page, Fetch fetch, Wanted wanted) {
  reading.released.child = true;  // of the rows that `listed` let through
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  CaseList out;
  const auto keep = [&](store::CaseRow row) -> Result<bool> {
    if (!wanted(row)) return false;
    auto item = listed(reading, std::move(row));
    if (!item) return fail(item.error());
    if (*item) out.cases.push_back(std::move(**item));
    return item->has_value();
  };
  const auto may = [&](const store::CaseRow& row) -> Result<bool> {
    if (!wanted(row)) return false;
    return is_listed(reading, row);
  };
  auto after = fill_page(page, fetch, keep, may);
  if (!after) return fail(after.error());
  out.after = std::move(*after);
  return out;
}

/// Of rows that have an index of their own: those of offices in the scope.
template <class Fetch>
Result<CaseList> listed_in_scope(Reading& reading, std::string_view unit, const store::Page& page,
                                 Fetch fetch) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  const auto inside = [&](const std::string& text) {
    return (*scope)->all || std::ranges::binary_search((*scope)->units, text);
  };
  return listed_page(reading, page, fetch, [&](const store::CaseRow& row) {
    return inside(row.responsible_unit) || inside(row.receiving_unit);
  });
}

}  // namespace

Result<CaseList> list_on_call(Reading& reading, std::string_view unit, const store::Page& page) {
  return listed_in_scope(reading, unit, page,
                         [&](const store::Page& part) { return reading.db.calls(part); });
}

Result<CaseList> list_claimed(Reading& reading, std::string_view unit, const store::Page& page) {
  return listed_in_scope(reading, unit, page,
                         [&](const store::Page& part) { return reading.db.claims(part); });
}

namespace {

using DayAndCase = std::pair<std::int32_t, CaseId>;

std::string key_of(const DayAndCase& at) {
  std::string key;
  const auto day = static_cast<std::uint64_t>(static_cast<std::int64_t>(at.first));
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(day >> shift);
  for (const auto byte : at.second.bytes) key += static_cast<char>(byte);
  return key;
}

std::optional<DayAndCase> parse_key(std::string_view key) {
  DayAndCase at;
  if (key.size() != 8 + at.second.bytes.size()) return std::nullopt;
  std::uint64_t day = 0;
  for (const char c : key.substr(0, 8)) day = day << 8 | static_cast<std::uint8_t>(c);
  at.first = static_cast<std::int32_t>(static_cast<std::int64_t>(day));
  std::ranges::transform(key.substr(8), at.second.bytes.begin(),
                         [](char c) { return static_cast<std::uint8_t>(c); });
  return at;
}

}  // namespace

Result<CaseList> list_these(Reading& reading, std::span<const DayAndCase> cases, const store::Page& page) {
  const auto fetch = [&](const store::Page& part) -> Result<store::Rows<store::CaseRow>> {
    store::Rows<store::CaseRow> out;
    auto rest = cases;
    if (const auto after = parse_key(part.after))
      rest = {std::ranges::upper_bound(cases, *after, std::greater<>{}), cases.end()};
    for (std::size_t i = 0; i < rest.size(); ++i) {
      auto row = reading.db.case_row(rest[i].second);
      if (!row) return fail(row.error());
      if (*row) out.rows.push_back(std::move(**row));
      if (out.rows.size() < part.size_max || i + 1 == rest.size()) continue;
      out.after = key_of(rest[i]);
      break;
    }
    return out;
  };
  return listed_page(reading, page, fetch, [](const store::CaseRow&) { return true; });
}

void keep_without_deadline(store::CaseFilter& filter) {
  filter.without_due = true;
  std::erase(filter.statuses, static_cast<std::uint32_t>(record::v1::CASE_STATUS_CLOSED));
  if (!filter.statuses.empty()) return;
  for (std::uint32_t status = record::v1::CASE_STATUS_RECEIVED; status < record::v1::CASE_STATUS_CLOSED;
       ++status)
    filter.statuses.push_back(status);
}

Result<CaseList> list_cases(Reading& reading, store::CaseFilter filter, std::string_view unit,
                            const store::Page& page) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  filter.scope = **scope;
  return listed_page(
      reading, page, [&](const store::Page& part) { return reading.db.cases(filter, part); },
      [](const store::CaseRow&) { return true; });
}

Result<CaseList> list_queue(Reading& reading, std::string_view unit, const store::Page& page,
                            bool unaccepted_only) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  return listed_page(
      reading, page, [&](const store::Page& part) { return reading.db.queue(**scope, part); },
      [&](const store::CaseRow& row) { return !unaccepted_only || is_unaccepted(row); });
}

namespace {

/// Point 6 of the letter: a prominent case is reported to those above the unit that has it.
bool is_reported_to(const Sight& sight, const store::CaseRow& row) {
  return row.prominent && row.status != record::v1::CASE_STATUS_CLOSED &&
         std::ranges::any_of(sight.standings, [](const Standing& hat) {
           return hat.relations.has(record::v1::RELATION_ABOVE) ||
                  hat.relations.has(record::v1::RELATION_HELPLINE);
         });
}

/// One change, as far as it is news to the caller: a row that waits, a case that they had and that left, or
/// one that is reported to them.
Result<> tell(Reading& reading, store::QueueChange change, std::uint64_t after, QueueNews& news) {
  const auto id = change.row.case_id;
  auto sight = sight_of(reading, change.row);
  if (!sight) return fail(sight.error());
  if (in_scope(sight->standings)) {
    if (!change.in_queue) news.gone.push_back(id);
    if (!change.in_queue && !is_reported_to(*sight, change.row)) return {};
    auto item = shown_row(reading, std::move(change.row), *sight);
    if (!item) return fail(item.error());
    (change.in_queue ? news.there : news.prominent).push_back(std::move(*item));
    return {};
  }
  auto had = was_listed(reading, id, after);
  if (!had) return fail(had.error());
  if (*had) news.gone.push_back(id);
  return {};
}

}  // namespace

Result<std::vector<ListedCase>> prominent_above(Reading& reading, std::string_view unit) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  store::CaseFilter filter;
  filter.scope = **scope;
  filter.prominent_only = true;
  for (std::uint32_t status = record::v1::CASE_STATUS_RECEIVED; status < record::v1::CASE_STATUS_CLOSED;
       ++status)
    filter.statuses.push_back(status);
  auto rows = reading.db.cases(filter, {.size_max = prominent_rows_max, .after = {}});
  if (!rows) return fail(rows.error());
  std::vector<ListedCase> out;
  for (auto& row : rows->rows) {
    auto sight = sight_of(reading, row);
    if (!sight) return fail(sight.error());
    if (!row.queue_unit.empty() || !in_scope(sight->standings) || !is_reported_to(*sight, row)) continue;
    auto item = shown_row(reading, std::move(row), *sight);
    if (!item) return fail(item.error());
    out.push_back(std::move(*item));
  }
  return out;
}

Result<QueueNews> queue_news(Reading& reading, std::string_view unit, std::uint64_t after) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  auto changes = reading.db.queue_changes(**scope, after, news_rows_max);
  if (!changes) return fail(changes.error());
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  reading.released.child = true;
  QueueNews out{
      .there = {}, .gone = {}, .prominent = {}, .cursor = after, .more = changes->size() == news_rows_max};
  if (out.more)  // rows that one entry changed come together or not at all
    std::erase_if(*changes, [last = changes->back().at](const auto& change) { return change.at == last; });
  for (auto& change : *changes) {
    out.cursor = std::max(out.cursor, change.at);
    if (auto told = tell(reading, std::move(change), after, out); !told) return fail(told.error());
  }
  return out;
}

Result<CaseId> find_case(Reading& reading, std::string_view said) {
  const auto number = spoken_case_number(said, reading.world.ledger.case_number_prefix(),
                                         static_cast<int>(reading.today.year()));
  std::optional<store::CaseRow> row;
  if (number) {
    auto found = reading.db.case_of_number(*number);
    if (!found) return fail(found.error());
    row = std::move(*found);
  }
  auto file = CaseFile::open(reading, row ? row->case_id : CaseId{});  // no case has the empty id
  if (!file) return fail(file.error());
  // That there is such a case is what a line of a list says: one entry in five minutes holds both.
  Shown::Case shown{.id = file->id(), .raises = {}, .depth = {}};
  for (const auto& hat : file->standings())
    if (permit(*reading.demand.access, {&hat, 1})) {
      shown.depth.acting = hat.acting;
      shown.depth.relations = hat.relations;
      break;
    }
  reading.shown.what = history::v1::ACCESS_WHAT_LISTED;
  reading.shown.cases.push_back(shown);
  return file->id();
}

namespace {

Result<> find_same_number(Reading& reading, std::string_view number, Similar& out) {
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  const auto hash = number_hash(reading.world.keys, number);
  std::optional<ContactId> before;
  for (std::uint32_t read = 0; read < looked_through_max; read += rows_a_read) {
    auto rows = reading.db.contacts_of_number(hash, rows_a_read, before);
    if (!rows) return fail(rows.error());
    for (auto& row : *rows) {
      before = row.contact_id;
      auto may = may_match_number(reading, row, **scope);
      if (!may) return fail(may.error());
      if (*may) out.same_number.push_back(std::move(row));
      if (out.same_number.size() == similar_rows_max) return {};
    }
    if (rows->size() < rows_a_read) return {};
  }
  return {};
}

Result<> find_same_place_and_child(Reading& reading, const store::Hash16& hash, Similar& out) {
  std::optional<CaseId> before;
  for (std::uint32_t read = 0; read < looked_through_max; read += rows_a_read) {
    auto rows = reading.db.similar_cases(hash, rows_a_read, before);
    if (!rows) return fail(rows.error());
    for (auto& row : *rows) {
      if (out.same_place_and_child.size() == similar_rows_max) return {};
      before = row.case_id;
      auto item = listed(reading, std::move(row));
      if (!item) return fail(item.error());
      if (*item) out.same_place_and_child.push_back(std::move(**item));
    }
    if (rows->size() < rows_a_read) return {};
  }
  return {};
}

}  // namespace

Result<std::string> case_number(Reading& reading, const CaseId& id) {
  if (!id) return std::string{};
  auto row = reading.db.case_row(id);
  if (!row) return fail(row.error());
  return *row ? std::move((*row)->number) : std::string{};
}

Result<Similar> find_similar(Reading& reading, std::string_view number, std::string_view incident_unit,
                             const record::v1::Child& child) {
  reading.shown.what = history::v1::ACCESS_WHAT_SEARCHED;
  reading.released.child = true;
  Similar out;
  if (!number.empty())
    if (auto found = find_same_number(reading, number, out); !found) return fail(found.error());
  if (incident_unit.empty()) return out;
  const auto age = age_of(child, reading.today);
  std::vector<store::Hash16> hashes;
  for (const auto& known_age : {age, std::optional<int>{}})
    for (const auto sex : {child.sex(), record::v1::SEX_NOT_KNOWN}) {
      const auto hash = similar_hash(reading.world.keys, std::string(incident_unit), known_age, sex);
      if (std::ranges::find(hashes, hash) == hashes.end()) hashes.push_back(hash);
    }
  for (const auto& hash : hashes)
    if (auto found = find_same_place_and_child(reading, hash, out); !found) return fail(found.error());
  return out;
}

Result<store::Rows<store::ContactRow>> list_contacts(Reading& reading, store::ContactFilter filter,
                                                     const store::Page& page) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  filter.scope = **scope;
  store::Rows<store::ContactRow> out;
  const auto may = [&](const store::ContactRow& row) { return knows_contact(reading, row, filter.scope); };
  const auto keep = [&](store::ContactRow row) -> Result<bool> {
    auto known = may(row);
    if (known && *known) out.rows.push_back(std::move(row));
    return known;
  };
  auto after =
      fill_page(page, [&](const store::Page& part) { return reading.db.contacts(filter, part); }, keep, may);
  if (!after) return fail(after.error());
  out.after = std::move(*after);
  return out;
}

}  // namespace hotline::service
