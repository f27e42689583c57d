// Looking at cases.
#include "command.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/case.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

const std::vector<Column> clock_columns = {
    {{"Thời hạn", "Clock"}, "kind"},
    {{"Hạn", "Due at"}, "due_at"},
    {{"Còn", "Left"}, "due_at", Column::As::countdown},
    {{"Đạt lúc", "Met at"}, "met_at"},
    {{"Dừng lúc", "Stopped at"}, "stopped_at"},
    {{"Quá hạn", "Overdue"}, "overdue"},
    {{"Căn cứ", "Article"}, "article"},
};

/// The commands for the methods that one may call now.
std::string possible_commands(const v1::CaseDetail& detail) {
  std::string out;
  for (const auto& method : detail.possible())
    for (const auto& command : commands())
      if (command.method.ends_with("." + method)) {
        out += (out.empty() ? "" : ", ") + std::string(command.path.substr(command.path.find(' ') + 1));
        break;
      }
  return out;
}

void print_detail(Task& task, const v1::CaseDetail& detail) {
  print_line(case_line(task, detail.row()));
  print_nobody(task, detail);
  if (detail.clocks_size() > 0) {
    print_line("");
    print_table(task, detail, "clocks", clock_columns);
    print_line("");
  }
  auto rest = detail;
  rest.clear_clocks();
  rest.clear_possible();
  rest.clear_nobody_answers();
  rest.mutable_row()->clear_summary();
  print_fields(task, rest);
  print_line(std::string(say({"có thể làm: ", "possible: "})) + possible_commands(detail));
}

void print_case(Task& task, const Message& answer) {
  print_detail(task, static_cast<const v1::GetCaseResponse&>(answer).case_());
}

void print_history(Task& task, const Message& answer) {
  const auto& history = static_cast<const v1::GetHistoryResponse&>(answer);
  for (const auto& entry : history.entries()) print_history_entry(task, entry);
  if (!history.next_page_token().empty())
    print_line(say({"Còn nữa: thêm --all.", "There is more: add --all."}));
}

Outcome<> watch(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  return task.connection.stream(*find_method(task.command.method), **request, [&](const Message& message) {
    const auto& change = static_cast<const v1::WatchCaseResponse&>(message);
    if (task.json)
      print_json(change);
    else if (change.has_case_())
      print_line(time_text(task.connection.now()) + "  " + std::to_string(change.case_().row().version()) +
                 "  " + case_line(task, change.case_().row()));
    std::fflush(stdout);
    return true;
  });
}

}  // namespace

std::vector<Command> case_commands() {
  const Flag which = {"CASE", "case_id", {"số ca hoặc mã ca", "number or id of the case"}, true};
  return {
      {.path = "case list",
       .method = "CaseService.ListCases",
       .help = {"Danh sách ca", "Cases"},
       .example = "case list --status assessing --status planning\ncase list --overdue --unit 'Bảo Đài'\n"
                  "case list --without-deadline --all",
       .flags = {{"--status", "statuses", {"tình trạng", "status"}},
                 {"--overdue", "overdue_only", {"chỉ ca quá hạn", "overdue only"}},
                 {"--prominent", "prominent_only", {"chỉ ca nổi cộm", "prominent only"}},
                 {"--without-deadline",
                  "without_deadline",
                  {"chỉ ca đang mở không có thời hạn nào đang chạy",
                   "open cases without a running deadline only"}},
                 {"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}}},
       .rows = "cases",
       .columns = case_columns()},
      {.path = "case show",
       .method = "CaseService.GetCase",
       .help = {"Xem một ca", "One case"},
       .example = "case show LN-2026-000147\ncase show LN-2026-000147 --json",
       .flags = {which},
       .shown = "case",
       .print = print_case},
      {.path = "case history",
       .method = "CaseService.GetHistory",
       .help = {"Lịch sử ca, từng bước", "The history of a case, step by step"},
       .example = "case history LN-2026-000147 --all",
       .flags = {which},
       .shown = "entries.event",
       .print = print_history},
      {.path = "case watch",
       .method = "CaseService.WatchCase",
       .help = {"Theo dõi một ca", "Watch a case"},
       .example = "case watch LN-2026-000147",
       .flags = {which,
                 {"--after-version",
                  "after_version",
                  {"chỉ những lần sau", "only what comes after this version"}}},
       .run = watch},
  };
}

}  // namespace hotline::ctl
