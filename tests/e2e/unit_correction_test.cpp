// A list of units that was wrong, corrected or taken back in the running service: every case comes to the
// office that it belongs to, whoever else is at work on the list.
#include <gmock/gmock.h>

#include <future>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "service/world.h"
#include "support/held_store.h"
#include "support/projections.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char *dong_phu = "07453@2004-07-08", *tam_di_row = "07456 Tam Dị",
                     *bao_son_row = "07459 Bảo Sơn";

class UnitCorrection : public ::testing::Test {
 protected:
  v1::ImportUnitsResponse import(const v1::ImportUnitsRequest& request) {
    return service.as("admin").must<v1::ImportUnitsResponse>(request);
  }
  void keep_house() { ASSERT_TRUE(service.app().keep_house()); }
  void turn_to(const char* day) {
    service.pass(start_of(parse_date(day).value()) - service.clock.now());
    keep_house();
  }
  v1::CaseRow row(const CaseStory& story) {
    return service.as("supervisor.helpline").must<v1::GetCaseResponse>(story.get()).case_().row();
  }
  std::vector<std::string> successions(const CaseStory& story) { return successions_in(service, story.id()); }
  std::optional<std::string> blob(std::string_view name) {
    std::optional<std::string> out;
    EXPECT_TRUE(service.app().world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto found = db.blob(name);
      if (!found) return fail(found.error());
      out = *found;
      return {};
    }));
    return out;
  }

  RunningService service;
};

const std::string there = std::string(tam_di) + " > ", back = " > " + std::string(tam_di) + " taken back";

TEST_F(UnitCorrection, AWrongSuccessorThatAnImportCorrectsSendsItsCasesOnAndThePreviewCountsThem) {
  CaseStory ours(service), waiting(service), neighbours(service, bao_son);
  ours.accept();
  neighbours.accept("officer.baoson");
  import(ending(tam_di_row, "2015-03-01", "07459"));
  keep_house();
  ASSERT_EQ(row(ours).responsible_unit(), bao_son);
  auto right = ending(tam_di_row, "2015-03-01", "07453");
  right.set_dry_run(true);
  EXPECT_EQ(import(right).cases_to_move(), 2u) << "not the neighbours' own";
  right.set_dry_run(false);
  import(right);
  keep_house();
  EXPECT_THAT(successions(ours),
              ElementsAre(there + bao_son + " late", bao_son + back, there + dong_phu + " late"));
  EXPECT_EQ(row(ours).responsible_unit(), dong_phu);
  EXPECT_EQ(row(waiting).referral().to_unit(), dong_phu);
  EXPECT_EQ(row(neighbours).responsible_unit(), bao_son);
  keep_house();
  EXPECT_THAT(successions(ours), SizeIs(3)) << "once";
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitCorrection, TakenBackAndImportedAnewBeforeAnythingFollowedItEndsWhereTheNewListSays) {
  CaseStory ours(service);
  ours.accept();
  import(ending(tam_di_row, "2015-03-01", "07459"));
  keep_house();
  undo_last_import(service);
  import(ending(tam_di_row, "2015-03-01", "07453"));
  keep_house();
  EXPECT_EQ(row(ours).responsible_unit(), dong_phu);
}

