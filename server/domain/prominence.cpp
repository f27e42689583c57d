#include "domain/prominence.h"

#include <algorithm>
#include <sstream>

#include "domain/case_time.h"
#include "domain/permission.h"

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr std::string_view cause_mark = "prominent";

/// Where a person had to sort what became of a unit, it spoke for nobody else.
bool spoke_for(const Directory& directory, const UnitKey& key, const Unit& level, Date on) {
  if (key == level.key) return true;
  const Unit* then = directory.find(key);
  if (then == nullptr || then->valid_on(on)) return false;
  const auto now = directory.succession(*then, on);
  return now.certain() && now.unit == &level && then->level == level.level;
}

bool is_office_of(const Directory& directory, const UnitKey& key, const Unit& level, Date on) {
  const Unit* then = directory.find(key);
  return then != nullptr && &same_office(directory, *then, on) == &level;
}

LevelAbove as_level(const Unit& unit, const Prominence& known, const Directory& directory, Date on) {
  LevelAbove level{&unit, {}, {}, {}, {}};
  for (const auto& note : known.notes)
    if (!level.note && spoke_for(directory, note.unit, unit, on)) level.note = note;
  for (const auto& told : known.told)
    if (!level.told && is_office_of(directory, told.unit, unit, on)) level.told = told;
  for (const auto& reminded : known.reminded)
    if (!level.reminded && is_office_of(directory, reminded.unit, unit, on)) level.reminded = reminded.at;
  for (const auto& listed : known.on_call_list)
    if (!level.on_call_list && is_office_of(directory, listed.unit, unit, on)) level.on_call_list = listed.at;
  return level;
}

int children_of(const rec::Intake& intake) { return static_cast<int>(intake.other_children()) + 1; }

bool is_known(const Prominence& known, rec::ProminentReason reason) {
  return std::ranges::find(known.reasons, reason) != known.reasons.end();
}

}  // namespace

bool awaits_notes(const CaseState& state) {
  if (!state.prominent) return false;
  return state.is_open() || (state.closed_at && state.prominence.since > *state.closed_at);
}

std::vector<LevelAbove> levels_above(const CaseTies& ties, const Prominence& known,
                                     const Directory& directory, Date on) {
  std::vector<LevelAbove> levels;
  const auto add_above = [&](const UnitKey& key) {
    const Unit* unit = holder(directory, key, on);
    if (unit == nullptr) return;
    for (const Unit* upper : directory.ancestors(*unit, on))
      if (std::ranges::find(levels, upper, &LevelAbove::unit) == levels.end())
        levels.push_back(as_level(*upper, known, directory, on));
  };
  if (ties.receiving) add_above(*ties.receiving);
  add_above(ties.responsible);
  std::ranges::sort(levels, [](const LevelAbove& a, const LevelAbove& b) {
    return a.unit->level != b.unit->level ? a.unit->level > b.unit->level : a.unit->key < b.unit->key;
  });
  return levels;
}

std::vector<rec::ProminentReason> prominent_by_rule(const rec::Contact& contact, bool restricted,
                                                    const Prominence& known, const Rules& rules) {
  std::vector<rec::ProminentReason> reasons;
  const auto because = [&](bool holds, rec::ProminentReason reason) {
    if (holds && !is_known(known, reason)) reasons.push_back(reason);
  };
  because(restricted, rec::PROMINENT_REASON_OFFICIAL_INVOLVED);
  because(contact.channel() == rec::CHANNEL_PRESS, rec::PROMINENT_REASON_PRESS);
  because(contact.has_intake() && children_of(contact.intake()) >= rules.prominent_children_min,
          rec::PROMINENT_REASON_SEVERAL_CHILDREN);
  return reasons;
}

bool are_several_now(const rec::Intake& before, const rec::Intake& after, const Prominence& known,
                     const Rules& rules) {
  const int enough = rules.prominent_children_min;
  return children_of(before) < enough && children_of(after) >= enough &&
         !is_known(known, rec::PROMINENT_REASON_SEVERAL_CHILDREN);
}

history::v1::CaseEvent prominent_told(const std::vector<ToldLevel>& levels, Time now) {
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  for (const auto& level : levels) {
    auto& told = *event.mutable_prominent_told()->add_levels();
    told.set_unit(level.unit.text());
    if (level.person) told.set_person_id(level.person.text());
  }
  return event;
}

std::string cause_of_prominent(const UnitKey& told, Time now) {
  return std::string(cause_mark) + " " + told.text() + " " + std::to_string(to_unix_ms(now));
}

std::optional<history::v1::CaseEvent> prominent_delivered(std::string_view cause, std::string_view channel,
                                                          bool delivered, std::uint32_t attempts, Time now) {
  std::istringstream words{std::string(cause)};
  std::string mark, unit;
  std::int64_t told_ms = 0;
  if (!(words >> mark >> unit >> told_ms) || mark != cause_mark || !UnitKey::parse(unit)) return std::nullopt;
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  auto& proof = *event.mutable_prominent_delivered();
  proof.set_unit(unit);
  proof.set_channel(std::string(channel));
  proof.set_delivered(delivered);
  proof.set_attempts(attempts);
  *proof.mutable_told_at() = timestamp_of(from_unix_ms(told_ms));
  return event;
}

}  // namespace hotline
