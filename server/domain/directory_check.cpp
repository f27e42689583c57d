#include "domain/directory_check.h"

#include <algorithm>

#include "base/fold.h"

namespace hotline {

const Unit* DirectoryCheck::find(const UnitKey& key) const {
  const auto at = std::ranges::lower_bound(units_, key, {}, &Unit::key);
  return at != units_.end() && at->key == key ? &*at : nullptr;
}

void DirectoryCheck::check_alone(std::size_t i) {
  const Unit& unit = units_[i];
  if (!is_unit_code(unit.key.code) || !unit.key.valid_from.ok())
    found(i, "unit_key_malformed",
          {"Mã hoặc ngày bắt đầu không hợp lệ.", "The code or the first day is malformed."});
  if (unit.valid_to && (!unit.valid_to->ok() || *unit.valid_to <= unit.key.valid_from))
    found(i, "unit_days_malformed",
          {"Ngày kết thúc không sau ngày bắt đầu.", "The unit ends before it begins."});
  if (fold(unit.name).empty()) found(i, "unit_name_missing", {"Thiếu tên đơn vị.", "The unit has no name."});
  const auto clean = [](std::string_view text) {
    return is_valid_utf8(text) && std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; });
  };
  const auto clean_item = [&](const std::string& text) {
    return !text.empty() && clean(text) && !text.contains('|');
  };
  if (!clean(unit.name) || !clean(unit.kind) || !clean(unit.note) || !clean(unit.source) ||
      !std::ranges::all_of(unit.other_names, clean_item) || !std::ranges::all_of(unit.telephones, clean_item))
    found(i, "unit_text_malformed",
          {"Có ký tự điều khiển, dấu | hoặc chữ không phải UTF-8.",
           "A text has control characters, a | or is not UTF-8."});
}

void DirectoryCheck::check_code(std::size_t i) {
  if (i == 0 || units_[i - 1].key.code != units_[i].key.code) return;
  const Unit &before = units_[i - 1], &unit = units_[i];
  if (before.key == unit.key)
    found(i, "unit_repeated", {"Mã và ngày bắt đầu bị lặp.", "The same code and first day stand twice."});
  else if (!before.valid_to || unit.key.valid_from < *before.valid_to)
    found(i, "unit_code_overlap",
          {"Cùng một mã chỉ hai đơn vị trong cùng một ngày.", "One code means two units on one day."});
}

void DirectoryCheck::check_parent(std::size_t i) {
  const Unit& unit = units_[i];
  if (!unit.parent) return;
  const Unit* parent = find(*unit.parent);
  if (!parent) return found(i, "parent_unknown", {"Không có đơn vị cấp trên này.", "No such unit above."});
  if (parent->level >= unit.level)
    found(i, "parent_not_above",
          {"Đơn vị cấp trên không thuộc cấp cao hơn.", "The unit above is of no higher level."});
  if (!parent->valid_on(unit.key.valid_from))
    found(i, "parent_not_valid",
          {"Đơn vị cấp trên chưa có hoặc đã kết thúc vào ngày bắt đầu.",
           "The unit above is not valid on the unit's first day."});
}

void DirectoryCheck::check_successors(std::size_t i) {
  const Unit& unit = units_[i];
  if (unit.successors.empty()) return;
  if (!unit.valid_to)
    return found(
        i, "successor_without_end",
        {"Có đơn vị kế thừa nhưng chưa có ngày kết thúc.", "The unit has successors but no last day."});
  auto sorted = unit.successors;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end())
    found(i, "successor_repeated", {"Đơn vị kế thừa bị lặp.", "A successor stands twice."});
  for (const UnitKey& key : unit.successors) {
    const Unit* next = find(key);
    if (!next)
      found(i, "successor_unknown", {"Không có đơn vị kế thừa này.", "No such successor."});
    else if (next == &unit)
      found(i, "successor_is_itself", {"Đơn vị kế thừa chính nó.", "The unit succeeds itself."});
    else if (!next->valid_on(*unit.valid_to))
      found(i, "successor_not_valid",
            {"Đơn vị kế thừa chưa có hoặc đã kết thúc vào ngày đơn vị này kết thúc.",
             "The successor is not valid on the day on which the unit ends."});
  }
}

void DirectoryCheck::check_helpline() {
  const auto count = std::ranges::count(units_, Level::helpline, &Unit::level);
  const Text one = {"Phải có đúng một tổng đài, không có ngày kết thúc, không có cấp trên.",
                    "There must be exactly one helpline, without a last day and without a unit above."};
  if (count == 0) problems_.push_back({0, "helpline_missing", one});
  for (std::size_t i = 0; i < units_.size(); ++i)
    if (units_[i].level == Level::helpline && (count > 1 || units_[i].valid_to || units_[i].parent))
      found(i, "helpline_not_one", one);
}

std::vector<UnitProblem> DirectoryCheck::problems() {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    check_alone(i);
    check_code(i);
    check_parent(i);
    check_successors(i);
  }
  check_helpline();
  std::ranges::sort(problems_, {},
                    [](const UnitProblem& found) { return std::pair{found.row, found.reason}; });
  return std::move(problems_);
}

}  // namespace hotline
