#include "service/unit_change_list.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/case_time.h"
#include "service/case_file.h"
#include "service/membership_change.h"
#include "service/open_cases.h"
#include "service/roster_check.h"

namespace hotline::service {
namespace {

constexpr std::chrono::days shown_days{92};
constexpr int rows_max = 500;

class ChangeList {
 public:
  ChangeList(Reading& reading, std::shared_ptr<const store::Scope> scope, Date since)
      : reading_(reading), scope_(std::move(scope)), since_(since), until_(days_from(reading.today)) {}

  Result<v1::ListUnitChangesResponse> take() && {
    add_changes();
    if (auto added = add_cases(); !added) return fail(added.error());
    add_learned_late();
    add_roles();
    add_unanswered();
    add_rosters();
    return std::move(out_);
  }

  static Date days_from(Date day, std::chrono::days days = shown_days) {
    return Date{std::chrono::sys_days{day} + days};
  }

 private:
  bool room(int size) {
    if (size < rows_max) return true;
    out_.set_more(true);
    return false;
  }

  bool in_scope_of_caller(const std::string& unit) const {
    return scope_->all || std::ranges::binary_search(scope_->units, unit);
  }

  void add_changes() {
    std::vector<const Unit*> ending;
    for (const Unit& unit : reading_.directory().units())
      if (unit.valid_to && since_ <= *unit.valid_to && *unit.valid_to <= until_ &&
          in_scope_of_caller(unit.key.text()))
        ending.push_back(&unit);
    std::ranges::sort(ending, [](const Unit* a, const Unit* b) {
      return std::tie(*b->valid_to, a->key) < std::tie(*a->valid_to, b->key);
    });
    for (const Unit* unit : ending) {
      if (!room(out_.changes_size())) return;
      add(*unit);
    }
  }

  void add(const Unit& unit) {
    const auto next = reading_.directory().succession(unit, std::max(*unit.valid_to, reading_.today));
    auto& row = *out_.add_changes();
    row.set_unit(unit.key.text());
    row.set_name(unit.full_name());
    row.set_on_date(date_text(*unit.valid_to));
    if (next.certain())
      row.set_successor(next.unit->key.text());
    else
      row.set_sorted_by(next.unit->key.text());
    for (const Unit* candidate : next.candidates)
      if (row.candidates_size() < 64) row.add_candidates(candidate->key.text());
    if (*unit.valid_to <= reading_.today) ended_.push_back(unit.key.text());
    if (next.certain()) followers_.insert(next.unit);
    ends_.push_back({&unit, *unit.valid_to, next.certain() ? next.unit : nullptr});
  }

  /// Open cases that have been elsewhere. An office may have ended long before anybody said so: what its late
  /// import moved stands here by the day on which it moved.
  Result<> add_cases() {
    reading_.shown.what = history::v1::ACCESS_WHAT_LISTED;
    std::ranges::sort(ended_);
    Result<> added;
    auto all = each_open_case(reading_, *scope_, [&](const store::CaseRow& row) {
      if (added) added = add_case(row);
    });
    if (!all) return fail(all.error());
    if (!*all) out_.set_more(true);
    return added;
  }

  static void add_due(const store::CaseRow& row, v1::MovedCase& moved) {
    if (row.next_due) *moved.mutable_next_due_at() = timestamp_of(*row.next_due);
    moved.set_next_due_kind(static_cast<v1::ClockKind>(row.next_due_kind));
    moved.set_rung(static_cast<record::v1::LadderRung>(row.rung));
    if (row.rung_at) *moved.mutable_rung_at() = timestamp_of(*row.rung_at);
    if (row.next_step) *moved.mutable_next_step_at() = timestamp_of(*row.next_step);
    if (row.call_since) *moved.mutable_call_since() = timestamp_of(*row.call_since);
  }

