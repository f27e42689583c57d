#include "service/retention.h"

#include <map>
#include <set>
#include <vector>

#include "hotline/history/v1/event.pb.h"
#include "service/act.h"
#include "service/case_file.h"
#include "service/contact_events.h"
#include "service/figures.h"

namespace hotline::service {
namespace {

using evidence::StreamId;
using evidence::StreamKind;

constexpr std::uint32_t rows_a_page = 500;
constexpr std::uint32_t all_parts = 7;

Date day_before(Time now, std::chrono::days days) {
  return Date{std::chrono::sys_days{local_date(now)} - days};
}

/// Finds what is due; nothing is changed here.
class Search {
 public:
  Search(World& world, store::Reader& db, Time now) : world_(world), db_(db), now_(now) {}

  Result<> run() {
    if (auto done = find_contacts(); !done) return done;
    return find_cases();
  }

  Erasing counted;
  std::set<StreamId> due;

 private:
  Result<> find_contacts() {
    const auto& rules = world_.rules.retention;
    const Date calls_until = day_before(now_, rules.non_counselling);
    const Date contacts_until = day_before(now_, rules.contact);
    store::ContactFilter filter;
    filter.scope.all = true;
    filter.to = start_of(std::max(calls_until, contacts_until));
    std::set<StreamId> looked_at;
    store::Page page{.size_max = rows_a_page, .after = {}};
    do {
      auto rows = db_.contacts(filter, page);
      if (!rows) return fail(rows.error());
      for (const auto& row : rows->rows) {
        if (row.case_id || !looked_at.insert(row.stream).second) continue;
        const bool day = row.stream.kind == StreamKind::day;
        // A call that was entered late lies in the stream of the day on which it was entered.
        const bool old = day ? row.stream.id < evidence::day_stream(calls_until).id
                             : row.received_at < start_of(contacts_until);
        if (!old) continue;
        if (auto taken = take(row.stream, day ? counted.days : counted.contacts); !taken) return taken;
      }
      page.after = rows->after;
    } while (!page.after.empty());
    return {};
  }

  Result<> take(const StreamId& stream, std::uint64_t& count) {
    auto held = is_held(stream);
    if (!held) return fail(held.error());
    if (*held) return ++counted.held, Result<>{};
    ++count;
    due.insert(stream);
    return {};
  }

  /// Any contact of the stream: the calls of a day share their keys.
  Result<bool> is_held(const StreamId& stream) {
    std::map<std::string, bool> held;
    auto read = each_contact_event(world_.keys, db_, stream, [&](const history::v1::ContactEvent& event) {
      if (event.has_legal_hold_set()) held[event.contact_id()] = event.legal_hold_set().held();
    });
    if (!read) return fail(read.error());
    return std::ranges::any_of(held, [](const auto& one) { return one.second; });
  }

  Result<> find_cases() {
    const Time until = start_of(day_before(now_, world_.rules.retention.closed_case));
    store::CaseFilter filter;
    filter.scope.all = true;
    filter.statuses = {record::v1::CASE_STATUS_CLOSED};
    store::Page page{.size_max = rows_a_page, .after = {}};
    do {
      auto rows = db_.cases(filter, page);
      if (!rows) return fail(rows.error());
      for (const auto& row : rows->rows) {
        if (row.received_at >= until) continue;  // so it was closed later, too
        auto file = CaseFile::load(world_, db_, row.case_id);
        if (!file) return fail(file.error());
        const auto& state = file->state();
        if (!state.closed_at || *state.closed_at >= until) continue;
        if (state.legal_hold) {
          ++counted.held;
          continue;
        }
        ++counted.cases;
        due.insert({StreamKind::case_, row.case_id.bytes});
      }
      page.after = rows->after;
    } while (!page.after.empty());
    return {};
  }

  World& world_;
  store::Reader& db_;
  Time now_;
};

std::string_view act_of(const StreamId& subject) {
  switch (subject.kind) {
    case StreamKind::case_:
      return "case_erased";
    case StreamKind::contact:
      return "contact_erased";
    default:
      return "day_of_calls_erased";
  }
}

}  // namespace

Result<Erasing> count_expired(World& world, store::Reader& db, Time now) {
  Search search(world, db, now);
  if (auto found = search.run(); !found) return fail(found.error());
  auto drafts = count_left_drafts(world, db, now);
  if (!drafts) return fail(drafts.error());
  search.counted.drafts = *drafts;
  return search.counted;
}

Result<Erasing> erase_expired(World& world, store::Writer& db, Time now) {
  Search search(world, db, now);
  if (auto found = search.run(); !found) return fail(found.error());
  auto figures = figures_of(world, db, search.due);
  if (!figures) return fail(figures.error());
  for (const auto& subject : search.due) {
    if (auto gone = db.erase_parts(subject, all_parts); !gone) return fail(gone.error());
    if (auto gone = db.erase_subject_key(subject); !gone) return fail(gone.error());
    if (auto noted = record_administration(world, db, now, nullptr, act_of(subject), id_text(subject.id));
        !noted)
      return fail(noted.error());
  }
  if (!search.due.empty())
    if (auto gone = db.erase_rows_without_keys(); !gone) return fail(gone.error());
  if (auto kept = keep_figures(world, db, now, *figures); !kept) return fail(kept.error());
  for (bool more = true; more;) {
    auto drafts = erase_left_drafts(world, db, now);
    if (!drafts) return fail(drafts.error());
    search.counted.drafts.typed += drafts->typed;
    search.counted.drafts.untouched_calls += drafts->untouched_calls;
    more = !drafts->empty();
  }
  return search.counted;
}

}  // namespace hotline::service
