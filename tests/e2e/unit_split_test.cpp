// A unit that is split, and the rosters on the day of a change, in the running service: what an address
// proves moves by itself and says by what, the rest waits for a person; and who is on duty where work goes
// over.
#include <gmock/gmock.h>

#include <algorithm>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/roster.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "places/workbook.h"
#include "support/hats.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* bao_dai = "07462@2025-07-01";

class UnitSplit : public ::testing::Test {
 protected:
  void turn_to(const char* day) {
    service.pass(start_of(parse_date(day).value()) - service.clock.now());
    ASSERT_TRUE(service.app().keep_house());
  }
  v1::ImportUnitsRequest amendment(const std::string& rows) {
    v1::ImportUnitsRequest request;
    request.set_request_id(new_id());
    request.set_units_csv(rows);
    request.set_amends(true);
    return request;
  }
  /// Tam Dị is split on 1 June 2015 over Bảo Sơn and Bảo Đài; one hamlet is known to have gone to Bảo Sơn.
  void split_tam_di() {
    const auto done = service.as("admin").must<v1::ImportUnitsResponse>(
        amendment("code,valid_from,valid_to,level,kind,name,successors,parts\n"
                  "07456,2004-07-08,2015-06-01,commune,xã,Tam Dị,07459|07462," +
                  std::string(hamlet) + " > 07459 > 1/NQ-UBTVQH15\n"));
    ASSERT_TRUE(done.applied());
  }
  std::string case_at(const std::string& detail) {
    auto contact = intervention();
    contact.mutable_intake()->clear_residence();
    contact.mutable_intake()->mutable_incident()->set_detail(detail);
    const auto opened = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
    return opened.case_id();
  }
  v1::CaseRow row(const std::string& case_id) {
    v1::GetCaseRequest request;
    request.set_case_id(case_id);
    return service.as("supervisor.helpline").must<v1::GetCaseResponse>(request).case_().row();
  }
  history::v1::CaseEvent last_event(const std::string& case_id) {
    v1::GetHistoryRequest request;
    request.set_case_id(case_id);
    const auto told = service.as("supervisor.helpline").must<v1::GetHistoryResponse>(request);
    history::v1::CaseEvent last;
    for (const auto& entry : told.entries())
      if (entry.event().has_unit_succeeded() || entry.event().has_opened()) last = entry.event();
    return last;
  }
  v1::SetDutyRequest duty(const char* unit, const char* login, Duration from, Duration until) {
    v1::SetDutyRequest request;
    auto& line = *request.mutable_duty();
    line.set_unit(unit);
    line.set_kind(rec::DUTY_KIND_DUTY);
    line.set_person_id(service.id_of(login));
    *line.mutable_from() = timestamp_of(service.clock.now() + from);
    *line.mutable_until() = timestamp_of(service.clock.now() + until);
    return request;
  }
  std::vector<v1::RosterCheck> rosters(const std::string& login) {
    const auto list = service.as(login).must<v1::ListUnitChangesResponse>(v1::ListUnitChangesRequest{});
    return {list.rosters().begin(), list.rosters().end()};
  }
  static std::vector<std::string> nobody_at(const std::vector<v1::RosterCheck>& rosters) {
    std::vector<std::string> out;
    for (const auto& one : rosters)
      if (one.nobody_on_duty()) out.push_back(one.unit() + " " + one.on_date());
    return out;
  }

  RunningService service;
};

TEST_F(UnitSplit, MovesWhatTheAddressProvesAndLeavesTheRestToAPersonWithTheCandidates) {
  const auto proved = case_at(hamlet), doubtful = case_at(std::string("gần ") + hamlet);
  split_tam_di();
  turn_to("2015-06-01");
  EXPECT_EQ(row(proved).referral().to_unit(), bao_son);
  EXPECT_FALSE(row(proved).referral().to_sort());
  const auto said = last_event(proved).unit_succeeded();
  ASSERT_EQ(said.decided_by_size(), 1);
  EXPECT_EQ(said.decided_by(0).name(), hamlet);
  EXPECT_EQ(said.decided_by(0).source(), "1/NQ-UBTVQH15");
  EXPECT_EQ(row(doubtful).referral().to_unit(), district);
  EXPECT_TRUE(row(doubtful).referral().to_sort());
  EXPECT_THAT(row(doubtful).referral().candidates(), SizeIs(2));

  const auto list =
      service.as("supervisor.district").must<v1::ListUnitChangesResponse>(v1::ListUnitChangesRequest{});
  ASSERT_THAT(list.moved(), SizeIs(2));
  for (const auto& moved : list.moved()) {
    EXPECT_EQ(moved.by_detail(), moved.case_id() == proved);
    EXPECT_EQ(moved.to_sort(), moved.case_id() == doubtful);
  }

  undo_last_import(service);
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(row(proved).referral().to_unit(), tam_di) << "taken back with the rest";
  EXPECT_EQ(row(doubtful).referral().to_unit(), tam_di);
}

