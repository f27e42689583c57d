// One cell of a sheet about cases, and whether a case counts in it.
#include <algorithm>

#include "domain/report_sheet.h"

namespace hotline {
namespace {

constexpr Text no_such_cell = {"Mẫu báo cáo không có ô này. Hãy chọn một ô của báo cáo.",
                               "The form has no such cell. Choose one of the report."};
constexpr Text contacts = {"Bảng này đếm cuộc tiếp nhận, không đếm ca. Hãy xem danh sách cuộc tiếp nhận.",
                           "This table counts contacts, not cases. Look at the list of contacts."};
constexpr Text heading = {"Dòng này chỉ có chữ, không có số.", "This row has words alone, and no number."};
constexpr Text share = {"Dòng này là tỷ lệ. Hãy xem các ca của những dòng mà tỷ lệ được tính từ đó.",
                        "This row is a share. Look at the cases of the rows that it is worked out of."};

std::unexpected<Error> unknown(const char* field) {
  return fail({Code::invalid_argument, "cell_unknown", no_such_cell, {{field, "not_in_form", no_such_cell}}});
}
std::unexpected<Error> without_cases(const char* field, std::string_view reason, const Text& text) {
  return fail({Code::invalid_argument, "cell_without_cases", text, {{field, reason, text}}});
}

}  // namespace

const ReportSheet::Row* ReportSheet::find_row(const Table& table, const CellName& name) const {
  const auto found = std::ranges::find_if(table.rows, [&](const Row& row) {
    return row.words.row() == name.row && (row.by_office || row.words.key() == name.key);
  });
  return found == table.rows.end() ? nullptr : &*found;
}

Result<ReportSheet::CaseCell> ReportSheet::case_cell(const CellName& name) const {
  if (name.table < 1 || name.table > tables_.size()) return unknown("table");
  const auto& table = tables_[name.table - 1];
  if (table.words.counted() != v1::COUNTED_CASES) return without_cases("table", "counts_contacts", contacts);
  const auto* row = find_row(table, name);
  if (row == nullptr) {
    const auto is_row = [&](const Row& one) { return one.words.row() == name.row; };
    return unknown(std::ranges::any_of(table.rows, is_row) ? "key" : "row");
  }
  if (row->words.heading()) return without_cases("row", "heading", heading);
  if (row->words.share()) return without_cases("row", "share", share);
  if (name.column < 1 || name.column > row->cells.size()) return unknown("column");
  if (row->by_office && name.key.empty()) return unknown("key");
  CaseCell out;
  out.cell = &row->cells[name.column - 1];
  if (row->by_office) out.office = name.key;
  return out;
}

std::optional<record::v1::Words> ReportSheet::number_label(const CellName& name,
                                                           const OfficeName& office) const {
  if (name.table < 1 || name.table > tables_.size()) return std::nullopt;
  const auto& table = tables_[name.table - 1];
  const auto* row = find_row(table, name);
  if (row == nullptr || row->words.heading() || row->words.share()) return std::nullopt;
  if (name.column < 1 || name.column > row->cells.size()) return std::nullopt;
  auto label = row->words.label();
  if (row->by_office) {
    const auto known = office(name.key);
    if (!known) return std::nullopt;
    label.set_vi(*known);
    label.set_en(*known);
  }
  const auto& column = table.words.columns(static_cast<int>(name.column) - 1);
  label.set_vi(table.words.title().vi() + ": " + label.vi() + ", " + column.vi());
  label.set_en(table.words.title().en() + ": " + label.en() + ", " + column.en());
  return label;
}

bool ReportSheet::counts(const CaseCell& cell, const history::v1::CaseFact& fact, Time now,
                         const std::string& office) const {
  return (!cell.office || *cell.office == office) && holds(*cell.cell, bits_of(fact, now));
}

}  // namespace hotline
