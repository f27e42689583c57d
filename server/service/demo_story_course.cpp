#include "service/demo_story_course.h"

#include "domain/case_time.h"

namespace hotline::service {
namespace {
namespace rec = record::v1;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view submit = "hotline.v1.IntakeService.SubmitContact";
constexpr std::string_view get_case = "hotline.v1.CaseService.GetCase";

rec::RiskItem item(std::string_view code, rec::Risk level) {
  rec::RiskItem out;
  out.set_item(std::string(code));
  out.set_level(level);
  return out;
}

rec::Action action(std::string_view what, bool carried_out) {
  rec::Action out;
  out.set_what(std::string(what));
  out.set_child_seen(true);
  out.set_plan_carried_out(carried_out);
  return out;
}

}  // namespace

void Course::push(PersonId who, std::string_view method, std::function<Result<>(Writing&)> run) {
  if (at_ <= now_) steps_.push_back({.at = at_, .who = who, .method = method, .run = std::move(run)});
}

void Course::act(Duration after, PersonId who, std::string_view method, Make make) {
  at_ += after;
  push(who, method, [id = id_, make = std::move(make)](Writing& writing) -> Result<> {
    auto file = CaseFile::open(writing, *id);
    if (!file) return fail(file.error());
    auto command = make(file->state());
    if (!command) return fail(command.error());
    return file->act(writing, *command);
  });
}

void Course::act(Duration after, PersonId who, CaseCommand command) {
  const auto method = std::visit([](const auto& c) { return c.method; }, command);
  act(after, who, method,
      [command = std::move(command)](const CaseState&) -> Result<CaseCommand> { return command; });
}

void Course::read(Duration after, PersonId who) {
  at_ += after;
  push(who, get_case, [id = id_](Writing& writing) -> Result<> {
    auto file = CaseFile::open_to_read(writing, *id);
    if (!file) return fail(file.error());
    if (auto view = file->view(writing); !view) return fail(view.error());
    auto noted = record_access(writing.world, writing.out, writing.now, writing.caller, writing.shown);
    return noted ? Result<>{} : Result<>(fail(noted.error()));
  });
}

void Course::office_hours() {
  for (;;) {
    const auto day = local_date(at_);
    const auto since = at_ - start_of(day);
    const auto weekday = std::chrono::weekday{std::chrono::sys_days{day}};
    const auto next =
        start_of(std::chrono::sys_days{day} + days{1}) + hours{8} + dice_.between(minutes{0}, minutes{90});
    if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday || since >= hours{17}) {
      at_ = next;
      continue;
    }
    if (since < hours{8}) at_ = start_of(day) + hours{8} + dice_.between(minutes{0}, minutes{90});
    return;
  }
}

void Course::open(Submission submission) {
  *submission.contact.mutable_started_at() = timestamp_of(at_ - dice_.between(minutes{6}, minutes{25}));
  *submission.contact.mutable_ended_at() = timestamp_of(at_);
  push(cast_.operators[dice_.below(static_cast<std::uint32_t>(cast_.operators.size()))], submit,
       [id = id_, submission = std::move(submission)](Writing& writing) -> Result<> {
         auto submitted = submit_contact(writing, submission);
         if (!submitted) return fail(submitted.error());
         *id = submitted->opened->id;
         return {};
       });
}

void Course::accept(bool danger) {
  if (!danger) office_hours();
  read(danger ? dice_.between(minutes{3}, minutes{12}) : dice_.between(minutes{5}, minutes{80}),
       office_.officer);
  act(dice_.between(minutes{1}, minutes{15}), office_.officer, AcceptReferral::method,
      [](const CaseState& state) -> Result<CaseCommand> {
        HOTLINE_CHECK(state.pending.has_value());
        return AcceptReferral{state.pending->id};
      });
}

void Course::assess(rec::AssessmentKind kind, rec::Risk conclusion, bool danger) {
  rec::Assessment assessment;
  assessment.set_kind(kind);
  *assessment.add_harm() = item("how_grave", conclusion);
  *assessment.add_harm() = item("how_easily_again", danger ? rec::RISK_HIGH : rec::RISK_MEDIUM);
  *assessment.add_protection() = item("able_to_protect_itself", danger ? rec::RISK_LOW : rec::RISK_MEDIUM);
  *assessment.add_protection() = item("able_to_seek_help", rec::RISK_MEDIUM);
  assessment.set_conclusion(conclusion);
  assessment.set_reasons("Đã đến nhà, gặp cháu và người chăm sóc, hỏi hàng xóm và nhà trường.");
  assessment.set_child_seen(true);
  assessment.set_emergency(danger ? rec::ANSWER_YES : rec::ANSWER_NO);
  act(kind == rec::ASSESSMENT_KIND_INITIAL ? dice_.between(hours{1}, hours{4})
                                           : dice_.between(minutes{30}, hours{5}),
      office_.officer, RecordAssessment{std::move(assessment)});
}

void Course::measures() {
  rec::EmergencyMeasures measures;
  const bool separate = dice_.percent(40);
  measures.set_measure(separate ? rec::MEASURE_SEPARATE : rec::MEASURE_PROTECT);
  measures.set_what(separate ? "Tạm thời đưa cháu đến ở với bà ngoại."
                             : "Công an xã có mặt; cháu được đưa đi khám tại trạm y tế.");
  if (separate) {
    measures.set_decision("Quyết định số 00/QĐ-UBND (mẫu)");
    measures.set_taken_to("Nhà bà ngoại, thôn Mẫu Ba");
  }
  act(dice_.between(minutes{30}, hours{3}), office_.chairman, StartEmergencyMeasures{std::move(measures)});
}

