// Reports that offices owe to the level above.
#include <utility>

#include "command.h"
#include "fields.h"
#include "hotline/v1/report.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "print_report.h"
#include "report_files.h"
#include "seen_versions.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

const Flag duty = {"DUTY", "key.duty", {"nhiệm vụ, như \"half-year\"", "the duty, as \"half-year\""}, true},
           unit = {"UNIT", "key.unit", {"đơn vị nợ báo cáo", "the office that owes it"}, true},
           first_day = {"FIRST-DAY", "key.first_day", {"ngày đầu của kỳ", "first day of its period"}, true};

/// An act names the version of the report that was seen. 0 is a version, too, of one that nobody touched yet:
/// with it a first draft overwrites nothing, so that it needs no look.
Outcome<> name_version(Task& task, Message& request) {
  if (task.has("--expected-version")) return {};
  const auto seen = seen_version(task.connection.session(), seen_name(request));
  if (seen) return set_field(task.connection, request, "expected_version", std::to_string(*seen));
  if (request.GetDescriptor() == v1::SaveReportDraftRequest::descriptor()) return {};
  return look_first(request);
}

/// A call names how many were recorded before it; of now, since it only adds to them.
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

Outcome<> show_report(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  const auto& told = static_cast<const v1::GetReportResponse&>(**answer);
  v1::ExportReportRequest wanted;
  *wanted.mutable_owed() = static_cast<const v1::GetReportRequest&>(**request);
  for (const auto& line : told.lines()) {
    const bool begins =
        wanted.words().empty() || wanted.words(wanted.words_size() - 1).dimension() != line.dimension();
    if (begins && line.dimension() != v1::DIMENSION_UNSPECIFIED) add_words(wanted, line.dimension(), "");
    add_words(wanted, line.dimension(), line.key());
  }
  auto taken = take_files(task, std::move(wanted));
  if (!taken) return std::unexpected(taken.error());
  if (!*taken) print_owed_report(task, told);
  remember_shown(task.connection, **request, told);
  return {};
}

Outcome<> export_report(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  if (task.json) return print_json(**answer), Outcome<>();
  const auto& exported = static_cast<const v1::ExportReportHistoryResponse&>(**answer);
  if (auto written = write_output(task.value("--out"), exported.bundle()); !written) return written;
  print_beside(say({"Đã xuất, phần kín vẫn niêm phong.", "Exported; its parts stay sealed."}));
  return {};
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
       .example = "reports show half-year 'Bảo Đài' 2025-10-01\n"
                  "reports show half-year 'Bảo Đài' 2025-10-01 --xlsx bao-cao.xlsx",
       .flags = with_file_flags({duty, unit, first_day}),
       .run = show_report},
      {.path = "reports export",
       .method = "ReportService.ExportReportHistory",
       .help = {"Xuất lịch sử một báo cáo kèm bằng chứng, kiểm tra được không cần mạng (verify --export)",
                "Export a report's history with its proofs, which are checked off line (verify --export)"},
       .example = "reports export half-year 'Bảo Đài' 2025-10-01 --out report.export",
       .flags = {duty, unit, first_day, {"--out", "", {"tệp mới, hoặc -", "a new file, or -"}, true}},
       .run = export_report},
      {.path = "reports duties",
       .method = "ReportService.ListReportDuties",
       .help = {"Ai báo cáo gì cho ai, trước ngày nào", "Who reports what to whom by when"},
       .example = "reports duties",
       .rows = "duties",
       .columns = {{{"Nhiệm vụ", "Duty"}, "code"},
                   {{"Cấp", "Level"}, "level"},
                   {{"Gửi cấp", "To"}, "to_level"},
                   {{"Từ", "From"}, "from"},
                   {{"Đến trước", "Until"}, "until"},
                   {{"Kỳ từ", "Period from"}, "periods.first"},
                   {{"đến", "to"}, "periods.last"},
                   {{"Nộp trước", "Before"}, "periods.before"},
                   {{"Mẫu", "Form"}, "form"}}},
      {.path = "reports behind",
       .method = "ReportService.ListCasesOfLine",
       .help = {"Các ca đứng sau một dòng của báo cáo, như đếm được lúc này",
                "The cases behind a line of a report, as it is counted now"},
       .example = "reports behind half-year 'Bảo Đài' 2025-10-01 --table 2 --row 1 --column 1\n"
                  "reports behind helpline-month TD111 2026-10-01 --by case-sex --key 2",
       .flags = {duty,
                 unit,
                 first_day,
                 {"--by", "dimension", {"theo mục nào; không nêu: tổng số", "by what; none: the total"}},
                 {"--key",
                  "line_key",
                  {"khóa của dòng, như --json cho thấy", "key of the line, as --json shows it"}},
                 {"--table",
                  "table",
                  {"báo cáo theo mẫu: bảng thứ mấy, từ 1", "of a form: which table, from 1"}},
                 {"--row", "row", {"dòng nào, như cột # cho thấy", "which row, as column # says"}},
                 {"--column", "column", {"cột số thứ mấy, từ 1", "which column of numbers, from 1"}}},
       .rows = "cases",
       .columns = case_columns()},
      act("reports draft", "ReportService.SaveReportDraft",
          {"Soạn báo cáo; thay cho bản soạn trước", "Writes the draft, in place of the one before"},
          "reports draft half-year 'Bảo Đài' 2025-10-01 --text 'Không phát sinh vụ việc mới' "
          "--correct '||3|một vụ ghi sổ giấy|2|1|1'\n"
          "reports draft helpline-month TD111 2026-10-01 --correct 'case-sex|2|3|một vụ ghi sổ giấy'",
          {{"--text", "narrative", {"lời báo cáo; không ghi tên ai", "what the report says; names nobody"}},
           {"--correct",
            "corrections",
            {"theo mẫu: |khóa|số|lý do|bảng|dòng|cột; theo mục: mục|khóa|số|lý do, mục để trống: tổng số",
             "by form: |key|number|reason|table|row|column; by dimension: dimension|key|number|reason, no "
             "dimension: a total"}}}),
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
