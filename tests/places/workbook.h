// Workbooks of Excel as other programs write them, made in memory for the tests.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/status.h"

namespace hotline::places {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string zipped(const Parts& parts) {
  std::string out(1 << 20, '\0');
  for (const auto& [name, text] : parts) out.resize(out.size() + text.size() + name.size() * 2 + 512);
  std::size_t used = 0;
  archive* writer = archive_write_new();
  HOTLINE_CHECK(archive_write_set_format_zip(writer) == ARCHIVE_OK);
  HOTLINE_CHECK(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    HOTLINE_CHECK(archive_write_header(writer, entry) == ARCHIVE_OK);
    HOTLINE_CHECK(archive_write_data(writer, text.data(), text.size()) ==
                  static_cast<la_ssize_t>(text.size()));
    archive_entry_free(entry);
  }
  HOTLINE_CHECK(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

inline std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string{c};
  return out;
}

/// A cell: text, or a number where it begins with '=': "=7456". A style behind '~': "=45839~1".
inline std::string cell(const std::string& text, std::size_t row, std::size_t column) {
  const std::string at = static_cast<char>('A' + column) + std::to_string(row);
  if (!text.starts_with('='))
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + escaped(text) + "</t></is></c>";
  const auto style = text.find('~');
  return "<c r=\"" + at + "\"" + (style == std::string::npos ? "" : " s=\"" + text.substr(style + 1) + "\"") +
         "><v>" + text.substr(1, style == std::string::npos ? style : style - 1) + "</v></c>";
}

/// Rows by their numbers.
using SheetRows = std::vector<std::pair<std::size_t, std::vector<std::string>>>;
inline std::string sheet_xml(const SheetRows& rows) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>";
  for (const auto& [number, cells] : rows) {
    xml += "<row r=\"" + std::to_string(number) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].empty()) xml += cell(cells[i], number, i);
    xml += "</row>";
  }
  return xml + "</sheetData></worksheet>";
}

/// With sheets of those XML texts; style 1 shows dates.
inline Parts workbook_parts(const std::vector<std::string>& sheets) {
  std::string tabs, relations;
  Parts parts;
  for (std::size_t i = 1; i <= sheets.size(); ++i) {
    const auto n = std::to_string(i);
    tabs += "<sheet name=\"S" + n + "\" sheetId=\"" + n + "\" r:id=\"rId" + n + "\"/>";
    relations += "<Relationship Id=\"rId" + n + "\" Target=\"worksheets/sheet" + n + ".xml\"/>";
    parts.emplace_back("xl/worksheets/sheet" + n + ".xml", sheets[i - 1]);
  }
  parts.emplace_back("xl/workbook.xml",
                     "<workbook xmlns:r=\"r\"><workbookPr/><sheets>" + tabs + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  parts.emplace_back(
      "xl/styles.xml",
      "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs>"
      "<xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>");
  return parts;
}

}  // namespace hotline::places
