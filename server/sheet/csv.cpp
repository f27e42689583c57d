#include "sheet/csv.h"

namespace hotline::sheet {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

std::string quoted(const std::string& text) {
  const bool formula = text.find_first_of("=+-@\t\r") == 0;
  std::string safe = formula ? "'" + text : text;
  if (safe.find_first_of("\",\r\n;") == std::string::npos) return safe;
  std::string out = "\"";
  for (const char c : safe) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string text_of(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::text:
      return quoted(cell.text);
    case Cell::Kind::number:
      return std::to_string(cell.number);
    case Cell::Kind::share:
      return std::to_string(cell.number / 10) + "." + std::to_string(cell.number % 10);
    case Cell::Kind::empty:
      break;
  }
  return {};
}

}  // namespace

std::string csv_of(const Grid& grid) {
  std::string out(mark);
  for (const auto& line : grid.lines) {
    for (std::size_t i = 0; i < line.cells.size(); ++i) out += (i == 0 ? "" : ",") + text_of(line.cells[i]);
    out += "\r\n";
  }
  return out;
}

}  // namespace hotline::sheet
