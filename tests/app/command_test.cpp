// The commands on a machine: copies, verification, rebuilding, and the sentences for what goes wrong.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "app/app.h"
#include "app/installed.h"
#include "app/second_copy.h"
#include "base/date.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::app_test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
namespace fs = std::filesystem;

TEST(CheckConfig, NamesTheLineOfAnUnknownKey) {
  const Installed installed;
  const auto good = installed.run("check-config");
  EXPECT_EQ(good.code, 0) << good.err;
  std::ofstream(installed / "hotlined.toml", std::ios::app) << "[log]\nlevle = \"info\"\n";
  const auto bad = installed.run("check-config");
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.err, ContainsRegex("hotlined.toml:[0-9]+: .*levle"));
}

TEST(CheckConfig, NamesFileAndLineOfAnUnknownKeyInAFormOrAList) {
  const Installed installed;
  const std::string source = HOTLINE_SOURCE_DIR "/config/";
  for (const char* name : {"categories", "forms", "reports"}) fs::copy(source + name, installed / name);
  fs::copy(source + "deadlines.toml", installed / "rules.toml");
  std::ofstream(installed / "hotlined.toml")
      << "[rules]\ndeadlines = \"rules.toml\"\ncalendar = \"" << source
      << "calendar/vietnam.toml\"\nunits = \"" << source << "units/luc-nam.csv\"\n";
  const auto good = installed.run("check-config");
  EXPECT_EQ(good.code, 0) << good.err;
  std::ofstream(installed / "forms" / "01.toml", std::ios::app) << "[[lines]]\nlabl = \"Họ tên\"\n";
  const auto bad = installed.run("check-config");
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.err, ContainsRegex("forms/01.toml:[0-9]+: lines.[0-9]+..labl"));
  fs::remove_all(installed / "categories");
  EXPECT_THAT(installed.run("check-config").err, HasSubstr("config_unreadable"));
}

TEST(CheckConfig, NamesTheYearsWhoseHolidaysTheCalendarLacksAndFindsNothingWrong) {
  const Installed installed;
  const std::string source = HOTLINE_SOURCE_DIR "/config/";
  std::ofstream(installed / "calendar.toml")
      << "hours = [\"07:30-11:30\"]\nweekend = [\"sunday\"]\n[[year]]\nyear = 2015\nsource = \"x\"\n"
         "holidays = [{ name = \"Tết\", from = 2015-02-17 }]\n";
  std::ofstream(installed / "hotlined.toml")
      << "[rules]\ndeadlines = \"" << source << "deadlines.toml\"\ncalendar = \"calendar.toml\"\nunits = \""
      << source << "units/luc-nam.csv\"\n";
  const auto ran = installed.run("check-config");
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto this_year = std::to_string(static_cast<int>(local_date(SystemClock().now()).year()));
  EXPECT_THAT(ran.err, HasSubstr("năm " + this_year));
  EXPECT_THAT(ran.err, HasSubstr("no holidays of " + this_year));
}

TEST(CheckConfig, SaysWhereDeadlinesWereEditedThatHeldOnDaysThatAreOverAndFromWhenTheNewOnesHold) {
  const DemoInstalled demo;
  const std::string source = HOTLINE_SOURCE_DIR "/config/";
  for (const char* name : {"categories", "forms", "reports"}) fs::copy(source + name, demo / name);
  fs::copy(source + "deadlines.toml", demo / "deadlines.toml");
  std::ofstream(demo / "hotlined.toml") << "[server]\nport = 0\n[rules]\ndeadlines = \"deadlines.toml\"\n"
                                        << "calendar = \"" << source << "calendar/vietnam.toml\"\nunits = \""
                                        << source << "units/luc-nam.csv\"\n";
  const SystemClock clock;
  const auto started = [&] { return app::App::start(demo.config(), clock).has_value(); };
  ASSERT_TRUE(started());
  EXPECT_THAT(demo.run("check-config").err, testing::Not(HasSubstr("emergency")));
  std::ostringstream text;
  text << std::ifstream(demo / "deadlines.toml").rdbuf();
  auto edited = text.str();
  const std::string twelve = "within = \"12 hours\"", twenty = "within = \"20 days\"";
  edited.replace(edited.rfind(twelve), twelve.size(), twenty);
  std::ofstream(demo / "deadlines.toml") << edited;
  const auto said = demo.run("check-config");
  EXPECT_EQ(said.code, 0) << said.err;
  const Date tomorrow{std::chrono::sys_days{local_date(clock.now())} + std::chrono::days{1}};
  EXPECT_THAT(said.err, ContainsRegex("\\[rules\\] emergency:\n.*" + date_text(tomorrow)));
  ASSERT_TRUE(started());
  EXPECT_EQ(demo.run("rebuild --check").code, 0) << "by the rules that are kept, as the service counts";
}

