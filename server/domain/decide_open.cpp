// Opening a case, and what is learned about it later: further contacts, corrections, places.
#include <algorithm>

#include "domain/case_triage.h"
#include "domain/decide_steps.h"
#include "domain/evolve.h"
#include "domain/prominence.h"
#include "domain/routing.h"
#include "domain/validation.h"

namespace hotline {
namespace {
namespace rec = record::v1;

/// Where the intake goes: to the unit that a person chose, else by its places; above, where it is restricted.
Result<Route> destination(const OpenCase& command, const Context& context) {
  const auto& intake = command.contact.intake();
  const Date on = today(context);
  Result<Route> to = command.refer_to ? route_to(*command.refer_to, context.directory, on)
                                      : Result<Route>(route(intake, context.directory, on));
  if (!to || !command.restricted) return to;
  const Unit* unit = context.directory.find(to->unit);
  if (unit != nullptr && may_hold_restricted(*unit, intake, context.directory, on)) return to;
  // From the place, not from the unit that was chosen beside it.
  return above(route(intake, context.directory, on), context.directory, on);
}

bool takes_cases(const Context& context) {
  return context.acting.role == rec::ROLE_OFFICER || context.acting.role == rec::ROLE_CHAIRMAN;
}

history::v1::CaseEvent opened(const OpenCase& command, const Route& to, const Context& context) {
  const auto danger = triage(command.contact.intake());
  auto event = event_of(context);
  auto& opened = *event.mutable_opened();
  opened.set_number(context.new_number);
  opened.set_contact_id(command.contact_id.text());
  *opened.mutable_contact() = command.contact;
  opened.set_emergency(danger.emergency);
  opened.set_risk(danger.risk);
  *opened.mutable_received_at() =
      command.contact.has_received_at() ? command.contact.received_at() : event.recorded_at();
  if (to.unit != context.acting.unit) {
    *opened.mutable_referral() = referral_to(to.unit, to.to_sort, {}, context.acting.unit, context);
    if (to.by_detail) add_parts(*to.by_detail, *opened.mutable_referral());
  } else {
    opened.set_accepted_at_once(takes_cases(context));
  }
  return event;
}

history::v1::CaseEvent barred(const OpenCase& command, const Route& to, const Context& context) {
  auto event = event_of(context);
  auto& restricted = *event.mutable_restricted();
  for (const auto& person : command.barred) restricted.add_barred_person_ids(person.text());
  const Unit* own = context.directory.find(context.acting.unit);
  const bool may_hold = own != nullptr && may_hold_restricted(*own, command.contact.intake(),
                                                              context.directory, today(context));
  if (!may_hold) restricted.set_responsible_unit(to.unit.text());
  return event;
}

rec::Risk risk_of(const TriageResult& danger, bool newly) {
  return newly ? danger.risk : rec::RISK_UNSPECIFIED;
}

/// Something makes it an emergency now that did not before.
bool is_new_danger(const TriageResult& before, const TriageResult& after) {
  return std::ranges::any_of(after.reasons, [&](std::string_view reason) {
    return std::ranges::find(before.reasons, reason) == before.reasons.end();
  });
}

/// A correction may be of one field alone, but it may not blank what Form 01 demands.
Result<> stays_whole(const rec::Intake& merged) {
  auto valid = validate(merged);
  if (valid) return {};
  auto error = valid.error();
  for (auto& field : error.fields) field.path = "intake." + field.path;
  return fail(std::move(error));
}

Result<> informant_is_open(const CaseState& state, const Context& context) {
  const bool wrote =
      std::ranges::any_of(state.authors, [&](const auto& a) { return a.person == context.person; });
  const bool released =
      is_told(state.informant_released_to, context.acting.unit, context.directory, today(context));
  if (wrote || released) return {};
  return fail(
      Code::permission_denied, "informant_not_open",
      {"Chỉ người đã ghi nhận, hoặc đơn vị được cho biết người báo tin, được sửa phần này.",
       "Only who recorded it, or a unit to which the informant was released, may correct this part."});
}

}  // namespace

Result<> ready(Act<OpenCase>, const CaseState& state, const Context&) {
  if (state.version == 0) return {};
  return fail(Code::already_exists, "case_exists", {"Ca này đã có.", "This case exists already."});
}

Result<Decision> act(const CaseState&, const OpenCase& command, const Context& context) {
  if (command.contact.contact_class() != rec::CONTACT_CLASS_INTERVENTION || !command.contact.has_intake())
    return bad_field("contact.contact_class", "not_an_intervention",
                     {"Chỉ yêu cầu can thiệp có Mẫu 01 mới mở ca.",
                      "Only a request for intervention with Form 01 opens a case."});
  if (auto known = check_places(command.contact.intake(), context, "contact.intake."); !known)
    return fail(known.error());
  const auto to = destination(command, context);
  if (!to) return fail(to.error());
  Decision decision = one(opened(command, *to, context));
  if (command.restricted) decision.push_back(barred(command, *to, context));
  for (const auto reason : prominent_by_rule(command.contact, command.restricted, {}, context.rules))
    decision.push_back(flagged_by_rule(reason, context));
  return decision;
}

Result<> ready(Act<AddContact>, const CaseState& state, const Context&) { return is_open(state); }

Result<Decision> act(const CaseState& state, const AddContact& command, const Context& context) {
  if (command.contact.contact_class() == rec::CONTACT_CLASS_NON_COUNSELLING)
    return bad_field("contact.contact_class", "not_about_a_child",
                     {"Cuộc gọi không tư vấn không thể thêm vào một ca.",
                      "A call that is not counselling cannot be added to a case."});
  if (auto known = check_places(command.contact.intake(), context, "contact.intake."); !known)
    return fail(known.error());
  const auto danger = triage(command.contact.intake());
  auto event = event_of(context);
  auto& added = *event.mutable_contact_added();
  added.set_contact_id(command.contact_id.text());
  *added.mutable_contact() = command.contact;
  added.set_emergency(danger.emergency);
  added.set_risk(risk_of(danger, command.contact.has_intake()));
  Decision decision = one(std::move(event));
  for (const auto reason : prominent_by_rule(command.contact, false, state.prominence, context.rules))
    decision.push_back(flagged_by_rule(reason, context));
  return decision;
}

Result<> ready(Act<AmendIntake>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState& state, const AmendIntake& command, const Context& context) {
  if (!command.intake && !command.informant)
    return bad_field("intake", "required",
                     {"Hãy ghi điều cần bổ sung.", "Say what is to be added or corrected."});
  if (command.informant) {
    if (auto open = informant_is_open(state, context); !open) return fail(open.error());
  }
  auto event = event_of(context);
  auto& amended = *event.mutable_intake_amended();
  amended.set_reason(command.reason);
  if (command.informant) *amended.mutable_informant() = *command.informant;
  if (command.intake) {
    if (auto known = check_places(*command.intake, context, "intake."); !known) return fail(known.error());
    *amended.mutable_intake() = *command.intake;
    rec::Intake merged = state.intake;
    amend(merged, *command.intake);
    if (auto whole = stays_whole(merged); !whole) return fail(whole.error());
    const auto before = triage(state.intake), after = triage(merged);
    amended.set_emergency(is_new_danger(before, after));
    amended.set_risk(risk_of(after, after.risk > before.risk));
    if (are_several_now(state.intake, merged, state.prominence, context.rules))
      return Decision{std::move(event), flagged_by_rule(rec::PROMINENT_REASON_SEVERAL_CHILDREN, context)};
  }
  return one(std::move(event));
}

Result<> ready(Act<SetPlaces>, const CaseState& state, const Context&) { return is_open(state); }

Result<Decision> act(const CaseState&, const SetPlaces& command, const Context& context) {
  if (!command.incident && !command.residence && !command.present)
    return bad_field("incident", "required", {"Hãy ghi ít nhất một nơi.", "Name at least one place."});
  rec::Intake places;
  auto event = event_of(context);
  auto& set = *event.mutable_places_set();
  if (command.incident) *set.mutable_incident() = *places.mutable_incident() = *command.incident;
  if (command.residence) *set.mutable_residence() = *places.mutable_residence() = *command.residence;
  if (command.present) *set.mutable_present() = *places.mutable_present() = *command.present;
  if (auto known = check_places(places, context, ""); !known) return fail(known.error());
  return one(std::move(event));
}

}  // namespace hotline
