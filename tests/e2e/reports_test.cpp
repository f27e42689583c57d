// The duties of reporting through a whole year of Lục Nam: handed over in time, late, returned and corrected;
// what the level above sees; over the mergers; and the proof of what was signed.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "app/app.h"
#include "domain/case_time.h"
#include "e2e/report_desk.h"
#include "evidence/checkpoint.h"
#include "evidence/merkle_proof.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "service/rebuild.h"
#include "service/report_keeper.h"
#include "service/world.h"
#include "support/hats.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Reports : public ReportDesk {};

TEST_F(Reports, OfAYearAreHandedOverInTimeLateReturnedAndCorrected) {
  CaseStory one(service), two(service), neighbour(service, bao_son);
  one.accept();
  // The draft is filled in already; the officer adds the words and a correction.
  turn_to("2015-04-02");
  EXPECT_EQ(cases(get("officer.tamdi", spring)), 2U);
  EXPECT_EQ(get("officer.tamdi", spring).report().state(), v1::REPORT_STATE_OWED);
  auto corrected = about<v1::SaveReportDraftRequest>(spring);
  corrected.set_narrative("hai vụ, đều là bạo lực");
  correct_cases(corrected, 3, "một vụ ghi sổ giấy tháng 2");
  EXPECT_EQ(service.as("officer.tamdi").refusal(corrected), "");
  EXPECT_EQ(service.as("officer.tamdi").refusal(corrected), "aborted report_version_changed");
  EXPECT_EQ(sign("officer.tamdi", spring), "permission_denied role_missing");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  const auto handed_over = get("supervisor.district", spring);
  EXPECT_EQ(handed_over.report().state(), v1::REPORT_STATE_SIGNED);
  EXPECT_FALSE(handed_over.report().late());
  const auto& total = number_in(handed_over, 2, 1);
  EXPECT_EQ(total.number(), 2U);
  EXPECT_EQ(total.signed_(), 2U);
  EXPECT_EQ(total.corrected(), 3U) << "stands beside what was counted";
  ASSERT_THAT(handed_over.corrections(), SizeIs(1));
  EXPECT_EQ(handed_over.corrections(0).reason(), "một vụ ghi sổ giấy tháng 2");
  EXPECT_EQ(handed_over.corrections(0).label().vi(), "2. Trẻ em được trợ giúp: Ca nhận trong kỳ, Tổng số");

  // Returned with a reason, written anew, accepted.
  EXPECT_EQ(accept("chairman.tamdi", spring), "permission_denied report_elsewhere");
  EXPECT_EQ(give_back("supervisor.district", spring, "thiếu nhận định"), "");
  EXPECT_EQ(draft("officer.tamdi", spring, "hai vụ, đã ổn định"), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("chairman.district", spring), "");
  EXPECT_EQ(draft("officer.tamdi", spring, "sửa sau"), "failed_precondition report_accepted");

  // The neighbour forgets, and hands it over late.
  turn_to("2015-04-21");
  EXPECT_TRUE(get("supervisor.district", spring_of_bao_son).report().late());
  EXPECT_EQ(draft("officer.baoson", spring_of_bao_son, "xin lỗi"), "");
  EXPECT_EQ(sign("chairman.baoson", spring_of_bao_son), "");
  EXPECT_TRUE(get("supervisor.district", spring_of_bao_son).report().late()) << "it was late, and stays so";
  EXPECT_EQ(accept("supervisor.district", spring_of_bao_son), "");

  // The level above: who has reported, who is late; and its own, over all of them.
  const auto seen = list("supervisor.district", "2015-04-01", "2015-04-30");
  EXPECT_EQ(seen.counts().accepted(), 2U);
  EXPECT_EQ(seen.counts().owed(), 25U);
  EXPECT_EQ(seen.counts().late(), 26U);
  EXPECT_EQ(cases(get("officer.district", spring_of_district)), 3U);
  EXPECT_EQ(draft("officer.district", spring_of_district, "27 xã"), "");
  EXPECT_EQ(sign("chairman.district", spring_of_district), "");
  EXPECT_EQ(accept("supervisor.province", spring_of_district), "");

  // The second half of the year is a report of its own.
  turn_to("2015-10-02");
  EXPECT_EQ(cases(get("officer.tamdi", autumn)), 0U);
  EXPECT_EQ(draft("officer.tamdi", autumn, "không phát sinh"), "");
  EXPECT_EQ(sign("chairman.tamdi", autumn), "");
  EXPECT_EQ(accept("chairman.district", autumn), "");
  const auto year = list("officer.tamdi", "2015-01-01", "2015-12-31");
  ASSERT_THAT(year.reports(), SizeIs(2));
  EXPECT_EQ(year.reports(0).key().first_day(), "2015-04-01") << "the latest first";
  EXPECT_EQ(year.counts().accepted(), 2U);
}

