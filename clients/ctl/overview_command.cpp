// The supervisor's board in numbers.
#include <cstdio>

#include "command.h"
#include "format.h"
#include "hotline/v1/supervision.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

void print_heading(Text text) { print_line("\n" + std::string(say(text))); }

void print_totals(const v1::GetOverviewResponse& board) {
  const std::pair<Text, std::uint32_t> totals[] = {
      {{"đang mở", "open"}, board.open()},
      {{"chờ nhận", "waiting"}, board.waiting()},
      {{"cần gọi ngay", "to call"}, board.to_call()},
      {{"quá hạn", "overdue"}, board.overdue()},
      {{"khẩn cấp", "emergencies"}, board.emergencies()},
      {{"không thời hạn nào chạy", "without a running deadline"}, board.without_deadline()}};
  std::string line;
  for (const auto& [name, count] : totals)
    line += (line.empty() ? "" : "   ") + std::string(say(name)) + " " + std::to_string(count);
  print_line(line);
  if (!board.counted_all())
    print_line(say({"Quá nhiều ca đang mở: chỉ đếm những ca mới nhất.",
                    "Too many open cases: only the newest are counted."}));
}

/// Years whose holidays nobody has entered: every deadline in working days would count them as work.
void print_calendar(const v1::GetOverviewResponse& board) {
  for (const auto year : board.calendar_missing_years())
    print_line(
        std::string(say(
            {"Lịch làm việc chưa có ngày nghỉ lễ của năm ", "The working calendar has no holidays for "})) +
        std::to_string(year) +
        std::string(say({": mọi ngày trong tuần đều bị tính là ngày làm việc. Quản trị viên phải bổ sung.",
                         ": every weekday counts as a working day. An administrator has to add them."})));
}

/// "trình kế hoạch 4/5": met in time, of those that ended or are past due.
std::string shares_of(const v1::UnitOverview& unit) {
  std::string out;
  for (const auto& share : unit.shares())
    out += (out.empty() ? "" : "; ") + label_of(share.kind()) + " " + std::to_string(share.on_time()) + "/" +
           std::to_string(share.on_time() + share.late());
  return out;
}

void print_units(Task& task, const v1::GetOverviewResponse& board) {
  const std::vector<Column> columns = {{{"Đơn vị", "Unit"}, "unit"},
                                       {{"Mở", "Open"}, "open"},
                                       {{"Chờ", "Waiting"}, "waiting"},
                                       {{"Quá hạn", "Overdue"}, "overdue"},
                                       {{"Khẩn cấp", "Emergencies"}, "emergencies"},
                                       {{"Không hạn", "No deadline"}, "without_deadline"},
                                       {{"Hạn gần nhất", "Next due"}, "next_due_at", Column::As::countdown},
                                       {{"Của", "Of"}, "next_due_kind"}};
  Cells heads;
  for (const auto& column : columns) heads.emplace_back(say(column.head));
  heads.emplace_back(say({"Đúng hạn", "On time"}));
  std::vector<Cells> lines;
  for (const auto& unit : board.units()) {
    Cells cells;
    for (const auto& column : columns) cells.push_back(cell(task, unit, column));
    cells.push_back(shares_of(unit));
    lines.push_back(std::move(cells));
  }
  std::fputs(table(heads, lines).c_str(), stdout);
}

void print_contacts(Task& task, const v1::GetOverviewResponse& board) {
  print_heading({"Cuộc tiếp nhận hôm nay", "Contacts today"});
  print_table(task, board, "classes",
              {{{"Loại", "Class"}, "contact_class"},
               {{"Hôm nay", "Today"}, "today"},
               {{"Ngày thường", "Usual"}, "usual"}});
  if (board.hours().empty()) return;
  print_heading({"Theo giờ", "By the hour"});
  print_table(task, board, "hours",
              {{{"Giờ", "Hour"}, "hour"},
               {{"Hôm nay", "Today"}, "today"},
               {{"Thường từ", "Usual from"}, "usual_low"},
               {{"đến", "to"}, "usual_high"}});
}

void print_overview(Task& task, const Message& answer) {
  const auto& board = static_cast<const v1::GetOverviewResponse&>(answer);
  print_totals(board);
  print_calendar(board);
  if (!board.waiting_by_proof().empty()) {
    print_heading(
        {"Chờ nhận, theo mức đã biết và số phút đã chờ", "Waiting, by proof level and minutes waited"});
    print_table(task, board, "waiting_by_proof",
                {{{"Mức", "Level"}, "proof_level"},
                 {{"Từ phút", "From minute"}, "age_minutes_min"},
                 {{"Ca", "Cases"}, "cases"},
                 {{"Khẩn cấp", "Emergencies"}, "emergencies"}});
  }
  if (!board.units().empty()) {
    print_heading({"Từng đơn vị, hạn gần nhất trước", "Each office, the earliest due first"});
    print_units(task, board);
  }
  if (!board.classes().empty()) print_contacts(task, board);
}

}  // namespace

std::vector<Command> overview_commands() {
  return {{.path = "overview",
           .method = "SupervisionService.GetOverview",
           .help = {"Bảng giám sát: gì đang chờ, gì trễ và ở đâu, ai đúng hạn",
                    "The board: what waits, what is late and where, and who is in time"},
           .example = "overview\noverview --unit 'Bảo Đài'\noverview --json",
           .flags = {{"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}}},
           .print = print_overview}};
}

}  // namespace hotline::ctl
