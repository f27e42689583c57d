#include "service/prominent_notice.h"

#include <algorithm>

#include "domain/case_time.h"
#include "service/outbox.h"

namespace hotline::service {
namespace {

bool waits_for_word(const LevelAbove& level) { return !level.note && !level.told; }

/// Whether a message was written.
Result<bool> tell(Writing& writing, const CaseId& id, const CaseState& state, const ToldLevel& level) {
  Notice notice;
  notice.kind = v1::NOTICE_KIND_PROMINENT;
  notice.case_id = id;
  notice.case_number = state.number;
  notice.unit = level.unit;
  notice.person = level.person;
  notice.link = "/cases/" + id.text();
  notice.cause = cause_of_prominent(level.unit, writing.now);
  auto ids = put_message(writing.world, writing.out, writing.now, notice);
  if (!ids) return fail(ids.error());
  return !ids->empty();
}

}  // namespace

Prominent prominent_of(const CaseState& state, const Directory& directory, Date on) {
  if (!awaits_notes(state)) return {};
  return {state.prominence.since, levels_above(state, state.prominence, directory, on)};
}

record::v1::StoredProminence stored_prominence(const Prominence& known) {
  record::v1::StoredProminence stored;
  *stored.mutable_since() = timestamp_of(known.since);
  for (const auto& note : known.notes) {
    auto& kept = *stored.add_notes();
    kept.set_unit(note.unit.text());
    kept.set_person_id(note.person.text());
    *kept.mutable_at() = timestamp_of(note.at);
  }
  for (const auto& told : known.told) {
    auto& kept = *stored.add_told();
    kept.set_unit(told.unit.text());
    *kept.mutable_at() = timestamp_of(told.at);
    if (told.delivered) *kept.mutable_delivered_at() = timestamp_of(*told.delivered);
  }
  for (const auto& reminded : known.reminded) {
    auto& kept = *stored.add_reminded();
    kept.set_unit(reminded.unit.text());
    *kept.mutable_at() = timestamp_of(reminded.at);
  }
  for (const auto& listed : known.on_call_list) {
    auto& kept = *stored.add_on_call_list();
    kept.set_unit(listed.unit.text());
    *kept.mutable_at() = timestamp_of(listed.at);
  }
  return stored;
}

Prominent prominent_of(const record::v1::StoredProminence& stored, const CaseTies& ties,
                       const Directory& directory, Date on) {
  Prominence known;
  for (const auto& note : stored.notes())
    known.notes.push_back({UnitKey::parse(note.unit()).value_or(UnitKey{}),
                           PersonId::parse(note.person_id()).value_or(PersonId{}), time_of(note.at())});
  for (const auto& told : stored.told()) {
    known.told.push_back({UnitKey::parse(told.unit()).value_or(UnitKey{}), time_of(told.at()), std::nullopt});
    if (told.has_delivered_at()) known.told.back().delivered = time_of(told.delivered_at());
  }
  const auto unit_of = [](const record::v1::StoredLevelTold& kept) {
    return UnitKey::parse(kept.unit()).value_or(UnitKey{});
  };
  for (const auto& kept : stored.reminded())
    known.reminded.push_back({unit_of(kept), time_of(kept.at()), std::nullopt});
  for (const auto& kept : stored.on_call_list())
    known.on_call_list.push_back({unit_of(kept), time_of(kept.at()), std::nullopt});
  return {time_of(stored.since()), levels_above(ties, known, directory, on)};
}

Result<std::optional<history::v1::CaseEvent>> tell_levels_above(Writing& writing, const CaseId& id,
                                                                const CaseState& state) {
  const auto prominent = prominent_of(state, writing.directory(), writing.today);
  std::vector<ToldLevel> told;
  for (const auto& above : prominent.levels) {
    if (!waits_for_word(above)) continue;
    const auto roster = writing.world.rosters.of(writing.people, writing.places->directory, writing.today);
    const auto on_duty = roster->on_duty(*above.unit, writing.now, state.barred);
    const ToldLevel level{above.unit->key, on_duty.empty() ? PersonId{} : on_duty.front()};
    auto written = tell(writing, id, state, level);
    if (!written) return fail(written.error());
    if (*written) told.push_back(level);
  }
  if (told.empty()) return std::nullopt;
  return prominent_told(told, writing.now);
}

Result<> tell_of_silence(Writing& writing, const CaseId& id, const CaseState& state,
                         const history::v1::ProminentReminded& entry) {
  if (!entry.call_list()) {
    for (const auto& level : entry.levels()) {
      const ToldLevel told{UnitKey::parse(level.unit()).value_or(UnitKey{}),
                           PersonId::parse(level.person_id()).value_or(PersonId{})};
      if (auto written = tell(writing, id, state, told); !written) return fail(written.error());
    }
    return {};
  }
  const auto& helpline = writing.directory().helpline();
  const auto roster = writing.world.rosters.of(writing.people, writing.places->directory, writing.today);
  Notice notice;
  notice.kind = v1::NOTICE_KIND_NOTE_MISSING;
  notice.case_id = id;
  notice.case_number = state.number;
  notice.unit = helpline.key;
  if (const auto on_duty = roster->on_duty(helpline, writing.now, state.barred); !on_duty.empty())
    notice.person = on_duty.front();
  notice.link = "/cases/" + id.text();
  auto ids = put_message(writing.world, writing.out, writing.now, notice);
  if (!ids) return fail(ids.error());
  return {};
}

bool leaves_untold(const World& world, const Prominent& prominent) {
  return std::ranges::any_of(prominent.levels, [&](const LevelAbove& level) {
    return waits_for_word(level) && reaches(world, level.unit->key);
  });
}

}  // namespace hotline::service
