// The board in numbers: what is counted for whom, what is late and where, who was in time, and the usual day.
#include <gmock/gmock.h>

#include "app/app.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using std::chrono::minutes;

v1::GetOverviewResponse board(RunningService& service, const std::string& login,
                              const std::string& unit = {}) {
  v1::GetOverviewRequest request;
  request.set_unit(unit);
  return service.as(login).must<v1::GetOverviewResponse>(request);
}

const v1::UnitOverview* office(const v1::GetOverviewResponse& board, const std::string& unit) {
  for (const auto& one : board.units())
    if (one.unit() == unit) return &one;
  return nullptr;
}

TEST(Overview, CountsEachCaseForWhomItsListsShowItAndNobodyElse) {
  RunningService service;
  const CaseStory here(service), there(service, bao_son);
  EXPECT_EQ(board(service, "supervisor.tamdi").open(), 1u);
  EXPECT_EQ(board(service, "supervisor.district").open(), 2u);
  EXPECT_EQ(board(service, "supervisor.district", tam_di).open(), 1u);
  EXPECT_EQ(board(service, "supervisor.helpline").open(), 2u);
  const auto of_commune = board(service, "supervisor.tamdi");
  ASSERT_EQ(of_commune.units_size(), 1);
  EXPECT_EQ(of_commune.units(0).unit(), tam_di);
  // Looking into another office's numbers finds none: no case, no tile.
  const auto elsewhere = board(service, "supervisor.tamdi", bao_son);
  EXPECT_EQ(elsewhere.open() + elsewhere.waiting() + elsewhere.overdue(), 0u);
  EXPECT_EQ(elsewhere.units_size(), 0);
}

TEST(Overview, ARestrictedCaseIsCountedAboveItsCommuneAlone) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  ASSERT_EQ(board(service, "supervisor.tamdi").open(), 1u);
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.set_explanation("người bị tố là cán bộ xã");
  restrict.add_barred_person_ids(service.id_of("supervisor.province"));
  ASSERT_EQ(service.as("operator.hoa").refusal(restrict), "");
  service.pass(hours{24});
  for (const char* barred : {"supervisor.tamdi", "supervisor.province"}) {
    const auto numbers = board(service, barred);
    EXPECT_EQ(numbers.open() + numbers.waiting() + numbers.overdue() + numbers.emergencies(), 0u) << barred;
    EXPECT_EQ(numbers.units_size() + numbers.waiting_by_proof_size(), 0) << barred;
    EXPECT_EQ(numbers.shares_cases(), 0u) << barred;
  }
  EXPECT_EQ(board(service, "supervisor.district").open(), 1u);
}

TEST(Overview, SaysWhatWaitsHowSurelyItArrivedAndWhatIsOverdue) {
  RunningService service;
  const CaseStory story(service);
  auto numbers = board(service, "supervisor.district");
  EXPECT_EQ(numbers.waiting(), 1u);
  EXPECT_EQ(numbers.overdue(), 0u);
  ASSERT_EQ(numbers.waiting_by_proof_size(), 1);
  EXPECT_EQ(numbers.waiting_by_proof(0).proof_level(), rec::PROOF_LEVEL_QUEUED);
  EXPECT_EQ(numbers.waiting_by_proof(0).age_minutes_min(), 0u);
  ASSERT_TRUE(office(numbers, tam_di));
  EXPECT_EQ(office(numbers, tam_di)->next_due_kind(), v1::CLOCK_KIND_ACKNOWLEDGE);

  service.pass(hours{25});
  ASSERT_TRUE(service.app().take_due_steps());
  service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  numbers = board(service, "supervisor.district");
  EXPECT_EQ(numbers.waiting_by_proof(0).proof_level(), rec::PROOF_LEVEL_DELIVERED);
  EXPECT_EQ(numbers.waiting_by_proof(0).age_minutes_min(), 24u * 60);
  EXPECT_EQ(numbers.overdue(), 1u);
  EXPECT_EQ(numbers.to_call(), 1u);
  EXPECT_EQ(office(numbers, tam_di)->overdue(), 1u);
}