TEST_F(UnitCorrection, TakingBackAnImportOfTwoStepsBringsBackWhatFollowedBoth) {
  CaseStory ours(service), waiting(service);
  ours.accept();
  import(
      amending("code,valid_from,valid_to,level,kind,name,successors\n"
               "07456,2004-07-08,2015-04-01,commune,xã,Tam Dị,07459\n"
               "07459,2004-07-08,2015-04-03,commune,xã,Bảo Sơn,07453\n"));
  turn_to("2015-04-01");
  turn_to("2015-04-03");
  ASSERT_THAT(successions(ours), ElementsAre(there + bao_son, std::string(bao_son) + " > " + dong_phu));
  turn_to("2015-04-04");
  undo_last_import(service);
  keep_house();
  EXPECT_EQ(row(ours).responsible_unit(), tam_di);
  EXPECT_EQ(row(waiting).referral().to_unit(), tam_di);
  EXPECT_EQ(successions(ours).back(), dong_phu + back);
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitCorrection, AnActBeforeAnythingWasTakenBackLeavesNothingToBeSorted) {
  CaseStory ours(service);
  ours.accept();
  import(
      amending("code,valid_from,valid_to,level,kind,name,parent,successors\n"
               "99998,2015-03-02,,commune,xã,Mới,218@2004-07-08,\n"
               "07456,2004-07-08,2015-03-02,commune,xã,Tam Dị,,99998\n"));
  keep_house();
  const auto moved = row(ours);
  ASSERT_EQ(moved.responsible_unit(), "99998@2015-03-02");
  undo_last_import(service);  // now nobody knows the office that has it
  auto request = about<v1::AddNoteRequest>(ours.id(), moved.version());
  request.set_text("gọi lại");
  EXPECT_EQ(service.as("operator.hoa").refusal(request), "");
  EXPECT_EQ(row(ours).responsible_unit(), tam_di);
  EXPECT_FALSE(row(ours).has_referral());
}

TEST_F(UnitCorrection, OfTwoWhoTakeBackTheSameImportTheSecondIsRefusedAndSoIsWhoeverMeantAnEarlierOne) {
  CaseStory ours(service);
  ours.accept();
  EXPECT_EQ(service.as("admin").refusal(undo_of_last_import(service)),
            "failed_precondition nothing_to_take_back");
  EXPECT_EQ(import(ending(tam_di_row, "2015-03-01", "07459")).change_count(), 1u);
  const auto last = service.as("admin").must<v1::GetLastImportResponse>(v1::GetLastImportRequest{});
  EXPECT_EQ(last.change_count(), 1u);
  EXPECT_FALSE(last.taken_back());
  EXPECT_EQ(from_unix_ms(last.changed_at().seconds() * 1000 + last.changed_at().nanos() / 1'000'000),
            service.clock.now());
  const auto one = undo_of_last_import(service), other = undo_of_last_import(service);
  EXPECT_EQ(service.as("admin").refusal(one), "");
  EXPECT_EQ(service.as("admin").refusal(other), "aborted units_changed");
  EXPECT_TRUE(service.as("admin").must<v1::GetLastImportResponse>(v1::GetLastImportRequest{}).taken_back());
  keep_house();
  EXPECT_EQ(row(ours).responsible_unit(), tam_di);

  EXPECT_TRUE(import(ending(tam_di_row, "2015-03-01", "07453")).applied());
  const auto of_first = undo_of_last_import(service);
  EXPECT_TRUE(import(ending(bao_son_row, "2015-03-01", "07453")).applied());
  EXPECT_EQ(service.as("admin").refusal(of_first), "aborted units_changed");
  EXPECT_EQ(service.as("admin").refusal(v1::UndoImportUnitsRequest{}), "invalid_argument fields_invalid");
}

TEST_F(UnitCorrection, ARetryOfATakingBackThatWasDoneFindsItsAnswer) {
  import(ending(tam_di_row, "2015-03-01", "07459"));
  auto undo = undo_of_last_import(service);
  undo.set_request_id(new_id());
  EXPECT_EQ(service.as("admin").must<v1::UndoImportUnitsResponse>(undo).change_count(), 1u);
  EXPECT_EQ(service.as("admin").must<v1::UndoImportUnitsResponse>(undo).change_count(), 1u);
}

TEST_F(UnitCorrection, AnImportSaysWhatBecomesOfAUnitByNameAndCountsEveryKindOfChange) {
  const auto word =
      import(amending("code,valid_from,valid_to,level,kind,name,parent,successors\n"
                      "07456,2004-07-08,2015-03-01,,,Tam Dị,,07459\n"
                      "99999,2015-03-01,,commune,xã,Thí Điểm,218@2004-07-08,\n"));
  ASSERT_TRUE(word.applied());
  ASSERT_EQ(word.changes_size(), 2);
  EXPECT_EQ(word.changes(0).unit(), tam_di);
  EXPECT_THAT(word.changes(0).others(), ElementsAre("07459@2004-07-08"));
  EXPECT_THAT(word.changes(0).other_names(), ElementsAre("xã Bảo Sơn"));
  EXPECT_EQ(word.changes(1).name(), "xã Thí Điểm");
  ASSERT_EQ(word.change_counts_size(), 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(word.change_counts(i).what(), word.changes(i).what());
    EXPECT_EQ(word.change_counts(i).count(), 1u);
  }
  EXPECT_EQ(word.change_counts(1).what(), "added");
  EXPECT_EQ(undo_last_import(service).change_counts_size(), 2);
}

