// Units that end: what moved, and what needs a person.
#include "command.h"
#include "hotline/v1/supervision.pb.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

void section(Task& task, const Message& answer, const Text& head, std::string_view rows,
             const std::vector<Column>& columns) {
  print_line(say(head));
  print_table(task, answer, rows, columns);
  print_line("");
}

void print_changes(Task& task, const Message& answer) {
  const auto& list = static_cast<const v1::ListUnitChangesResponse&>(answer);
  section(task, answer, {"Ca đã chuyển theo đơn vị", "Cases that went over with their unit"}, "moved",
          {{{"Số", "Number"}, "number"},
           {{"Từ", "From"}, "from_unit"},
           {{"Đến", "To"}, "to_unit"},
           {{"Lúc", "At"}, "moved_at"},
           {{"Muộn", "Late"}, "late"},
           {{"Cần phân về xã", "To be sorted"}, "to_sort"},
           {{"Theo địa chỉ", "By the address"}, "by_detail"}});
  section(task, answer, {"Vai trò chờ xác nhận", "Roles that wait to be confirmed"}, "memberships",
          {{{"Người", "Person"}, "person_name"},
           {{"Mã", "Id"}, "person_id"},
           {{"Vai trò", "Role"}, "membership.role"},
           {{"Đơn vị", "Unit"}, "membership.unit"},
           {{"Kết thúc", "Ends"}, "ends_on"},
           {{"Đề nghị", "Proposed"}, "proposed_unit"},
           {{"Có thể là", "Candidates"}, "candidates"}});
  section(task, answer, {"Đơn vị đã hoặc sắp kết thúc", "Units that ended or will end"}, "changes",
          {{{"Ngày", "Day"}, "on_date"},
           {{"Tên", "Name"}, "name"},
           {{"Đơn vị", "Unit"}, "unit"},
           {{"Kế thừa", "Successor"}, "successor"},
           {{"Cấp trên phân loại", "Sorted by"}, "sorted_by"}});
  section(task, answer, {"Lịch trực cần sửa", "Rosters to be put right"}, "rosters",
          {{{"Đơn vị", "Unit"}, "unit"},
           {{"Ngày", "Day"}, "on_date"},
           {{"Không ai trực", "Nobody on duty"}, "nobody_on_duty"},
           {{"Lịch trực không còn giá trị", "Duties that count for nothing"}, "duties_beyond"},
           {{"Người", "People"}, "person_ids"}});
  for (const auto& unit : list.unanswered_units())
    print_line(std::string(say({"Chưa có ai trực: ", "Nobody answers at: "})) + unit);
  if (list.more())
    print_line(say(
        {"Còn nữa: hãy xem từng đơn vị với --unit.", "There is more: look at single units with --unit."}));
}

}  // namespace

std::vector<Command> unit_change_commands() {
  return {
      {.path = "unit changes",
       .method = "SupervisionService.ListUnitChanges",
       .help = {"Đơn vị kết thúc: ca nào đã chuyển, việc gì cần người làm",
                "Units that end: what moved, and what needs a person"},
       .example = "unit changes\nunit changes --unit 'Bắc Ninh' --since 2025-07-01",
       .flags = {{"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}},
                 {"--since", "since", {"kết thúc từ ngày này", "ended on or after this day"}}},
       .print = print_changes},
      {.path = "unit confirm",
       .method = "SupervisionService.ConfirmMembership",
       .help = {"Xác nhận người của đơn vị cũ nay làm ở đâu; không có --to: vai trò kết thúc",
                "Say where somebody of an old unit belongs now; without --to the role ends"},
       .example = "unit confirm officer.tamdi '07456@2004-07-08|officer' --to 07462@2025-07-01",
       .flags = {{"PERSON", "person_id", {"tên đăng nhập hoặc mã", "sign-in name or id"}, true},
                 {"ROLE", "membership", {"đơn vị cũ|vai trò", "old unit|role"}, true},
                 {"--to", "to_unit", {"đơn vị mới", "the new unit"}}}},
  };
}

}  // namespace hotline::ctl
