// How units are shown: places that were looked for, and what an import makes different.
#include <algorithm>
#include <cstdio>
#include <map>

#include "asked_names.h"
#include "base/date.h"
#include "format.h"
#include "hotline/v1/directory.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

/// With its day of ending where it is of the past, and all that leads from it to today.
void print_candidate(const v1::PlaceCandidate& candidate, std::string_view mark) {
  const std::string space(mark.size() + 2, ' ');
  const auto placed = [](const v1::Unit& unit) { return placed_name(unit) + "  " + clean(unit.unit()); };
  print_line(std::string(mark) + placed(candidate.matched()));
  const auto& reason = language() == Language::en ? candidate.reason_en() : candidate.reason_vi();
  if (!reason.empty()) print_line(space + clean(reason));
  if (candidate.has_responsible() && candidate.responsible().unit() != candidate.matched().unit())
    print_line(space + "-> " + placed(candidate.responsible()));
  for (const auto& choice : candidate.choices()) print_line(space + "?  " + placed(choice));
  if (!candidate.detail().empty()) print_line(space + "+ " + clean(candidate.detail()));
}

/// How many are of this group, besides one that is sure.
std::size_t size_of(const v1::FindPlaceResponse& found, std::uint32_t group) {
  const auto first = found.candidates().begin() + (found.sure() ? 1 : 0);
  return static_cast<std::size_t>(
      std::count_if(first, found.candidates().end(), [&](const auto& one) { return one.group() == group; }));
}

/// How many rows of each kind are listed below their counts.
std::map<std::string, std::size_t, std::less<>> listed_of(const Message& answer) {
  std::map<std::string, std::size_t, std::less<>> out;
  for (const auto* change : items_at(answer, "changes")) ++out[text_at(*change, "what")];
  return out;
}

/// "tên: Bảo Sơn → Bảo Đài; cấp trên: …": what a unit said, and what it says now.
std::string fields_of(Task&, const Message& change) {
  const auto word = [](const std::string& field, const std::string& said) {
    return field == "level" || field == "valid_to_is" ? code_label(said) : clean(said);
  };
  std::string out;
  for (const auto* one : items_at(change, "fields")) {
    const auto field = text_at(*one, "field"), was = text_at(*one, "was"), becomes = text_at(*one, "becomes");
    out += (out.empty() ? "" : "; ") + code_label(field) + ": " + (was.empty() ? "–" : word(field, was)) +
           " → " + (becomes.empty() ? "–" : word(field, becomes));
  }
  return out;
}

}  // namespace

void print_unit(Task& task, const Message& answer) {
  const auto& unit = static_cast<const v1::GetUnitResponse&>(answer).unit();
  print_fields(task, answer);
  const auto first_without = parse_date(unit.valid_to());
  if (!unit.ended_not_later() || !first_without) return;
  const Date last = std::chrono::sys_days{*first_without} - std::chrono::days{1};
  print_line(std::string(say({"Kết thúc không muộn hơn ", "Ended not later than "})) + date_text(last) +
             std::string(say({": danh mục trước còn, danh mục sau không còn, không rõ từ ngày nào.",
                              ": one list has it, the next does not, and nobody knows since when."})));
}

void print_place(Task&, const Message& answer) {
  const auto& found = static_cast<const v1::FindPlaceResponse&>(answer);
  if (found.candidates().empty()) return print_line(say({"Không tìm thấy nơi nào.", "No such place."}));
  if (!found.sure())
    print_line(say({"Chưa chắc là nơi nào: hãy chọn.", "Not sure which place it is: choose."}));
  std::vector<std::uint32_t> printed;  // groups
  for (const auto& candidate : found.candidates()) {
    const bool sure = found.sure() && &candidate == &found.candidates(0);
    if (sure || size_of(found, candidate.group()) < 2) {
      print_candidate(candidate, sure ? "* " : "  ");
      continue;
    }
    if (std::ranges::find(printed, candidate.group()) != printed.end()) continue;
    printed.push_back(candidate.group());
    print_line("  " + clean(candidate.matched().name()) +
               std::string(say({": nhiều nơi cùng tên", ": several places of this name"})));
    for (const auto& one : found.candidates())
      if (one.group() == candidate.group() && !(found.sure() && &one == &found.candidates(0)))
        print_candidate(one, "    ");
  }
}

void print_unit_changes(Task& task, const Message& answer) {
  const auto listed = listed_of(answer);
  std::vector<Cells> lines;
  for (const auto* count : items_at(answer, "change_counts")) {
    const auto at = listed.find(text_at(*count, "what"));
    const auto number = at == listed.end() ? 0 : at->second;
    lines.push_back({cell(task, *count, {{}, "what"}), text_at(*count, "count"), std::to_string(number)});
  }
  if (!lines.empty()) {
    const Cells heads = {std::string(say({"Việc", "What"})), std::string(say({"Số", "Number"})),
                         std::string(say({"Kể ở dưới", "Listed below"}))};
    std::fputs((table(heads, lines) + "\n").c_str(), stdout);
  }
  print_table(task, answer, "changes",
              {{{"Việc", "What"}, "what"},
               {{"Đơn vị", "Unit"}, "unit", Column::As::key},
               {{"Tên", "Name"}, "name"},
               {{"Liên quan", "Others"}, "other_names"},
               {.head = {"Từ → thành", "From → to"}, .told = fields_of}});
  const auto all = text_at(answer, "change_count"),
             shown = std::to_string(items_at(answer, "changes").size());
  if (all != shown)
    print_line(std::string(say({"Chỉ kể ", "Only the first "})) + shown +
               std::string(say({" thay đổi đầu trong ", " of "})) + all +
               std::string(say({"; số của mỗi loại ở trên là của tất cả.",
                                " changes are listed; the numbers above are of all of them."})));
}

}  // namespace hotline::ctl
