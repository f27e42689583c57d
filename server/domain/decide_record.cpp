// What is put on record beside the steps: notes, calls, flags, the police, links, the informant's release.
#include <algorithm>

#include "domain/decide_steps.h"

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr std::size_t links_max = 100;  // as in the contract

/// Units that may learn who told: those that have the case or get it, but not the releaser's own, and not
/// twice.
bool may_be_told(const UnitKey& unit, const CaseState& state, const Context& context) {
  const Unit* now = holder(context.directory, unit, today(context));
  if (now == nullptr || now->key == context.acting.unit) return false;
  return std::ranges::find(state.informant_released_to, now->key) == state.informant_released_to.end();
}

}  // namespace

Result<> ready(Act<AddNote>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState&, const AddNote& command, const Context& context) {
  auto event = event_of(context);
  event.mutable_note_added()->set_text(command.text);
  return one(std::move(event));
}

Result<> ready(Act<RecordCallAttempt>, const CaseState& state, const Context&) { return is_open(state); }

Result<Decision> act(const CaseState& state, const RecordCallAttempt& command, const Context& context) {
  auto event = event_of(context);
  auto& attempt = *event.mutable_call_attempted()->mutable_attempt();
  attempt = command.attempt;
  if (!attempt.has_at()) *attempt.mutable_at() = event.recorded_at();
  if (auto sane = check_claimed(attempt.at(), state, context, "attempt.at"); !sane) return fail(sane.error());
  const auto unit = UnitKey::parse(attempt.unit());
  if (!attempt.unit().empty() && (!unit || context.directory.find(*unit) == nullptr))
    return bad_field("attempt.unit", "unit_unknown",
                     {"Không có đơn vị này. Hãy chọn đơn vị từ danh mục.",
                      "There is no such unit. Choose one from the list."});
  return one(std::move(event));
}

Result<> ready(Act<FlagProminent>, const CaseState&, const Context&) { return {}; }

Result<Decision> act(const CaseState&, const FlagProminent& command, const Context& context) {
  auto event = event_of(context);
  auto& flagged = *event.mutable_prominent_flagged();
  flagged.set_reason(command.reason);
  flagged.set_explanation(command.explanation);
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
