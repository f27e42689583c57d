#include "domain/permission.h"

#include <algorithm>

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr rec::Role case_roles[] = {rec::ROLE_OPERATOR, rec::ROLE_OFFICER, rec::ROLE_CHAIRMAN,
                                    rec::ROLE_SUPERVISOR};

bool reads_cases(rec::Role role) { return std::ranges::find(case_roles, role) != std::end(case_roles); }

bool is_barred(const CaseTies& ties, const PersonId& person) {
  return person && std::ranges::find(ties.barred, person) != ties.barred.end();
}

/// The units of a case as they are held today, looked up once for all hats.
struct Held {
  const Unit* responsible = nullptr;
  const Unit* receiving = nullptr;
};

class Relating {
 public:
  Relating(const CaseTies& ties, PersonId person, const Directory& directory, Date on)
      : ties_(ties), person_(person), directory_(directory), on_(on) {
    held_.responsible = holder(directory, ties.responsible, on);
    if (ties.receiving) held_.receiving = holder(directory, *ties.receiving, on);
  }

  void relate(Standing& hat) const {
    if (is_barred(ties_, hat.acting.for_person)) return;
    const Unit* unit = directory_.find(hat.acting.unit);
    if (unit == nullptr) return;
    if (hat.ended) return relate_ended(hat, *unit);
    if (unit == held_.responsible) hat.relations.add(rec::RELATION_RESPONSIBLE);
    if (unit == held_.receiving) hat.relations.add(rec::RELATION_RECEIVING);
    hat.told_before = is_told(ties_.informant_released_to, unit->key, directory_, on_);
    if (is_above(*unit, held_.responsible) || is_above(*unit, held_.receiving))
      hat.relations.add(rec::RELATION_ABOVE);
    const bool author = relate_author(hat, *unit);
    if (unit->level == Level::helpline && !author) hat.relations.add(rec::RELATION_HELPLINE);
    relate_former(hat, *unit);
    if (ties_.restricted && unit->level == Level::commune) hat.relations = {};
  }

 private:
  bool is_above(const Unit& unit, const Unit* lower) const {
    return lower != nullptr && directory_.is_above(unit, *lower, on_);
  }

  bool relate_author(Standing& hat, const Unit& unit) const {
    bool author = false;
    // What a deputy recorded is their own, not the chairman's for whom they act.
    if (hat.acting.for_person) return false;
    for (const auto& wrote : ties_.authors) {
      if (wrote.person != person_ || holder(directory_, wrote.unit, on_) != &unit) continue;
      author = true;
      hat.past_version = std::max(hat.past_version, wrote.version);
    }
    if (author) hat.relations.add(rec::RELATION_AUTHOR);
    return author;
  }

  void relate_former(Standing& hat, const Unit& unit) const {
    if (ties_.restricted) return;
    for (const auto& past : ties_.past_units) {
      if (holder(directory_, past.unit, on_) != &unit) continue;
      hat.relations.add(rec::RELATION_FORMER);
      hat.past_version = std::max(hat.past_version, past.last_version);
    }
  }

  /// What was there in the time of the unit stays readable under its old name.
  void relate_ended(Standing& hat, const Unit& unit) const {
    if (ties_.restricted) return;
    const auto opens = [&](const UnitKey& key, std::uint32_t version) {
      const Unit* then = directory_.find(key);
      if (then == nullptr || &same_office(directory_, *then, on_) != &unit) return;
      hat.relations.add(rec::RELATION_FORMER);
      hat.past_version = std::max(hat.past_version, version);
    };
    for (const auto& past : ties_.past_units) opens(past.unit, past.last_version);
    for (const auto& wrote : ties_.authors)
      if (wrote.person == person_ && !hat.acting.for_person) opens(wrote.unit, wrote.version);
  }

  const CaseTies& ties_;
  PersonId person_;
  const Directory& directory_;
  Date on_;
  Held held_;
};

/// Where a membership lies: its unit, or what that is called since. Null: nowhere yet.
const Unit* seat(const Directory& directory, const UnitKey& key, Date on) {
  const Unit* unit = directory.find(key);
  return unit == nullptr || on < key.valid_from ? nullptr : &same_office(directory, *unit, on);
}

bool meets(const rec::Grant& grant, const Standing& hat) {
  if (grant.role() != hat.acting.role) return false;
  if (grant.relations().empty()) return !hat.ended;
  return std::ranges::any_of(grant.relations(), [&](int relation) {
    return hat.relations.has(static_cast<rec::Relation>(relation));
  });
}

bool meets(const rec::Access& access, const Standing& hat) {
  return std::ranges::any_of(access.grants(), [&](const auto& grant) { return meets(grant, hat); });
}

bool released(const CaseTies& ties, const Standing& hat) {
  return hat.told_before ||
         std::ranges::find(ties.informant_released_to, hat.acting.unit) != ties.informant_released_to.end();
}

}  // namespace

history::v1::Actor actor_of(PersonId person, const Acting& acting) {
  history::v1::Actor actor;
  actor.set_person_id(person.text());
  actor.set_unit(acting.unit.text());
  actor.set_role(acting.role);
  if (acting.for_person) actor.set_for_person_id(acting.for_person.text());
  return actor;
}

const Unit* holder(const Directory& directory, const UnitKey& key, Date on) {
  const Unit* unit = directory.find(key);
  if (unit == nullptr || unit->valid_on(on)) return unit;
  return directory.succession(*unit, on).unit;
}

bool is_told(std::span<const UnitKey> released_to, const UnitKey& unit, const Directory& directory, Date on) {
  return std::ranges::any_of(released_to, [&](const UnitKey& told) {
    if (told == unit) return true;
    const Unit* then = directory.find(told);
    if (then == nullptr || then->valid_on(on)) return false;
    const auto now = directory.succession(*then, on);
    return now.certain() && now.unit->key == unit;
  });
}

