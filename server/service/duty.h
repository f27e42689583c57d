// Duty rosters: who answers for an office now, who stands in, who is away. Every change is an entry of
// administration. Chairmen keep the roster of their own office, supervisors and administrators those of their
// unit and all below it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/case_state.h"
#include "hotline/record/v1/person.pb.h"
#include "service/act.h"

namespace hotline::service {

inline constexpr std::chrono::days duty_max{366};
inline constexpr std::size_t duties_per_unit_max = 400;  // that have not ended

/// Who answers for a unit that is valid today.
record::v1::OnDuty on_duty(const Roster& roster, const Unit& unit, Time now);

struct DutyChange {
  record::v1::Duty duty;
  record::v1::OnDuty on_duty;  // as it is from now on
};
/// Errors: invalid_argument unit_unknown, duty_period; permission_denied unit_outside; failed_precondition
/// person_not_there (the person, or the one they stand in for, does not work there); resource_exhausted
/// roster_full.
Result<DutyChange> set_duty(Writing& writing, const record::v1::Duty& wanted);
/// not_found duty_unknown.
Result<DutyChange> revoke_duty(Writing& writing, const IdBytes& id);

struct UnitRoster {
  std::vector<record::v1::Duty> duties;  // that have not ended, the earliest first
  record::v1::OnDuty on_duty;
};
/// not_found unit_unknown also for a unit outside the caller's scope.
Result<UnitRoster> unit_roster(Reading& reading, std::string_view unit);

/// An office for which nobody answers now, and the open cases that lie with it, as far as the caller may see
/// them.
struct UnansweredOffice {
  record::v1::OnDuty on_duty;
  std::uint32_t open = 0;
  std::uint32_t waiting = 0;  // of these, accepted by nobody
};
struct UnansweredList {
  std::vector<UnansweredOffice> offices;
  std::string after;  // page key; empty: no more
};
/// Units of the scope: those with the most waiting cases first, then those with the most open ones, then in
/// the order of their keys.
Result<UnansweredList> unanswered(Reading& reading, std::string_view unit, const store::Page& page);

/// That nobody answers at an office: somebody has to telephone.
struct NobodyAnswers {
  UnitKey unit;             // as it is called today
  bool registered = false;  // somebody of it may sign in
  std::vector<std::string> telephones;
};
/// Of the office that a case waits for, or whose it is; nothing where somebody answers who is not barred from
/// it, or where it is closed.
std::optional<NobodyAnswers> nobody_answers(const Reading& reading, const CaseState& state);

}  // namespace hotline::service
