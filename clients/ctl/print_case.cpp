// How cases are shown.
#include "fields.h"
#include "format.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {

const std::vector<Column>& case_columns() {
  static const std::vector<Column> columns = {
      {{"Số", "Number"}, "number"},
      {{"Tình trạng", "Status"}, "status"},
      {{"Khẩn", "Emerg."}, "emergency"},
      {{"Nguy cơ", "Risk"}, "risk"},
      {{"Đến hạn", "Due"}, "next_due_at", Column::As::countdown},
      {{"Việc", "What is due"}, "next_due_kind"},
      {{"Xác nhận", "Proof"}, "referral.proof_level"},
      {{"Tuổi", "Age"}, "summary.age"},
      {{"Giới", "Sex"}, "summary.sex"},
      {{"Hình thức", "Abuse"}, "summary.abuse_types"},
      {{"Chịu trách nhiệm", "Responsible"}, "responsible_unit"},
      {{"Chuyển đến", "Referred to"}, "referral.to_unit"},
  };
  return columns;
}

std::string case_line(Task& task, const Message& row) {
  std::string out = cell(task, row, {{}, "number"}) + "  " + cell(task, row, {{}, "status"});
  if (!text_at(row, "emergency").empty()) out += "  " + std::string(say({"KHẨN CẤP", "EMERGENCY"}));
  const auto due = cell(task, row, {{}, "next_due_at", Column::As::countdown});
  if (!due.empty()) out += "  " + cell(task, row, {{}, "next_due_kind"}) + ": " + due;
  const auto unit = cell(task, row, {{}, "responsible_unit"});
  return unit.empty() ? out : out + "  " + unit;
}

}  // namespace hotline::ctl
