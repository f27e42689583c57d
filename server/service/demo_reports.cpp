#include "service/demo_reports.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "domain/report_duty.h"
#include "domain/validation.h"
#include "service/reports.h"

namespace hotline::service {
namespace {
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

using RequestId = Id<struct RequestTag>;

constexpr days overdue{14};

constexpr const char* first_half_year =
    "Kỳ đầu xã dùng hệ thống, chưa nhận vụ việc nào qua đó. Đã dán số 111 ở trường học, trạm y tế và nhà văn "
    "hóa thôn.";
constexpr const char* quiet =
    "Trong kỳ xã xử lý các vụ việc theo đúng quy trình, không có vụ kéo dài. Đã tổ chức hai buổi truyền "
    "thông về số "
    "111 tại trường học và một buổi ở nhà văn hóa thôn. Kiến nghị: bổ sung kinh phí cho cộng tác viên thôn.";
constexpr const char* short_word = "Xã báo cáo số liệu như trên.";
constexpr const char* too_short = "Báo cáo chưa có phần nhận định và kiến nghị. Đề nghị xã bổ sung.";
constexpr const char* completed =
    "Bạo lực trong gia đình vẫn là việc gặp nhiều nhất, phần lớn do hàng xóm và nhà trường báo. Xã đã lập "
    "danh sách hộ "
    "cần thăm định kỳ và phân công từng thành viên. Kiến nghị: tập huấn kỹ năng gặp trẻ cho cán bộ mới.";
constexpr const char* waits =
    "Số vụ việc tăng so với kỳ trước vì dân biết số 111 nhiều hơn. Một vụ do trường báo bằng sổ giấy, xã đã "
    "ghi vào phần "
    "điều chỉnh. Kiến nghị: có người trực thay khi cán bộ trẻ em đi học.";
constexpr const char* late =
    "Xã xin lỗi vì nộp chậm: cán bộ trẻ em nghỉ chế độ, chưa có người thay. Các vụ việc đều đã có người phụ "
    "trách.";
constexpr const char* hurried = "Xã đã rà soát các hộ có nguy cơ. Không có kiến nghị.";
constexpr const char* no_plan =
    "Số việc quá hạn nhiều mà báo cáo không nêu lý do và cách khắc phục. Đề nghị xã nêu rõ, rồi ký lại.";

/// One case more than was counted.
Result<v1::ReportRow> with_one_of_paper(Writing& writing, const v1::SaveReportDraftRequest& request) {
  v1::GetReportRequest question;
  *question.mutable_key() = request.key();
  auto told = get_report(writing, question);
  if (!told) return fail(told.error());
  auto corrected = request;
  auto& correction = *corrected.add_corrections();
  if (!told->has_filled()) {
    correction.set_key("cases");
    for (const auto& line : told->lines())
      if (line.dimension() == v1::DIMENSION_UNSPECIFIED && line.key() == correction.key())
        correction.set_count(line.counted() + 1);
  }
  // The first number about cases, which of a form is all of them.
  for (int t = told->filled().tables_size() - 1; t >= 0; --t) {
    const auto& table = told->filled().tables(t);
    if (table.counted() != v1::COUNTED_CASES || table.rows().empty() || table.rows(0).cells().empty())
      continue;
    correction.set_table(static_cast<std::uint32_t>(t) + 1);
    correction.set_row(table.rows(0).row());
    correction.set_key(table.rows(0).key());
    correction.set_column(1);
    correction.set_count(table.rows(0).cells(0).number() + 1);
  }
  correction.set_reason("Một vụ do trường báo, ghi ở sổ giấy khi mất điện, chưa nhập vào hệ thống.");
  return save_report_draft(writing, corrected);
}

/// One report, act by act; each knows how many were before it.
class Filing {
 public:
  Filing(std::vector<DemoStep>& steps, const OwedReport& report, const DemoOffice& office,
         const DemoOffice& above)
      : steps_(steps), report_(report), office_(office), above_(above) {}

  /// So many days after the last day of the report, or the next one on which offices work.
  Filing& on(days after) {
    auto day = std::chrono::sys_days{report_.span.last} + after;
    for (auto weekday = std::chrono::weekday{day};
         weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
         weekday = std::chrono::weekday{day})
      day += days{1};
    day_ = start_of(day);
    return *this;
  }
  Filing& late_by(days more) {
    return on(std::chrono::sys_days{report_.span.before} - std::chrono::sys_days{report_.span.last} + more);
  }