void Course::plan() {
  rec::Plan plan;
  plan.set_goals("Cháu được an toàn tại nhà, đi học lại đều và có người lớn tin cậy theo dõi.");
  const auto day = [&](int ahead) { return date_text(std::chrono::sys_days{local_date(at_)} + days{ahead}); };
  const auto add = [&](std::string_view what, std::string_view who, int ahead) {
    auto* step = plan.add_steps();
    step->set_what(std::string(what));
    step->set_who(std::string(who));
    step->set_by_date(day(ahead));
  };
  add("Thăm gia đình mỗi tuần một lần.", "Cán bộ trẻ em xã", 30);
  add("Khám sức khoẻ và tư vấn tâm lý.", "Trạm y tế xã", 10);
  add("Giúp cháu theo lại bài học.", "Trường Tiểu học Mẫu", 21);
  plan.set_review_date(day(60));
  act(dice_.between(hours{3}, days{4}), office_.officer, SubmitPlan{std::move(plan)});
}

void Course::actions(Until until) {
  act(dice_.between(days{2}, days{6}), office_.officer,
      RecordAction{action("Đã thăm nhà; cháu ổn hơn, gia đình hợp tác.", false)});
  office_hours();
  act(dice_.between(days{4}, days{9}), office_.officer,
      RecordAction{action("Đã đưa cháu đi khám và gặp nhà trường.", false)});
  if (until < Until::carried_out) return;
  office_hours();
  act(dice_.between(days{6}, days{14}), office_.officer,
      RecordAction{action("Các việc trong kế hoạch đã làm xong.", true)});
}

void Course::close(bool danger) {
  if (danger)
    act(hours{2}, office_.chairman, EndEmergencyMeasures{"Cháu đã an toàn, biện pháp không còn cần."});
  rec::Review review;
  review.set_no_risk_remains(true);
  review.set_child_is_stable(true);
  review.set_child_seen(true);
  review.set_findings("Không còn nguy cơ. Cháu khoẻ, đi học đều, gia đình đã thay đổi cách dạy con.");
  office_hours();
  act(dice_.between(hours{2}, days{3}), office_.officer, RecordReview{std::move(review)});
}

void Course::work(Until until, bool danger) {
  if (until == Until::referred) return;
  accept(danger);
  if (until == Until::accepted) return;
  if (danger)
    measures();
  else
    office_hours();
  const auto conclusion = danger ? rec::RISK_HIGH : rec::RISK_MEDIUM;
  assess(rec::ASSESSMENT_KIND_INITIAL, conclusion, danger);
  if (until == Until::assessed) return;
  at_ += days{1};
  office_hours();
  assess(rec::ASSESSMENT_KIND_SPECIFIC, conclusion, danger);
  if (until == Until::planning) return;
  office_hours();
  plan();
  if (until == Until::submitted) return;
  office_hours();
  read(dice_.between(minutes{20}, hours{4}), office_.chairman);
  act(minutes{9}, office_.chairman, ApprovePlan{});
  if (until == Until::approved) return;
  office_hours();
  actions(until);
  if (until <= Until::carried_out) return;
  office_hours();
  close(danger);
  if (until == Until::reviewed) return;
  office_hours();
  act(dice_.between(hours{1}, days{1}), office_.chairman,
      CloseCase{rec::CLOSING_SAFE,
                "Theo báo cáo rà soát: không còn nguy cơ, cháu ổn định. Đồng ý kết thúc."});
}

void Course::unfounded() {
  accept(false);
  office_hours();
  assess(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW, false);
  office_hours();
  act(dice_.between(hours{2}, days{1}), office_.chairman,
      CloseCase{rec::CLOSING_UNFOUNDED, "Đã xác minh: không có dấu hiệu xâm hại."});
}

void Course::return_wrong_place() {
  office_hours();
  read(dice_.between(minutes{10}, minutes{50}), office_.officer);
  act(minutes{6}, office_.officer, ReturnReferral::method, [](const CaseState& state) -> Result<CaseCommand> {
    HOTLINE_CHECK(state.pending.has_value());
    return ReturnReferral{state.pending->id, rec::RETURN_REASON_WRONG_PLACE,
                          "Thôn này không thuộc xã; đề nghị hỏi lại người báo."};
  });
}

void Course::reroute(const UnitKey& to) {
  act(dice_.between(minutes{15}, minutes{50}), cast_.operators.front(),
      RerouteReferral{to, "Người báo xác nhận thôn thuộc xã này."});
}

void Course::transfer(const DemoOffice& to) {
  at_ += days{2};
  office_hours();
  act(minutes{20}, office_.officer, TransferCase{to.unit, "Gia đình đã chuyển nơi ở."});
  office_ = to;
}

void Course::second_contact(const rec::Contact& first) {
  at_ += dice_.between(hours{2}, hours{6});
  auto second = second_report(dice_, first);
  push(cast_.operators[1], AddContact::method,
       [id = id_, second = std::move(second)](Writing& writing) -> Result<> {
         auto file = CaseFile::open(writing, *id);
         if (!file) return fail(file.error());
         auto added = add_contact(writing, *file, second);
         return added ? Result<>{} : Result<>(fail(added.error()));
       });
}

void Course::call_office() {
  rec::CallAttempt attempt;
  attempt.set_unit(office_.unit.text());
  attempt.set_whom("Trực ban Uỷ ban nhân dân xã");
  attempt.set_result(rec::CALL_RESULT_NO_ANSWER);
  *attempt.mutable_at() = timestamp_of(at_ + hours{3});
  act(hours{3}, cast_.operators[1], RecordCallAttempt{std::move(attempt)});
}

void Course::inform_police() {
  act(minutes{25}, cast_.operators.front(), InformPolice{"Công an xã", "Đã báo qua điện thoại trực ban."});
}

}  // namespace hotline::service