TEST_F(UnitSplit, AReportFromAPartThatIsKnownGoesThereAtOnceAndTheFinderSaysWhy) {
  split_tam_di();
  turn_to("2015-06-02");
  v1::FindPlaceRequest find;
  find.set_text(std::string(hamlet) + ", xã Tam Dị, huyện Lục Nam");
  auto found = service.as("operator.hoa").must<v1::FindPlaceResponse>(find);
  ASSERT_FALSE(found.candidates().empty());
  EXPECT_EQ(found.candidates(0).matched().unit(), tam_di);
  EXPECT_EQ(found.candidates(0).responsible().unit(), bao_son);
  EXPECT_EQ(found.candidates(0).decided_by_size(), 1);
  EXPECT_THAT(found.candidates(0).reason_vi(), ::testing::HasSubstr("1/NQ-UBTVQH15"));
  EXPECT_THAT(found.candidates(0).choices(), SizeIs(2));
  EXPECT_FALSE(found.sure()) << "a person looks";
  find.set_text("gần xóm Trại Găng, xã Tam Dị, huyện Lục Nam");
  found = service.as("operator.hoa").must<v1::FindPlaceResponse>(find);
  EXPECT_FALSE(found.candidates(0).has_responsible());

  const auto proved = case_at(hamlet), doubtful = case_at("");
  EXPECT_EQ(row(proved).referral().to_unit(), bao_son);
  EXPECT_FALSE(row(proved).referral().to_sort());
  EXPECT_EQ(last_event(proved).opened().referral().decided_by_size(), 1);
  EXPECT_EQ(row(doubtful).referral().to_unit(), district);
  EXPECT_TRUE(row(doubtful).referral().to_sort());

  v1::GetUnitRequest get;
  get.set_unit(tam_di);
  const auto unit = service.as("admin").must<v1::GetUnitResponse>(get);
  ASSERT_EQ(unit.parts_size(), 1);
  EXPECT_EQ(unit.parts(0).to_unit(), bao_son);
}

TEST_F(UnitSplit, SupervisorsSeeWhichRostersADayOfChangeLeavesWrong) {
  turn_to("2025-06-20");
  using std::chrono::hours;
  service.as("chairman.tamdi")
      .must<v1::SetDutyResponse>(duty(tam_di, "officer.tamdi", hours{0}, hours{24 * 60}));
  service.as("chairman.tamdi")
      .must<v1::SetDutyResponse>(duty(tam_di, "deputy.tamdi", hours{0}, hours{24 * 5}));
  auto list = rosters("supervisor.province");
  EXPECT_THAT(nobody_at(list), Contains(std::string(bao_dai) + " 2025-07-01"));
  const auto ended = [&]() -> const v1::RosterCheck* {
    const auto at = std::ranges::find(list, std::string(tam_di), [](const auto& one) { return one.unit(); });
    return at == list.end() ? nullptr : &*at;
  };
  ASSERT_TRUE(ended());
  EXPECT_EQ(ended()->on_date(), "2025-07-01");
  EXPECT_EQ(ended()->duties_beyond(), 1u) << "the deputy's ends before that day";
  EXPECT_THAT(ended()->person_ids(), ElementsAre(service.id_of("officer.tamdi")));
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::ListUnitChangesRequest{}),
            "permission_denied role_missing");

  // On the day nothing has been done: the same is said of today.
  turn_to("2025-07-02");
  list = rosters("supervisor.helpline");
  EXPECT_THAT(nobody_at(list), Contains(std::string(bao_dai) + " 2025-07-02"));
  ASSERT_TRUE(ended());
  EXPECT_EQ(ended()->duties_beyond(), 1u);

  // Confirmed at the successor, and on its roster: both are settled.
  v1::ConfirmMembershipRequest confirm;
  confirm.set_person_id(service.id_of("officer.tamdi"));
  confirm.mutable_membership()->set_unit(tam_di);
  confirm.mutable_membership()->set_role(rec::ROLE_OFFICER);
  confirm.set_to_unit(bao_dai);
  service.as("supervisor.helpline").must<v1::ConfirmMembershipResponse>(confirm);
  EXPECT_THAT(nobody_at(rosters("supervisor.helpline")), Not(Contains(std::string(bao_dai) + " 2025-07-02")));
  service.as("supervisor.helpline")
      .must<v1::SetDutyResponse>(duty(bao_dai, "officer.tamdi", hours{0}, hours{24 * 30}));
  list = rosters("supervisor.helpline");
  EXPECT_FALSE(ended());
}

