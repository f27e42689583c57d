// Reports of config/reports: those that come with the service are sound, and what is wrong in one is said
// with its line.
#include "domain/report_form.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "domain/reference.h"

namespace hotline::test {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string file(const std::filesystem::path& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::filesystem::path> files(const std::string& directory) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(HOTLINE_SOURCE_DIR "/config/" + directory))
    out.push_back(entry.path());
  return out;
}

std::vector<record::v1::CodeList> lists() {
  std::vector<record::v1::CodeList> out;
  for (const auto& path : files("categories")) out.push_back(*read_code_list(file(path)));
  return out;
}

std::vector<std::string> problems(std::string_view toml) {
  std::vector<std::string> out;
  if (const auto form = read_report_form(toml, lists()); !form)
    for (const auto& problem : form.error().fields)
      out.push_back(problem.path + " " + std::string(problem.reason));
  return out;
}

const std::string head = R"(form = "f"
name = { vi = "a", en = "b" }
source = "s"
title = { vi = "a", en = "b" }
span = "REPORT_SPAN_YEAR"
[[tables]]
title = { vi = "a", en = "b" }
)";
const std::string cases = head + R"(counted = "COUNTED_CASES"
columns = [{ label = { vi = "a", en = "b" } }]
[[tables.rows]]
)";
const std::string contacts = head + R"(counted = "COUNTED_CONTACTS"
columns = [{ label = { vi = "a", en = "b" } }]
[[tables.rows]]
)";
const std::string label = "label = { vi = \"a\", en = \"b\" }\n";

TEST(ReportForms, ThatComeWithTheServiceAreSound) {
  for (const auto& path : files("reports")) EXPECT_THAT(problems(file(path)), IsEmpty()) << path;
  EXPECT_GE(files("reports").size(), 3U);
}

TEST(ReportForms, NameWhatIsWrongByItsLine) {
  EXPECT_THAT(problems(cases + label), IsEmpty());
  EXPECT_THAT(problems("form = \"f\"\nlabl = 1\n"), ElementsAre("2: labl unknown_key"));
  EXPECT_THAT(problems(head + "counted = \"COUNTED_CHILDREN\"\n"),
              ElementsAre("8: tables[0].counted wrong_type"));
  const auto among = [](const std::string& text) {
    return problems(cases + label + "among = [{ " + text + " }]\n");
  };
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_SEX", keys = ["SEX_FEMALE"])"), IsEmpty());
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_SEX", keys = ["2"])"),
              ElementsAre("12: tables[0].rows[0].among[0].keys[0] unknown_value"));
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_AGE_BAND", except = ["16+"])"),
              ElementsAre("12: tables[0].rows[0].among[0].except[0] unknown_value"));
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_SETTING", keys = ["family", "nowhere"])"),
              ElementsAre("12: tables[0].rows[0].among[0].keys[1] unknown_value"));
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_CLOCK", keys = ["CLOCK_KIND_PLAN.late"])"), IsEmpty());
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_SEX")"),
              ElementsAre("12: tables[0].rows[0].among[0].keys required"));
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CASE_UNIT", keys = ["24"])"),
              ElementsAre("12: tables[0].rows[0].among[0].dimension wrong_dimension"));
  EXPECT_THAT(among(R"(dimension = "DIMENSION_CONTACT_HOUR", keys = ["8"])"),
              ElementsAre("12: tables[0].rows[0].among[0].dimension wrong_dimension"));
}

TEST(ReportForms, RefuseRowsThatMeanNothing) {
  EXPECT_THAT(problems(cases + "code = \"1\"\n"), ElementsAre("10: tables[0].rows[0].label required"));
  EXPECT_THAT(problems(cases + label + "share_of = \"9\"\n"),
              ElementsAre("12: tables[0].rows[0].share_of unknown_value"));
  EXPECT_THAT(problems(cases + label + "code = \"1\"\n[[tables.rows]]\n" + label + "code = \"1\"\n"),
              ElementsAre("15: tables[0].rows[1].code twice"));
  EXPECT_THAT(problems(cases + label + "heading = true\nshare_of = \"1\"\n"),
              ElementsAre("12: tables[0].rows[0].heading not_together",
                          "13: tables[0].rows[0].share_of unknown_value"));
  EXPECT_THAT(problems(cases + "each = \"DIMENSION_CASE_SEX\"\n"),
              ElementsAre("11: tables[0].rows[0].each wrong_dimension"));
  EXPECT_THAT(problems(contacts + "each = \"DIMENSION_CONTACT_REASON\"\ngroup = \"violence\"\n"), IsEmpty());
  EXPECT_THAT(problems(contacts + "each = \"DIMENSION_CONTACT_REASON\"\ngroup = \"money\"\n"),
              ElementsAre("12: tables[0].rows[0].group unknown_value"));
}

TEST(ReportForms, CountReasonsAloneOrWithTheClassAlone) {
  const std::string reasons = contacts + "each = \"DIMENSION_CONTACT_REASON\"\n";
  EXPECT_THAT(
      problems(
          reasons +
          R"(among = [{ dimension = "DIMENSION_CONTACT_CLASS", keys = ["CONTACT_CLASS_COUNSELLING"] }])"),
      IsEmpty());
  EXPECT_THAT(problems(reasons + R"(among = [{ dimension = "DIMENSION_CONTACT_HOUR", keys = ["8"] }])"),
              ElementsAre("10: tables[0].rows[0] not_together"));
  EXPECT_THAT(
      problems(contacts + label +
               R"(among = [{ dimension = "DIMENSION_CONTACT_REASON", except = ["violence.physical"] }])"),
      ElementsAre("12: tables[0].rows[0].among[0].except not_together"));
}

}  // namespace
}  // namespace hotline::test
