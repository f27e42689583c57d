// hotlined erase: what the rules of retention name loses its keys, what is held or open stays, and a restore
// brings nothing back.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "app/installation.h"
#include "app/installed.h"
#include "domain/sensitivity.h"
#include "service/account.h"
#include "service/case_file.h"
#include "service/intake.h"

namespace hotline::app_test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* zero_id = "x'00000000000000000000000000000000'";

std::string count(const Installed& demo, const std::string& from) {
  auto text = demo.ask("SELECT count(*) FROM " + from);
  text.pop_back();
  return text;
}
std::string contacts_without_case(const Installed& demo) {
  return count(demo, "contact_row WHERE case_id = " + std::string(zero_id));
}
std::string closed_cases(const Installed& demo) { return count(demo, "case_row WHERE status = 9"); }
std::string open_cases(const Installed& demo) { return count(demo, "case_row WHERE status <> 9"); }

/// A demonstration whose rules keep nothing for longer than a day.
class ShortLived : public DemoInstalled {
 public:
  ShortLived() {
    const std::string config = std::string(HOTLINE_SOURCE_DIR) + "/config/";
    std::ofstream(*this / "deadlines.toml")
        << "[retention]\nnon_counselling_days = 1\ncontact_days = 1\nclosed_case_days = 1\n"
           "draft_days = 1\nuntouched_call_days = 1\n";
    std::ofstream(*this / "hotlined.toml")
        << "[server]\nport = 0\n[rules]\ndeadlines = \"" << (*this / "deadlines.toml").string()
        << "\"\ncalendar = \"" << config << "calendar/vietnam.toml\"\nunits = \"" << config
        << "units/luc-nam.csv\"\ncategories = \"" << config << "categories\"\nforms = \"" << config
        << "forms\"\n";
  }
};

const record::v1::Access& access_to(std::string_view method) {
  contract_files();
  return access_of(
      *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string(method)));
}

/// One write by the first supervisor of the helpline, through the real use case.
void as_supervisor(const Installed& demo, std::string_view method,
                   const std::function<Result<>(service::Writing&)>& act) {
  const SystemClock clock;
  auto installation = app::Installation::open(demo.config(), clock, store_sqlite::OpenMode::open).value();
  auto& world = installation->world();
  const auto people = world.people.get();
  service::Caller caller;
  for (const auto* person : people->all())
    for (const auto& hat : person->person().memberships())
      if (hat.role() == record::v1::ROLE_SUPERVISOR && hat.unit().starts_with("TD111"))
        caller.viewer = service::viewer_of(*people, *PersonId::parse(person->person().person_id()),
                                           world.ids.make<SessionId>(), clock.now());
  const service::Demand demand{&access_to(method), &access_to("hotline.v1.CaseService.GetCase"), method};
  service::AfterCommit after(world.behind);
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    service::Writing writing(world, db, after, caller, demand, clock.now(), people);
    return act(writing);
  });
  after.settle(written.has_value());
  ASSERT_TRUE(written) << written.error().reason;
  ASSERT_TRUE(installation->sign_checkpoint());
}

void expect_sound(const Installed& demo) {
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
  const auto checked = demo.run("rebuild --check");
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  const auto recounted = demo.run("recount");
  EXPECT_EQ(recounted.code, 0) << recounted.out << recounted.err;
}

/// All contacts and cases that statistics count.
std::string figures_in(const Installed& demo) {
  std::string hours = "h0";
  for (int hour = 1; hour < 24; ++hour) hours += " + h" + std::to_string(hour);
  return demo.ask("SELECT sum(" + hours + ") FROM contact_tally") +
         demo.ask("SELECT sum(count) FROM reason_tally") + demo.ask("SELECT count(*) FROM case_fact");
}

TEST(Erase, TakesWhatTheRulesNameAndLeavesWhatIsOpenAndTheProofThatItWas) {
  const ShortLived demo;
  ASSERT_NE(contacts_without_case(demo), "0");
  ASSERT_NE(closed_cases(demo), "0");
  const auto open = open_cases(demo), entries = count(demo, "entry"), closed = closed_cases(demo);
  const auto figures = figures_in(demo);

  const auto counted = demo.run("erase --dry-run");
  EXPECT_EQ(counted.code, 0) << counted.err;
  EXPECT_THAT(counted.out, HasSubstr(" " + closed + " ca đã đóng"));
  EXPECT_EQ(closed_cases(demo), closed) << "a dry run changes nothing";

  const auto erased = demo.run("erase");
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_EQ(contacts_without_case(demo), "0");
  EXPECT_EQ(closed_cases(demo), "0");
  EXPECT_EQ(open_cases(demo), open);
  EXPECT_EQ(figures_in(demo), figures) << "reports of years gone by stay what they were";
  EXPECT_EQ(count(demo, "subject_key WHERE subject_kind = 1"), open);
  EXPECT_EQ(count(demo, "erasure WHERE key_too = 1 AND subject_kind = 1"), closed);
  EXPECT_GT(std::stoi(count(demo, "entry")), std::stoi(entries)) << "the log says what was erased";
  expect_sound(demo);

  const auto again = demo.run("erase");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("0 ca đã đóng"));
}

