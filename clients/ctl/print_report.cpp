#include "print_report.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "fields.h"
#include "figure_words.h"
#include "format.h"
#include "hotline/v1/report.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

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
      rows.push_back({label_of(dimension), "", "", "", ""});
    }
    if (line.counted() == 0 && line.signed_() == 0 && !line.has_corrected()) continue;
    rows.push_back({"  " + label_of(line.dimension(), line.key()),
                    std::to_string(line.counted()) + (line.differs() ? " !" : ""),
                    number_of(line.has_signed_(), line.signed_()),
                    number_of(line.has_corrected(), line.corrected()), clean(line.reason())});
  }
  std::fputs(table(heads, rows).c_str(), stdout);
}

bool differs(const v1::GetReportResponse& answer) {
  if (std::ranges::any_of(answer.lines(), [](const auto& line) { return line.differs(); })) return true;
  for (const auto& table : answer.filled().tables())
    for (const auto& row : table.rows())
      if (std::ranges::any_of(row.cells(), [](const auto& cell) { return cell.differs(); })) return true;
  return false;
}

std::string words_of(const record::v1::Words& words) { return std::string(say({words.vi(), words.en()})); }

std::string tenths(std::uint32_t share) {
  return std::to_string(share / 10) + std::string(say({",", "."})) + std::to_string(share % 10) + " %";
}

/// What the report stands for; "!" where it is counted otherwise since it was signed, "~" where it was
/// corrected.
std::string number_of(const v1::FilledRow& row, const v1::ReportCell& cell) {
  if (!cell.has_number()) return {};
  const auto number = cell.has_corrected() ? cell.corrected()
                      : cell.has_signed_() ? cell.signed_()
                                           : cell.number();
  return (row.share() ? tenths(number) : std::to_string(number)) + (cell.has_corrected() ? " ~" : "") +
         (cell.differs() ? " ! " + (row.share() ? tenths(cell.number()) : std::to_string(cell.number()))
                         : "");
}

/// Its tables as the form has them, then each correction with its reason.
void print_filled(const v1::GetReportResponse& answer) {
  for (const auto& filled : answer.filled().tables()) {
    print_line("\n" + words_of(filled.title()));
    Cells heads = {"#", std::string(say({"Chỉ tiêu", "Indicator"}))};
    for (const auto& column : filled.columns()) heads.push_back(words_of(column));
    std::vector<Cells> rows;
    for (const auto& row : filled.rows()) {
      Cells line = {std::to_string(row.row()) + (row.key().empty() ? "" : " " + row.key()),
                    std::string(row.indent() * 2, ' ') + words_of(row.label())};
      for (const auto& cell : row.cells()) line.push_back(number_of(row, cell));
      line.resize(heads.size());
      rows.push_back(std::move(line));
    }
    std::fputs(table(heads, rows).c_str(), stdout);
  }
  if (answer.corrections().empty()) return;
  print_line("\n" + std::string(say({"~ Điều chỉnh", "~ Corrected"})));
  std::vector<Cells> rows;
  for (const auto& one : answer.corrections())
    rows.push_back({words_of(one.label()), std::to_string(one.count()), clean(one.reason())});
  std::fputs(table({std::string(say({"Số liệu", "Number"})), std::string(say({"Điều chỉnh", "Corrected"})),
                    std::string(say({"Lý do", "Reason"}))},
                   rows)
                 .c_str(),
             stdout);
}

/// What each office below handed over for the same days.
void print_below(Task& task, const v1::GetReportResponse& answer) {
  if (answer.below().empty()) return;
  print_line("\n" + std::string(say({"Các đơn vị dưới", "Offices below"})));
  print_table(task, answer, "below",
              {{{"Đơn vị", "Office"}, "report.key.unit"},
               {{"Tình trạng", "State"}, "report.state"},
               {{"Trễ", "Late"}, "report.late"},
               {{"Điều chỉnh", "Corrections"}, "report.corrections"},
               {{"Nhận định", "What it says"}, "narrative"}});
  for (const auto& one : answer.below())
    for (const auto& correction : one.corrections())
      print_line("  ~ " + one.report().key().unit() + ": " + words_of(correction.label()) + ": " +
                 std::to_string(correction.count()) + " (" + clean(correction.reason()) + ")");
  print_line(
      say({"Số liệu trên được đếm lại từ các cuộc tiếp nhận và các ca; điều chỉnh mà các đơn vị dưới đã ký "
           "đứng bên cạnh, không nằm trong các con số.",
           "The numbers above are counted anew from contacts and cases; corrections that offices below "
           "signed stand beside them, and are not in the numbers."}));
}

}  // namespace

void print_owed_report(Task& task, const Message& message) {
  const auto& answer = static_cast<const v1::GetReportResponse&>(message);
  print_fields(task, answer.report());
  if (!answer.source().empty()) print_line(answer.source());
  if (!answer.narrative().empty()) print_line("\n" + clean(answer.narrative()));
  print_line("");
  if (answer.has_filled())
    print_filled(answer);
  else
    print_lines(answer);
  if (differs(answer))
    print_line(say({"!: số liệu đã đổi từ khi ký.", "!: the data changed since it was signed."}));
  print_below(task, answer);
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

}  // namespace hotline::ctl
