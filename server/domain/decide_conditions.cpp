#include "base/date.h"
#include "domain/decide_steps.h"
#include "domain/routing.h"

namespace hotline {
namespace {
namespace rec = record::v1;
}

Result<> first_of(std::initializer_list<Result<>> conditions) {
  for (const auto& condition : conditions)
    if (!condition) return condition;
  return {};
}

Result<> is_open(const CaseState& state) {
  if (state.is_open()) return {};
  return fail(Code::failed_precondition, "case_closed",
              {"Ca đã đóng. Hãy mở lại ca trước.", "The case is closed. Reopen it first."});
}

Result<> is_accepted(const CaseState& state) {
  if (state.was_accepted()) return {};
  return fail(Code::failed_precondition, "case_not_accepted",
              {"Chưa đơn vị nào tiếp nhận ca này. Hãy tiếp nhận trước.",
               "No unit has accepted the case yet. Accept it first."});
}

Result<> is_responsible(const CaseState& state, const Context& context) {
  const Unit* unit = holder(context.directory, state.responsible, today(context));
  if (unit != nullptr && unit->key == context.acting.unit) return {};
  return fail(Code::permission_denied, "not_responsible",
              {"Chỉ đơn vị đang chịu trách nhiệm được làm việc này.",
               "Only the unit that is responsible now may do this."});
}

Result<> is_receiving(const CaseState& state, const Context& context) {
  if (!state.pending)
    return fail(Code::failed_precondition, "no_referral_waits",
                {"Không còn chuyển gửi nào đang chờ. Hãy tải lại ca.",
                 "No referral waits any more. Load the case again."});
  const Unit* unit = holder(context.directory, state.pending->to, today(context));
  if (unit != nullptr && unit->key == context.acting.unit) return {};
  return fail(Code::permission_denied, "not_receiving",
              {"Chuyển gửi này dành cho đơn vị khác.", "This referral is for another unit."});
}

Result<> is_chairman(const Context& context) {
  if (context.acting.role == rec::ROLE_CHAIRMAN) return {};
  return fail(Code::permission_denied, "chairman_decides",
              {"Việc này do Chủ tịch (hoặc người được uỷ quyền) quyết định.",
               "The chairman, or a deputy for the chairman, decides this."});
}

Result<> nothing_is_pending(const CaseState& state) {
  if (!state.pending) return {};
  return fail(Code::failed_precondition, "referral_waits",
              {"Một chuyển gửi đang chờ. Hãy đợi trả lời hoặc chuyển hướng trước.",
               "A referral waits. Wait for its answer, or reroute it, first."});
}

std::unexpected<Error> bad_field(std::string path, std::string_view reason, Text text) {
  return fail({Code::invalid_argument, "fields_invalid", text, {{std::move(path), reason, text}}});
}

Result<> check_claimed(const google::protobuf::Timestamp& claimed, const CaseState& state,
                       const Context& context, std::string path) {
  const Time at = time_of(claimed);
  if (at > context.now)
    return bad_field(std::move(path), "in_the_future",
                     {"Thời điểm này chưa tới. Hãy sửa lại.", "This time has not come yet. Correct it."});
  if (at < state.received_at)
    return bad_field(std::move(path), "before_receipt",
                     {"Thời điểm này trước khi tiếp nhận thông tin. Hãy sửa lại.",
                      "This time lies before the case was received. Correct it."});
  return {};
}

Result<> check_places(const rec::Intake& intake, const Context& context, const std::string& path) {
  const std::pair<const rec::Place*, const char*> places[] = {
      {&intake.incident(), "incident"}, {&intake.residence(), "residence"}, {&intake.present(), "present"}};
  for (const auto& [place, name] : places) {
    if (place->unit().empty()) continue;
    const auto key = unit_of(*place);
    if (key && context.directory.find(*key) != nullptr) continue;
    return bad_field(path + name + ".unit", "unit_unknown",
                     {"Không có đơn vị này. Hãy chọn đơn vị từ danh mục, hoặc để trống.",
                      "There is no such unit. Choose one from the list, or leave it empty."});
  }
  return {};
}

Result<> check_may_hold(const UnitKey& key, const CaseState& state, const Context& context) {
  if (!state.restricted) return {};
  const Unit* unit = context.directory.find(key);
  if (unit != nullptr && may_hold_restricted(*unit, state.intake, context.directory, today(context)))
    return {};
  return fail(Code::failed_precondition, "restricted_stays_above",
              {"Ca hạn chế chỉ được giao cho cấp trên của nơi xảy ra. Hãy chọn cấp trên.",
               "A restricted case may only go to a level above the place. Choose a unit above."});
}

Date today(const Context& context) { return local_date(context.now); }

history::v1::CaseEvent event_of(const Context& context) {
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(context.now);
  *event.mutable_actor() = actor_of(context.person, context.acting);
  return event;
}

history::v1::Referral referral_to(const UnitKey& to, bool to_sort, const std::string& reason,
                                  const UnitKey& from, const Context& context) {
  history::v1::Referral referral;
  referral.set_referral_id(context.new_referral.text());
  referral.set_from_unit(from.text());
  referral.set_to_unit(to.text());
  referral.set_reason(reason);
  referral.set_to_sort(to_sort);
  return referral;
}

}  // namespace hotline
