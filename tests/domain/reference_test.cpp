// The lists of codes and the forms in config/, and what is refused of a file that somebody changed.
#include "domain/reference.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "domain/record_file.h"
#include "hotline/v1/reference.pb.h"

namespace hotline::test {
namespace {
using ::testing::ElementsAre;

std::string file(const std::filesystem::path& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::filesystem::path> files(const char* directory) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(HOTLINE_SOURCE_DIR "/config/") + directory))
    out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

template <class Record>
std::vector<std::string> problems(const Result<Record>& result) {
  std::vector<std::string> out;
  if (!result)
    for (const auto& problem : result.error().fields)
      out.push_back(problem.path + " " + std::string(problem.reason));
  return out;
}

Result<record::v1::FormTemplate> form(std::string_view text) {
  return read_form(text, *v1::FormRecord::descriptor());
}

const std::string list_head = "list = \"l\"\nname = { vi = \"a\", en = \"b\" }\nsource = \"s\"\n";
const std::string form_head =
    "form = \"f\"\nname = { vi = \"a\", en = \"b\" }\ntitle = \"t\"\noffice = \"recorded_by_unit\"\n";

Reference of_the_service() {
  Reference out;
  for (const auto& path : files("categories")) {
    auto list = read_code_list(file(path));
    EXPECT_THAT(problems(list), ElementsAre()) << path;
    if (list) out.lists.push_back(*list);
  }
  for (const auto& path : files("forms")) {
    auto one = form(file(path));
    EXPECT_THAT(problems(one), ElementsAre()) << path;
    if (one) out.forms.push_back(*one);
  }
  return out;
}

TEST(Reference, ThatComesWithTheServiceIsSound) {
  const auto reference = of_the_service();
  EXPECT_TRUE(check_reference(reference));
  EXPECT_GE(reference.forms.size(), 7U);
  const auto of = [&](std::string_view list, std::string_view from) {
    return std::ranges::find_if(
        reference.lists, [&](const auto& one) { return one.list() == list && one.valid_from() == from; });
  };
  ASSERT_NE(of("special_circumstances", "2017-06-01"), reference.lists.end());
  EXPECT_EQ(of("special_circumstances", "2017-06-01")->items_size(), 14) << "Children Law 2016, article 10";
  EXPECT_EQ(of("special_circumstances", "")->items_size(), 10) << "the law of 2004, article 40";
  EXPECT_EQ(of("reasons", "")->groups_size(), 11) << "Child Helpline International";
}

TEST(Reference, FormsWhoseWordingWasNotReadSayThatTheyAreDrafts) {
  for (const auto& one : of_the_service().forms)
    EXPECT_EQ(one.draft(), !one.source().empty() && one.form() != "01") << one.form();
}

TEST(CodeList, AnUnknownKeyIsNamedWithItsLine) {
  EXPECT_THAT(
      problems(read_code_list(list_head + "[[items]]\ncode = \"c\"\nnme = { vi = \"a\", en = \"b\" }\n")),
      ElementsAre("6: items[0].nme unknown_key"));
}

TEST(CodeList, WhatTheContractDoesNotTakeIsNamedWithItsLine) {
  EXPECT_THAT(problems(read_code_list(list_head +
                                      "[[items]]\ncode = \"Có dấu\"\nname = { vi = \"a\", en = \"b\" }\n")),
              ElementsAre("5: items[0].code wrong_format"));
  EXPECT_THAT(problems(read_code_list(list_head + "[[items]]\ncode = \"c\"\n")),
              ElementsAre("4: items[0].name required"));
  EXPECT_THAT(problems(read_code_list(list_head)), ElementsAre("1: items required"));
  EXPECT_THAT(problems(read_code_list(list_head + "draft = 1\n[[items]]\ncode = \"c\"\n")),
              ElementsAre("4: draft wrong_type"));
  EXPECT_THAT(problems(read_code_list("list = ")), ElementsAre("1 not_toml"));
}

TEST(CodeList, ACodeStandsOnceAndAGroupIsThere) {
  const std::string item = "[[items]]\ncode = \"c\"\nname = { vi = \"a\", en = \"b\" }\n";
  EXPECT_THAT(problems(read_code_list(list_head + item + item)), ElementsAre("8: items[1].code twice"));
  EXPECT_THAT(problems(read_code_list(list_head + item + "group = \"g\"\n")),
              ElementsAre("7: items[0].group unknown_value"));
}

TEST(CodeList, EndsAfterItBegins) {
  EXPECT_THAT(
      problems(read_code_list(list_head + "valid_from = 2017-06-01\nvalid_to = 2017-06-01\n[[items]]\ncode = "
                                          "\"c\"\nname = { vi = \"a\", en = \"b\" }\n")),
      ElementsAre("5: valid_to out_of_range"));
}

TEST(Form, AFieldThatTheRecordDoesNotHaveIsNamedWithItsLine) {
  EXPECT_THAT(problems(form(form_head + "[[lines]]\nparts = [{ field = \"case.intake.child.nam\" }]\n")),
              ElementsAre("6: lines[0].parts[0].field unknown_field"));
  EXPECT_THAT(problems(form(form_head + "[[lines]]\nonly_if = \"case.row.urgent\"\nmark = \"M\"\n")),
              ElementsAre("6: lines[0].only_if unknown_field"));
}

TEST(Form, ABoxHasAValueThatTheFieldCanHave) {
  EXPECT_THAT(
      problems(form(form_head + "[[lines]]\nfield = \"case.intake.child.sex\"\nboxes = [{ label = \"x\", "
                                "values = [\"SEX_OTHER\"] }]\n")),
      ElementsAre("7: lines[0].boxes[0].values[0] unknown_value"));
}

TEST(Form, ATableStandsOverAFieldThatHoldsSeveral) {
  EXPECT_THAT(
      problems(form(form_head +
                    "[[lines]]\ntable = { rows = \"case.intake\", columns = [{ field = \"child\" }] }\n")),
      ElementsAre("6: lines[0].table.rows wrong_type"));
  EXPECT_THAT(
      problems(form(form_head +
                    "[[lines]]\ntable = { rows = \"case.clocks\", columns = [{ field = \"when\" }] }\n")),
      ElementsAre("6: lines[0].table.columns[0].field unknown_field"));
}

TEST(Reference, OneListHoldsOnOneDay) {
  auto reference = of_the_service();
  reference.lists.push_back(reference.lists.front());
  EXPECT_FALSE(check_reference(reference));
  reference = of_the_service();
  reference.forms.push_back(reference.forms.front());
  EXPECT_FALSE(check_reference(reference));
}

}  // namespace
}  // namespace hotline::test
