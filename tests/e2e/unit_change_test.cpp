// The days on which the units of Lục Nam merged, in the running service: what is open goes over with its
// units, roles wait for a person, and supervisors see both.
#include "service/unit_change.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/projections.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char *tien_hung = "07474@2004-07-08", *doi_ngo = "07444@2004-07-08",
                     *luc_nam = "07444@2025-07-01", *bao_dai = "07462@2025-07-01",
                     *bac_ninh = "24@2025-07-01";

class UnitChange : public ::testing::Test {
 protected:
  void turn_to(const char* day) {
    service.pass(start_of(parse_date(day).value()) - service.clock.now());
    ASSERT_TRUE(service.app().keep_house());
  }
  std::vector<std::string> successions(const std::string& case_id) {
    return successions_in(service, case_id);
  }
  v1::CaseRow row(const std::string& case_id) {
    v1::GetCaseRequest request;
    request.set_case_id(case_id);
    return service.as("supervisor.helpline").must<v1::GetCaseResponse>(request).case_().row();
  }
  v1::ListUnitChangesResponse changes(const std::string& login) {
    return service.as(login).must<v1::ListUnitChangesResponse>(v1::ListUnitChangesRequest{});
  }
  v1::ConfirmMembershipRequest confirmation(const std::string& login, const char* from, rec::Role role,
                                            const char* to) {
    v1::ConfirmMembershipRequest request;
    request.set_person_id(service.id_of(login));
    request.mutable_membership()->set_unit(from);
    request.mutable_membership()->set_role(role);
    request.set_to_unit(to);
    return request;
  }
  static std::vector<std::string> people_of(const v1::ListUnitChangesResponse& list) {
    std::vector<std::string> out;
    for (const auto& proposal : list.memberships())
      out.push_back(proposal.person_name() + " > " + proposal.proposed_unit());
    return out;
  }

  RunningService service;
};

TEST_F(UnitChange, CasesOf2015ThatAreStillOpenAreTodaysUnitsWithAnEntryForEachMerger) {
  CaseStory ours(service), waiting(service, tien_hung);
  ours.accept();
  for (const char* day : {"2020-01-01", "2022-07-01", "2025-01-01", "2025-07-01"}) turn_to(day);
  EXPECT_THAT(successions(ours.id()), ::testing::ElementsAre(std::string(tam_di) + " > " + bao_dai));
  EXPECT_THAT(successions(waiting.id()), ::testing::ElementsAre(std::string(tien_hung) + " > " + doi_ngo,
                                                                std::string(doi_ngo) + " > " + luc_nam));
  EXPECT_EQ(row(ours.id()).responsible_unit(), bao_dai);
  EXPECT_EQ(row(waiting.id()).referral().to_unit(), luc_nam);
  EXPECT_EQ(row(waiting.id()).responsible_unit(), helpline);
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(ours.id()), SizeIs(1)) << "done once";
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitChange, PeopleOfAMergedUnitReadWhatTheyHadUntilTheLevelAboveConfirmsTheirRole) {
  CaseStory ours(service), neighbours(service, bao_son);
  ours.accept();
  neighbours.accept("officer.baoson");
  turn_to("2025-07-01");
  const auto read = service.as("officer.tamdi").must<v1::GetCaseResponse>(ours.get()).case_();
  EXPECT_THAT(read.possible(), IsEmpty());
  EXPECT_EQ(service.as("officer.tamdi").refusal(neighbours.get()), "not_found case_unknown");
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::ListQueueRequest{}), "permission_denied unit_ended");

  const auto confirm = confirmation("officer.tamdi", tam_di, rec::ROLE_OFFICER, bao_dai);
  EXPECT_EQ(service.as("supervisor.district").refusal(confirm), "permission_denied unit_ended");
  EXPECT_EQ(service.as("supervisor.province").refusal(confirm), "permission_denied unit_ended");
  auto elsewhere = confirm;
  elsewhere.set_to_unit(luc_nam);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(elsewhere), "invalid_argument unit_unfit");
  const auto person = service.as("supervisor.helpline").must<v1::ConfirmMembershipResponse>(confirm).person();
  ASSERT_EQ(person.memberships_size(), 1);
  EXPECT_EQ(person.memberships(0).unit(), bao_dai);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(confirm), "not_found role_unknown");

  service.pass(std::chrono::minutes{61});  // signs in again
  EXPECT_EQ(service.as("officer.tamdi")
                .must<v1::GetCaseResponse>(neighbours.get())
                .case_()
                .row()
                .responsible_unit(),
            bao_dai);
  auto note = about<v1::AddNoteRequest>(ours.id(), row(ours.id()).version());
  note.set_text("tiếp tục theo dõi");
  EXPECT_EQ(service.as("officer.tamdi").refusal(note), "");
}

