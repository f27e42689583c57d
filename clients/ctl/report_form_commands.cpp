// Reports of the server's configuration, filled: on the terminal, and as files.
#include <cstdio>
#include <utility>

#include "command.h"
#include "fields.h"
#include "figure_flags.h"
#include "format.h"
#include "hotline/v1/report_form.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "report_files.h"

namespace hotline::ctl {
namespace {

std::string words_of(const record::v1::Words& words) { return std::string(say({words.vi(), words.en()})); }

/// "12,3 %", "*" where it is hidden, nothing for a share of nothing.
std::string number_of(const v1::FilledRow& row, bool hidden, bool known, std::uint32_t number) {
  if (hidden) return "*";
  if (!known) return {};
  if (!row.share()) return std::to_string(number);
  return std::to_string(number / 10) + std::string(say({",", "."})) + std::to_string(number % 10) + " %";
}

/// By which `report behind` finds it: "3", or "1 07462@2025-07-01"; a code stands in the next column.
std::string name_of(const v1::FilledRow& row) {
  return std::to_string(row.row()) + (row.key() == row.code() || row.key().empty() ? "" : " " + row.key());
}

bool print_table(const v1::FilledTable& filled, bool compared) {
  bool hides = false;
  print_line("\n" + words_of(filled.title()));
  Cells heads = {"#", std::string(say({"Mã", "Code"})), std::string(say({"Chỉ tiêu", "Indicator"}))};
  for (const auto& column : filled.columns()) {
    heads.push_back(words_of(column));
    if (compared) heads.emplace_back(say({"kỳ so sánh", "beside it"}));
  }
  std::vector<Cells> lines;
  for (const auto& row : filled.rows()) {
    Cells line = {name_of(row), row.code(), std::string(row.indent() * 2, ' ') + words_of(row.label())};
    for (const auto& cell : row.cells()) {
      hides = hides || cell.hidden() || cell.compared_hidden();
      line.push_back(number_of(row, cell.hidden(), cell.has_number(), cell.number()));
      if (compared)
        line.push_back(number_of(row, cell.compared_hidden(), cell.has_compared(), cell.compared()));
    }
    line.resize(heads.size());
    lines.push_back(std::move(line));
  }
  std::fputs(table(heads, lines).c_str(), stdout);
  if (filled.has_note()) print_line(words_of(filled.note()));
  return hides;
}

void print_report(const v1::FilledReport& report) {
  print_line(words_of(report.form().title()));
  print_line((report.unit_name().empty() ? "" : report.unit_name() + ", ") + report.period().first_day() +
             " – " + report.period().last_day());
  if (report.has_mark()) print_line(words_of(report.mark()));
  if (report.for_others()) print_line(std::string(say({"Bản để công bố", "May be handed on"})));
  if (report.form().draft())
    print_line(std::string(say({"Bản thảo: lời văn chưa đối chiếu với văn bản chính thức.",
                                "A draft: its wording was not compared with the official text."})));
  bool hides = false;
  for (const auto& one : report.tables()) hides = print_table(one, report.has_compared_with()) || hides;
  if (hides)
    print_line("\n" +
               std::string(say({"*: số nhỏ hơn 5, số mà từ đó tính ra được số như thế, hoặc số không có "
                                "trong số liệu được công bố.",
                                "*: a number under 5, one from which such a number could be worked out, or "
                                "one that no published figure holds."})));
}

void print_forms(Task&, const Message& answer) {
  std::vector<Cells> lines;
  for (const auto& form : static_cast<const v1::ListReportFormsResponse&>(answer).forms())
    lines.push_back({form.form(), words_of(form.name()), form.source()});
  const Cells heads = {std::string(say({"Mã", "Code"})), std::string(say({"Tên", "Name"})),
                       std::string(say({"Căn cứ", "Source"}))};
  std::fputs(table(heads, lines).c_str(), stdout);
}

Outcome<> report(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  v1::ExportReportRequest wanted;
  *wanted.mutable_report() = static_cast<const v1::FillReportRequest&>(**request);
  auto taken = take_files(task, std::move(wanted));
  if (!taken) return std::unexpected(taken.error());
  if (*taken) return {};
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  print_report(static_cast<const v1::FillReportResponse&>(**answer).report());
  return {};
}

}  // namespace

std::vector<Command> report_form_commands() {
  const Flag form = {"FORM",
                     "form",
                     {"mã báo cáo, như report list cho thấy", "code of the report, as report list shows it"},
                     true};
  return {
      {.path = "report fill",
       .method = "ReportFormService.FillReport",
       .help = {"Lập một báo cáo theo mẫu trong cấu hình: bảng trên màn hình, tệp XLSX hoặc CSV",
                "Fill a report of the configuration: tables on the screen, an XLSX or CSV file"},
       .example = "report fill letter --from 2026-01-01 --to 2026-04-20 --unit 'Bảo Đài'\n"
                  "report fill 0101 --from 2025-01-01 --to 2025-12-31 --xlsx 0101.xlsx\n"
                  "report fill chi --from 2025-01-01 --to 2025-12-31 --unit TD111 --json\n"
                  "report fill chi --from 2025-01-01 --to 2025-12-31 --exact",
       .flags =
           with_file_flags({form,
                            figure_flags::from,
                            figure_flags::to,
                            figure_flags::unit,
                            figure_flags::tree,
                            figure_flags::compare_from,
                            figure_flags::compare_to,
                            figure_flags::for_others,
                            {"--exact",
                             "exact",
                             {"của mẫu lập để gửi ra ngoài: số chính xác, chỉ dùng nội bộ",
                              "of a form made for readers outside: exact numbers, for use inside only"}}}),
       .run = report},
      {.path = "report behind",
       .method = "ReportFormService.ListCasesOfCell",
       .help = {"Các ca đứng sau một số trong bảng đếm ca của báo cáo",
                "The cases behind a number of a report's table about cases"},
       .example = "report behind letter --from 2026-01-01 --to 2026-04-20 --table 2 --row 1 --column 2\n"
                  "report behind letter --from 2026-01-01 --to 2026-04-20 --table 3 --row 1 --key "
                  "07462@2025-07-01 --column 1",
       .flags = {form,
                 figure_flags::from,
                 figure_flags::to,
                 figure_flags::unit,
                 figure_flags::tree,
                 {"--table", "table", {"bảng thứ mấy, từ 1", "which of its tables, from 1"}, true},
                 {"--row",
                  "row",
                  {"dòng nào, như cột # của report fill", "which row, as column # of report fill says"},
                  true},
                 {"--key",
                  "key",
                  {"đơn vị (ở cột #) hoặc mã của dòng, khi nhiều dòng mang cùng số",
                   "the row's office (in column #) or code, where several rows bear one number"}},
                 {"--column", "column", {"cột số thứ mấy, từ 1", "which column of numbers, from 1"}, true},
                 figure_flags::compare_from,
                 figure_flags::compare_to},
       .rows = "cases",
       .columns = case_columns()},
      {.path = "report list",
       .method = "ReportFormService.ListReportForms",
       .help = {"Các báo cáo có trong cấu hình", "The reports of the configuration"},
       .example = "report list",
       .print = print_forms}};
}

}  // namespace hotline::ctl