  Result<> add_case(const store::CaseRow& row) {
    auto past = reading_.db.past_units(row.case_id);
    if (!past) return fail(past.error());
    // What only waits may have moved as well, and nobody was responsible for it before.
    if ((past->empty() && row.receiving_unit.empty()) || !room(out_.moved_size())) return {};
    auto file = CaseFile::load(reading_.world, reading_.db, row.case_id);
    if (!file && file.error().code == Code::not_found) return {};
    if (!file) return fail(file.error());
    bool shown = false;
    for (const auto& happened : file->child_events()) {
      if (!happened.event.has_unit_succeeded() || !room(out_.moved_size())) continue;
      const auto& said = happened.event.unit_succeeded();
      const bool ended_now = std::ranges::binary_search(ended_, said.from_unit());
      if (!ended_now && time_of(happened.event.recorded_at()) < start_of(since_)) continue;
      if (!ended_now) learned_late_.insert(said.from_unit());
      auto& moved = *out_.add_moved();
      moved.set_case_id(row.case_id.text());
      moved.set_number(row.number);
      moved.set_from_unit(said.from_unit());
      moved.set_to_unit(said.to_unit());
      *moved.mutable_moved_at() = happened.event.recorded_at();
      moved.set_late(said.late());
      moved.set_by_detail(said.decided_by_size() > 0);
      const auto& pending = file->state().pending;
      add_due(row, moved);
      moved.set_to_sort(pending && pending->to_sort && pending->to.text() == said.to_unit());
      shown = true;
    }
    if (shown) reading_.shown.cases.push_back({.id = row.case_id});
    return {};
  }

  /// Offices that ended before the time shown and of which a case moved within it.
  void add_learned_late() {
    for (const auto& text : learned_late_) {
      const auto key = UnitKey::parse(text);
      const Unit* unit = key ? reading_.directory().find(*key) : nullptr;
      if (unit && unit->valid_to && *unit->valid_to < since_ && in_scope_of_caller(text) &&
          room(out_.changes_size()))
        add(*unit);
    }
  }

  void add_roles() {
    for (const auto& role :
         roles_to_confirm(*reading_.people, reading_.directory(), reading_.today, until_)) {
      const Unit* proposed = role.succession.certain() ? role.succession.unit : nullptr;
      if (!may_confirm(reading_, role, proposed) || !room(out_.memberships_size())) continue;
      auto& row = *out_.add_memberships();
      row.set_person_id(role.person->person().person_id());
      row.set_person_name(role.person->person().name());
      *row.mutable_membership() = role.membership;
      row.set_ends_on(date_text(role.ends_on));
      if (proposed) row.set_proposed_unit(proposed->key.text());
      for (const Unit* candidate : role.succession.candidates)
        if (row.candidates_size() < 64) row.add_candidates(candidate->key.text());
    }
  }

  /// An office without people to answer is found on the day, not by the child that waits for it.
  void add_unanswered() {
    std::set<std::string> answered;
    for (const auto* stored : reading_.people->all()) {
      if (stored->person().disabled()) continue;
      for (const auto& m : stored->person().memberships()) {
        if (m.role() != record::v1::ROLE_OFFICER && m.role() != record::v1::ROLE_CHAIRMAN) continue;
        const auto key = UnitKey::parse(m.unit());
        const Unit* unit = key ? reading_.directory().find(*key) : nullptr;
        if (unit) answered.insert(same_office(reading_.directory(), *unit, until_).key.text());
        if (unit) answered.insert(m.unit());
      }
    }
    for (const Unit* unit : followers_)
      if (unit->level != Level::helpline && !answered.contains(unit->key.text()) &&
          room(out_.unanswered_units_size()))
        out_.add_unanswered_units(unit->key.text());
  }

  void add_rosters() {
    for (auto& row : check_rosters(reading_, ends_)) {
      if (!room(out_.rosters_size())) return;
      *out_.add_rosters() = std::move(row);
    }
  }

  Reading& reading_;
  std::shared_ptr<const store::Scope> scope_;
  Date since_, until_;
  std::vector<std::string> ended_;
  std::set<std::string> learned_late_;
  std::set<const Unit*> followers_;  // in the order of the directory
  std::vector<OfficeEnd> ends_;
  v1::ListUnitChangesResponse out_;
};

}  // namespace

Result<v1::ListUnitChangesResponse> list_unit_changes(Reading& reading, std::string_view unit,
                                                      std::optional<Date> since) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  const Date from = since.value_or(ChangeList::days_from(reading.today, -shown_days));
  return ChangeList(reading, std::move(*scope), from).take();
}

}  // namespace hotline::service