TEST_F(UnitChange, ARoleThatIsConfirmedBeforeTheDayGoesOnWithoutABreak) {
  CaseStory ours(service);
  ours.accept();
  turn_to("2025-06-20");
  const auto soon = changes("supervisor.province");
  EXPECT_THAT(people_of(soon), Contains(std::string("Người officer.tamdi > ") + bao_dai));
  EXPECT_THAT(soon.unanswered_units(), Contains(bao_dai));
  EXPECT_THAT(soon.moved(), IsEmpty());
  const auto confirm = confirmation("officer.tamdi", tam_di, rec::ROLE_OFFICER, bao_dai);
  EXPECT_EQ(service.as("supervisor.tamdi").refusal(confirm), "not_found role_unknown");
  service.as("supervisor.province").must<v1::ConfirmMembershipResponse>(confirm);
  EXPECT_THAT(people_of(changes("supervisor.province")),
              Not(Contains(std::string("Người officer.tamdi > ") + bao_dai)));
  EXPECT_THAT(changes("supervisor.province").unanswered_units(), Not(Contains(bao_dai)));
  EXPECT_EQ(
      service.as("officer.tamdi").must<v1::GetCaseResponse>(ours.get()).case_().row().responsible_unit(),
      tam_di);
  turn_to("2025-07-01");
  auto note = about<v1::AddNoteRequest>(ours.id(), row(ours.id()).version());
  note.set_text("tiếp tục theo dõi");
  EXPECT_EQ(service.as("officer.tamdi").refusal(note), "");
}

TEST_F(UnitChange, ACaseThatIsReopenedAfterItsUnitEndedIsTodaysUnitsAtOnceWithItsEntry) {
  CaseStory merged(service), split(service, district);
  merged.accept();
  split.accept("officer.district");
  for (auto* story : {&merged, &split}) {
    const std::string office = story == &merged ? "tamdi" : "district";
    auto unfounded = story->about<v1::RecordAssessmentRequest>();
    *unfounded.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
    story->act<v1::RecordAssessmentResponse>("officer." + office, unfounded);
    auto close = story->about<v1::CloseCaseRequest>();
    close.set_closing(rec::CLOSING_UNFOUNDED);
    close.set_decision("Quyết định 12");
    story->act<v1::CloseCaseResponse>("chairman." + office, close);
  }
  turn_to("2025-07-01");
  EXPECT_EQ(row(merged.id()).responsible_unit(), tam_di) << "what is closed stays under the old name";
  for (auto* story : {&merged, &split}) {
    auto reopen = story->about<v1::ReopenCaseRequest>();
    reopen.set_reason("hàng xóm gọi lại");
    const auto open = service.as("supervisor.helpline").must<v1::ReopenCaseResponse>(reopen).case_();
    EXPECT_EQ(open.row().responsible_unit(), story == &merged ? bao_dai : bac_ninh);
  }
  EXPECT_THAT(successions(merged.id()), ::testing::ElementsAre(std::string(tam_di) + " > " + bao_dai));
  EXPECT_THAT(successions(split.id()),
              ::testing::ElementsAre(std::string(district) + " > " + bac_ninh + " to sort"));
  EXPECT_THAT(row(split.id()).referral().candidates(), SizeIs(8));
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(merged.id()), SizeIs(1)) << "nothing was left to do";
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitChange, SupervisorsSeeWhatMovedAndWhatNeedsAPerson) {
  CaseStory ours(service), of_district(service, district);
  ours.accept();
  of_district.accept("officer.district");
  turn_to("2025-07-01");
  const auto list = changes("supervisor.helpline");
  std::map<std::string, const v1::MovedCase*> moved;
  for (const auto& one : list.moved()) moved[one.case_id()] = &one;
  ASSERT_TRUE(moved.contains(ours.id()) && moved.contains(of_district.id()));
  EXPECT_EQ(moved[ours.id()]->to_unit(), bao_dai);
  EXPECT_FALSE(moved[ours.id()]->to_sort() || moved[ours.id()]->late());
  EXPECT_TRUE(moved[of_district.id()]->to_sort());
  EXPECT_EQ(moved[of_district.id()]->to_unit(), bac_ninh);
  const auto due = [](const auto& of) {
    return std::tuple(of.next_due_at().seconds(), of.next_due_kind(), of.rung(), of.rung_at().seconds(),
                      of.next_step_at().seconds(), of.call_since().seconds());
  };
  EXPECT_GT(moved[of_district.id()]->next_due_at().seconds(), 0);
  for (const auto* story : {&ours, &of_district})
    EXPECT_EQ(due(*moved[story->id()]), due(row(story->id()))) << "as in every list";
  EXPECT_THAT(people_of(list), Contains(std::string("Người officer.tamdi > ") + bao_dai));
  EXPECT_THAT(people_of(list), Contains(std::string("Người supervisor.province > ") + bac_ninh));
  EXPECT_THAT(people_of(list), Contains("Người officer.district > "));  // split: a person chooses
  EXPECT_THAT(list.unanswered_units(), Contains(bao_dai));
  const auto of = [&](const std::string& unit) {
    return std::ranges::find(list.changes(), unit, [](const auto& row) { return row.unit(); });
  };
  ASSERT_NE(of(district), list.changes().end());
  EXPECT_EQ(of(district)->sorted_by(), bac_ninh);
  EXPECT_THAT(of(district)->candidates(), SizeIs(8));
  EXPECT_EQ(of(tam_di)->name(), "xã Tam Dị");
  // Nobody whose unit ended sees anything of the others, and the sorted case names its candidates.
  EXPECT_EQ(service.as("supervisor.district").refusal(v1::ListUnitChangesRequest{}),
            "permission_denied unit_ended");
  EXPECT_THAT(row(of_district.id()).referral().candidates(), SizeIs(8));
  EXPECT_TRUE(row(of_district.id()).referral().to_sort());
}

