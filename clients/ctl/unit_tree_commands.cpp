// Units through time: the tree of a day, the history of a code, and an import taken back.
#include <charconv>
#include <string>

#include "asked_names.h"
#include "command.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/directory.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "resolve.h"

namespace hotline::ctl {
namespace {

constexpr std::uint32_t units_a_page = 200;
constexpr int depth_default = 1, depth_max = 4;

std::string days_of(const v1::Unit& unit) {
  return unit.valid_from() + " – " +
         (unit.valid_to().empty() ? std::string(say({"nay", "today"})) : unit.valid_to()) +
         std::string(unit.ended_not_later() ? say({" (muộn nhất)", " (at the latest)"}) : "");
}

/// The units below one, and below those, on one day.
class Tree {
 public:
  Tree(Task& task, std::string on, int depth) : task_(task), on_(std::move(on)), depth_(depth) {}

  Outcome<> print(const std::string& parent, int level = 0) {
    v1::ListUnitsRequest request;
    request.set_parent(parent);
    request.set_on_date(on_);
    request.set_page_size(units_a_page);
    do {
      auto answer = task_.connection.call("DirectoryService.ListUnits", request);
      if (!answer) return std::unexpected(answer.error());
      const auto& page = static_cast<const v1::ListUnitsResponse&>(**answer);
      for (const auto& unit : page.units()) {
        if (task_.json)
          print_json(unit);
        else
          print_line(std::string(static_cast<std::size_t>(2 * level), ' ') + unit_line(unit));
        if (level + 1 < depth_ && unit.level() != v1::UNIT_LEVEL_COMMUNE)
          if (auto below = print(unit.unit(), level + 1); !below) return below;
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return {};
  }

 private:
  Task& task_;
  std::string on_;
  int depth_;
};

Outcome<> tree(Task& task) {
  std::string parent;
  if (task.has("UNIT")) {
    auto place = resolve_place(task.connection, task.value("UNIT"));
    if (!place) return std::unexpected(place.error());
    parent = place->unit;
  }
  int depth = depth_default;
  if (task.has("--depth")) {
    const std::string text = task.value("--depth");
    const char* const end = text.data() + text.size();
    if (const auto [at, ec] = std::from_chars(text.data(), end, depth); at != end || ec != std::errc{})
      depth = 0;
  }
  if (depth < 1 || depth > depth_max)
    return stop(Exit::wrong_use, {"--depth là một số từ 1 đến 4.", "--depth is a number from 1 to 4."});
  return Tree(task, task.value("--on"), depth).print(parent);
}

/// A unit by its key, or the newest that has a code.
Outcome<std::string> named(Task& task, const std::string& text) {
  if (text.find('@') != std::string::npos) return text;
  v1::FindPlaceRequest request;
  request.set_text(text);
  auto answer = task.connection.call("DirectoryService.FindPlace", request);
  if (!answer) return std::unexpected(answer.error());
  const auto& found = static_cast<const v1::FindPlaceResponse&>(**answer);
  for (const auto& candidate : found.candidates())
    if (candidate.matched().code() == text) return candidate.matched().unit();
  auto place = resolve_place(task.connection, text);
  if (!place) return std::unexpected(place.error());
  return place->unit;
}

void print_era(const v1::GetUnitResponse& era) {
  print_line(days_of(era.unit()) + "  " + unit_line(era.unit()));
  for (const auto& before : era.predecessors())
    print_line("    <- " + unit_line(before) + "  (" + days_of(before) + ")");
  for (const auto& step : era.trail())
    if (!step.until().empty())
      print_line("    " + clean(step.until()) +
                 std::string(step.until_not_later() ? say({" (muộn nhất)", " (at the latest)"}) : "") + "  " +
                 code_label(step.what()) + "  " + clean(step.name()));
  if (era.has_responsible() && era.responsible().unit() != era.unit().unit())
    print_line("    -> " + unit_line(era.responsible()));
  for (const auto& choice : era.choices()) print_line("    ?  " + unit_line(choice));
}

/// Every unit that ever had the code, each with where it came from and what became of it.
Outcome<> history(Task& task) {
  auto key = named(task, task.value("CODE"));
  if (!key) return std::unexpected(key.error());
  v1::GetUnitRequest request;
  request.set_unit(*key);
  auto first = task.connection.call("DirectoryService.GetUnit", request);
  if (!first) return std::unexpected(first.error());
  for (const auto& era : static_cast<const v1::GetUnitResponse&>(**first).same_code()) {
    request.set_unit(era.unit());
    auto answer = task.connection.call("DirectoryService.GetUnit", request);
    if (!answer) return std::unexpected(answer.error());
    if (task.json)
      print_json(**answer);
    else
      print_era(static_cast<const v1::GetUnitResponse&>(**answer));
  }
  return {};
}

/// What is taken back is what was seen: the last import of this moment, where no other is named.
Outcome<> see_import(Task& task, Message& message) {
  auto& request = static_cast<v1::UndoImportUnitsRequest&>(message);
  if (!request.expected_import_version().empty()) return {};
  auto answer = task.connection.call("DirectoryService.GetLastImport", v1::GetLastImportRequest{});
  if (!answer) return std::unexpected(answer.error());
  const auto& last = static_cast<const v1::GetLastImportResponse&>(**answer);
  request.set_expected_import_version(last.version().empty() ? "none" : last.version());
  return {};
}

}  // namespace

std::vector<Command> unit_tree_commands() {
  return {
      {.path = "unit tree",
       .method = "",
       .help = {"Cây đơn vị vào một ngày", "The tree of units on a day"},
       .example = "unit tree --depth 2\nunit tree 24@2004-07-08 --on 2015-03-26 --depth 2",
       .flags = {{"UNIT", "", {"đơn vị; không có: từ trên cùng", "unit; absent: from the top"}},
                 {"--on",
                  "",
                  {"vào ngày này (năm-tháng-ngày); không có: hôm nay",
                   "on this day (year-month-day); absent: today"}},
                 {"--depth", "", {"mấy cấp, 1 đến 4", "how many levels, 1 to 4"}}},
       .run = tree},
      {.path = "unit history",
       .method = "",
       .help = {"Những đơn vị từng mang một mã, từ đâu mà có, nay là đâu",
                "The units that ever had a code, where each came from, and what became of it"},
       .example = "unit history 07498\nunit history 24",
       .flags = {{"CODE", "", {"mã, hoặc tên", "code, or a name"}, true}},
       .run = history},
      {.path = "unit last-import",
       .method = "DirectoryService.GetLastImport",
       .help = {"Lần nhập danh mục gần nhất, tức lần mà 'unit undo' sẽ rút lại",
                "The last import of the list, which is the one that 'unit undo' takes back"},
       .example = "unit last-import"},
      {.path = "unit undo",
       .method = "DirectoryService.UndoImportUnits",
       .help = {"Rút lại lần nhập danh mục gần nhất; ca đã chuyển vì nó được trả về",
                "Take the last import back; cases that moved by it move back"},
       .example = "unit undo\nunit undo --import 6f1d0c2b9a8e7d6c5b4a3928",
       .flags = {{"--import",
                  "expected_import_version",
                  {"phiên bản lần nhập cần rút lại, theo 'unit last-import'; không có: lần gần nhất lúc này",
                   "version of the import to take back, by 'unit last-import'; absent: the last one now"}}},
       .prepare = see_import,
       .print = print_unit_changes},
  };
}

}  // namespace hotline::ctl
