// The table of columns in server/README.md, held against the database: what stands in the clear is known.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "store/sqlite_file.h"
#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

std::multiset<std::string> columns_of_the_schema() {
  const TemporaryDirectory directory;
  const auto file = directory / "hotline.db";
  auto store = store_sqlite::open_sqlite(file, {.mode = store_sqlite::OpenMode::open_or_create});
  HOTLINE_CHECK(store.has_value());
  (*store)->stop();
  std::istringstream lines(SqliteFile(file).ask(
      "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c "
      "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"));
  std::multiset<std::string> columns;
  for (std::string line; std::getline(lines, line);) columns.insert(line);
  return columns;
}

/// Of every row "| `table` | `column`, `column` | … |".
std::multiset<std::string> columns_of_the_readme() {
  std::ifstream readme(std::string(HOTLINE_SOURCE_DIR) + "/server/README.md");
  const std::regex row("^\\| `([a-z_]+)` \\| ((`[a-z_0-9]+`(, )?)+) \\|.*"), name("`([a-z_0-9]+)`");
  std::multiset<std::string> columns;
  bool there = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) there = line == "## What stands in the clear";
    std::smatch match;
    if (!there || !std::regex_match(line, match, row)) continue;
    const std::string table = match[1], names = match[2];
    for (std::sregex_iterator at(names.begin(), names.end(), name), end; at != end; ++at)
      columns.insert(table + "." + (*at)[1].str());
  }
  return columns;
}

std::multiset<std::string> matches(const std::string& text, const std::regex& each) {
  std::multiset<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), each), end; at != end; ++at)
    out.insert((*at)[1].str());
  return out;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// Every name under which the code keeps one: said where it is kept, or a constant whose own name ends in
/// _blob.
std::set<std::string> blobs_of_the_code() {
  const std::regex named("(?:put_blob\\(|_blob\\s*=\\s*)\"([a-z_]+)\"");
  std::set<std::string> names;
  for (const auto& each : std::filesystem::recursive_directory_iterator(HOTLINE_SOURCE_DIR "/server"))
    if (each.path().extension() == ".cpp" || each.path().extension() == ".h")
      for (const auto& name : matches(text_of(each.path()), named)) names.insert(name);
  return names;
}

/// Of the rows "| "name", "name" | … |".
std::multiset<std::string> blobs_of_the_readme() {
  const auto readme = text_of(HOTLINE_SOURCE_DIR "/server/README.md");
  const std::regex row("\n\\| (\"[a-z_\", ]+\") \\|"), name("\"([a-z_]+)\"");
  std::multiset<std::string> names;
  for (const auto& each : matches(readme, row)) names.merge(matches(each, name));
  return names;
}

TEST(TheReadme, NamesEveryNamedBlobOnceAndNoOther) {
  const auto kept = blobs_of_the_code();
  ASSERT_GT(kept.size(), 10u);
  EXPECT_THAT(blobs_of_the_readme(), ::testing::ElementsAreArray(kept));
}

TEST(TheReadme, NamesEveryColumnOfTheDatabaseOnceAndNoOther) {
  const auto schema = columns_of_the_schema();
  ASSERT_GT(schema.size(), 50u);
  EXPECT_THAT(columns_of_the_readme(), ::testing::ContainerEq(schema));
}

}  // namespace
}  // namespace hotline::store_test
