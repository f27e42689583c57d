#include "domain/unit_file.h"

#include <gmock/gmock.h>

#include <random>

#include "domain/unit_csv.h"
#include "domain/unit_difference.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view header = "code,valid_from,valid_to,level,kind,name,parent,successors\n";
constexpr std::string_view top = "H,2000-01-01,,helpline,,Tổng đài,,\n01,2000-01-01,,province,tỉnh,Một,,\n";

std::vector<std::string> said(const std::vector<RowNote>& notes) {
  std::vector<std::string> out;
  for (const auto& note : notes)
    out.push_back(std::to_string(note.line) + " " + std::string{note.column} + " " +
                  std::string{note.reason});
  return out;
}
UnitFile read(std::string_view rows) {
  return read_units(std::string{header} + std::string{top} + std::string{rows});
}

TEST(UnitKey, IsReadStrictly) {
  EXPECT_EQ(UnitKey::parse("07456@2004-07-08")->text(), "07456@2004-07-08");
  for (const char* bad :
       {"", "07456", "@2004-07-08", "07456@2004-7-8", "07456@2004-02-30", "07456@2004-07-08 ",
        "0745x@2004-07-08", "123456789@2004-07-08", "07456@2004-07-08@"})
    EXPECT_FALSE(UnitKey::parse(bad)) << bad;
}

