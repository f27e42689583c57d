#include "domain/decide.h"

#include <algorithm>
#include <utility>

#include "domain/case_time.h"
#include "domain/decide_steps.h"
#include "domain/sensitivity.h"

namespace hotline {
namespace {

Result<> may_act(const CaseState& state, const Context& context) {
  const auto barred = [&](const PersonId& person) {
    return person && std::ranges::find(state.barred, person) != state.barred.end();
  };
  if (!barred(context.person) && !barred(context.acting.for_person)) return {};
  return fail(Code::permission_denied, "person_barred",
              {"Bạn không được tham gia ca này.", "You may take no part in this case."});
}

template <class Command>
Result<> prepared(const CaseState& state, const Context& context) {
  if constexpr (!std::is_same_v<Command, OpenCase>) {
    if (state.version == 0)
      return fail(Code::not_found, "case_unknown", {"Không tìm thấy ca này.", "No such case."});
    if (auto may = may_act(state, context); !may) return may;
  }
  return ready(Act<Command>{}, state, context);
}

template <class Command>
const record::v1::Access& access_to() {
  static const auto& access = [] -> const auto& {
    contract_files();  // so that the services are in the pool
    const auto* method =
        google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string{Command::method});
    HOTLINE_CHECK(method != nullptr);
    return access_of(*method);
  }();
  return access;
}

template <class Command>
void add_if_possible(const CaseState& state, std::span<const Standing> standings, Context& context,
                     std::vector<std::string_view>& names) {
  if constexpr (std::is_same_v<Command, OpenCase>) return;
  for (const auto& hat : permits(access_to<Command>(), standings)) {
    context.acting = hat;
    if (!prepared<Command>(state, context)) continue;
    names.push_back(Command::method.substr(Command::method.rfind('.') + 1));
    return;
  }
}

template <std::size_t... I>
void add_all(const CaseState& state, std::span<const Standing> standings, Context& context,
             std::vector<std::string_view>& names, std::index_sequence<I...>) {
  (add_if_possible<std::variant_alternative_t<I, CaseCommand>>(state, standings, context, names), ...);
}

bool same_actor(const history::v1::Actor& a, const history::v1::Actor& b) {
  return a.person_id() == b.person_id() && a.unit() == b.unit() && a.role() == b.role() &&
         a.for_person_id() == b.for_person_id();
}

/// A further contact that another unit recorded waits for the one that has the case, or is getting it.
void mark_answer(const CaseState& state, const Context& context, Decision& events) {
  const Unit* owner =
      holder(context.directory, state.receiving ? *state.receiving : state.responsible, today(context));
  const bool by_owner = owner != nullptr && owner->key == context.acting.unit;
  for (auto& event : events) {
    if (event.prominent_flagged().by_rule()) continue;  // nobody did anything by it
    if (event.has_contact_added())
      event.mutable_contact_added()->set_unanswered(!by_owner);
    else if (state.contact_unanswered && by_owner)
      event.set_answers_contact(true);
  }
}

}  // namespace

Result<Decision> decide(const CaseState& state, const CaseCommand& command, const Context& context) {
  return std::visit(
      [&]<class Command>(const Command& c) -> Result<Decision> {
        if (auto may = prepared<Command>(state, context); !may) return fail(may.error());
        auto events = act(state, c, context);
        if (events && state.version != 0) mark_answer(state, context, *events);
        return events;
      },
      command);
}

bool of_one_act(const history::v1::CaseEvent& first, const history::v1::CaseEvent& second) {
  if (!same_actor(first.actor(), second.actor()) ||
      time_of(first.recorded_at()) != time_of(second.recorded_at()))
    return false;
  // RestrictCase always says why, and moves the referral that the opening made; an opening needs neither.
  if (first.has_opened() && second.has_restricted())
    return second.restricted().explanation().empty() && !second.restricted().has_referral();
  if (second.prominent_flagged().by_rule()) return true;  // no act makes it alone
  // A list of units may end two of a case's at once; two lists never at one instant.
  if (first.has_unit_succeeded() && second.has_unit_succeeded()) return true;
  // Whoever takes cases accepts what they reroute to their own unit, so no later act can do it.
  const auto& referral = first.rerouted().referral();
  const bool takes_cases =
      first.actor().role() == record::v1::ROLE_OFFICER || first.actor().role() == record::v1::ROLE_CHAIRMAN;
  return first.has_rerouted() && second.has_accepted() && takes_cases &&
         referral.to_unit() == first.actor().unit() &&
         referral.referral_id() == second.accepted().referral_id();
}

Result<Decision> decide_as(const CaseState& state, const CaseCommand& command, Context context,
                           std::span<const Acting> hats) {
  HOTLINE_CHECK(!hats.empty());
  context.acting = hats.front();
  auto first = decide(state, command, context);
  if (first) return first;
  for (const auto& hat : hats.subspan(1)) {
    context.acting = hat;
    if (auto decision = decide(state, command, context)) return decision;
  }
  return first;
}

std::vector<std::string_view> possible_acts(const CaseState& state, std::span<const Standing> standings,
                                            Context context) {
  std::vector<std::string_view> names;
  add_all(state, standings, context, names, std::make_index_sequence<std::variant_size_v<CaseCommand>>{});
  return names;
}

}  // namespace hotline
