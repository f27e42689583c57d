#include "app/installed.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/demo.h"
#include "base/date.h"

namespace hotline::app_test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

constexpr const char* files[] = {"data", "keys", "checkpoints"};

struct Prepared {
  Installed installed;
  std::string recovery_key;
  Prepared() {
    auto demo = app::initialise_demo(installed.config(), story_end());
    HOTLINE_CHECK(demo.has_value());
    recovery_key = demo->initialised.recovery_key;
  }
};
const Prepared& prepared() {
  static const Prepared once;
  return once;
}

}  // namespace

Time story_end() { return start_of(parse_date("2026-11-23").value()) + std::chrono::hours{10}; }
const std::string& demo_recovery_key() { return prepared().recovery_key; }

Installed::Installed() {
  std::string name = (fs::temp_directory_path() / "hotline-app-XXXXXX").string();
  HOTLINE_CHECK(::mkdtemp(name.data()) != nullptr);
  directory_ = name;
  const std::string config = std::string(HOTLINE_SOURCE_DIR) + "/config/";
  std::ofstream(directory_ / "hotlined.toml")
      << "[server]\nport = 0\n[rules]\ndeadlines = \"" << config << "deadlines.toml\"\ncalendar = \""
      << config << "calendar/vietnam.toml\"\nunits = \"" << config << "units/luc-nam.csv\"\n";
}

Installed::~Installed() {
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

app::Config Installed::config() const {
  auto config = app::load_config(directory_ / "hotlined.toml");
  HOTLINE_CHECK(config.has_value());
  return *config;
}

Ran Installed::run(const std::string& arguments, const std::string& typed) const {
  std::ofstream(directory_ / "in") << typed;
  const std::string at = directory_.string();
  const std::string line = std::string(HOTLINED) + " " + arguments + " -c " + at + "/hotlined.toml <" + at +
                           "/in >" + at + "/out 2>" + at + "/err";
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(directory_ / "out"), read(directory_ / "err")};
}

void Installed::tamper(const std::string& sql) const {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((directory_ / living).c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  EXPECT_GT(sqlite3_total_changes(db), 0) << "nothing was changed";
  sqlite3_close(db);
}

void Installed::flip_bit(std::int64_t log_index, const std::string& database) const {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((directory_ / database).c_str(), &db), SQLITE_OK);
  sqlite3_blob* sealed = nullptr;
  ASSERT_EQ(sqlite3_blob_open(db, "main", "entry", "part_0", log_index, 1, &sealed), SQLITE_OK);
  const int middle = sqlite3_blob_bytes(sealed) / 2;
  char byte = 0;
  EXPECT_EQ(sqlite3_blob_read(sealed, &byte, 1, middle), SQLITE_OK);
  byte ^= 1;
  EXPECT_EQ(sqlite3_blob_write(sealed, &byte, 1, middle), SQLITE_OK);
  sqlite3_blob_close(sealed);
  sqlite3_close(db);
}

std::string Installed::ask(const std::string& sql, const std::string& database) const {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open((directory_ / database).c_str(), &db), SQLITE_OK);
  std::string answer;
  const auto each = [](void* into, int columns, char** values, char**) {
    auto& text = *static_cast<std::string*>(into);
    for (int i = 0; i < columns; ++i)
      text += std::string(values[i] ? values[i] : "") + (i + 1 < columns ? "|" : "\n");
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), each, &answer, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
  return answer;
}

std::vector<IdBytes> Installed::ids(const std::string& sql) const {
  std::vector<IdBytes> out;
  std::istringstream lines(ask(sql));
  for (std::string hex; std::getline(lines, hex);)
    for (auto& id = out.emplace_back(); auto& byte : id)
      byte = static_cast<std::uint8_t>(
          std::stoi(hex.substr(2 * static_cast<std::size_t>(&byte - id.data()), 2), nullptr, 16));
  return out;
}

DemoInstalled::DemoInstalled() {
  for (const auto* name : files)
    fs::copy(prepared().installed / name, *this / name, fs::copy_options::recursive);
}

}  // namespace hotline::app_test
