// What holds of every report that is owed: who may not act on it, what may be corrected, that lists read
// rows, whom the figures are counted for, and how often it may be saved.
#include <gmock/gmock.h>

#include "app/app.h"
#include "domain/case_fact.h"
#include "e2e/report_desk.h"
#include "e2e/report_writer.h"
#include "service/account.h"
#include "service/rebuild.h"
#include "service/report_file.h"
#include "service/report_keeper.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/projections.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

class ReportRules : public ReportDesk {};

TEST_F(ReportRules, AreNeverAcceptedByWhoSignedThemWhateverHatTheyWear) {
  turn_to("2015-04-02");
  EXPECT_EQ(draft("officer.tamdi", spring, "không phát sinh"), "");
  give_hats(service, "supervisor.district", {{tam_di, rec::ROLE_CHAIRMAN}, {district, rec::ROLE_SUPERVISOR}});
  EXPECT_EQ(sign("supervisor.district", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "permission_denied report_own_signature");
  EXPECT_EQ(give_back("supervisor.district", spring, "x"), "permission_denied report_own_signature");
  EXPECT_EQ(accept("chairman.district", spring), "");
}

TEST_F(ReportRules, TakeCorrectionsOfTheCodesOfTheListsAndOfNoOther) {
  turn_to("2015-04-02");
  auto request = about<v1::SaveReportDraftRequest>(report_key_of(helpline, "2015-03-01", "helpline-month"));
  auto& correction = *request.add_corrections();
  correction.set_dimension(v1::DIMENSION_CASE_SETTING);
  correction.set_count(1);
  correction.set_reason("ghi sổ giấy");
  correction.set_key("nhà bà nội");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "invalid_argument report_correction_unknown");
  correction.set_key("school");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "");
}

TEST_F(ReportRules, ListsReadARowAReportWhichSaysWhatTheHistorySaysAndCanBeMadeAnew) {
  turn_to("2015-04-02");
  auto corrected = about<v1::SaveReportDraftRequest>(spring);
  correct_cases(corrected, 0, "ghi sổ giấy");
  EXPECT_EQ(service.as("officer.tamdi").refusal(corrected), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "");
  turn_to("2015-04-25");
  EXPECT_EQ(draft("officer.baoson", spring_of_bao_son, "nộp muộn"), "");
  EXPECT_EQ(sign("chairman.baoson", spring_of_bao_son), "");
  EXPECT_EQ(give_back("supervisor.district", spring_of_bao_son, "thiếu"), "");
  // So that the keeper of steps has nothing to write meanwhile.
  for (int look = 0; look < 6; ++look) ASSERT_TRUE(service::take_report_steps(service.app().world()));
  const auto rows = [&] {
    std::vector<std::string> out;
    for (const auto& row : list("supervisor.district", "2015-04-01", "2015-04-30").reports())
      out.push_back(row.SerializeAsString());
    return out;
  };
  const auto before = rows();
  for (const auto& row : list("supervisor.district", "2015-04-01", "2015-04-30").reports())
    EXPECT_EQ(row.SerializeAsString(), get("supervisor.district", row.key()).report().SerializeAsString());

  auto& world = service.app().world();
  EXPECT_EQ(differences(service), 0U);
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) { return db.clear_reports(); }));
  EXPECT_EQ(list("supervisor.district", "2015-04-01", "2015-04-30").counts().owed(), 27U)
      << "no history is opened";
  EXPECT_EQ(get("supervisor.district", spring).report().state(), v1::REPORT_STATE_ACCEPTED);
  EXPECT_GE(differences(service), 2U);
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto rebuilt = service::rebuild_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    return rebuilt ? Result<>{} : Result<>(fail(rebuilt.error()));
  }));
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(differences(service), 0U);

  // As a database is of before there were such rows.
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto cleared = db.clear_reports(); !cleared) return cleared;
    return db.put_blob("reports", "");
  }));
  service.stop();
  service.start();
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(differences(service), 0U);
}

TEST_F(ReportRules, AreCountedOnlyForWhoeverMaySignThemNow) {
  CaseStory story(service);
  turn_to("2015-04-02");
  EXPECT_EQ(draft("officer.tamdi", spring, "một vụ"), "");
  auto first = about<v1::SignReportRequest>(spring);
  first.set_request_id(new_id());
  const auto of_bao_son = about<v1::SignReportRequest>(spring_of_bao_son);
  const auto answered = service.as("chairman.tamdi").must<v1::SignReportResponse>(first);
  auto again = about<v1::SignReportRequest>(spring);
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) {
    return db.put(store::CaseFactRow{day_number(parse_date("2015-03-01").value()), CaseId{}, "damaged"});
  }));
  v1::GetReportRequest opened;
  *opened.mutable_key() = spring;
  ASSERT_NE(service.as("chairman.tamdi").refusal(opened), "") << "whoever counts comes upon it";
  EXPECT_EQ(service.as("chairman.tamdi").refusal(again), "failed_precondition report_signed");
  EXPECT_EQ(service.as("chairman.baoson").refusal(of_bao_son), "failed_precondition report_not_drafted");
  EXPECT_EQ(service.as("chairman.baoson").refusal(again), "not_found report_unknown");
  again.set_expected_version(1);
  EXPECT_EQ(service.as("chairman.tamdi").refusal(again), "aborted report_version_changed");
  EXPECT_EQ(service.as("chairman.tamdi").must<v1::SignReportResponse>(first).SerializeAsString(),
            answered.SerializeAsString())
      << "the first answer, without counting anew";
}

TEST_F(ReportRules, ThatWereSavedTooOftenAreStillSignedReturnedWrittenAnewAndAccepted) {
  turn_to("2015-04-02");
  EXPECT_EQ(draft("officer.tamdi", spring, "một"), "");
  write_into_report(service, spring, [](const service::ReportFile& file, auto record) -> Result<> {
    while (file.entries().size() < service::ReportFile::drafts_max) {
      history::v1::ReportEvent saved;
      saved.mutable_draft_saved()->set_narrative("lại");
      if (auto done = record(std::move(saved)); !done) return done;
    }
    return {};
  });
  EXPECT_EQ(draft("officer.tamdi", spring, "thêm"), "failed_precondition report_too_long");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(give_back("supervisor.district", spring, "thiếu"), "");
  EXPECT_EQ(draft("officer.tamdi", spring, "viết lại"), "");
  EXPECT_EQ(draft("officer.tamdi", spring, "lưu thêm"), "failed_precondition report_too_long");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "");
}

}  // namespace
}  // namespace hotline::test
