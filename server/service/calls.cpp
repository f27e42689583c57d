#include "service/calls.h"

#include <algorithm>

#include "base/log.h"
#include "domain/case_time.h"
#include "domain/ladder.h"
#include "service/case_file.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

/// The clock for which it stands on the list.
void name_the_clock(const Reading& reading, const CaseState& state, CallItem& item) {
  const auto readings = clocks(state, reading.world.rules, reading.world.calendar);
  for (const auto& clock : readings) {
    const bool on_list = clock.runs() && std::ranges::any_of(state.ladder, [&](const LadderStep& step) {
                           return step.rung == record::v1::LADDER_RUNG_CALL_LIST &&
                                  step.clock == clock.kind && step.ordinal == clock.ordinal;
                         });
    if (on_list && (item.clock.kind == v1::CLOCK_KIND_UNSPECIFIED || clock.due < item.clock.due))
      item.clock = clock;
  }
  item.clock.article = {};
}

void name_the_office(const Reading& reading, const UnitKey& office, CallItem& item) {
  item.unit = office;
  if (const auto* unit = holder(reading.directory(), office, reading.today)) {
    item.unit = unit->key;
    item.telephones = unit->telephones;
  }
}

/// Levels above that are to be telephoned to; where no clock put the case on the list, the nearest is the
/// office.
void name_the_silent(const Reading& reading, CallItem& item) {
  for (const auto& level : item.row.prominent.levels)
    if (level.on_call_list && !level.note) item.silent.push_back({level.unit->key, level.unit->telephones});
  if (item.clock.kind != v1::CLOCK_KIND_UNSPECIFIED || item.silent.empty()) return;
  name_the_office(reading, item.silent.front().level, item);
}

Result<std::vector<Happened>> read_history(Reading& reading, const CaseId& id, CallItem& item) {
  auto file = CaseFile::load(reading.world, reading.db, id);
  if (!file) return fail(file.error());
  name_the_clock(reading, file->state(), item);
  return file->whole();
}

Result<CallItem> call_of(Reading& reading, ListedCase row) {
  CallItem item;
  item.since = row.row.call_since.value_or(Time{});
  item.row = std::move(row);
  auto history = read_history(reading, item.row.row.case_id, item);
  if (!history && store::passes(history.error())) return fail(history.error());
  if (!history) {
    // The list is the last thing between a child and silence: one damaged case leaves the others on it, and
    // itself too.
    log::error("call_without_history", {{"case", item.row.row.case_id}, {"reason", history.error()}});
    const auto& known = item.row.row;
    const auto& office = known.receiving_unit.empty() ? known.responsible_unit : known.receiving_unit;
    item.clock.kind = static_cast<v1::ClockKind>(known.next_due_kind);
    item.clock.due = known.next_due.value_or(item.since);
    name_the_office(reading, UnitKey::parse(office).value_or(UnitKey{}), item);
    return item;
  }
  name_the_office(reading, item.clock.unit, item);
  name_the_silent(reading, item);
  // By its place in the history: a clock that was turned back would hide the calls made since.
  bool listed = false;
  for (const auto& happened : *history) {
    const auto& event = happened.event;
    listed = listed || ((event.ladder_step_taken().rung() == record::v1::LADDER_RUNG_CALL_LIST ||
                         event.prominent_reminded().call_list()) &&
                        time_of(event.recorded_at()) == item.since);
    if (!listed || !event.has_call_attempted()) continue;
    ++item.attempts;
    item.last = event.call_attempted().attempt();
  }
  return item;
}

}  // namespace

Result<CallList> list_calls(Reading& reading, std::string_view unit, const store::Page& page) {
  auto rows = list_on_call(reading, unit, page);
  if (!rows) return fail(rows.error());
  CallList out{.calls = {}, .after = std::move(rows->after)};
  for (auto& row : rows->cases) {
    auto item = call_of(reading, std::move(row));
    if (!item) return fail(item.error());
    out.calls.push_back(std::move(*item));
  }
  return out;
}

}  // namespace hotline::service
