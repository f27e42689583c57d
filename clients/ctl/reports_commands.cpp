// Reports that offices owe to the level above.
#include <cstdio>

#include "command.h"
#include "fields.h"
#include "figure_words.h"
#include "format.h"
#include "hotline/v1/report.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

const Flag duty = {"DUTY", "key.duty", {"nhiệm vụ, như \"half-year\"", "the duty, as \"half-year\""}, true},
           unit = {"UNIT", "key.unit", {"đơn vị nợ báo cáo", "the office that owes it"}, true},
           first_day = {"FIRST-DAY", "key.first_day", {"ngày đầu của kỳ", "first day of its period"}, true};

/// An act names the version of the report that was seen, or else the newest. 0 is a version, too: of one that
/// nobody touched yet.
Outcome<> name_version(Task& task, Message& request) {
  if (task.has("--expected-version")) return {};
  v1::GetReportRequest question;
  const auto* key = message_at(request, "key");
  question.mutable_key()->CopyFrom(*key);
  auto answer = task.connection.call("ReportService.GetReport", question);
  if (!answer) return std::unexpected(answer.error());
  return set_field(task.connection, request, "expected_version", text_at(**answer, "report.version"));
}

std::string number_of(bool known, std::uint32_t number) { return known ? std::to_string(number) : ""; }

void print_lines(const v1::GetReportResponse& answer) {
  const Cells heads = {std::string(say({"Mục", "Of"})), std::string(say({"Đếm được", "Counted"})),
                       std::string(say({"Đã ký", "Signed"})), std::string(say({"Điều chỉnh", "Corrected"})),
                       std::string(say({"Lý do", "Reason"}))};
  std::vector<Cells> rows;
  auto dimension = v1::DIMENSION_UNSPECIFIED;
  for (const auto& line : answer.lines()) {
    if (line.dimension() != dimension) {
      dimension = line.dimension();
      rows.push_back({label(*v1::Dimension_descriptor()->FindValueByNumber(dimension)), "", "", "", ""});
    }
    if (line.counted() == 0 && line.signed_() == 0 && !line.has_corrected()) continue;
    rows.push_back({"  " + label_of(line.dimension(), line.key()),
                    std::to_string(line.counted()) + (line.differs() ? " !" : ""),
                    number_of(line.has_signed_(), line.signed_()),
                    number_of(line.has_corrected(), line.corrected()), clean(line.reason())});
  }
  std::fputs(table(heads, rows).c_str(), stdout);
}

void print_report(Task& task, const Message& message) {
  const auto& answer = static_cast<const v1::GetReportResponse&>(message);
  print_fields(task, answer.report());
  if (!answer.source().empty()) print_line(answer.source());
  if (!answer.narrative().empty()) print_line("\n" + clean(answer.narrative()));
  print_line("");
  print_lines(answer);
  for (const auto& line : answer.lines())
    if (line.differs()) {
      print_line(say({"!: số liệu đã đổi từ khi ký.", "!: the data changed since it was signed."}));
      break;
    }
  print_line("");
  print_table(task, answer, "entries",
              {{{"Lúc", "At"}, "at"},
               {{"Việc", "Act"}, "act"},
               {{"Đơn vị", "Unit"}, "unit"},
               {{"Tới bậc", "Step"}, "rung"},
               {{"Kết quả gọi", "Call"}, "attempt.result"},
               {{"Lý do", "Reason"}, "reason"},
               {{"Mục nhật ký", "Log entry"}, "log_index"}});
}

/// A call names how many were recorded before it.
Outcome<> name_attempts(Task& task, Message& request) {
  v1::GetReportRequest named;
  named.mutable_key()->CopyFrom(*message_at(request, "key"));
  v1::ListReportCallsRequest question;
  question.set_unit(named.key().unit());
  question.set_page_size(200);
  auto answer = task.connection.call("ReportService.ListReportCalls", question);
  if (!answer) return std::unexpected(answer.error());
  for (const auto& call : static_cast<const v1::ListReportCallsResponse&>(**answer).calls()) {
    const auto& key = call.report().key();
    if (key.duty() == named.key().duty() && key.unit() == named.key().unit() &&
        key.first_day() == named.key().first_day())
      return set_field(task.connection, request, "expected_attempts", std::to_string(call.attempts()));
  }
  return {};  // it is not on the list, which the server says
}

Command act(std::string_view path, std::string_view method, const Text& help, std::string_view example,
            std::vector<Flag> more = {}) {
  std::vector<Flag> flags = {duty, unit, first_day};
  flags.insert(flags.end(), more.begin(), more.end());
  return {.path = path,
          .method = method,
          .help = help,
          .example = example,
          .flags = std::move(flags),
          .prepare = name_version};
}

}  // namespace

const std::vector<Column>& report_call_columns() {
  static const std::vector<Column> columns = {
      {{"Gọi cho", "To telephone"}, "unit"},         {{"Điện thoại", "Telephones"}, "telephones"},
      {{"Nhiệm vụ", "Duty"}, "report.key.duty"},     {{"Đơn vị", "Unit"}, "report.key.unit"},
      {{"Từ ngày", "From"}, "report.key.first_day"}, {{"Ngày trễ", "Days late"}, "days_late"},
      {{"Đã gọi", "Attempts"}, "attempts"},          {{"Lần cuối", "Last"}, "last_result"}};
  return columns;
}