TEST(UnitFile, LucNamIsReadWholeAndComesBackTheSame) {
  const auto file = read_units(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv"));
  EXPECT_THAT(said(file.errors), IsEmpty());
  EXPECT_THAT(said(file.repairs), IsEmpty());
  EXPECT_EQ(file.units.size(), 41U);
  const auto again = read_units(write_units(file.units));
  EXPECT_EQ(again.units, file.units);
  EXPECT_EQ(write_units(again.units), write_units(file.units));
}

TEST(UnitFile, ColumnsMayStandInAnyOrderAndNamesMayHoldCommasAndQuotes) {
  const auto file = read_units(
      "name,level,code,valid_from\n\"Tổng \"\"đài\"\", 111\",helpline,H,2000-01-01\r\n# a "
      "comment\r\n\r\nMột,province,01,2000-01-01");
  ASSERT_TRUE(file.directory);
  EXPECT_EQ(file.directory->helpline().name, "Tổng \"đài\", 111");
}

TEST(UnitFile, LostZerosArePutBackAndReported) {
  const auto file = read("1,2000-01-01,2001-01-01,commune,xã,A,1,2\n2,2000-01-01,,commune,xã,B,1,\n");
  EXPECT_THAT(said(file.errors), IsEmpty());
  EXPECT_EQ(file.units[2].key.code, "00001");
  EXPECT_EQ(file.units[2].parent->code, "01");
  EXPECT_EQ(file.units[2].successors[0].code, "00002");
  EXPECT_EQ(said(file.repairs).size(), 5U);
}

TEST(UnitFile, TelephonesThatWereEnteredStayWhereTheListSaysNone) {
  const std::string columns = "code,valid_from,level,kind,name,parent,telephones\n";
  const std::string commune = "00001,2000-01-01,commune,xã,Một,01,";
  const auto before =
      read_units(columns + "H,2000-01-01,helpline,,Tổng đài,,111\n01,2000-01-01,province,tỉnh,Một,,\n" +
                 commune + "0204 388 4001\n");
  ASSERT_TRUE(before.directory);
  const auto telephones = [&](const std::string& said) {
    const auto file =
        read_units(columns + "H,2000-01-01,helpline,,Tổng đài,,111\n01,2000-01-01,province,tỉnh,Một,,\n" +
                       commune + said + "\n",
                   before.directory.get());
    return file.units.back().telephones;
  };
  EXPECT_THAT(telephones(""), ElementsAre("0204 388 4001"));
  EXPECT_THAT(telephones("0204 388 4999"), ElementsAre("0204 388 4999"));
}

TEST(UnitFile, AZeroThatCouldBeTwoUnitsIsNotGuessed) {
  const auto file = read("001,2000-01-01,,district,huyện,D,01,\n00001,2000-01-01,,commune,xã,A,1,\n");
  EXPECT_THAT(said(file.errors), ElementsAre("5 parent parent_unknown"));
}

TEST(UnitFile, ABareCodeMeansTheUnitOfThatDay) {
  const auto file = read(
      "001,2000-01-01,2010-01-01,district,huyện,Old,01,\n001,2010-01-01,,district,huyện,New,01,\n"
      "00001,2000-01-01,2010-01-01,commune,xã,A,001,00001\n00001,2010-01-01,,commune,xã,B,001,\n");
  ASSERT_TRUE(file.directory);
  EXPECT_EQ(file.units[4].parent->text(), "001@2000-01-01");
  EXPECT_EQ(file.units[5].parent->text(), "001@2010-01-01");
  EXPECT_EQ(file.units[4].successors[0].text(), "00001@2010-01-01");
}

TEST(UnitFile, AllErrorsAreListedAtOnceWithTheirLines) {
  const auto file = read(
      "00001,2000-13-01,,commune,xã,A,01,\n"
      "0000x,2000-01-01,,commune,xã,A,01,\n"
      "00003,2000-01-01,,village,xã,A,01,\n"
      "00004,2000-01-01,,commune,xã,,99,\n"
      "00005,2000-01-01,,commune,xã,A,01,00004@2000-01-01\n"
      "00006,2000-01-01,1999-01-01,commune,xã,A,01,\n"
      "00007,2000-01-01,2010-01-01,commune,xã,A,01,\n"
      "00007,2005-01-01,,commune,xã,A,00007@2000-01-01,\n"
      "too,few\n");
  EXPECT_FALSE(file.directory);
  EXPECT_THAT(said(file.errors),
              ElementsAre("4 valid_from date_malformed", "5 code code_malformed", "6 level level_unknown",
                          "7  unit_name_missing", "7 parent parent_unknown", "8  successor_without_end",
                          "9  unit_days_malformed", "11  parent_not_above", "11  unit_code_overlap",
                          "12  field_count"));
}

std::string split(std::string_view parts) {
  return "code,valid_from,valid_to,level,kind,name,parent,successors,parts\n"
         "H,2000-01-01,,helpline,,Tổng đài,,,\n01,2000-01-01,,province,tỉnh,Một,,,\n"
         "00001,2000-01-01,2010-01-01,commune,xã,A,01,00002|00003," +
         std::string{parts} +
         "\n00002,2010-01-01,,commune,xã,B,01,,\n00003,2010-01-01,,commune,xã,C,01,,\n"
         "00004,2010-01-01,,commune,xã,D,01,,\n";
}

TEST(UnitFile, PartsOfASplitUnitSayWhereTheyWentAndWhoSaysSo) {
  const auto file = read_units(split("\"thôn Hạ > 2 > 1/QĐ-UBND, phụ lục|thôn Thượng>00003@2010-01-01>x\""));
  ASSERT_TRUE(file.directory);
  ASSERT_EQ(file.units[2].parts.size(), 2U);
  EXPECT_EQ(file.units[2].parts[0].name, "thôn Hạ");
  EXPECT_EQ(file.units[2].parts[0].to.text(), "00002@2010-01-01");
  EXPECT_EQ(file.units[2].parts[0].source, "1/QĐ-UBND, phụ lục");
  EXPECT_THAT(said(file.repairs), ElementsAre("4 parts leading_zero"));
  EXPECT_EQ(read_units(write_units(file.units)).units, file.units);
}

/// One unit below the helpline, and one more source of it.
UnitFile with_source(const Directory& known, const std::string& source) {
  return amend_units("code,valid_from,level,name,source\n01,2000-01-01,province,Một,\"" + source + "\"\n",
                     known);
}

TEST(UnitFile, HoweverOftenAUnitIsAmendedItsSourcesCanBeReadAgainAndTheFirstAndTheNewestStay) {
  auto known = read_units(
      "code,valid_from,level,name,source\nH,2000-01-01,helpline,Tổng đài,\n"
      "01,2000-01-01,province,Một,Nghị quyết 1\n");
  int shortened = 0;
  for (int month = 1; month <= 100; ++month) {
    const auto said = "Công văn số " + std::to_string(1000 + month) + "/UBND của tỉnh về số điện thoại mới";
    auto file = with_source(*known.directory, said);
    refuse_unstorable(file);
    ASSERT_TRUE(file.directory) << month;
    shortened += static_cast<int>(file.repairs.size());
    known = read_units(write_units(file.units));
    ASSERT_TRUE(known.directory) << month;
    EXPECT_EQ(known.units, file.units);
    const auto& source = known.directory->find("01", day("2020-01-01"))->source;
    EXPECT_TRUE(source.starts_with("Nghị quyết 1; Công văn")) << source;
    EXPECT_TRUE(source.ends_with(said)) << source;
  }
  EXPECT_GT(shortened, 0) << "and it says so";
}

TEST(UnitFile, AnAmendmentThatCouldNotBeReadAgainIsRefusedWithItsLine) {
  auto known = read_units(
      "code,valid_from,level,name,source\nH,2000-01-01,helpline,Tổng đài,\n"
      "01,2000-01-01,province,Một," +
      std::string(1500, 'a') + "\n");
  auto file = with_source(*known.directory, std::string(1500, 'b'));
  ASSERT_TRUE(file.directory);
  refuse_unstorable(file);
  EXPECT_FALSE(file.directory);
  EXPECT_THAT(said(file.errors), ElementsAre("2 source field_too_long"));
  // Parts are written with the full keys of the units that they went to.
  std::string parts;
  for (int i = 0; i < 1000; ++i)
    parts += std::string(60, 'x') + std::to_string(1000 + i) + ">00002>" + std::string(22, 's') + "|";
  auto grown = read_units(split(parts));
  ASSERT_TRUE(grown.directory);
  refuse_unstorable(grown);
  EXPECT_FALSE(grown.directory);
  EXPECT_THAT(said(grown.errors), ElementsAre("4 parts field_too_long"));
  auto whole = read_units(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv"));
  refuse_unstorable(whole);
  EXPECT_TRUE(whole.directory);
}

TEST(UnitFile, TheLastDayMayBeABoundUntilAnAmendmentKnowsTheDay) {
  const std::string columns = "code,valid_from,valid_to,level,kind,name,parent,successors,valid_to_is\n";
  const std::string units = "H,2000-01-01,,helpline,,Tổng đài,,,\n01,2000-01-01,,province,tỉnh,Một,,,\n";
  const std::string bound = "00001,2000-01-01,2025-07-01,commune,xã,A,01,00002,not_later\n",
                    other = "00002,2000-01-01,,commune,xã,B,01,,\n";
  const auto file = read_units(columns + units + bound + other);
  ASSERT_TRUE(file.directory);
  const UnitKey a = UnitKey::parse("00001@2000-01-01").value();
  EXPECT_TRUE(file.directory->find(a)->ended_not_later);
  EXPECT_FALSE(file.directory->find("00002", day("2024-01-01"))->ended_not_later);
  EXPECT_EQ(read_units(write_units(file.units)).units, file.units) << "it is kept";

  const auto amended = [&](const std::string& row) {
    return amend_units("code,valid_from,valid_to,level,name,source,valid_to_is\n" + row, *file.directory);
  };
  const auto sourced = amended("00001,2000-01-01,,,A,9/NQ,\n");
  EXPECT_TRUE(sourced.directory->find(a)->ended_not_later) << "a source says nothing of the day";
  const auto known = amended("00001,2000-01-01,2021-03-01,,A,9/NQ,\n");
  EXPECT_FALSE(known.directory->find(a)->ended_not_later);
  EXPECT_EQ(known.directory->find(a)->valid_to, day("2021-03-01"));
  EXPECT_FALSE(amended("00001,2000-01-01,,,A,9/NQ,exact\n").directory->find(a)->ended_not_later);
  EXPECT_THAT(said(amended("00001,2000-01-01,,,A,9/NQ,perhaps\n").errors),
              ElementsAre("2 valid_to_is valid_to_is_unknown"));
}

TEST(UnitFile, APartWithoutASourceOrBesideTheSuccessorsIsRefused) {
  for (const char* parts : {"thôn Hạ", "thôn Hạ>00002", "thôn Hạ>00002>", ">00002>x", "thôn Hạ>>x"})
    EXPECT_THAT(said(read_units(split(parts)).errors), testing::Contains(testing::HasSubstr("4 parts ")))
        << parts;
  EXPECT_THAT(said(read_units(split("thôn Hạ>00004>x")).errors), ElementsAre("4 parts part_without_split"));
  EXPECT_THAT(said(read("00001,2000-01-01,,commune,xã,A,01,\n").errors), IsEmpty());
  EXPECT_THAT(said(read_units("code,valid_from,level,name,parts\nH,2000-01-01,helpline,T,a>H>x\n").errors),
              ElementsAre("2 parts part_without_split"));
}

TEST(UnitAmendment, ThatSplitsAUnitOtherwiseDropsThePartsThatHoldNoMore) {
  const auto file = read_units(split("thôn Hạ>00002>x|thôn Thượng>00003>x"));
  ASSERT_TRUE(file.directory);
  const auto amended = [&](std::string_view successors) {
    return amend_units(
        "code,valid_from,level,name,successors\n00001,2000-01-01,commune,A," + std::string{successors} + "\n",
        *file.directory);
  };
  ASSERT_TRUE(amended("00002|00004").directory);
  EXPECT_EQ(amended("00002|00004").directory->find("00001", day("2005-01-01"))->parts.size(), 1U);
  ASSERT_TRUE(amended("00002").directory);
  EXPECT_EQ(amended("00002").directory->find("00001", day("2005-01-01"))->parts.size(), 0U);
  EXPECT_EQ(amended("").directory->find("00001", day("2005-01-01"))->parts.size(), 2U);
}

TEST(UnitFile, SuccessorsMustBeThereOnTheDayAfter) {
  const auto file = read(
      "00001,2000-01-01,2010-01-01,commune,xã,A,01,00002@2011-01-01|00003@2000-01-01|00001@2000-01-01|00009@"
      "2000-01-01\n"
      "00002,2011-01-01,,commune,xã,B,01,\n00003,2000-01-01,2010-01-01,commune,xã,C,01,\n");
  EXPECT_THAT(said(file.errors), ElementsAre("4  successor_is_itself", "4  successor_not_valid",
                                             "4  successor_not_valid", "4  successor_unknown"));
}

TEST(UnitFile, ABrokenFileSaysSo) {
  EXPECT_THAT(said(read_units("").errors), ElementsAre("0  file_empty"));
  EXPECT_THAT(said(read_units("code,name\n").errors),
              ElementsAre("1 valid_from column_missing", "1 level column_missing"));
  EXPECT_THAT(said(read_units("code,kode\n").errors), ElementsAre("1  column_unknown"));
  EXPECT_THAT(said(read("00001,2000-01-01,,commune,xã,\"A").errors), ElementsAre("4  quote_open"));
  EXPECT_THAT(said(read("00001,2000-01-01,,commune,xã,\xFF,01,\n").errors), ElementsAre("4  not_utf8"));
  EXPECT_THAT(said(read_units(std::string{header} + "01,2000-01-01,,province,tỉnh,A,,\n").errors),
              ElementsAre("2  helpline_missing"));
  EXPECT_THAT(said(read("H2,2000-01-01,,helpline,,B,,\n").errors),
              ElementsAre("2  helpline_not_one", "4  helpline_not_one"));
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  std::mt19937 random{3};
  const std::string letters = "a,\"\n\r# é|?@";
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> fields(2 + random() % 4);
    for (auto& field : fields)
      for (std::size_t n = random() % 6; n > 0; --n) field += letters[random() % letters.size()];
    if (fields[0].empty()) fields[0] = "a";
    std::string text;
    append_csv(text, fields);
    CsvReader csv{text};
    const auto record = csv.next();
    ASSERT_TRUE(record);
    EXPECT_EQ(record->fields, fields);
    EXPECT_FALSE(csv.next());
  }
}

std::vector<std::string> lines(const std::vector<UnitChange>& changes) {
  std::vector<std::string> out;
  for (const auto& change : changes) out.push_back(line(change));
  return out;
}

TEST(Difference, TheChangesOfLucNamAreReadable) {
  // As the file stood in 2024: nothing of 2025 is known yet.
  auto units = read_units(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv")).units;
  std::erase_if(units, [](const Unit& u) { return u.key.valid_from >= day("2025-01-01"); });
  for (Unit& u : units)
    if (u.valid_to && *u.valid_to >= day("2025-01-01")) {
      u.valid_to.reset();
      u.successors.clear();
    }
  const auto before = Directory::build(units).value();
  const auto told = lines(difference(*before, luc_nam()));
  EXPECT_THAT(
      told, testing::Contains("merged 07516@2004-07-08 xã Vũ Xá → 07519@2004-07-08 xã Cẩm Lý (2025-01-01)"));
  EXPECT_THAT(told, testing::Contains("code_reused 07498@2025-07-01 xã Bắc Lũng (xã Yên Sơn)"));
  EXPECT_THAT(told, testing::Contains("code_reused 24@2025-07-01 tỉnh Bắc Ninh (tỉnh Bắc Giang)"));
  EXPECT_THAT(told, testing::Contains("ended 218@2004-07-08 huyện Lục Nam (2025-07-01)"));
  EXPECT_THAT(lines(difference(luc_nam(), luc_nam())), IsEmpty());
  EXPECT_EQ(difference(luc_nam(), *before).front().kind, UnitChange::Kind::corrected);
}

TEST(UnitAmendment, ChangesWhatItNamesAddsTheRestAndLeavesAllElse) {
  const auto file = amend_units(
      "code,valid_from,valid_to,level,kind,name,parent,successors,source\n"
      "7507,2004-07-08,2024-01-01,commune,,Trường Sơn,,07999,100/NQ\n"
      "07999,2024-01-01,2025-07-01,commune,xã,Trường Sơn Mới,218,07489,100/NQ\n",
      luc_nam());
  ASSERT_THAT(said(file.errors), IsEmpty());
  EXPECT_EQ(file.rows, 2U);
  EXPECT_THAT(said(file.repairs), ElementsAre("2 code leading_zero"));
  EXPECT_EQ(file.directory->units().size(), luc_nam().units().size() + 1);
  const Unit& was = *luc_nam().find("07507", day("2015-03-26"));
  Unit ended = was;
  ended.valid_to = day("2024-01-01");
  ended.successors = {UnitKey::parse("07999@2024-01-01").value()};
  ended.source += "; 100/NQ";
  EXPECT_EQ(*file.directory->find(was.key), ended);
  EXPECT_THAT(lines(difference(luc_nam(), *file.directory)),
              ElementsAre("renamed 07507@2004-07-08 xã Trường Sơn → 07999@2024-01-01 xã Trường Sơn Mới "
                          "(2024-01-01)"));
}

TEST(UnitAmendment, ARowWithoutALevelKeepsThatOfTheUnitThatItNamesAndAddsNone) {
  const auto file = amend_units(
      "code,valid_from,level,name,telephones\n07456,2004-07-08,,,0204 111\n7459,2004-07-08,,,0204 222\n"
      "218,2004-07-08,,,0204 333\n",
      luc_nam());
  ASSERT_THAT(said(file.errors), IsEmpty());
  EXPECT_THAT(said(file.repairs), ElementsAre("3 code leading_zero"));
  EXPECT_EQ(file.directory->units().size(), luc_nam().units().size());
  for (const auto& [code, telephone] :
       {std::pair{"07456", "0204 111"}, {"07459", "0204 222"}, {"218", "0204 333"}}) {
    Unit expected = *luc_nam().find(code, day("2015-03-26"));
    expected.telephones = {telephone};
    EXPECT_EQ(*file.directory->find(expected.key), expected) << code;
  }
  const auto unknown =
      amend_units("code,valid_from,level,name\n07999,2024-01-01,,Mới\n07456,2004-07-09,,\n", luc_nam());
  EXPECT_FALSE(unknown.directory);
  EXPECT_THAT(said(unknown.errors), testing::AllOf(testing::Contains("2 level level_unknown"),
                                                   testing::Contains("3 level level_unknown")));
}

TEST(UnitAmendment, OfTheWholeListItselfChangesNothingAndABadRowIsNamedByItsLine) {
  const auto same = amend_units(write_units(luc_nam().units()), luc_nam());
  ASSERT_TRUE(same.directory);
  EXPECT_TRUE(std::ranges::equal(same.directory->units(), luc_nam().units()));
  const auto bad = amend_units(
      "code,valid_from,valid_to,level,kind,name,successors\n07462,2025-07-01,2027-01-01,commune,xã,Bảo "
      "Đài,09999\n",
      luc_nam());
  EXPECT_FALSE(bad.directory);
  EXPECT_THAT(said(bad.errors), ElementsAre("2 successors successor_unknown"));
}

TEST(Difference, AddedRenamedSplitCorrectedAndRemovedAreTold) {
  const auto before = read(
      "00001,2000-01-01,,commune,xã,A,01,\n00002,2000-01-01,,commune,xã,B,01,\n"
      "00003,2000-01-01,,commune,xã,C,01,\n00004,2000-01-01,,commune,xã,D,01,\n");
  const auto after = read(
      "00001,2000-01-01,2010-01-01,commune,xã,A,01,00001\n00001,2010-01-01,,commune,phường,A,01,\n"
      "00002,2000-01-01,2010-01-01,commune,xã,B,01,00005|00006\n00003,2000-01-01,,commune,xã,Ca,01,\n"
      "00005,2010-01-01,,commune,xã,E,01,\n00006,2010-01-01,,commune,xã,F,01,\n00007,2010-01-01,,commune,xã,"
      "G,01,\n");
  ASSERT_TRUE(before.directory && after.directory);
  EXPECT_THAT(
      lines(difference(*before.directory, *after.directory)),
      ElementsAre("renamed 00001@2000-01-01 xã A → 00001@2010-01-01 phường A (2010-01-01)",
                  "split 00002@2000-01-01 xã B → 00005@2010-01-01 xã E, 00006@2010-01-01 xã F (2010-01-01)",
                  "corrected 00003@2000-01-01 xã Ca: name", "removed 00004@2000-01-01 xã D",
                  "added 00007@2010-01-01 xã G"));
}

}  // namespace
}  // namespace hotline::places