const Unit& same_office(const Directory& directory, const Unit& unit, Date on) {
  // NOLINTNEXTLINE(bugprone-return-const-ref-from-parameter): units live in the directory
  if (unit.valid_on(on)) return unit;
  const Unit* at = &unit;
  for (const Step& step : directory.succession(unit, on).trail) {
    at = step.unit;
    if (step.fate != Fate::renamed) break;
  }
  return *at;
}

std::vector<Standing> standings_of(const Viewer& viewer, const Directory& directory, Date on) {
  std::vector<Standing> hats;
  hats.reserve(viewer.memberships.size() + viewer.delegations.size());
  const auto put_on = [&](const UnitKey& key, rec::Role role, PersonId for_person) {
    if (const Unit* unit = seat(directory, key, on))
      hats.push_back({{unit->key, role, for_person}, unit->level, {}, 0, !unit->valid_on(on)});
  };
  for (const auto& own : viewer.memberships) put_on(own.unit, own.role, {});
  for (const auto& lent : viewer.delegations) put_on(lent.unit, rec::ROLE_CHAIRMAN, lent.chairman);
  return hats;
}

std::vector<Standing> relations_of(const CaseTies& ties, const Viewer& viewer, const Directory& directory,
                                   Date on) {
  auto hats = standings_of(viewer, directory, on);
  if (is_barred(ties, viewer.person)) return hats;
  const Relating relating(ties, viewer.person, directory, on);
  for (auto& hat : hats) relating.relate(hat);
  return hats;
}

std::vector<Acting> permits(const rec::Access& access, std::span<const Standing> standings) {
  std::vector<Acting> hats;
  const bool anybody =
      access.audience() == rec::AUDIENCE_PUBLIC || access.audience() == rec::AUDIENCE_SIGNED_IN;
  for (const auto& hat : standings)
    if (anybody || (access.audience() == rec::AUDIENCE_GRANTED && meets(access, hat)))
      hats.push_back(hat.acting);
  if (anybody && hats.empty()) hats.emplace_back();
  return hats;
}

std::optional<Acting> permit(const rec::Access& access, std::span<const Standing> standings) {
  const auto hats = permits(access, standings);
  if (hats.empty()) return std::nullopt;
  return hats.front();
}

std::vector<Standing> granted_hats(const rec::Access& access, std::span<const Standing> standings) {
  std::vector<Standing> hats(standings.begin(), standings.end());
  if (access.audience() != rec::AUDIENCE_GRANTED) return hats;
  std::erase_if(hats, [&](const Standing& hat) {
    return hat.ended || std::ranges::none_of(access.grants(), [&](const auto& grant) {
             return grant.role() == hat.acting.role;
           });
  });
  return hats;
}

Visibility Visibility::of_event(bool recorded_by_viewer) const {
  Visibility here = *this;
  here.informant = informant || (own && recorded_by_viewer);
  here.allegation = allegation || (own && recorded_by_viewer);
  return here;
}

Visibility Visibility::of_state() const { return of_event(true); }

Visibility visibility(const CaseTies& ties, const Standing& hat) {
  if (!reads_cases(hat.acting.role) || hat.relations.none()) return {};
  const auto is = [&](rec::Relation relation) { return hat.relations.has(relation); };
  const bool of_unit = is(rec::RELATION_RESPONSIBLE) || is(rec::RELATION_RECEIVING);
  Visibility sees;
  sees.own = is(rec::RELATION_AUTHOR);
  if (of_unit || is(rec::RELATION_ABOVE)) {
    const bool steers =
        hat.acting.role == rec::ROLE_SUPERVISOR && (is(rec::RELATION_ABOVE) || hat.level != Level::commune);
    if (hat.acting.role == rec::ROLE_OPERATOR) return {true, false, false, sees.own, Visibility::newest};
    return {true, steers || (of_unit && released(ties, hat)), true, sees.own, Visibility::newest};
  }
  if (hat.acting.role == rec::ROLE_OPERATOR && (sees.own || is(rec::RELATION_HELPLINE)))
    return {true, false, false, sees.own, Visibility::newest};
  if (hat.past_version == 0) return {};
  return {true, false, is(rec::RELATION_FORMER), sees.own, hat.past_version};
}

Visibility visibility(const CaseTies& ties, std::span<const Standing> standings, const rec::Access& access) {
  Visibility widest;
  const auto width = [](const Visibility& v) {
    return std::tuple{v.up_to_version, v.informant, v.allegation, v.own, v.child};
  };
  for (const auto& hat : standings) {
    if (!meets(access, hat)) continue;
    const auto sees = visibility(ties, hat);
    if (width(sees) > width(widest)) widest = sees;
  }
  return widest;
}

bool in_scope(std::span<const Standing> standings) {
  return std::ranges::any_of(standings, [](const Standing& hat) {
    Relations former;
    former.add(rec::RELATION_FORMER);
    return reads_cases(hat.acting.role) && !hat.relations.none() && hat.relations != former;
  });
}

bool knows_of(std::span<const Standing> standings) {
  return std::ranges::any_of(
      standings, [](const Standing& hat) { return reads_cases(hat.acting.role) && !hat.relations.none(); });
}

ListScope list_scope(std::span<const Standing> standings) {
  ListScope scope;
  for (const auto& hat : standings) {
    if (!reads_cases(hat.acting.role) || hat.ended) continue;
    if (hat.level == Level::helpline) scope.everything = true;
    scope.units.push_back(hat.acting.unit);
    if (hat.level != Level::commune) scope.above.push_back(hat.acting.unit);
  }
  return scope;
}

}  // namespace hotline