  Filing& draft(const char* narrative) { return draft(narrative, save_report_draft); }
  Filing& draft_with_one_of_paper(const char* narrative) { return draft(narrative, with_one_of_paper); }
  Filing& sign() {
    return act(hours{10} + minutes{30}, office_.chairman, "hotline.v1.ReportService.SignReport",
               v1::SignReportRequest(),
               [](Writing& writing, const v1::SignReportRequest& request) -> Result<v1::ReportRow> {
                 auto figures = figures_to_sign(writing, request);
                 if (!figures) return fail(figures.error());
                 return sign_report(writing, request, std::move(*figures));
               });
  }
  Filing& give_back(const char* reason) {
    v1::ReturnReportRequest request;
    request.set_reason(reason);
    return act(hours{14}, above_.chairman, "hotline.v1.ReportService.ReturnReport", std::move(request),
               return_report);
  }
  void accept() {
    act(hours{15}, above_.chairman, "hotline.v1.ReportService.AcceptReport", v1::AcceptReportRequest(),
        accept_report);
  }

 private:
  template <class UseCase>
  Filing& draft(const char* narrative, UseCase use_case) {
    v1::SaveReportDraftRequest request;
    request.set_narrative(narrative);
    return act(hours{9} + minutes{10}, office_.officer, "hotline.v1.ReportService.SaveReportDraft",
               std::move(request), use_case);
  }

  template <class Request, class UseCase>
  Filing& act(Duration at, PersonId who, std::string_view name, Request request, UseCase use_case) {
    request.mutable_key()->set_duty(report_.duty->code());
    request.mutable_key()->set_unit(report_.unit.text());
    request.mutable_key()->set_first_day(date_text(report_.span.first));
    request.set_expected_version(version_++);
    steps_.push_back(
        {day_ + at, who, name, [request = std::move(request), use_case](Writing& writing) -> Result<> {
           auto asked = request;
           asked.set_request_id(writing.world.ids.make<RequestId>().text());
           if (auto valid = validate(asked); !valid) return valid;
           auto done = use_case(writing, asked);
           return done ? Result<>{} : Result<>(fail(done.error()));
         }});
    return *this;
  }

  std::vector<DemoStep>& steps_;
  const OwedReport& report_;
  const DemoOffice& office_;
  const DemoOffice& above_;
  Time day_{};
  std::uint32_t version_ = 0;
};

/// How the report of each office with people went, in their order.
void file(std::size_t place, Filing filing) {
  switch (place) {
    case 0:
      filing.on(days{5}).draft(quiet).on(days{8}).sign().on(days{11}).accept();
      return;
    case 1:
      filing.on(days{3}).draft(short_word).on(days{5}).sign().on(days{8}).give_back(too_short);
      filing.on(days{11}).draft(completed).sign().on(days{15}).accept();
      return;
    case 2:
      filing.late_by(days{4}).draft_with_one_of_paper(waits);
      return;
    case 3:
      filing.late_by(days{2}).draft(late).late_by(days{6}).sign();
      return;
    case 4:
      filing.on(days{9}).draft(hurried).on(days{12}).sign().late_by(days{8}).give_back(no_plan);
      return;
    default:
      return;
  }
}

void file_before(Filing filing) {
  filing.on(days{6}).draft(first_half_year).on(days{9}).sign().on(days{13}).accept();
}

}  // namespace

std::vector<DemoStep> demo_reports(const World& world, const DemoCast& cast, Time hired, Time now) {
  std::vector<DemoStep> steps;
  const Date from = local_date(hired);
  const Date until{std::chrono::sys_days{local_date(now)} - overdue + days{1}};
  const auto owed = owed_reports(world.reference.report_duties, *world.places.get()->directory, from, until);
  std::size_t place = 0;
  for (const auto& office : cast.communes) {
    if (!office.officer || !office.chairman) continue;
    std::vector<const OwedReport*> theirs;
    for (const auto& report : owed)
      if (report.unit == office.unit && report.to == cast.province.unit && start_of(report.span.last) > hired)
        theirs.push_back(&report);
    std::ranges::sort(theirs, {}, [](const OwedReport* report) { return report->span.last; });
    if (theirs.empty()) continue;
    const auto filing = [&](const OwedReport& report) {
      return Filing(steps, report, office, cast.province);
    };
    if (theirs.size() > 1) file_before(filing(*theirs[theirs.size() - 2]));
    file(place++, filing(*theirs.back()));
  }
  return steps;
}

}  // namespace hotline::service
