#include "service/notice_text.h"

#include <spdlog/fmt/fmt.h>

#include "base/date.h"
#include "base/status.h"
#include "domain/case_time.h"

namespace hotline::service {
namespace {

/// "14:30 ngày 26/03/2015", in Vietnam.
std::string hour_and_day(Time at, std::string_view between) {
  const auto day = local_date(at);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - start_of(day)).count();
  return fmt::format("{:02}:{:02}{}{:02}/{:02}/{}", minutes / 60, minutes % 60, between,
                     static_cast<unsigned>(day.day()), static_cast<unsigned>(day.month()),
                     static_cast<int>(day.year()));
}

std::string utc_text(Time at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto ms = (at - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_text(Date{day}), ms / 3'600'000, ms / 60'000 % 60,
                     ms / 1'000 % 60, ms % 1'000);
}

Text clock_text(v1::ClockKind clock) {
  switch (clock) {
    case v1::CLOCK_KIND_ACKNOWLEDGE:
      return {"xác nhận đã nhận", "acknowledging the referral"};
    case v1::CLOCK_KIND_EMERGENCY:
      return {"biện pháp can thiệp khẩn cấp", "emergency measures"};
    case v1::CLOCK_KIND_PLAN:
      return {"kế hoạch hỗ trợ, can thiệp", "the support and intervention plan"};
    case v1::CLOCK_KIND_SEPARATION:
      return {"thời hạn tạm thời cách ly", "the end of the temporary separation"};
    case v1::CLOCK_KIND_VERIFY:
      return {"xác minh, đánh giá ban đầu", "the first assessment"};
    case v1::CLOCK_KIND_REVIEW:
      return {"rà soát theo kế hoạch", "the review that the plan names"};
    case v1::CLOCK_KIND_FORWARD:
      return {"chuyển ca đi hoặc giữ lại xử lý", "sending the case on or keeping it"};
    default:
      return {"việc phải làm", "what is to be done"};
  }
}

NoticeText sentence(const v1::Notice& notice) {
  const auto clock = clock_text(notice.clock());
  const auto& number = notice.case_number();
  switch (notice.kind()) {
    case v1::NOTICE_KIND_REFERRAL_ARRIVED:
      return {fmt::format("Ca {}: vừa được chuyển đến đơn vị, đang chờ xác nhận", number),
              fmt::format("Case {}: referred to your office, waiting to be acknowledged", number)};
    case v1::NOTICE_KIND_REFERRAL_RETURNED:
      return {fmt::format("Ca {}: nơi nhận đã trả lại, cần xem và chuyển tiếp", number),
              fmt::format("Case {}: returned by the office that it went to, to be looked at and sent on",
                          number)};
    case v1::NOTICE_KIND_REMINDER:
      return {fmt::format("Ca {}: sắp đến hạn {}", number, clock.vi),
              fmt::format("Case {}: {} is due soon", number, clock.en)};
    case v1::NOTICE_KIND_ESCALATION:
      return {fmt::format("Ca {}: đã quá hạn {}", number, clock.vi),
              fmt::format("Case {}: {} is overdue", number, clock.en)};
    case v1::NOTICE_KIND_PROMINENT:
      return {fmt::format("Ca {}: vụ việc đột xuất, nổi cộm, cần xem ngay", number),
              fmt::format("Case {}: sudden or prominent, to be looked at now", number)};
    case v1::NOTICE_KIND_CALL_NEEDED:
      return {fmt::format("Ca {}: đơn vị chưa trả lời, cần gọi điện", number),
              fmt::format("Case {}: the office has not answered, somebody should telephone", number)};
    case v1::NOTICE_KIND_NOBODY_ON_DUTY:
      return {fmt::format(
                  "Ca {}: đơn vị phải xử lý chưa có ai đăng ký hoặc lúc này không ai trực, cần gọi điện ngay",
                  number),
              fmt::format(
                  "Case {}: nobody is registered or on duty at the office that has to act, somebody should "
                  "telephone now",
                  number)};
    case v1::NOTICE_KIND_NOTE_MISSING:
      return {fmt::format("Ca {}: vụ việc nổi cộm mà một cấp trên chưa ghi là đã nắm, cần gọi điện", number),
              fmt::format("Case {}: prominent, and a level above has not taken note of it, somebody should "
                          "telephone",
                          number)};
    case v1::NOTICE_KIND_REPORT_DUE:
      return {"Báo cáo định kỳ của đơn vị sắp đến hạn", "A periodical report of your office is due soon"};
    case v1::NOTICE_KIND_REPORT_LATE:
      return {"Báo cáo định kỳ đã quá hạn mà chưa được ký gửi",
              "A periodical report is overdue and has not been signed"};
    case v1::NOTICE_KIND_REPORT_CALL_NEEDED:
      return {"Báo cáo định kỳ của một đơn vị quá hạn lâu, cần gọi điện",
              "A periodical report of an office is long overdue, somebody should telephone"};
    case v1::NOTICE_KIND_REPORT_RETURNED:
      return {"Báo cáo định kỳ của đơn vị bị trả lại kèm lý do, cần soạn và ký lại",
              "A periodical report of your office was returned with a reason, it is to be written and signed "
              "anew"};
    default:
      return {"Tin thử của tổng đài: đã nhận được là tốt", "A trial of the helpline: that it came is all"};
  }
}

/// A link to a duty telephone has its token in the fragment; every other leads to where one signs in.
bool answers_by_itself(std::string_view link) { return link.find('#') != std::string_view::npos; }

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out.append({'\\', c});
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

}  // namespace

