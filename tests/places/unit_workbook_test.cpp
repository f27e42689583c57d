// Lists of units as workbooks of Excel: the same errors with the same rows as CSV, and nothing that expands.
#include "domain/unit_workbook.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "domain/sheet.h"
#include "domain/unit_list.h"
#include "luc_nam.h"
#include "workbook.h"

namespace hotline::places {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> said(const std::vector<RowNote>& notes) {
  std::vector<std::string> out;
  for (const auto& note : notes) out.push_back(std::to_string(note.line) + " " + std::string{note.reason});
  return out;
}

const std::vector<std::string> heading = {"Tỉnh Thành Phố", "Mã TP", "Quận Huyện", "Mã QH",
                                          "Phường Xã",      "Mã PX", "Cấp",        "Tên Tiếng Anh"};

/// Lục Nam on that day as the office gives it out, the codes as numbers, so that their zeros are lost.
SheetRows printed(Date on) {
  SheetRows rows = {{1, {"DANH MỤC ĐƠN VỊ HÀNH CHÍNH"}}, {3, heading}};
  for (const Unit& unit : luc_nam().units()) {
    if (unit.level != Level::commune || !unit.valid_on(on)) continue;
    const Unit* district = luc_nam().parent(unit, on);
    const Unit* province = luc_nam().parent(*district, on);
    const auto number = [](const Unit& u) { return "=" + std::to_string(std::stoi(u.key.code)); };
    rows.push_back({rows.back().first + 1,
                    {province->full_name(), number(*province), district->full_name(), number(*district),
                     unit.full_name(), number(unit), "Xã"}});
  }
  return rows;
}

std::string book(const SheetRows& rows) { return zipped(workbook_parts({sheet_xml(rows)})); }
std::string refusal(std::string_view bytes) {
  const auto read = read_workbook(bytes);
  return read ? "" : std::string{read.error().reason};
}

TEST(Workbook, IsToldByItsFirstBytes) {
  EXPECT_TRUE(is_workbook(book(printed(day("2015-03-26")))));
  EXPECT_TRUE(is_workbook("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
  EXPECT_FALSE(is_workbook("code,valid_from,level,name\n"));
  EXPECT_FALSE(is_workbook(""));
}

TEST(Workbook, OfTheStatisticsOfficeIsTheListItPrintsWithItsLostZerosPutBack) {
  const auto csv = read_workbook(book(printed(day("2015-03-26"))));
  ASSERT_TRUE(csv);
  ASSERT_TRUE(is_unit_list(*csv));
  const auto file = read_unit_list(*csv, day("2015-03-26"), luc_nam());
  EXPECT_THAT(said(file.errors), IsEmpty());
  ASSERT_TRUE(file.directory);
  EXPECT_TRUE(std::ranges::equal(file.directory->units(), luc_nam().units()))
      << "nothing else is known by it";
  ASSERT_FALSE(file.repairs.empty());
  EXPECT_EQ(file.repairs.front().line, 4U) << "the row of the sheet";
  EXPECT_EQ(file.repairs.size(), 27U) << "one for each commune";
}

TEST(Workbook, ErrorsNameTheRowsOfTheSheet) {
  auto rows = printed(day("2015-03-26"));
  rows[5].second[5] = "=123456789";
  const auto bad = rows[5].first;
  rows.push_back({90, {"Tỉnh Bắc Giang", "=24", "Huyện Lục Nam", "=218", "Xã Ma", "không có"}});
  const auto file = read_unit_list(read_workbook(book(rows)).value(), day("2015-03-26"), luc_nam());
  std::vector<std::size_t> lines;
  for (const auto& error : file.errors) lines.push_back(error.line);
  EXPECT_THAT(lines, testing::IsSupersetOf({bad, std::size_t{90}}));
}

TEST(Workbook, OfAUnitsFileKeepsDaysAndCodes) {
  const SheetRows rows = {{1, {"code", "valid_from", "valid_to", "level", "kind", "name", "parent"}},
                          {2, {"H", "2000-01-01", "", "helpline", "", "Tổng đài, \"111\" & <khác>"}},
                          {5, {"=1", "=36526~1", "", "province", "tỉnh", "Một"}},
                          {6, {"=7.456E3", "=38176~1", "=45839~1", "commune", "xã", "Tam\nDị", "=1.0"}}};
  const auto file = read_units(read_workbook(book(rows)).value());
  EXPECT_THAT(said(file.errors), IsEmpty());
  ASSERT_EQ(file.units.size(), 3U);
  EXPECT_EQ(file.units[0].name, "Tổng đài, \"111\" & <khác>");
  EXPECT_EQ(file.units[1].key.text(), "01@2000-01-01");
  EXPECT_EQ(file.units[2].key.text(), "07456@2004-07-08");
  EXPECT_EQ(date_text(*file.units[2].valid_to), "2025-07-01");
  EXPECT_EQ(file.units[2].name, "Tam Dị");
  EXPECT_THAT(said(file.repairs), ElementsAre("5 leading_zero", "6 leading_zero", "6 leading_zero"));
}

TEST(Workbook, SharedStringsPrefixesAndOtherSheetsAreRead) {
  auto parts =
      workbook_parts({sheet_xml({{1, {"Ghi chú"}}}),
                      "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c "
                      "t=\"s\"><x:v>1</x:v></x:c><x:c t=\"s\"><x:v>2</x:v></x:c><x:c t=\"str\"><x:v>name"
                      "</x:v></x:c></x:row></x:sheetData></x:worksheet>"});
  parts.emplace_back(
      "xl/SharedStrings.xml",
      "<sst><si><r><t>co</t></r><r><t>de</t></r></si><si><t>valid_from</t><rPh><t>x</t></rPh></si>"
      "<si><t>level</t></si></sst>");
  EXPECT_EQ(read_workbook(zipped(parts)).value(), "code,valid_from,level,name\n");
}

TEST(Workbook, WrittenByAnotherProgramIsRead) {  // XlsxWriter 3; clients/web/tests has one of openpyxl 3
  for (const char* path : {"/tests/places/danh-muc.xlsx", "/clients/web/tests/danh-muc.xlsx"}) {
    const auto csv = read_workbook(file_text(std::string{HOTLINE_SOURCE_DIR} + path));
    ASSERT_TRUE(csv) << path;
    EXPECT_TRUE(
        csv->starts_with("\n\nSTT,Tỉnh Thành Phố,Mã TP,Phường Xã,Mã PX,Cấp\n1,Tỉnh Bắc Ninh,24,Xã Bảo "
                         "Đài,7462,Xã"))
        << *csv;
    EXPECT_TRUE(is_unit_list(*csv)) << path;
  }
}

TEST(Workbook, WithoutAHeadingTheReadersSaySo) {
  const auto csv = read_workbook(book({{1, {"một", "hai"}}, {2, {"ba"}}}));
  ASSERT_TRUE(csv);
  EXPECT_THAT(said(read_units(*csv).errors), ElementsAre("1 column_unknown"));
}

TEST(Workbook, WhatIsNoneOrOldOrEmptyIsRefusedWithAReason) {
  EXPECT_EQ(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "workbook_old");
  EXPECT_EQ(refusal("PK\x03\x04 and no more"), "workbook_unreadable");
  EXPECT_EQ(refusal(zipped({{"word/document.xml", "<w/>"}})), "workbook_unreadable");
  EXPECT_EQ(refusal(zipped(workbook_parts({"<worksheet><sheetData><row>"}))), "workbook_unreadable");
  EXPECT_EQ(refusal(book({})), "workbook_empty");
  EXPECT_EQ(refusal(zipped(workbook_parts({}))), "workbook_empty");
  const auto whole = book(printed(day("2015-03-26")));
  for (std::size_t size = 4; size < whole.size(); size += 97)
    EXPECT_NE(refusal(std::string_view{whole}.substr(0, size)), "") << size;
}

TEST(Workbook, NothingInItExpands) {
  // A bomb of zeros: a few kilobytes that would become 80 MB.
  EXPECT_EQ(refusal(zipped(workbook_parts({std::string(80 << 20, ' ')}))), "workbook_too_large");
  // One shared string, used by many cells.
  auto many = workbook_parts({[] {
    std::string xml = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>code</t></is></c></row>";
    for (int i = 0; i < 3'000; ++i) xml += "<row><c t=\"s\"><v>0</v></c></row>";
    return xml + "</sheetData></worksheet>";
  }()});
  many.emplace_back("xl/sharedStrings.xml", "<sst><si><t>" + std::string(1 << 20, 'x') + "</t></si></sst>");
  EXPECT_EQ(refusal(zipped(many)), "workbook_too_large");
  // Entities, which need a document type.
  const std::string laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
  EXPECT_EQ(
      refusal(zipped(workbook_parts({laughs + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;</t>"
                                              "</is></c></row></sheetData></worksheet>"}))),
      "workbook_unreadable");
  // Deep, wide, and a row that does not go forward.
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(refusal(zipped(workbook_parts({deep}))), "workbook_unreadable");
  EXPECT_EQ(
      refusal(zipped(workbook_parts({"<worksheet><sheetData><row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row>"
                                     "</sheetData></worksheet>"}))),
      "workbook_too_large");
  EXPECT_EQ(refusal(book({{2, {"a"}}, {2, {"b"}}})), "workbook_unreadable");
  Parts crowd;
  for (int i = 0; i < 3'000; ++i) crowd.emplace_back("junk/" + std::to_string(i), "");
  EXPECT_EQ(refusal(zipped(crowd)), "workbook_too_large");
}

TEST(Workbook, APartThatManyTabsNameIsReadOnce) {
  std::string tabs, relations;
  for (int i = 0; i < 32; ++i) {
    const auto id = "rId" + std::to_string(i);
    tabs += "<sheet name=\"S\" sheetId=\"1\" r:id=\"" + id + "\"/>";
    relations += "<Relationship Id=\"" + id + "\" Target=\"" + (i % 2 == 0 ? "/xl/" : "") + "worksheets/" +
                 (i % 3 == 0 ? "S" : "s") + "heet1.xml\"/>";
  }
  const ZipParts parts = {
      {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>" + tabs + "</sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>"},
      {"xl/worksheets/sheet1.xml", sheet_xml({})}};
  const auto book = sheets::read_book(parts);
  ASSERT_TRUE(book);
  EXPECT_THAT(book->sheets, testing::ElementsAre("xl/worksheets/sheet1.xml"));
}

TEST(Workbook, WhateverByteIsDamagedNothingBreaksAndNothingIsReadThatIsNotText) {
  const auto whole = book(printed(day("2015-03-26")));
  std::mt19937 random{20150326};
  for (int round = 0; round < 2'000; ++round) {
    auto damaged = whole;
    for (std::size_t i = 0, n = 1 + random() % 3; i < n; ++i)
      damaged[4 + random() % (damaged.size() - 4)] = static_cast<char>(random());
    if (const auto csv = read_workbook(damaged)) (void)read_units(*csv);
  }
}

}  // namespace
}  // namespace hotline::places