TEST(CheckConfig, NamesTheDutyContactsThatNothingIsSentByForTheirOfficeIsUnknownOrWasMerged) {
  const Installed installed;
  const std::string source = HOTLINE_SOURCE_DIR "/config/";
  std::ofstream(installed / "contacts.toml") << R"(["07456@2004-07-08"]
emails = ["merged@example.vn"]
["07462@2025-07-01"]
emails = ["today@example.vn"]
["99999@2004-07-08"]
emails = ["unknown@example.vn"]
)";
  std::ofstream(installed / "hotlined.toml")
      << "[rules]\ndeadlines = \"" << source << "deadlines.toml\"\ncalendar = \"" << source
      << "calendar/vietnam.toml\"\nunits = \"" << source
      << "units/luc-nam.csv\"\n[notify]\ncontacts = \"contacts.toml\"\n";
  const auto ran = installed.run("check-config");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("[\"07456@2004-07-08\"]:\nĐơn vị này đã kết thúc"));
  EXPECT_THAT(ran.err, HasSubstr("[\"99999@2004-07-08\"]:\nDanh bạ không có đơn vị này"));
  EXPECT_THAT(ran.err, testing::Not(HasSubstr("07462")));
  EXPECT_THAT(ran.err, testing::Not(HasSubstr("example.vn"))) << "addresses are nobody's business";
}

TEST(Commands, WrongUseIsExitCodeTwoAndHelpHasAnExample) {
  const Installed installed;
  EXPECT_EQ(installed.run("backup").code, 2);
  for (const auto* command :
       {"check-config", "init", "backup", "restore", "verify", "rebuild", "recover", "rotate-key", "erase"}) {
    const auto help = installed.run(std::string(command) + " --help");
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.out, HasSubstr("Example:\n  hotlined " + std::string(command)));
  }
}

TEST(Init, BesideTheCheckpointsOfAnotherLogMakesNothing) {
  const Installed fresh;
  ASSERT_EQ(fresh.run("init").code, 0);
  for (const char* made : {"data", "keys"}) fs::remove_all(fresh / made);
  const auto refused = fresh.run("init");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("[checkpoints_kept]"));
  for (const char* made : {"data", "keys"}) EXPECT_FALSE(fs::exists(fresh / made)) << made;
  fs::rename(fresh / "checkpoints", fresh / "evidence");
  EXPECT_EQ(fresh.run("init").code, 0);
}

TEST(Backup, ARestoredCopyIsWholeAndAsItsHistoryHasIt) {
  const DemoInstalled demo;
  const auto copied = demo.run("backup --to " + (demo / "copy.db").string());
  ASSERT_EQ(copied.code, 0) << copied.err;
  const auto taken = demo.run("backup --to " + (demo / "copy.db").string());
  EXPECT_EQ(taken.code, 1);
  EXPECT_THAT(taken.err, HasSubstr("[database_exists]"));
  ASSERT_EQ(demo.run("backup --replace --to " + (demo / "copy.db").string()).code, 0)
      << "with the entry of the one that was refused";
  const auto onto = demo.run("restore --from " + (demo / "copy.db").string() + " --into " +
                             (demo / "data/hotline.db").string());
  EXPECT_EQ(onto.code, 1);
  EXPECT_THAT(onto.err, HasSubstr("[database_exists]"));

  const auto rows = demo.ask("SELECT count(*), sum(version), sum(status) FROM case_row");
  fs::rename(demo / "data", demo / "lost");
  fs::create_directory(demo / "data");
  const auto restored =
      demo.run("restore --from " + (demo / "copy.db").string() + " --into " +
               (demo / "data/hotline.db").string() + " --erased-in " + (demo / "lost/hotline.db").string());
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(demo.ask("SELECT count(*), sum(version), sum(status) FROM case_row"), rows);
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
  const auto checked = demo.run("rebuild --check");
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
}

TEST(Backup, EntriesThatAnOlderCopyLacksAreMissed) {
  const DemoInstalled demo;
  ASSERT_EQ(demo.run("backup --to " + (demo / "copy.db").string()).code, 0);
  ASSERT_EQ(demo.run("rebuild").code, 0);  // an entry, and a checkpoint signed over it
  fs::rename(demo / "data/hotline.db", demo / "lost.db");
  fs::rename(demo / "copy.db", demo / "data/hotline.db");
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("[tail_cut]"));
}