TEST_F(UnitCorrection, AnImportSaysWhatAUnitWasAndWhatItBecomesBeforeItIsCarriedOut) {
  auto request = amending("code,valid_from,level,name,telephones\n07456,2004-07-08,,Tam Vị,0204 111\n");
  request.set_dry_run(true);
  const auto word = import(request);
  ASSERT_EQ(word.changes_size(), 1);
  EXPECT_EQ(word.changes(0).what(), "corrected");
  std::vector<std::string> told;
  for (const auto& field : word.changes(0).fields())
    told.push_back(field.field() + ": " + field.was() + " → " + field.becomes());
  EXPECT_THAT(told, ElementsAre("name: Tam Dị → Tam Vị", "telephones:  → 0204 111"));
}

TEST_F(UnitCorrection, AnAmendmentThatNoStartCouldReadIsRefusedAndTheServiceStartsAgain) {
  const auto with_source = [](char of) {
    return amending(
        "code,valid_from,level,kind,name,parent,source\n99999,2010-01-01,commune,xã,Mới,218@2004-07-08," +
        std::string(1'500, of) + "\n");
  };
  EXPECT_TRUE(import(with_source('a')).applied());
  const auto second = import(with_source('b'));
  EXPECT_FALSE(second.applied());
  ASSERT_EQ(second.errors_size(), 1);
  EXPECT_EQ(second.errors(0).line(), 2u);
  EXPECT_EQ(second.errors(0).reason(), "field_too_long");
  service.stop();
  service.start();
  v1::GetUnitRequest get;
  get.set_unit("99999@2010-01-01");
  EXPECT_EQ(service.as("admin").must<v1::GetUnitResponse>(get).unit().unit(), get.unit());
}

TEST_F(UnitCorrection, OneListIsReadAtATimeSoThatPasswordsHaveTheirThread) {
  const auto list = [&] {
    auto request = ending(tam_di_row, "2015-03-01", "07459");
    request.set_dry_run(true);
    request.set_request_id(new_id());
    return request;
  };
  const auto& token = service.as("admin").token();
  const auto send = [&] { return service.stranger(token).stream(list(), [](const auto&) { return true; }); };
  std::future<std::string> first;
  {
    HeldReaders held(service);
    first = std::async(std::launch::async, send);
    held.wait_for_one();
    EXPECT_EQ(send(), "resource_exhausted import_running");
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(send(), "");
}

TEST_F(UnitCorrection, ATelephoneDoesNotWriteTheListThatCanBeTakenBackAnew) {
  ASSERT_TRUE(import(ending(tam_di_row, "2015-03-01", "07459")).applied());
  const auto kept = blob("units_before");
  v1::GetUnitRequest get;
  get.set_unit(bao_son);
  v1::SetUnitTelephonesRequest dial;
  dial.set_unit(bao_son);
  dial.add_telephones("0000 207459");
  dial.set_expected_unit_version(service.as("admin").must<v1::GetUnitResponse>(get).unit().version());
  service.as("admin").must<v1::SetUnitTelephonesResponse>(dial);
  EXPECT_EQ(blob("units_before"), kept);
  EXPECT_EQ(blob("telephones_since"), std::string(bao_son) + " 0000 207459\n");
  undo_last_import(service);
  EXPECT_THAT(service.as("admin").must<v1::GetUnitResponse>(get).unit().telephones(),
              ElementsAre("0000 207459"));
  EXPECT_EQ(blob("telephones_since"), "") << "they are in both lists now";
}

}  // namespace
}  // namespace hotline::test