TEST_F(Reports, WhatChangesAfterAcceptanceShowsAsADifferenceAndNeverSilently) {
  CaseStory first(service);
  turn_to("2015-04-02");
  EXPECT_EQ(draft("officer.tamdi", spring, "một vụ"), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "");
  const auto any_differs = [&] {
    const auto told = get("supervisor.district", spring);
    bool any = false;
    for (const auto& table : told.filled().tables())
      for (const auto& row : table.rows())
        for (const auto& one : row.cells()) any = any || one.differs();
    return any;
  };
  EXPECT_FALSE(any_differs());
  first.accept();
  EXPECT_FALSE(any_differs()) << "what work alone changes is no change of the data";
  // From a paper sheet of March.
  auto late = intervention();
  late.mutable_received_at()->set_seconds(timestamp_of(first_day - hours{24}).seconds());
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(late));
  const auto report = get("supervisor.district", spring);
  const auto& total = number_in(report, 2, 1);
  EXPECT_TRUE(total.differs());
  EXPECT_EQ(total.signed_(), 1U) << "what was signed stays";
  EXPECT_EQ(total.number(), 2U);
  EXPECT_EQ(report.report().state(), v1::REPORT_STATE_ACCEPTED);
}

TEST_F(Reports, AreNotThereForOtherOffices) {
  v1::GetReportRequest request;
  *request.mutable_key() = spring;
  turn_to("2015-04-02");
  EXPECT_EQ(service.as("officer.baoson").refusal(request), "not_found report_unknown");
  EXPECT_THAT(list("officer.baoson", "2015-01-01", "2015-12-31").reports(), SizeIs(2));
  EXPECT_EQ(draft("officer.tamdi", spring, "một"), "");
  auto foreign = about<v1::SignReportRequest>(spring);
  EXPECT_EQ(service.as("chairman.baoson").refusal(foreign), "not_found report_unknown");
  *request.mutable_key() = report_key_of(tam_di, "2015-01-01");
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "not_found report_unknown");
  *request.mutable_key() = report_key_of(tam_di, "2015-10-01");
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "not_found report_unknown") << "has not begun";
}

TEST_F(Reports, AnActThatIsRepeatedIsDoneOnce) {
  turn_to("2015-04-02");
  auto request = about<v1::SaveReportDraftRequest>(spring);
  request.set_request_id(new_id());
  request.set_narrative("một lần");
  const auto first = service.as("officer.tamdi").must<v1::SaveReportDraftResponse>(request);
  const auto again = service.as("officer.tamdi").must<v1::SaveReportDraftResponse>(request);
  EXPECT_EQ(again.report().version(), first.report().version());
  EXPECT_THAT(get("officer.tamdi", spring).entries(), SizeIs(1));
}