TEST(Backup, WhatWasErasedAfterTheCopyIsErasedAgain) {
  const DemoInstalled demo;
  ASSERT_EQ(demo.run("backup --to " + (demo / "copy.db").string()).code, 0);
  {
    auto store = store_sqlite::open_sqlite(demo.config().database, {});
    ASSERT_TRUE(store) << store.error().reason;
    auto erased = (*store)->write_and_wait([](store::Writer& db) -> Result<> {
      evidence::StreamId contact;
      auto found = db.entries(0, 200, [&](const store::Entry& entry) -> Result<> {
        if (entry.stream.kind == evidence::StreamKind::contact) contact = entry.stream;
        return {};
      });
      if (!found) return found;
      if (auto parts = db.erase_parts(contact, 0b111); !parts) return parts;
      return db.erase_subject_key(contact);
    });
    ASSERT_TRUE(erased) << erased.error().reason;
    (*store)->stop();
  }
  constexpr const char* left =
      "SELECT count(*) FROM subject_key; SELECT count(*) FROM entry WHERE part_0 IS NULL";
  const auto after = demo.ask(left);
  fs::rename(demo / "data", demo / "lost");
  fs::create_directory(demo / "data");
  const auto restored =
      demo.run("restore --from " + (demo / "copy.db").string() + " --into " +
               (demo / "data/hotline.db").string() + " --erased-in " + (demo / "lost/hotline.db").string());
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(demo.ask(left), after);
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, ContainsRegex("[1-3] phần đã xóa"));
}

TEST(Backup, IsMadeWhileTheServiceRuns) {
  const DemoInstalled demo;
  const SystemClock clock;
  auto app = app::App::start(demo.config(), clock);
  ASSERT_TRUE(app) << app.error().reason;
  EXPECT_TRUE((*app)->demonstration());
  const auto copied = demo.run("backup --to " + (demo / "copy.db").string());
  EXPECT_EQ(copied.code, 0) << copied.err;
  EXPECT_THAT(copied.err, testing::Not(HasSubstr("could not be put into the log")));
  EXPECT_EQ(demo.run("verify").code, 0);
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
  const auto rotated = demo.run("rotate-key");
  EXPECT_EQ(rotated.code, 1);
  EXPECT_THAT(rotated.err, HasSubstr("[database_in_use]"));
  EXPECT_THAT(demo.run("rebuild").err, HasSubstr("[database_in_use]"));
}

TEST(Backup, BesideTheServiceIsAnEntryOfItsLog) {
  const DemoInstalled demo;
  const SystemClock clock;
  const auto acts = [&] { return std::stoi(demo.ask("SELECT count(*) FROM entry WHERE stream_kind = 5")); };
  ASSERT_TRUE(app::App::start(demo.config(), clock)) << "its rules are kept, which are entries too";
  const int before = acts();
  auto app = app::App::start(demo.config(), clock);
  ASSERT_TRUE(app) << app.error().reason;
  ASSERT_EQ(demo.run("backup --to " + (demo / "copy.db").string()).code, 0);
  EXPECT_EQ(std::distance(fs::directory_iterator(demo / "data/hotline.db-acts"), fs::directory_iterator{}), 1)
      << "the service has the log: the act waits for it";
  ASSERT_TRUE((*app)->keep_house());
  app->reset();
  EXPECT_TRUE(fs::is_empty(demo / "data/hotline.db-acts"));
  EXPECT_EQ(acts(), before + 1);
  EXPECT_EQ(demo.run("verify").code, 0);
}

TEST(SecondCopy, IsMadeWhenItIsDueAndRestores) {
  const DemoInstalled demo;
  const auto hour = std::chrono::hours{1};
  const Time start = story_end();
  app::SecondCopy copy(demo.config().database, demo / "second", 24 * hour, start);
  EXPECT_FALSE(copy.age(start));
  EXPECT_TRUE(copy.fresh(start));
  EXPECT_FALSE(copy.fresh(start + 25 * hour));
  copy.keep(start);
  copy.wait();
  ASSERT_TRUE(copy.age(start + hour));
  EXPECT_EQ(*copy.age(start + hour), hour);
  copy.keep(start + 23 * hour);
  copy.wait();
  EXPECT_EQ(*copy.age(start + 23 * hour), 23 * hour) << "not due yet";
  copy.keep(start + 24 * hour);
  copy.wait();
  EXPECT_EQ(*copy.age(start + 24 * hour), Duration{0});
  EXPECT_TRUE(copy.fresh(start + 71 * hour));
  EXPECT_FALSE(copy.fresh(start + 72 * hour));
  const app::SecondCopy later(demo.config().database, demo / "second", 24 * hour, start + 30 * hour);
  EXPECT_EQ(later.age(start + 30 * hour), Duration{6 * hour}) << "known again after a start";
}

TEST(Verify, AWholeLogIsWhole) {
  const DemoInstalled demo;
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out,
              HasSubstr("The log is whole: " + demo.ask("SELECT count(*) FROM entry").substr(0, 3)));
}

TEST(Verify, AFlippedByteIsFoundAndNamed) {
  const DemoInstalled demo;
  demo.flip_bit(123);
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("entry 123 (child)"));
  EXPECT_THAT(verified.err, HasSubstr("[part_changed]"));
}