TEST_F(UnitSplit, TheRosterOfAnOfficeThatEndedIsClearedFromAbove) {
  turn_to("2025-06-20");
  const auto set = service.as("chairman.tamdi")
                       .must<v1::SetDutyResponse>(
                           duty(tam_di, "officer.tamdi", std::chrono::hours{0}, std::chrono::hours{24 * 60}));
  turn_to("2025-07-02");
  v1::RevokeDutyRequest revoke;
  revoke.set_duty_id(set.duty().duty_id());
  EXPECT_NE(service.as("chairman.baoson").refusal(revoke), "");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(revoke), "");
  for (const auto& one : rosters("supervisor.helpline")) EXPECT_EQ(one.duties_beyond(), 0u) << one.unit();
}

TEST_F(UnitSplit, CasesOf2015OfEveryMergerOfLucNamAndOfReusedCodesAreTodaysUnits) {
  // Where each of them lay from each day on; 07498 and 07450 were given to other places.
  const std::vector<std::vector<std::string>> lived = {
      {"07447@2004-07-08", "07444@2004-07-08", "07444@2025-07-01"},
      {"07477@2004-07-08", "07477@2022-07-01", "07444@2025-07-01"},
      {"07516@2004-07-08", "07519@2004-07-08", "07519@2025-07-01"},
      {"07498@2004-07-08", "07498@2025-07-01"},
      {"07450@2004-07-08", "07450@2025-07-01"},
      {"24@2004-07-08", "24@2025-07-01"}};
  std::vector<std::string> cases;
  for (const auto& units : lived) {
    const auto contact = intervention(units.front());
    cases.push_back(
        service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id());
  }
  for (const char* day : {"2020-01-01", "2022-07-01", "2025-01-01", "2025-07-01"}) turn_to(day);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    v1::GetHistoryRequest request;
    request.set_case_id(cases[i]);
    const auto told = service.as("supervisor.helpline").must<v1::GetHistoryResponse>(request);
    std::vector<std::string> went = {lived[i].front()};
    for (const auto& entry : told.entries()) {
      if (!entry.event().has_unit_succeeded()) continue;
      const auto& said = entry.event().unit_succeeded();
      EXPECT_EQ(said.from_unit(), went.back());
      EXPECT_FALSE(said.late() || said.to_sort());
      went.push_back(said.to_unit());
    }
    EXPECT_EQ(went, lived[i]);
    EXPECT_EQ(row(cases[i]).referral().to_unit(), lived[i].back());
    EXPECT_THAT(row(cases[i]).number(), ::testing::HasSubstr("2015"));
  }
}

TEST_F(UnitSplit, AnImportTellsHowFarItIsAndAWorkbookIsReadAsItsRows) {
  const std::vector<std::string> heading = {"code", "valid_from", "valid_to",  "level",
                                            "kind", "name",       "successors"};
  const auto book = [&](const std::string& code) {
    return places::zipped(places::workbook_parts({places::sheet_xml(
        {{2, heading}, {7, {code, "2004-07-08", "2015-06-01", "commune", "xã", "Tam Dị", "=7459"}}})}));
  };
  std::vector<std::pair<std::string, std::uint32_t>> told;
  v1::ImportUnitsResponse last;
  const auto end = service.as("admin").stream(amendment(book("=7456")), [&](const auto& message) {
    last = static_cast<const v1::ImportUnitsResponse&>(message);
    told.emplace_back(last.stage(), last.percent());
    return true;
  });
  EXPECT_EQ(end, "");
  EXPECT_TRUE(last.applied());
  EXPECT_EQ(last.rows_total(), 1u);
  ASSERT_EQ(last.repair_count(), 2u) << "the code, and that of the successor";
  EXPECT_EQ(last.repairs(0).line(), 7u);
  EXPECT_TRUE(std::ranges::is_sorted(told, {}, &std::pair<std::string, std::uint32_t>::second));
  EXPECT_EQ(told.front().first, "reading");
  EXPECT_THAT(told, Contains(::testing::Key("storing")));
  EXPECT_EQ(told.back().second, 100u);

  auto bad = service.as("admin").must<v1::ImportUnitsResponse>(amendment(book("x")));
  EXPECT_FALSE(bad.applied());
  ASSERT_GE(bad.error_count(), 1u);
  EXPECT_EQ(bad.errors(0).line(), 7u);
  bad = service.as("admin").must<v1::ImportUnitsResponse>(amendment(std::string("\xD0\xCF\x11\xE0 old")));
  EXPECT_EQ(bad.errors(0).reason(), "workbook_old");
}

}  // namespace
}  // namespace hotline::test