/// Each number of the board as the length of the list that stands behind it.
std::array<std::size_t, 5> listed(RunningService& service, const std::string& login) {
  auto& user = service.as(login);
  v1::ListQueueRequest unaccepted;
  unaccepted.set_unaccepted_only(true);
  v1::ListCasesRequest emergencies;
  emergencies.set_emergency_only(true);
  for (int status = rec::CASE_STATUS_RECEIVED; status < rec::CASE_STATUS_CLOSED; ++status)
    emergencies.add_statuses(static_cast<rec::CaseStatus>(status));
  v1::ListCasesRequest without_deadline;
  without_deadline.set_without_deadline(true);
  return {static_cast<std::size_t>(user.must<v1::ListQueueResponse>(unaccepted).rows_size()),
          static_cast<std::size_t>(user.must<v1::ListOverdueResponse>(v1::ListOverdueRequest{}).cases_size()),
          static_cast<std::size_t>(user.must<v1::ListCasesResponse>(emergencies).cases_size()),
          static_cast<std::size_t>(user.must<v1::ListCallsResponse>(v1::ListCallsRequest{}).calls_size()),
          static_cast<std::size_t>(user.must<v1::ListCasesResponse>(without_deadline).cases_size())};
}
std::array<std::size_t, 5> counted(const v1::GetOverviewResponse& board) {
  return {board.waiting(), board.overdue(), board.emergencies(), board.to_call(), board.without_deadline()};
}

TEST(Overview, EachNumberIsTheLengthOfTheListBehindIt) {
  RunningService service;
  CaseStory in_work(service), returned(service), decided(service);
  const CaseStory waiting(service);
  decided.accept();
  decided.assess();
  auto submit = decided.about<v1::SubmitPlanRequest>();
  *submit.mutable_plan() = plan();
  decided.act<v1::SubmitPlanResponse>("officer.tamdi", submit);
  decided.act<v1::ApprovePlanResponse>("chairman.tamdi", decided.about<v1::ApprovePlanRequest>());
  auto danger = intervention(bao_son);
  danger.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(danger));
  in_work.accept();
  auto again = in_work.about<v1::AddContactToCaseRequest>();
  *again.mutable_contact() = intervention();
  in_work.act<v1::AddContactToCaseResponse>("operator.lan", again);  // waits in the queue, and is accepted
  auto back = returned.about<v1::ReturnReferralRequest>();
  back.set_referral_id(returned.seen_by("officer.tamdi").row().referral().referral_id());
  back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  back.set_explanation("không phải thôn của xã");
  returned.act<v1::ReturnReferralResponse>("officer.tamdi", back);
  for (const auto& wait : {hours{0}, hours{25}}) {
    service.pass(wait);
    ASSERT_TRUE(service.app().take_due_steps());
    for (const char* login : {"supervisor.helpline", "supervisor.district"})
      EXPECT_EQ(counted(board(service, login)), listed(service, login)) << login << wait;
    EXPECT_EQ(board(service, "supervisor.helpline").waiting(), 3u) << "the one in work was accepted";
    EXPECT_EQ(board(service, "supervisor.helpline").emergencies(), 1u);
    EXPECT_EQ(board(service, "supervisor.helpline").without_deadline(), 1u)
        << "no day of review, so no clock";
    EXPECT_EQ(office(board(service, "supervisor.helpline"), tam_di)->without_deadline(), 1u);
    EXPECT_EQ(board(service, "supervisor.helpline").to_call() > 0, wait > hours{0});
  }
}

TEST(AWatchedBoard, IsToldWhenANumberChangesAndNothingOfWhatItsViewerMayNotSee) {
  RunningService service;
  auto& district = service.watch("supervisor.district", v1::WatchOverviewRequest{});
  auto& commune = service.watch("supervisor.tamdi", v1::WatchOverviewRequest{});
  for (auto* watch : {&district, &commune})
    EXPECT_TRUE(watch->next<v1::WatchOverviewResponse>()->has_changed_at()) << "begins with one";
  CaseStory hidden(service);
  EXPECT_TRUE(commune.next<v1::WatchOverviewResponse>()->has_changed_at());
  hidden.restrict({"supervisor.tamdi"});
  EXPECT_TRUE(commune.next<v1::WatchOverviewResponse>()->has_changed_at()) << "it is gone";
  hidden.seen_by("officer.district");
  hidden.note("officer.district", "cấp trên đã xem");
  const CaseStory elsewhere(service, bao_son);
  EXPECT_TRUE(district.next<v1::WatchOverviewResponse>()->has_changed_at());
  const CaseStory here(service);
  EXPECT_TRUE(commune.next<v1::WatchOverviewResponse>()->has_changed_at());
  service.as("supervisor.tamdi").must<v1::SignOutResponse>(v1::SignOutRequest{});
  EXPECT_FALSE(commune.next<v1::WatchOverviewResponse>()) << "nothing else was told";
}

