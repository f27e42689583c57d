// What is put on record beside the steps: notes, calls, flags, the police, links, the informant's release.
#include <algorithm>
#include <optional>

#include "base/status.h"
#include "domain/decide_steps.h"
#include "domain/prominence.h"

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr std::size_t links_max = 100;  // as in the contract

/// Units that may learn who told: those that have the case or get it, but not the releaser's own, and not
/// twice.
bool may_be_told(const UnitKey& unit, const CaseState& state, const Context& context) {
  const Unit* now = holder(context.directory, unit, today(context));
  if (now == nullptr || now->key == context.acting.unit) return false;
  return !is_told(state.informant_released_to, now->key, context.directory, today(context));
}

/// The level above for which the actor would speak.
std::optional<LevelAbove> own_level(const CaseState& state, const Context& context) {
  for (const auto& level : levels_above(state, state.prominence, context.directory, today(context)))
    if (level.unit->key == context.acting.unit) return level;
  return std::nullopt;
}

/// Who may acknowledge for a level above has done so by saying it; an operator speaks for no supervisor.
bool takes_note(const CaseState& state, const Context& context) {
  const auto role = context.acting.role;
  return (role == rec::ROLE_OFFICER || role == rec::ROLE_CHAIRMAN || role == rec::ROLE_SUPERVISOR) &&
         own_level(state, context).has_value();
}

}  // namespace

Result<> ready(Act<AddNote>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState&, const AddNote& command, const Context& context) {
  auto event = event_of(context);
  event.mutable_note_added()->set_text(command.text);
  return one(std::move(event));
}

namespace {

/// Only what the office did say, and only by somebody who reached it.
Result<> check_confirms(const rec::CallAttempt& attempt, const CaseState& state) {
  if (attempt.confirms().empty()) return {};
  if (attempt.result() != rec::CALL_RESULT_REACHED)
    return bad_field("attempt.confirms", "not_reached",
                     {"Chỉ xác nhận được khi đã gọi gặp người của đơn vị.",
                      "It can only be confirmed where somebody of the office was reached."});
  const auto said = [&](int answer) {
    return state.pending && std::ranges::find(state.pending->duty_claims, answer, &DutyClaim::answer) !=
                                state.pending->duty_claims.end();
  };
  if (std::ranges::all_of(attempt.confirms(), said)) return {};
  return bad_field("attempt.confirms", "not_claimed",
                   {"Đơn vị không báo điều này qua đường dẫn trực.",
                    "The office has not said this by the link to its duty telephone."});
}

}  // namespace

/// Of a closed case, too, while levels above are telephoned to: somebody said since that it is prominent.
Result<> ready(Act<RecordCallAttempt>, const CaseState& state, const Context&) {
  return awaits_notes(state) ? Result<>{} : is_open(state);
}

Result<Decision> act(const CaseState& state, const RecordCallAttempt& command, const Context& context) {
  auto event = event_of(context);
  auto& attempt = *event.mutable_call_attempted()->mutable_attempt();
  attempt = command.attempt;
  if (!attempt.has_at()) *attempt.mutable_at() = event.recorded_at();
  if (auto sane = check_claimed(attempt.at(), state, context, "attempt.at"); !sane) return fail(sane.error());
  if (auto heard = check_confirms(attempt, state); !heard) return fail(heard.error());
  const auto unit = UnitKey::parse(attempt.unit());
  if (!attempt.unit().empty() && (!unit || context.directory.find(*unit) == nullptr))
    return bad_field("attempt.unit", "unit_unknown",
                     {"Không có đơn vị này. Hãy chọn đơn vị từ danh mục.",
                      "There is no such unit. Choose one from the list."});
  return one(std::move(event));
}

Result<> ready(Act<FlagProminent>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState& state, const FlagProminent& command, const Context& context) {
  auto event = event_of(context);
  auto& flagged = *event.mutable_prominent_flagged();
  flagged.set_reason(command.reason);
  flagged.set_explanation(command.explanation);
  flagged.set_takes_note(takes_note(state, context));
  return one(std::move(event));
}

