// Whose case it is: accepting, returning, rerouting, transferring, restricting.
#include <optional>

#include "domain/decide_steps.h"
#include "domain/prominence.h"
#include "domain/routing.h"

namespace hotline {
namespace {
namespace rec = record::v1;

Result<> names_the_one_that_waits(const CaseState& state, const ReferralId& referral) {
  if (state.pending && state.pending->id == referral) return {};
  return fail(Code::failed_precondition, "referral_replaced",
              {"Chuyển gửi này đã được thay bằng chuyển gửi khác. Hãy tải lại ca.",
               "This referral was replaced by another. Load the case again."});
}

Result<> not_restricted(const CaseState& state) {
  if (!state.restricted) return {};
  return fail(Code::failed_precondition, "restricted_stays_above",
              {"Ca hạn chế không được trả lại. Hãy tiếp nhận, hoặc nhờ cấp trên chuyển hướng.",
               "A restricted case is not returned. Accept it, or ask the level above to reroute it."});
}

/// A case that is sorted after its unit ended came from nobody who is still there.
Result<> came_from_a_unit(const CaseState& state) {
  if (!state.pending || state.pending->kind != ReferralKind::succession) return {};
  return fail(
      Code::failed_precondition, "unit_ended",
      {"Đơn vị trước đây của ca đã kết thúc, không còn nơi để trả lại. Hãy chuyển hướng hoặc tiếp nhận.",
       "The unit that had the case is no more: there is nobody to return it to. Reroute it, or accept "
       "it."});
}

bool takes_cases(const Context& context) {
  return context.acting.role == rec::ROLE_OFFICER || context.acting.role == rec::ROLE_CHAIRMAN;
}

bool is_held_by(const UnitKey& unit, const UnitKey& today_key, const Context& context) {
  const Unit* now = holder(context.directory, unit, today(context));
  return now != nullptr && now->key == today_key;
}

/// A unit chosen by a person, as it is today, that may have this case.
Result<Route> chosen(const UnitKey& to, const CaseState& state, const Context& context) {
  const auto route = route_to(to, context.directory, today(context));
  if (!route) return route;
  if (auto may = check_may_hold(route->unit, state, context); !may) return fail(may.error());
  return route;
}

history::v1::CaseEvent accepted(const ReferralId& referral, const Context& context) {
  auto event = event_of(context);
  event.mutable_accepted()->set_referral_id(referral.text());
  return event;
}

struct Restriction {
  std::optional<UnitKey> refer_to;
  std::optional<UnitKey> responsible;
};

/// Takes the case away from units that may not have it. Who may keep it, keeps it.
Restriction restriction(const CaseState& state, const Context& context) {
  const Date on = today(context);
  const auto may_hold = [&](const UnitKey& key) {
    const Unit* unit = holder(context.directory, key, on);
    return unit != nullptr && may_hold_restricted(*unit, state.intake, context.directory, on);
  };
  const bool responsible_may = may_hold(state.responsible);
  const bool pending_may = state.pending && may_hold(state.pending->to);
  Restriction result;
  UnitKey target = above(route(state.intake, context.directory, on), context.directory, on).unit;
  if (pending_may) target = state.pending->to;
  // With nothing under way it stays with a unit that may have it: one that works on it, or has to find the
  // place.
  const bool lies_well = responsible_may && !state.pending &&
                         (state.was_accepted() || is_held_by(state.responsible, target, context));
  if (state.is_open() && !lies_well && !pending_may) result.refer_to = target;
  if (!responsible_may) result.responsible = target;
  return result;
}

}  // namespace

Result<> ready(Act<AcceptReferral>, const CaseState& state, const Context& context) {
  return first_of(
      {is_open(state), is_receiving(state, context), check_may_hold(context.acting.unit, state, context)});
}

Result<Decision> act(const CaseState& state, const AcceptReferral& command, const Context& context) {
  if (auto waits = names_the_one_that_waits(state, command.referral); !waits) return fail(waits.error());
  return one(accepted(command.referral, context));
}

Result<> ready(Act<ReturnReferral>, const CaseState& state, const Context& context) {
  return first_of(
      {is_open(state), is_receiving(state, context), not_restricted(state), came_from_a_unit(state)});
}

Result<Decision> act(const CaseState& state, const ReturnReferral& command, const Context& context) {
  if (auto waits = names_the_one_that_waits(state, command.referral); !waits) return fail(waits.error());
  if (command.reason == rec::RETURN_REASON_UNSPECIFIED)
    return bad_field("reason", "required", {"Hãy chọn lý do trả lại.", "Choose why it is returned."});
  auto event = event_of(context);
  auto& returned = *event.mutable_returned();
  returned.set_referral_id(command.referral.text());
  returned.set_reason(command.reason);
  returned.set_explanation(command.explanation);
  return one(std::move(event));
}

Result<> ready(Act<RerouteReferral>, const CaseState& state, const Context&) {
  if (auto open = is_open(state); !open) return open;
  if (state.pending || !state.was_accepted()) return {};
  return fail(Code::failed_precondition, "no_referral_waits",
              {"Không có chuyển gửi nào để chuyển hướng. Hãy dùng chuyển ca.",
               "There is no referral to reroute. Transfer the case instead."});
}

Result<Decision> act(const CaseState& state, const RerouteReferral& command, const Context& context) {
  const auto to = chosen(command.to, state, context);
  if (!to) return fail(to.error());
  if (state.pending && is_held_by(state.pending->to, to->unit, context))
    return bad_field("to_unit", "same_unit",
                     {"Chuyển gửi đang chờ tại chính đơn vị này. Hãy chọn đơn vị khác.",
                      "The referral waits at this very unit. Choose another."});
  const bool own = to->unit == context.acting.unit && takes_cases(context);
  if (!own && is_held_by(state.responsible, to->unit, context))
    return bad_field("to_unit", "unit_is_responsible",
                     {"Đơn vị này đang chịu trách nhiệm ca. Hãy chọn đơn vị khác.",
                      "This unit is responsible already. Choose another."});
  auto event = event_of(context);
  auto& rerouted = *event.mutable_rerouted();
  if (state.pending) rerouted.set_replaced_referral_id(state.pending->id.text());
  *rerouted.mutable_referral() =
      referral_to(to->unit, to->to_sort && !own, command.reason, context.acting.unit, context);
  Decision decision = one(std::move(event));
  if (own) decision.push_back(accepted(context.new_referral, context));
  return decision;
}

Result<> ready(Act<TransferCase>, const CaseState& state, const Context& context) {
  return first_of(
      {is_open(state), is_responsible(state, context), is_accepted(state), nothing_is_pending(state)});
}

Result<Decision> act(const CaseState& state, const TransferCase& command, const Context& context) {
  const auto to = chosen(command.to, state, context);
  if (!to) return fail(to.error());
  if (to->unit == context.acting.unit)
    return bad_field("to_unit", "unit_is_responsible",
                     {"Đơn vị này đang chịu trách nhiệm ca. Hãy chọn đơn vị khác.",
                      "This unit is responsible already. Choose another."});
  auto event = event_of(context);
  *event.mutable_transferred()->mutable_referral() =
      referral_to(to->unit, to->to_sort, command.reason, context.acting.unit, context);
  return one(std::move(event));
}

Result<> ready(Act<RestrictCase>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState& state, const RestrictCase& command, const Context& context) {
  auto event = event_of(context);
  auto& restricted = *event.mutable_restricted();
  for (const auto& person : command.barred) restricted.add_barred_person_ids(person.text());
  restricted.set_explanation(command.explanation);
  const auto moves = restriction(state, context);
  if (moves.refer_to)
    *restricted.mutable_referral() = referral_to(*moves.refer_to, true, {}, context.acting.unit, context);
  if (moves.responsible) restricted.set_responsible_unit(moves.responsible->text());
  Decision decision = one(std::move(event));
  for (const auto reason : prominent_by_rule({}, true, state.prominence, context.rules))
    decision.push_back(flagged_by_rule(reason, context));
  return decision;
}

}  // namespace hotline