TEST(Overview, SharesOnTimeAreOfTheOfficeThatWasAsked) {
  RunningService service;
  CaseStory quick(service), slow(service, bao_son);
  quick.accept();
  service.pass(hours{48});
  slow.accept("officer.baoson");
  const auto numbers = board(service, "supervisor.district");
  EXPECT_EQ(numbers.shares_cases(), 2u);
  const auto acknowledged = [&](const char* unit) {
    for (const auto& share : office(numbers, unit)->shares())
      if (share.kind() == v1::CLOCK_KIND_ACKNOWLEDGE) return std::pair(share.on_time(), share.late());
    return std::pair(0u, 0u);
  };
  EXPECT_EQ(acknowledged(tam_di), std::pair(1u, 0u));
  EXPECT_EQ(acknowledged(bao_son), std::pair(0u, 1u));
}

TEST(Overview, TodaysContactsStandBesideTheUsualDay) {
  RunningService service;  // eight in the morning
  const auto calls = [&](int silent, int told) {
    for (int i = 0; i < silent; ++i)
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
    for (int i = 0; i < told; ++i)
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(counselling()));
  };
  EXPECT_EQ(board(service, "supervisor.helpline").usual_days(), 0u);
  calls(3, 1);
  service.pass(hours{5});
  calls(1, 0);  // later than the time at which the days are compared
  service.pass(hours{19});
  calls(5, 0);
  service.pass(minutes{1});
  const auto numbers = board(service, "supervisor.helpline");
  EXPECT_EQ(numbers.usual_days(), 1u);
  ASSERT_EQ(numbers.classes_size(), 2);
  EXPECT_EQ(numbers.classes(0).contact_class(), rec::CONTACT_CLASS_NON_COUNSELLING);
  EXPECT_EQ(numbers.classes(0).today(), 5u);
  EXPECT_EQ(numbers.classes(0).usual(), 3u);
  EXPECT_EQ(numbers.classes(1).today(), 0u);
  EXPECT_EQ(numbers.classes(1).usual(), 1u);
  ASSERT_EQ(numbers.hours_size(), 24);
  EXPECT_EQ(numbers.hours(8).today(), 5u);
  EXPECT_EQ(numbers.hours(8).usual_high(), 4u);
  EXPECT_EQ(numbers.hours(13).usual_low(), 1u);
  EXPECT_EQ(board(service, "supervisor.tamdi").classes_size(),
            0);  // the helpline's contacts are the helpline's
}

TEST(Overview, NamesTheYearsWhoseHolidaysTheCalendarLacks) {
  RunningService service;
  EXPECT_THAT(board(service, "supervisor.tamdi").calendar_missing_years(), testing::IsEmpty());
  service.pass(start_of(parse_date("2027-03-01").value()) - service.clock.now());
  EXPECT_THAT(board(service, "supervisor.helpline").calendar_missing_years(), testing::ElementsAre(2028u));
}

TEST(Overview, WhereOfficesAreCutItSaysHowManyThereAreAndThoseThatAreLateStayInIt) {
  constexpr int communes = 420, told_max = 400;
  RunningService service;
  std::string rows = "code,valid_from,level,kind,name,parent\n";
  const auto code = [](int i) { return std::to_string(80'000 + i); };
  for (int i = 0; i < communes; ++i)
    rows += code(i) + ",2010-01-01,commune,xã,Xã Thử " + std::to_string(i) + ",218@2004-07-08\n";
  service.as("admin").must<v1::ImportUnitsResponse>(amending(rows));
  const auto key = [&](int i) { return code(i) + "@2010-01-01"; };
  const auto refer_to = [&](int i) {
    service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(intervention(key(i))));
  };
  // The last by their codes first, so that they are late before the others.
  for (int i = communes - 5; i < communes; ++i) refer_to(i);
  service.pass(hours{25});
  for (int i = 0; i < communes - 5; ++i) refer_to(i);
  const auto numbers = board(service, "supervisor.helpline");
  EXPECT_EQ(numbers.units_in_all(), static_cast<std::uint32_t>(communes));
  ASSERT_EQ(numbers.units_size(), told_max);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(numbers.units(i).unit(), key(communes - 5 + i));
    EXPECT_EQ(numbers.units(i).overdue(), 1u);
  }
  EXPECT_EQ(numbers.units(5).overdue(), 0u);
  const auto of_one = board(service, "supervisor.helpline", key(0));
  EXPECT_EQ(of_one.units_in_all(), 1u);
  EXPECT_EQ(of_one.units_size(), 1);
}

TEST(Overview, HoldsNoWordAndNoIdOfACase) {
  RunningService service;
  const CaseStory story(service);
  const auto numbers = board(service, "supervisor.helpline");
  for (const auto& word : personal_words())
    EXPECT_EQ(numbers.SerializeAsString().find(word), std::string::npos) << word;
  EXPECT_EQ(numbers.SerializeAsString().find(story.id()), std::string::npos);
}

}  // namespace
}  // namespace hotline::test