TEST_F(Reports, ArePagedAndNarrowed) {
  turn_to("2015-04-02");
  v1::ListReportsRequest request;
  request.mutable_due()->set_first_day("2015-04-01");
  request.mutable_due()->set_last_day("2015-04-30");
  request.set_page_size(10);
  std::vector<std::string> units;
  for (int page = 0; page < 5; ++page) {
    const auto answer = service.as("supervisor.province").must<v1::ListReportsResponse>(request);
    for (const auto& row : answer.reports()) units.push_back(row.key().unit());
    EXPECT_EQ(answer.counts().owed(), 27U);
    request.set_page_token(answer.next_page_token());
    if (answer.next_page_token().empty()) break;
  }
  EXPECT_EQ(units.size(), 27U);
  EXPECT_EQ(std::set<std::string>(units.begin(), units.end()).size(), 27U);
  EXPECT_THAT(list("supervisor.province", "2015-04-01", "2015-04-30", tam_di).reports(), SizeIs(1));
  request.clear_page_token();
  request.set_state(v1::REPORT_STATE_SIGNED);
  EXPECT_THAT(service.as("supervisor.province").must<v1::ListReportsResponse>(request).reports(), IsEmpty());
  request.mutable_due()->set_last_day("2017-04-30");
  EXPECT_EQ(service.as("supervisor.province").refusal(request), "invalid_argument period_invalid");
}

TEST_F(Reports, OfTheHelplineAreWrittenBySupervisorsAndSignedByAnother) {
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
  turn_to("2015-04-03");
  const auto march = report_key_of(helpline, "2015-03-01", "helpline-month");
  EXPECT_EQ(line(get("supervisor.helpline", march), v1::DIMENSION_UNSPECIFIED, "contacts").counted(), 1U);
  EXPECT_EQ(draft("supervisor.helpline", march, "tháng ba"), "");
  EXPECT_EQ(sign("supervisor.helpline", march), "permission_denied report_own_draft");
  give_hats(service, "supervisor.province", {{helpline, rec::ROLE_SUPERVISOR}});
  EXPECT_EQ(sign("supervisor.province", march), "");
  EXPECT_EQ(get("supervisor.helpline", march).report().state(), v1::REPORT_STATE_SIGNED);
  EXPECT_EQ(accept("supervisor.helpline", march), "permission_denied report_elsewhere")
      << "the ministry is not in the service";
  // What was signed wrongly can be put right all the same, by another than who signed it.
  EXPECT_EQ(draft("supervisor.helpline", march, "sửa"), "failed_precondition report_signed");
  EXPECT_EQ(give_back("supervisor.province", march, "sai số"), "permission_denied report_own_signature");
  EXPECT_THAT(get("supervisor.province", march).possible(), IsEmpty());
  EXPECT_THAT(get("supervisor.helpline", march).possible(), ElementsAre(v1::REPORT_ACT_RETURN));
  EXPECT_EQ(give_back("supervisor.helpline", march, "sai số"), "");
  EXPECT_EQ(draft("supervisor.helpline", march, "tháng ba, đã sửa"), "");
  EXPECT_EQ(sign("supervisor.province", march), "");
}

TEST_F(Reports, AfterTheMergerOfJuly2025AreOfTheNewCommunesForAllThatTheyBecameOf) {
  turn_to("2025-05-06");
  CaseStory before(service), of_bao_son(service, bao_son);
  turn_to("2025-07-02");
  ASSERT_TRUE(service.app().keep_house());
  constexpr const char *bao_dai = "07462@2025-07-01", *bac_ninh = "24@2025-07-01";
  give_hats(service, "officer.tamdi", {{bao_dai, rec::ROLE_OFFICER}});
  give_hats(service, "chairman.tamdi", {{bao_dai, rec::ROLE_CHAIRMAN}});
  give_hats(service, "supervisor.province", {{bac_ninh, rec::ROLE_SUPERVISOR}});
  // What was owed in April is late for ever, and the new commune answers for it.
  const auto old = report_key_of(tam_di, "2024-10-01");
  EXPECT_TRUE(get("officer.tamdi", old).report().late());
  EXPECT_EQ(draft("officer.tamdi", old, "nộp thay"), "");
  EXPECT_EQ(sign("chairman.tamdi", old), "");
  EXPECT_EQ(accept("supervisor.province", old), "") << "the district is no more";
  // The half-year of the merger: one report of the new commune, with the cases of all that it became of.
  turn_to("2025-10-02");
  const auto first = report_key_of(bao_dai, "2025-04-01");
  const auto filled = get("officer.tamdi", first);
  EXPECT_EQ(filled.report().to_unit(), bac_ninh);
  EXPECT_EQ(cases(filled), 2U);
  EXPECT_EQ(draft("officer.tamdi", first, "xã mới"), "");
  EXPECT_EQ(sign("chairman.tamdi", first), "");
  EXPECT_EQ(accept("supervisor.province", first), "");
  const auto seen = list("supervisor.province", "2025-10-01", "2025-10-31");
  EXPECT_THAT(seen.reports(), SizeIs(8));
}