TEST_F(UnitChange, ARunThatIsCutOffAnywhereGoesOnWhereItWasAndMovesNothingTwice) {
  std::vector<std::string> cases;
  for (int i = 0; i < 70; ++i)  // three batches
    cases.push_back(service.as("operator.hoa")
                        .must<v1::SubmitContactResponse>(submission(intervention(tien_hung)))
                        .case_id());
  service.pass(start_of(parse_date("2020-01-01").value()) - service.clock.now());
  for (std::size_t batches = 0;; ++batches) {
    std::size_t left = batches;
    const auto done = service::follow_units(service.app().world(), [&] { return left-- > 0; });
    if (done) break;
    ASSERT_EQ(done.error().reason, "units_changing");
  }
  for (const auto& id : cases) EXPECT_THAT(successions(id), SizeIs(1));
  service.stop();
  service.pass(start_of(parse_date("2025-07-01").value()) - service.clock.now());
  service.start();  // whatever the calendar did meanwhile is followed before anybody is answered
  for (const auto& id : cases) EXPECT_THAT(successions(id), SizeIs(2));
}

std::string units_file() {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The list, with Tam Dị ended by mistake on a day that is past, as a part of Bảo Sơn.
v1::ImportUnitsRequest false_merger() {
  auto text = units_file();
  const std::string right = "07456,2004-07-08,2025-07-01,commune,xã,Tam Dị,,218@2004-07-08,07462@2025-07-01",
                    wrong = "07456,2004-07-08,2015-03-01,commune,xã,Tam Dị,,218@2004-07-08,07459@2004-07-08";
  text.replace(text.find(right), right.size(), wrong);
  v1::ImportUnitsRequest import;
  import.set_units_csv(text);
  return import;
}

TEST_F(UnitChange, SupervisorsSeeWhatALateImportMovedHoweverLongAgoTheUnitEnded) {
  CaseStory ours(service);
  ours.accept();
  service.pass(start_of(parse_date("2019-11-01").value()) - service.clock.now());
  ASSERT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(false_merger()).applied());
  ASSERT_TRUE(service.app().keep_house());
  ASSERT_THAT(successions(ours.id()),
              ::testing::ElementsAre(std::string(tam_di) + " > " + bao_son + " late"));
  const auto list = changes("supervisor.helpline");
  ASSERT_EQ(list.moved_size(), 1);
  EXPECT_EQ(list.moved(0).case_id(), ours.id());
  EXPECT_TRUE(list.moved(0).late());
  EXPECT_THAT(list.changes(),
              Contains(::testing::ResultOf([](const auto& row) { return row.unit(); }, tam_di)));
  undo_last_import(service);
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(changes("supervisor.helpline").moved_size(), 2) << "and that it came back";
  service.pass(std::chrono::days{93});
  EXPECT_EQ(changes("supervisor.helpline").moved_size(), 0);
}