history::v1::CaseEvent flagged_by_rule(rec::ProminentReason reason, const Context& context) {
  auto event = event_of(context);
  auto& flagged = *event.mutable_prominent_flagged();
  flagged.set_reason(reason);
  flagged.set_by_rule(true);
  return event;
}

Result<> ready(Act<AcknowledgeProminent>, const CaseState& state, const Context& context) {
  if (!state.prominent)
    return fail(Code::failed_precondition, "not_prominent",
                {"Ca này không được đánh dấu nổi cộm.", "The case is not flagged as prominent."});
  if (!awaits_notes(state)) return is_open(state);
  const auto own = own_level(state, context);
  HOTLINE_CHECK(own.has_value());  // whom the contract lets do this stands above
  if (!own->note) return {};
  return fail(Code::already_exists, "level_has_acknowledged",
              {"Cấp của bạn đã ghi đã nắm ca nổi cộm này.", "Your level has taken note of it already."});
}

Result<Decision> act(const CaseState&, const AcknowledgeProminent& command, const Context& context) {
  auto event = event_of(context);
  event.mutable_prominent_acknowledged()->set_note(command.note);
  return one(std::move(event));
}

Result<> ready(Act<InformPolice>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState&, const InformPolice& command, const Context& context) {
  auto event = event_of(context);
  auto& informed = *event.mutable_police_informed();
  informed.set_office(command.office);
  informed.set_notes(command.notes);
  return one(std::move(event));
}

Result<> ready(Act<LinkCases>, const CaseState& state, const Context&) {
  if (state.links.size() < links_max) return {};
  return fail(Code::resource_exhausted, "too_many_links",
              {"Ca đã có quá nhiều liên kết.", "The case has too many links."});
}

Result<Decision> act(const CaseState& state, const LinkCases& command, const Context& context) {
  if (command.other == context.case_id)
    return bad_field("other_case_id", "same_case",
                     {"Không thể liên kết ca với chính nó.", "A case cannot be linked with itself."});
  if (std::ranges::find(state.links, LinkedCase{command.other, command.link}) != state.links.end())
    return fail(Code::already_exists, "already_linked",
                {"Hai ca đã được liên kết.", "The cases are linked already."});
  auto event = event_of(context);
  auto& linked = *event.mutable_linked();
  linked.set_other_case_id(command.other.text());
  linked.set_link(command.link);
  return one(std::move(event));
}

Result<> ready(Act<ReleaseInformant>, const CaseState& state, const Context& context) {
  if (may_be_told(state.responsible, state, context)) return {};
  if (state.receiving && may_be_told(*state.receiving, state, context)) return {};
  return fail(Code::failed_precondition, "nobody_to_tell",
              {"Không có đơn vị nào khác cần được cho biết người báo tin, hoặc đã cho biết rồi.",
               "No other unit is to be told who the informant is, or it was told already."});
}

Result<Decision> act(const CaseState& state, const ReleaseInformant& command, const Context& context) {
  const Unit* to = holder(context.directory, command.to, today(context));
  const auto is = [&](const UnitKey& key) { return holder(context.directory, key, today(context)) == to; };
  const bool concerned =
      to != nullptr && (is(state.responsible) || (state.receiving && is(*state.receiving)));
  if (!concerned || !may_be_told(to->key, state, context))
    return bad_field(
        "to_unit", "not_to_be_told",
        {"Chỉ cho đơn vị chịu trách nhiệm hoặc đang nhận ca, và không phải đơn vị của bạn, biết.",
         "Only the responsible or receiving unit, and not your own, may be told, once."});
  auto event = event_of(context);
  auto& released = *event.mutable_informant_released();
  released.set_to_unit(to->key.text());
  released.set_reason(command.reason);
  return one(std::move(event));
}

Result<> ready(Act<SetLegalHold>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState& state, const SetLegalHold& command, const Context& context) {
  if (state.legal_hold == command.held)
    return fail(Code::failed_precondition, "hold_unchanged",
                {"Lệnh lưu giữ đã như vậy. Hãy tải lại ca.", "The hold is so already. Load the case again."});
  auto event = event_of(context);
  auto& hold = *event.mutable_legal_hold_set();
  hold.set_held(command.held);
  hold.set_reason(command.reason);
  return one(std::move(event));
}

}  // namespace hotline