TEST_F(Reports, WhatWasSignedIsProvedLikeAnyOtherEntryAndSurvivesARebuild) {
  CaseStory story(service);
  turn_to("2015-04-02");
  EXPECT_EQ(draft("officer.tamdi", spring, "một vụ"), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "");
  const auto report = get("supervisor.district", spring);
  ASSERT_THAT(report.entries(), SizeIs(3));
  const auto signed_note =
      service.as("supervisor.district").must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{});
  const auto checkpoint = evidence::CheckpointVerifier::parse(signed_note.verifier_key())
                              .value()
                              .open(signed_note.checkpoint())
                              .value();
  const auto hash_of = [](const std::string& bytes) {
    evidence::Hash hash{};
    std::copy_n(bytes.begin(), hash.size(), hash.begin());
    return hash;
  };
  for (const auto& entry : report.entries()) {
    v1::GetProofRequest request;
    request.set_log_index(entry.log_index());
    request.set_tree_size(checkpoint.size);
    const auto proof = service.as("supervisor.district").must<v1::GetProofResponse>(request);
    evidence::Proof hashes;
    for (const auto& bytes : proof.inclusion()) hashes.push_back(hash_of(bytes));
    EXPECT_TRUE(evidence::verify_inclusion(hash_of(proof.leaf_hash()), entry.log_index(), checkpoint.size,
                                           hashes, checkpoint.root));
  }
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto rebuilt = service::rebuild_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    return rebuilt ? Result<>{} : Result<>(fail(rebuilt.error()));
  }));
  service.stop();
  service.start();
  EXPECT_EQ(get("supervisor.district", spring).report().state(), v1::REPORT_STATE_ACCEPTED);
}

TEST_F(Reports, OfficesAreToldOnceThatOneIsDueAndLateAndThenTheLevelAbove) {
  const auto look = [&] {
    for (int again = 0; again < 2; ++again) ASSERT_TRUE(service::take_report_steps(service.app().world()));
  };
  const auto told = [&](const v1::ReportKey& key) {
    std::vector<std::string> units;
    for (const auto& entry : get("supervisor.helpline", key).entries())
      if (entry.act() == v1::REPORT_ACT_TELL) units.push_back(entry.unit());
    return units;
  };
  look();
  EXPECT_THAT(told(spring), IsEmpty());
  turn_to("2015-04-10");
  look();
  EXPECT_THAT(told(spring), ElementsAre(tam_di));
  EXPECT_EQ(version(spring), 0U) << "no act of a person";
  EXPECT_EQ(draft("officer.baoson", spring_of_bao_son, "kịp"), "");
  EXPECT_EQ(sign("chairman.baoson", spring_of_bao_son), "");
  turn_to("2015-04-20");
  look();
  EXPECT_THAT(told(spring), ElementsAre(tam_di, tam_di));
  service.stop();
  service.start();
  turn_to("2015-04-23");
  look();
  EXPECT_THAT(told(spring), ElementsAre(tam_di, tam_di, district));
  EXPECT_THAT(told(spring_of_bao_son), ElementsAre(bao_son)) << "handed over in time";
}

}  // namespace
}  // namespace hotline::test