std::vector<Command> reports_commands() {
  return {
      {.path = "reports list",
       .method = "ReportService.ListReports",
       .help = {"Báo cáo phải nộp: ai đã nộp, ai trễ",
                "Reports that are owed: who has reported, who is late"},
       .example = "reports list --from 2026-04-01 --to 2026-04-30\n"
                  "reports list --from 2026-01-01 --to 2026-12-31 --unit 'Bảo Đài' --late",
       .flags = {{"--from", "due.first_day", {"hạn nộp từ ngày", "due from this day"}, true},
                 {"--to", "due.last_day", {"đến ngày", "to this day"}, true},
                 {"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}},
                 {"--state", "state", {"chỉ tình trạng này", "only those in this state"}},
                 {"--late", "late_only", {"chỉ báo cáo trễ hạn", "only those that are late"}}},
       .rows = "reports",
       .columns = {{{"Nộp trước", "Before"}, "due_at"},
                   {{"Nhiệm vụ", "Duty"}, "key.duty"},
                   {{"Đơn vị", "Unit"}, "key.unit"},
                   {{"Từ ngày", "From"}, "key.first_day"},
                   {{"Đến ngày", "To"}, "last_day"},
                   {{"Tình trạng", "State"}, "state"},
                   {{"Trễ", "Late"}, "late"}}},
      {.path = "reports show",
       .method = "ReportService.GetReport",
       .help = {"Một báo cáo: số liệu, điều chỉnh, chênh lệch, ai đã làm gì",
                "One report: figures, corrections, differences, who did what"},
       .example = "reports show half-year 'Bảo Đài' 2025-10-01",
       .flags = {duty, unit, first_day},
       .print = print_report},
      {.path = "reports behind",
       .method = "ReportService.ListCasesOfLine",
       .help = {"Các ca đứng sau một dòng của báo cáo, như đếm được lúc này",
                "The cases behind a line of a report, as it is counted now"},
       .example = "reports behind half-year 'Bảo Đài' 2025-10-01 --key cases\n"
                  "reports behind half-year 'Bảo Đài' 2025-10-01 --by case-sex --key 2",
       .flags = {duty,
                 unit,
                 first_day,
                 {"--by", "dimension", {"theo mục nào; không nêu: tổng số", "by what; none: the total"}},
                 {"--key",
                  "line_key",
                  {"khóa của dòng, như --json cho thấy", "key of the line, as --json shows it"},
                  true}},
       .rows = "cases",
       .columns = case_columns()},
      act("reports draft", "ReportService.SaveReportDraft",
          {"Soạn báo cáo; thay cho bản soạn trước", "Writes the draft, in place of the one before"},
          "reports draft half-year 'Bảo Đài' 2025-10-01 --text 'Không phát sinh vụ việc mới' "
          "--correct 'case-sex|2|3|một vụ ghi sổ giấy'",
          {{"--text", "narrative", {"lời báo cáo; không ghi tên ai", "what the report says; names nobody"}},
           {"--correct",
            "corrections",
            {"mục|khóa|số|lý do; mục để trống: tổng số",
             "dimension|key|number|reason; no dimension: a total"}}}),
      act("reports sign", "ReportService.SignReport",
          {"Chủ tịch ký và gửi, với số liệu lúc này",
           "The chairman signs and hands over, with the figures of now"},
          "reports sign half-year 'Bảo Đài' 2025-10-01"),
      act("reports return", "ReportService.ReturnReport",
          {"Cấp trên trả lại, có lý do", "The level above returns it, with a reason"},
          "reports return half-year 'Bảo Đài' 2025-10-01 --reason 'Thiếu nhận định'",
          {{"--reason", "reason", {"lý do", "why"}, true}}),
      act("reports accept", "ReportService.AcceptReport",
          {"Cấp trên tiếp nhận", "The level above accepts it"},
          "reports accept half-year 'Bảo Đài' 2025-10-01"),
      {.path = "reports calls",
       .method = "ReportService.ListReportCalls",
       .help = {"Báo cáo quá hạn phải gọi điện, chờ lâu nhất trước",
                "Late reports that somebody has to telephone about, the longest waiting first"},
       .example = "reports calls --unit 'Bảo Đài'",
       .flags = {{"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}}},
       .rows = "calls",
       .columns = report_call_columns()},
      {.path = "reports call",
       .method = "ReportService.RecordReportCall",
       .help = {"Ghi một cuộc gọi đến đơn vị có báo cáo quá hạn",
                "Record a telephone call to an office about its late report"},
       .example = "reports call half-year 'Bảo Đài' 2025-10-01 --result no-answer",
       .flags = {duty,
                 unit,
                 first_day,
                 {"--result", "attempt.result", {"kết quả", "result"}},
                 {"--called", "attempt.unit", {"đơn vị được gọi", "the unit called"}},
                 {"--whom", "attempt.whom", {"gọi ai", "whom"}},
                 {"--at", "attempt.at", {"lúc", "when"}},
                 {"--notes", "attempt.notes", {"ghi chú", "notes"}}},
       .record = "attempt",
       .prepare = name_attempts}};
}

}  // namespace hotline::ctl
