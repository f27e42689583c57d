#include "domain/unit_workbook.h"

#include <algorithm>

#include "domain/sheet.h"
#include "domain/unit_csv.h"
#include "domain/unit_list.h"
#include "domain/zip_parts.h"

namespace hotline {
namespace {

constexpr std::string_view zip_mark = "PK\x03\x04", old_mark = "\xD0\xCF\x11\xE0";
constexpr ZipLimits limits{.entries_max = 2'000, .bytes_max = 64U << 20};
constexpr std::size_t rows_before_heading_max = 30;

constexpr Text old_text = {
    "Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu thành .xlsx không mật khẩu, hoặc CSV, rồi "
    "chọn lại.",
    "This is a workbook of the old kind (.xls), or one with a password. Save it as .xlsx without a password, "
    "or as "
    "CSV, and choose it again."};
constexpr Text unreadable_text = {"Tệp .xlsx này không đọc được. Hãy mở, lưu lại bằng Excel rồi chọn lại.",
                                  "This .xlsx cannot be read. Open it, save it again, and choose it again."};
constexpr Text too_large_text = {
    "Bảng tính quá lớn. Hãy chỉ để lại danh mục (nhiều nhất 64 cột), lưu lại rồi chọn lại.",
    "The workbook is too large. Keep nothing but the list (at most 64 columns), save it, and choose it "
    "again."};
constexpr Text empty_text = {"Bảng tính không có dòng nào.", "The workbook has no rows."};

std::unexpected<RowNote> refuse(std::string_view reason, Text text) {
  return std::unexpected(RowNote{.line = 0, .column = {}, .reason = reason, .text = text});
}

bool is_wanted(std::string_view part) {
  return part == "xl/workbook.xml" || part == "xl/_rels/workbook.xml.rels" ||
         part == "xl/sharedstrings.xml" || part == "xl/styles.xml" ||
         (part.starts_with("xl/worksheets/") && part.ends_with(".xml"));
}

bool is_heading(const sheets::Row& row) {
  const auto has = [&](std::string_view column) {
    return std::ranges::find(row.cells, column) != row.cells.end();
  };
  if (has("code") && has("valid_from")) return true;
  std::string line;
  append_csv(line, row.cells);
  return is_unit_list(line);
}

/// From the heading on; nothing where there is none.
std::vector<sheets::Row> from_heading(std::vector<sheets::Row> rows) {
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), rows_before_heading_max));
  const auto heading = std::find_if(rows.begin(), end, is_heading);
  rows.erase(rows.begin(), heading == end ? rows.end() : heading);
  return rows;
}

std::string csv_of(const std::vector<sheets::Row>& rows) {
  std::string csv;
  std::size_t line = 1;
  for (const auto& row : rows) {
    csv.append(row.number - line, '\n');
    append_csv(csv, row.cells);
    line = row.number + 1;
  }
  return csv;
}

}  // namespace

bool is_workbook(std::string_view bytes) {
  return bytes.starts_with(zip_mark) || bytes.starts_with(old_mark);
}

std::expected<std::string, RowNote> read_workbook(std::string_view bytes) {
  if (!bytes.starts_with(zip_mark)) return refuse("workbook_old", old_text);
  const auto parts = zip_parts(bytes, is_wanted, limits);
  if (!parts && parts.error() == ZipFault::locked) return refuse("workbook_old", old_text);
  if (!parts && parts.error() == ZipFault::too_large) return refuse("workbook_too_large", too_large_text);
  const auto book = parts ? sheets::read_book(*parts) : std::nullopt;
  if (!book) return refuse("workbook_unreadable", unreadable_text);
  std::vector<sheets::Row> first;  // where no sheet has a heading, the readers say so of this one
  for (const auto& name : book->sheets) {
    const auto part = parts->find(name);
    if (part == parts->end()) continue;
    auto rows = sheets::read_sheet(*book, part->second, unit_file_max_rows + rows_before_heading_max,
                                   unit_file_max_bytes);
    if (!rows && rows.error() == sheets::SheetFault::too_large)
      return refuse("workbook_too_large", too_large_text);
    if (!rows) return refuse("workbook_unreadable", unreadable_text);
    if (first.empty()) first = *rows;
    if (const auto list = from_heading(std::move(*rows)); !list.empty()) return csv_of(list);
  }
  if (first.empty()) return refuse("workbook_empty", empty_text);
  return csv_of(first);
}

}  // namespace hotline