TEST(Verify, APartThatNoErasureTookIsMissed) {
  const DemoInstalled demo;
  demo.tamper("UPDATE entry SET part_0 = NULL WHERE log_index = 200");
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("entry 200 (child)"));
  EXPECT_THAT(verified.err, HasSubstr("[part_missing]"));
}

TEST(Verify, ACutTailIsFoundByTheCheckpoint) {
  const DemoInstalled demo;
  demo.tamper("DELETE FROM entry WHERE log_index >= (SELECT max(log_index) - 2 FROM entry)");
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("[tail_cut]"));
}

TEST(Verify, AChangedNodeOfTheTreeIsFound) {
  const DemoInstalled demo;
  demo.tamper("UPDATE tree_node SET hash = zeroblob(32) WHERE level = 8 AND position = 1");
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("[node_changed]"));
  EXPECT_THAT(verified.err, HasSubstr("256"));
}

TEST(Verify, NeedsNoSecretWithTheVerifierKey) {
  const DemoInstalled demo;
  const auto again = demo.run("verify --key nonsense");
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("[verifier_key_malformed]"));
}

TEST(Rebuild, NamesAndMendsARowThatIsNotAsItsHistory) {
  const DemoInstalled demo;
  ASSERT_EQ(demo.run("rebuild --check").code, 0);
  demo.tamper(
      "UPDATE case_row SET risk = 1, responsible_unit = '07519@2025-07-01' WHERE number = (SELECT "
      "min(number) FROM case_row)");
  demo.tamper("DELETE FROM contact_row WHERE contact_id = (SELECT min(contact_id) FROM contact_row)");
  demo.tamper("DELETE FROM access_row WHERE place = (SELECT max(place) FROM access_row)");
  demo.tamper(
      "INSERT INTO past_unit SELECT case_id, '07444@2025-07-01', 1, 1 FROM case_row WHERE case_id NOT IN "
      "(SELECT "
      "case_id FROM past_unit) LIMIT 1");
  const auto checked = demo.run("rebuild --check");
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("wrong case "));
  EXPECT_THAT(checked.out, HasSubstr("missing contact "));
  EXPECT_THAT(checked.out, HasSubstr("missing access "));
  EXPECT_THAT(checked.out, HasSubstr("without_history past_unit "));
  const auto rebuilt = demo.run("rebuild");
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  const auto after = demo.run("rebuild --check");
  EXPECT_EQ(after.code, 0) << after.out;
  EXPECT_EQ(demo.run("verify").code, 0);
}

TEST(Rebuild, OfADatabaseFromBeforePastUnitsSaysWhatToDoAndDoesIt) {
  const DemoInstalled demo;
  const std::string past = "SELECT hex(case_id), unit, up_to_version, left_at FROM past_unit ORDER BY 1, 2",
                    sight =
                        "SELECT unit, list, received_at, hex(case_id) FROM case_sight ORDER BY 1, 2, 3, 4";
  const auto past_before = demo.ask(past), sight_before = demo.ask(sight);
  ASSERT_NE(past_before, "");
  demo.tamper("DELETE FROM past_unit");  // as such a database has it: in the histories alone
  demo.tamper(
      "DELETE FROM case_sight WHERE unit NOT IN (SELECT responsible_unit FROM case_row WHERE "
      "case_row.case_id = "
      "case_sight.case_id UNION SELECT receiving_unit FROM case_row WHERE case_row.case_id = "
      "case_sight.case_id)");
  const auto checked = demo.run("rebuild --check");
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("missing past_unit "));
  EXPECT_THAT(checked.out,
              HasSubstr("hãy chạy hotlined rebuild. / Not as the history has it; run hotlined rebuild."));
  EXPECT_EQ(demo.ask(past), "") << "a check changes nothing";
  const auto rebuilt = demo.run("rebuild");
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.err;
  EXPECT_EQ(demo.ask(past), past_before);
  EXPECT_EQ(demo.ask(sight), sight_before);
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
}

TEST(Commands, AForeignFileIsToldFromADatabase) {
  const DemoInstalled demo;
  fs::remove(demo / "data/hotline.db");
  for (const auto* command : {"verify", "rebuild --check", "rotate-key"}) {
    const auto missing = demo.run(command);
    EXPECT_EQ(missing.code, 1);
    EXPECT_THAT(missing.err, HasSubstr("[database_missing]")) << command;
  }
  std::ofstream(demo / "data/hotline.db") << std::string(8192, 'x');
  for (const auto* command : {"verify", "rebuild --check"}) {
    const auto foreign = demo.run(command);
    EXPECT_EQ(foreign.code, 1);
    EXPECT_THAT(foreign.err, HasSubstr("[not_our_database]")) << command;
  }
}

}  // namespace
}  // namespace hotline::app_test
