// The parts of a workbook (SpreadsheetML, ISO/IEC 29500-1 chapter 18) that hold text: which sheets there are,
// the strings that cells share, which styles show dates, and the cells of one sheet. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/zip_parts.h"

namespace hotline::sheets {

inline constexpr std::size_t columns_max = 64;
inline constexpr std::size_t sheets_max = 32;

struct Row {
  std::size_t number = 0;          // as the sheet counts: the first is 1
  std::vector<std::string> cells;  // none of them empty at the end
};

struct Book {
  std::vector<std::string> sheets;  // names of the parts, in the order of the tabs, each once
  std::vector<std::string> strings;
  std::vector<bool> dates;  // by style: whether it shows a date
  bool from_1904 = false;
};

/// Nothing where a part is missing or is not what it should be.
std::optional<Book> read_book(const ZipParts& parts);

enum class SheetFault : std::uint8_t { unreadable, too_large };
/// Rows that hold something, in order; at most `rows_max` of them, and `bytes_max` of text.
std::expected<std::vector<Row>, SheetFault> read_sheet(const Book& book, std::string_view xml,
                                                       std::size_t rows_max, std::size_t bytes_max);

}  // namespace hotline::sheets