TEST_F(UnitChange, AFalseMergerIsSeenBeforehandGivesNobodyARoleAndIsTakenBackWhole) {
  CaseStory ours(service), neighbours(service, bao_son);
  ours.accept();
  neighbours.accept("officer.baoson");
  auto import = false_merger();
  import.set_dry_run(true);
  auto word = service.as("admin").must<v1::ImportUnitsResponse>(import);
  EXPECT_FALSE(word.applied());
  EXPECT_EQ(word.cases_to_move(), 1u);
  EXPECT_EQ(word.ended_without_successor(), 0u);
  import.set_dry_run(false);
  EXPECT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(import).applied());
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(ours.id()),
              ::testing::ElementsAre(std::string(tam_di) + " > " + bao_son + " late"));
  EXPECT_EQ(service.as("officer.tamdi").refusal(neighbours.get()), "not_found case_unknown");

  EXPECT_EQ(undo_last_import(service).change_count(), 1u);
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(ours.id()),
              ::testing::ElementsAre(std::string(tam_di) + " > " + bao_son + " late",
                                     std::string(bao_son) + " > " + tam_di + " taken back"));
  EXPECT_EQ(row(ours.id()).responsible_unit(), tam_di);
  auto note = about<v1::AddNoteRequest>(ours.id(), row(ours.id()).version());
  note.set_text("vẫn là ca của xã");
  EXPECT_EQ(service.as("officer.tamdi").refusal(note), "");
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(ours.id()), SizeIs(2)) << "once";

  undo_last_import(service);  // the import holds again
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(row(ours.id()).responsible_unit(), bao_son);
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitChange, AnImportCanBeTakenBackAfterARestartAndKeepsTelephonesThatWereSetSince) {
  EXPECT_EQ(service.as("admin").refusal(undo_of_last_import(service)),
            "failed_precondition nothing_to_take_back");
  service.as("admin").must<v1::ImportUnitsResponse>(false_merger());
  v1::GetUnitRequest get;
  get.set_unit(bao_son);
  v1::SetUnitTelephonesRequest dial;
  dial.set_unit(bao_son);
  dial.add_telephones("0000 207459");
  dial.set_expected_unit_version(service.as("admin").must<v1::GetUnitResponse>(get).unit().version());
  service.as("admin").must<v1::SetUnitTelephonesResponse>(dial);
  service.stop();
  service.start();
  undo_last_import(service);
  EXPECT_THAT(service.as("admin").must<v1::GetUnitResponse>(get).unit().telephones(),
              ::testing::ElementsAre("0000 207459"));
  get.set_unit(tam_di);
  EXPECT_EQ(service.as("admin").must<v1::GetUnitResponse>(get).unit().valid_to(), "2025-07-01");
}

TEST_F(UnitChange, AMergerThatLiesAheadIsDraftedInTwoRowsSaysWhatItWouldMoveAndMovesItOnItsDay) {
  CaseStory ours(service), waiting(service), neighbours(service, bao_son);
  ours.accept();
  neighbours.accept("officer.baoson");
  v1::ImportUnitsRequest draft;
  draft.set_units_csv(
      "code,valid_from,valid_to,level,kind,name,successors\n"
      "07456,2004-07-08,2015-06-01,commune,xã,Tam Dị,07459\n");
  draft.set_amends(true);
  draft.set_as_of("2015-06-01");
  draft.set_dry_run(true);
  auto word = service.as("admin").must<v1::ImportUnitsResponse>(draft);
  EXPECT_EQ(word.rows_total(), 1u);
  EXPECT_EQ(word.cases_to_move(), 2u);
  EXPECT_GE(word.roles_to_confirm(), 2u);  // of the officer and of the chairman
  EXPECT_FALSE(word.applied());
  draft.clear_as_of();
  word = service.as("admin").must<v1::ImportUnitsResponse>(draft);
  EXPECT_EQ(word.cases_to_move() + word.roles_to_confirm(), 0u) << "today it would move nothing";

  draft.set_dry_run(false);
  EXPECT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(draft).applied());
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_THAT(successions(ours.id()), IsEmpty());
  EXPECT_THAT(people_of(changes("supervisor.district")),
              Contains(std::string("Người officer.tamdi > ") + bao_son));
  turn_to("2015-06-01");
  for (const auto* story : {&ours, &waiting})
    EXPECT_THAT(successions(story->id()), ::testing::ElementsAre(std::string(tam_di) + " > " + bao_son));
  EXPECT_THAT(successions(neighbours.id()), IsEmpty());
}

TEST_F(UnitChange, AListOfTheStatisticsOfficeSaysOfWhichDayItIs) {
  v1::ImportUnitsRequest import;
  import.set_units_csv(
      "Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX\n"
      "Tỉnh Bắc Giang,24,Huyện Lục Nam,218,Xã Tam Dị,7456\n");
  EXPECT_EQ(service.as("admin").refusal(import), "invalid_argument list_date_missing");
  import.set_list_date("2015-03-26");
  import.set_dry_run(true);
  const auto word = service.as("admin").must<v1::ImportUnitsResponse>(import);
  EXPECT_EQ(word.repair_count(), 1u);
  EXPECT_GT(word.contradiction_count(), 0u);  // all the other communes of Lục Nam are known to last
  EXPECT_EQ(word.contradictions(0).unit(), doi_ngo);
  EXPECT_EQ(word.change_count(), 0u);
}

}  // namespace
}  // namespace hotline::test
