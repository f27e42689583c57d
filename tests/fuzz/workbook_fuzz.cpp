// Whatever is handed to ImportUnits as a workbook of Excel, and whatever stands in its parts: no crash, no
// undefined behaviour, nothing that grows without bound, and what is read is a table of text.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/fold.h"
#include "domain/sheet.h"
#include "domain/unit_file.h"
#include "domain/unit_workbook.h"

namespace {

using namespace hotline;

constexpr std::size_t rows_max = 100, bytes_max = 10'000;

void check(const std::vector<sheets::Row>& rows) {
  HOTLINE_CHECK(rows.size() <= rows_max);
  std::size_t last = 0, bytes = 0;
  for (const auto& row : rows) {
    HOTLINE_CHECK(row.number > last && !row.cells.empty() && row.cells.size() <= sheets::columns_max);
    last = row.number;
    for (const auto& cell : row.cells) bytes += cell.size();
    HOTLINE_CHECK(std::ranges::all_of(row.cells, [](const auto& cell) { return is_valid_utf8(cell); }));
    HOTLINE_CHECK(std::ranges::all_of(row.cells, [](const auto& cell) { return !cell.contains('\n'); }));
  }
  HOTLINE_CHECK(bytes <= bytes_max);
}

/// The parts as they stand in an archive; a sheet refers to the others.
void read_parts(std::string_view text) {
  const sheets::Book book{
      .sheets = {}, .strings = {"code", "xã"}, .dates = {false, true}, .from_1904 = text.size() % 2 == 1};
  if (const auto rows = sheets::read_sheet(book, text, rows_max, bytes_max)) check(*rows);
  for (const char* part :
       {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml", "xl/styles.xml"})
    (void)sheets::read_book({{"xl/workbook.xml", "<workbook/>"}, {part, std::string{text}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto csv = read_workbook(text)) {
    HOTLINE_CHECK(is_workbook(text) && is_valid_utf8(*csv));
    (void)read_units(*csv);
  }
  read_parts(text);
  return 0;
}