std::string_view name(v1::NoticeKind kind) {
  switch (kind) {
    case v1::NOTICE_KIND_REFERRAL_ARRIVED:
      return "referral_arrived";
    case v1::NOTICE_KIND_REFERRAL_RETURNED:
      return "referral_returned";
    case v1::NOTICE_KIND_REMINDER:
      return "reminder";
    case v1::NOTICE_KIND_ESCALATION:
      return "escalation";
    case v1::NOTICE_KIND_PROMINENT:
      return "prominent";
    case v1::NOTICE_KIND_CALL_NEEDED:
      return "call_needed";
    case v1::NOTICE_KIND_NOBODY_ON_DUTY:
      return "nobody_on_duty";
    case v1::NOTICE_KIND_NOTE_MISSING:
      return "note_missing";
    case v1::NOTICE_KIND_REPORT_DUE:
      return "report_due";
    case v1::NOTICE_KIND_REPORT_LATE:
      return "report_late";
    case v1::NOTICE_KIND_REPORT_CALL_NEEDED:
      return "report_call_needed";
    case v1::NOTICE_KIND_REPORT_RETURNED:
      return "report_returned";
    default:
      return "trial";
  }
}

NoticeText notice_text(const v1::Notice& notice) {
  auto text = sentence(notice);
  if (notice.has_due_at()) {
    const auto due = time_of(notice.due_at());
    text.vi += fmt::format(" (hạn {})", hour_and_day(due, " ngày "));
    text.en += fmt::format(" (due {}, Vietnam time)", hour_and_day(due, " "));
  }
  text.vi += '.';
  text.en += '.';
  return text;
}

std::string notice_subject(const v1::Notice& notice) { return notice_text(notice).vi; }

std::string notice_mail(const v1::Notice& notice, std::string_view link) {
  const auto text = notice_text(notice);
  const Text how =
      answers_by_itself(link)
          ? Text{"Mở liên kết để báo là đã nhận, không cần đăng nhập. Đừng chuyển tiếp thư này: ai có liên kết "
                 "đều trả lời thay đơn vị được. Muốn xem ca thì đăng nhập.",
                 "Open the link to say that you have it, without signing in. Do not forward this message: "
                 "whoever has the link can answer for your office. To see the case, sign in."}
          : Text{"Hãy mở liên kết và đăng nhập để xem.", "Open the link and sign in to see more."};
  return fmt::format(
      "{}\n{}\n\n{}\n\nThư này không có thông tin cá nhân. {}\nThis message holds no personal data. {}\n",
      text.vi, text.en, link, how.vi, how.en);
}

std::string notice_json(const v1::Notice& notice, std::string_view link, Time created,
                        const std::vector<std::string>& telephones) {
  const auto text = notice_text(notice);
  std::string list;
  for (const auto& telephone : telephones) list += (list.empty() ? "" : ",") + quoted(telephone);
  const auto due = notice.has_due_at() ? quoted(utc_text(time_of(notice.due_at()))) : "null";
  return fmt::format(
      R"({{"type":{},"timestamp":{},"data":{{"case_number":{},"unit":{},"due_at":{},"text_vi":{},)"
      R"("text_en":{},"link":{},"telephones":[{}]}}}})",
      quoted("notice." + std::string(name(notice.kind()))), quoted(utc_text(created)),
      quoted(notice.case_number()), quoted(notice.unit()), due, quoted(text.vi), quoted(text.en),
      quoted(link), list);
}

}  // namespace hotline::service
