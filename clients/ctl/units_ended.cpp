#include "units_ended.h"

#include <algorithm>

#include "hotline/v1/directory.pb.h"
#include "labels.h"
#include "language.h"

namespace hotline::ctl {
namespace {

constexpr std::uint32_t units_a_page = 200;

bool ends(std::string_view what) { return what == "ended" || what == "removed"; }

/// The units below one, all levels of them, on the service's today.
Outcome<> walk(Connection& connection, const std::string& parent,
               std::map<std::string, v1::UnitLevel, std::less<>>& out) {
  v1::ListUnitsRequest request;
  request.set_parent(parent);
  request.set_page_size(units_a_page);
  do {
    auto answer = connection.call("DirectoryService.ListUnits", request);
    if (!answer) return std::unexpected(answer.error());
    const auto& page = static_cast<const v1::ListUnitsResponse&>(**answer);
    for (const auto& unit : page.units()) {
      if (!out.emplace(unit.unit(), unit.level()).second || unit.level() == v1::UNIT_LEVEL_COMMUNE) continue;
      if (auto below = walk(connection, unit.unit(), out); !below) return below;
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return {};
}

}  // namespace

bool UnitsEnded::much() const {
  return count > unasked_max || std::ranges::any_of(levels, [](const auto& each) {
           return each.second.ended * unasked_share > each.second.all;
         });
}

std::string UnitsEnded::told() const {
  std::string of_levels;
  for (const auto& [level, number] : levels) {
    if (number.ended == 0) continue;
    of_levels += (of_levels.empty() ? " (" : "; ") +
                 label(*v1::UnitLevel_descriptor()->FindValueByNumber(level)) + ": " +
                 std::to_string(number.ended) + std::string(say({" trong ", " of "})) +
                 std::to_string(number.all);
  }
  if (!of_levels.empty()) of_levels += ")";
  return std::string(say({"Danh mục này làm ", "This list ends "})) + std::to_string(count) +
         std::string(say({" đơn vị kết thúc mà không có nơi kế thừa", " units without a successor"})) +
         of_levels +
         std::string(say({". Việc của các đơn vị đó sẽ chờ người phân loại.",
                          ". What comes for them would wait for a person to sort it."}));
}

Outcome<UnitsEnded> units_ended_by(Task& task, const v1::ImportUnitsResponse& looked) {
  UnitsEnded out;
  for (const auto& of_kind : looked.change_counts())
    if (ends(of_kind.what())) out.count += of_kind.count();
  if (out.count == 0) return out;
  std::map<std::string, v1::UnitLevel, std::less<>> today;
  if (auto walked = walk(task.connection, {}, today); !walked) return std::unexpected(walked.error());
  for (const auto& [unit, level] : today) ++out.levels[level].all;
  for (const auto& change : looked.changes())
    if (const auto at = today.find(change.unit()); ends(change.what()) && at != today.end())
      ++out.levels[at->second].ended;
  return out;
}

}  // namespace hotline::ctl
