// Places and units.
#include "command.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/directory.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "terminal.h"
#include "units_ended.h"

namespace hotline::ctl {
namespace {

const std::vector<Column> unit_columns = {
    {{"Đơn vị", "Unit"}, "unit"},        {{"Cấp", "Level"}, "level"},
    {{"Loại", "Kind"}, "kind"},          {{"Tên", "Name"}, "name"},
    {{"Đến ngày", "Until"}, "valid_to"}, {{"Điện thoại", "Telephones"}, "telephones"},
};

void print_import(Task& task, const v1::ImportUnitsResponse& last) {
  print_unit_changes(task, last);
  const std::vector<Column> notes = {{{"Dòng", "Line"}, "line"},
                                     {{"Vì sao", "Why"}, language() == Language::en ? "text_en" : "text_vi"},
                                     {{"Đơn vị", "Unit"}, "unit"}};
  const auto section = [&](std::uint32_t count, const Text& head, std::string_view rows) {
    if (count == 0) return;
    print_line(std::to_string(count) + " " + std::string(say(head)));
    print_table(task, last, rows, notes);
  };
  section(last.repair_count(), {"chỗ đã sửa khi đọc", "repaired while reading"}, "repairs");
  section(last.contradiction_count(), {"chỗ trái với dữ liệu đã có", "contradictions to what is known"},
          "contradictions");
  section(last.error_count(), {"dòng sai", "bad rows"}, "errors");
  if (last.ended_units() > 0)
    print_line(std::to_string(last.ended_units()) +
               std::string(say({" đơn vị đã kết thúc, ", " units have ended, "})) +
               std::to_string(last.ended_without_successor()) +
               std::string(say({" không có nơi kế thừa chắc chắn (có người phân loại). ",
                                " without a certain successor (a person sorts). "})) +
               std::to_string(last.cases_to_move()) +
               std::string(say({" ca đang mở phải chuyển, ", " open cases have to move, "})) +
               std::to_string(last.roles_to_confirm()) +
               std::string(say({" vai trò chờ xác nhận.", " roles have to be confirmed."})));
  print_line(std::to_string(last.rows_read()) + std::string(say({" dòng, ", " rows, "})) +
             std::to_string(last.change_count()) + std::string(say({" thay đổi, ", " changes, "})) +
             std::to_string(last.error_count()) + std::string(say({" lỗi. ", " errors. "})) +
             std::string(last.applied() ? say({"Đã nhập.", "Applied."})
                                        : say({"Chưa nhập gì.", "Nothing applied."})));
}

Outcome<v1::ImportUnitsResponse> send_import(Task& task, v1::ImportUnitsRequest& request, bool dry_run,
                                             const Text& what) {
  request.clear_request_id();  // looking and applying are two requests
  if (dry_run) request.set_request_id(task.connection.new_id());
  if (auto named = name_request(task, request); !named) return std::unexpected(named.error());
  request.set_dry_run(dry_run);
  v1::ImportUnitsResponse last;
  auto bar = progress_of(task, what);
  auto done = task.connection.stream(*find_method(task.command.method), request, [&](const Message& message) {
    last = static_cast<const v1::ImportUnitsResponse&>(message);
    bar.show(last.percent(), 100);
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return last;
}

/// Whether it may be carried out: where much would end for good, a person says so, or --yes.
Outcome<> may_end(Task& task, const v1::ImportUnitsResponse& looked) {
  auto ended = units_ended_by(task, looked);
  if (!ended) return std::unexpected(ended.error());
  if (!ended->much()) return {};
  const std::string told = ended->told();
  if (!input_is_terminal()) {
    const std::string more = told + std::string(say({" Chưa nhập gì. Đúng là vậy thì thêm --yes.",
                                                     " Nothing was applied. If that is right, add --yes."}));
    return stop(Exit::refused, {more, more});
  }
  if (!task.json) print_import(task, looked);
  const auto key = ask_key(told + std::string(say({" Vẫn nhập?  c) có  k) không > ",
                                                   " Apply it all the same?  y) yes  n) no > "})));
  if (key && (*key == 'c' || *key == 'y')) return {};
  return stop(Exit::refused, {"Chưa nhập gì.", "Nothing was applied."});
}

Outcome<> import(Task& task) {
  auto csv = read_input(task.value("UNITS"));
  if (!csv) return std::unexpected(csv.error());
  v1::ImportUnitsRequest request;
  request.set_units_csv(std::move(*csv));
  request.set_list_date(task.value("--date"));
  request.set_amends(task.has("--amend"));
  request.set_as_of(task.value("--as-of"));
  const bool only_look = task.has("--dry-run");
  const bool look_first = !only_look && !task.has("--yes");
  auto last =
      send_import(task, request, only_look || look_first,
                  look_first ? Text{"Đang xem trước", "Looking first"} : Text{"Đang nhập", "Importing"});
  if (!last) return std::unexpected(last.error());
  if (look_first && last->error_count() == 0) {
    if (auto may = may_end(task, *last); !may) return may;
    last = send_import(task, request, false, {"Đang nhập", "Importing"});
    if (!last) return std::unexpected(last.error());
  }
  if (task.json)
    print_json(*last);
  else
    print_import(task, *last);
  if (last->error_count() > 0) return std::unexpected(Exit::refused);
  return {};
}

/// A change is sent with the version that it changes.
Outcome<> see_version(Task& task, Message& message) {
  auto& request = static_cast<v1::SetUnitTelephonesRequest&>(message);
  v1::GetUnitRequest get;
  get.set_unit(request.unit());
  auto answer = task.connection.call("DirectoryService.GetUnit", get);
  if (!answer) return std::unexpected(answer.error());
  request.set_expected_unit_version(static_cast<const v1::GetUnitResponse&>(**answer).unit().version());
  return {};
}

}  // namespace

std::vector<Command> unit_commands() {
  return {
      {.path = "place",
       .method = "DirectoryService.FindPlace",
       .help = {"Tìm một nơi: không cần dấu, thứ tự hay tên mới",
                "Find a place: without marks, in any order, by old names too"},
       .example = "place 'xa tam di luc nam'\nplace 07456 --on 2015-03-26",
       .flags = {{"TEXT", "text", {"tên hoặc mã", "name or code"}, true},
                 {"--within", "within", {"trong đơn vị này", "within this unit"}},
                 {"--on", "on_date", {"tên gọi vào ngày này", "as the words were used on this day"}},
                 {"--limit", "limit", {"nhiều nhất bao nhiêu", "how many at most"}}},
       .print = print_place},
      {.path = "unit show",
       .method = "DirectoryService.GetUnit",
       .help = {"Một đơn vị, và nay là đơn vị nào", "A unit, and what became of it"},
       .example = "unit show 07456@2004-06-10\nunit show 'Tam Dị'",
       .flags = {{"UNIT", "unit", {"đơn vị", "unit"}, true}},
       .shown = ".",
       .print = print_unit},
      {.path = "unit list",
       .method = "DirectoryService.ListUnits",
       .help = {"Các đơn vị dưới một đơn vị", "The units below a unit"},
       .example = "unit list\nunit list --parent 24@2025-07-01 --on 2025-07-01 --all",
       .flags = {{"--parent", "parent", {"đơn vị cấp trên", "the unit above"}},
                 {"--on", "on_date", {"vào ngày này", "as of this day"}}},
       .rows = "units",
       .columns = unit_columns},
      {.path = "unit import",
       .method = "DirectoryService.ImportUnits",
       .help = {"Nhập danh mục đơn vị (CSV, .xlsx); có một dòng sai thì không nhập gì",
                "Import the units (CSV, .xlsx); one bad row and nothing is applied"},
       .example = "unit import units.csv --dry-run\nunit import units.csv\n"
                  "unit import danh-muc-thong-ke.xlsx --date 2025-07-01 --dry-run\n"
                  "unit import sap-nhap.csv --amend --as-of 2027-01-01 --dry-run",
       .flags = {{"UNITS", "", {"tệp CSV hoặc .xlsx, hoặc -", "CSV or .xlsx file, or -"}, true},
                 {"--date",
                  "",
                  {"danh mục của cơ quan thống kê: của ngày nào",
                   "a list of the statistics office: of which day"}},
                 {"--amend",
                  "",
                  {"chỉ là các dòng sửa và thêm; đơn vị khác giữ nguyên",
                   "only rows that change or add; other units stay"},
                  false,
                  true},
                 {"--as-of", "", {"đếm việc phải chuyển vào ngày này", "count what has to move by this day"}},
                 {"--dry-run", "", {"chỉ kiểm tra", "only check"}, false, true},
                 {"--yes",
                  "",
                  {"không hỏi lại, kể cả khi hơn 10 đơn vị hoặc hơn một phần mười của một cấp kết thúc mà "
                   "không có "
                   "nơi kế thừa",
                   "do not ask, not even where more than 10 units or a tenth of a level end without a "
                   "successor"},
                  false,
                  true}},
       .run = import},
      {.path = "unit telephones",
       .method = "DirectoryService.SetUnitTelephones",
       .help = {"Ghi số điện thoại của một đơn vị", "Set the telephones of a unit"},
       .example = "unit telephones 'Bảo Đài' 02043884001 0912345678",
       .flags = {{"UNIT", "unit", {"đơn vị", "unit"}, true},
                 {"NUMBER", "telephones", {"số điện thoại", "telephones"}}},
       .prepare = see_version},
  };
}

}  // namespace hotline::ctl