TEST(Erase, NeverTakesWhatIsUnderALegalHoldUntilTheHoldEnds) {
  const ShortLived demo;
  const auto held_case = CaseId{demo.ids("SELECT hex(case_id) FROM case_row WHERE status = 9 LIMIT 1").at(0)};
  const auto held_contact =
      ContactId{demo.ids("SELECT hex(contact_id) FROM contact_row WHERE stream_kind = 2 LIMIT 1").at(0)};
  const auto hold = [&](bool held) {
    as_supervisor(demo, SetLegalHold::method, [&](service::Writing& writing) -> Result<> {
      auto file = service::CaseFile::open(writing, held_case);
      if (!file) return fail(file.error());
      return file->act(writing, SetLegalHold{held, "tòa án yêu cầu"});
    });
    as_supervisor(demo, "hotline.v1.SupervisionService.SetContactLegalHold", [&](service::Writing& writing) {
      return service::set_contact_hold(writing, held_contact, held, "công an yêu cầu");
    });
  };
  hold(true);
  const auto erased = demo.run("erase");
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("2 đang lưu giữ"));
  EXPECT_EQ(closed_cases(demo), "1");
  EXPECT_EQ(contacts_without_case(demo), "1");
  expect_sound(demo);
  hold(false);
  ASSERT_EQ(demo.run("erase").code, 0);
  EXPECT_EQ(closed_cases(demo), "0");
  EXPECT_EQ(contacts_without_case(demo), "0");
  expect_sound(demo);
}

TEST(Erase, TakesTheDraftsThatWereLeftAndLeavesThoseOfToday) {
  const ShortLived demo;
  const auto count_typed = [&] { return count(demo, "draft WHERE call IS NULL OR version > 1"); };
  const auto typed = count_typed();
  ASSERT_NE(typed, "0");
  const auto draft = "INSERT INTO draft VALUES (randomblob(16), randomblob(16), '', ";
  const auto today = std::to_string(to_unix_ms(SystemClock().now()));
  demo.tamper(draft + today + ", 1, NULL, x'00')");
  demo.tamper(draft + today + ", 1, randomblob(16), x'00')");
  for (int i = 0; i < 3; ++i) demo.tamper(draft + std::string("1, 1, randomblob(16), x'00')"));

  const auto counted = demo.run("erase --dry-run");
  EXPECT_EQ(counted.code, 0) << counted.err;
  EXPECT_THAT(counted.out, HasSubstr(" " + typed + " bản nháp bỏ dở"));
  EXPECT_THAT(counted.out, HasSubstr(" 3 cuộc gọi không ai nhập"));
  EXPECT_EQ(count(demo, "draft"), std::to_string(std::stoi(typed) + 5)) << "a dry run changes nothing";

  const auto erased = demo.run("erase");
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr(" " + typed + " bản nháp bỏ dở"));
  EXPECT_EQ(count_typed(), "1");
  EXPECT_EQ(count(demo, "draft"), "2");
  expect_sound(demo);
  EXPECT_THAT(demo.run("erase").out, HasSubstr(" 0 bản nháp bỏ dở"));
}

TEST(Erase, IsDoneAgainByARestoreFromAnOlderCopy) {
  const ShortLived demo;
  ASSERT_EQ(demo.run("backup --to " + (demo / "copy.db").string()).code, 0);
  ASSERT_EQ(demo.run("erase").code, 0);
  const auto open = open_cases(demo), figures = figures_in(demo);
  fs::rename(demo / "data", demo / "lost");
  fs::create_directory(demo / "data");
  const auto restored =
      demo.run("restore --from " + (demo / "copy.db").string() + " --into " +
               (demo / "data/hotline.db").string() + " --erased-in " + (demo / "lost/hotline.db").string());
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(closed_cases(demo), "0");
  EXPECT_EQ(contacts_without_case(demo), "0");
  EXPECT_EQ(open_cases(demo), open);
  EXPECT_EQ(figures_in(demo), figures);
  for (const auto* held_against_the_log : {"rebuild --check", "recount"}) {
    const auto checked = demo.run(held_against_the_log);
    EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  }
}

}  // namespace
}  // namespace hotline::app_test
