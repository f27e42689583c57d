// What of a case each person may read, by every way that leads to it, held against a table written by hand.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "evidence/export.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// C the child, I the informant, A the allegation, by words that the case holds.
std::string kinds_in(const google::protobuf::Message& message) {
  const auto bytes = message.SerializeAsString();
  const auto has = [&](const char* word) { return bytes.find(word) != std::string::npos; };
  std::string out;
  if (has(child_name) || has(narrative)) out += 'C';
  if (has(informant_name) || has(caller_number) || has(informant_notes)) out += 'I';
  if (has(suspect_name)) out += 'A';
  return out;
}

std::string seen(RunningService& service, const std::string& login,
                 const google::protobuf::Message& request) {
  auto answer = service.as(login).send(request);
  return answer ? kinds_in(**answer) : answer.error().text();
}

struct SeenRow {
  const char* login;
  const char* while_sent;
  const char* when_moved;
};
constexpr const char *denied = "permission_denied role_missing", *unknown = "not_found case_unknown";
constexpr SeenRow table[] = {{"operator.hoa", "CIA", "CIA"},  // what she recorded
                             {"operator.lan", "C", "C"},      // the helpline
                             {"officer.tamdi", "CA", "CA"},   // receives; had it once
                             {"chairman.tamdi", "CA", "CA"},
                             {"supervisor.tamdi", "CA", unknown},  // of a commune: never the informant
                             {"officer.baoson", unknown, "CA"},
                             {"chairman.baoson", unknown, "CA"},
                             {"officer.district", "CA", "CA"},
                             {"chairman.district", "CA", "CA"},
                             {"supervisor.district", "CIA", "CIA"},
                             {"supervisor.province", "CIA", "CIA"},
                             {"supervisor.helpline", "CIA", "CIA"},
                             {"admin", denied, denied},
                             {"telephone", denied, denied}};

void check(RunningService& service, const CaseStory& story, const char* SeenRow::* stage) {
  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  v1::WatchCaseRequest watch;
  watch.set_case_id(story.id());
  for (const auto& row : table) {
    EXPECT_EQ(seen(service, row.login, story.get()), row.*stage) << "GetCase by " << row.login;
    EXPECT_EQ(seen(service, row.login, history), row.*stage) << "GetHistory by " << row.login;
    std::string watched;
    const auto refusal = service.as(row.login).stream(
        watch, [&](const auto& message) { return watched = kinds_in(message), false; });
    EXPECT_EQ(refusal.empty() ? watched : refusal, row.*stage) << "WatchCase by " << row.login;
  }
}

TEST(Sensitivity, OfAReferredCaseIsThatOfTheTable) {
  RunningService service;
  const CaseStory story(service);
  check(service, story, &SeenRow::while_sent);
}

TEST(Sensitivity, OfACaseThatMovedOnIsThatOfTheTable) {
  RunningService service;
  CaseStory story(service);
  story.accept("officer.tamdi");
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
  check(service, story, &SeenRow::when_moved);
}

TEST(Sensitivity, AFormerUnitSeesTheCaseAsItWasAndNothingLater) {
  RunningService service;
  CaseStory story(service);
  story.accept("officer.tamdi");
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
  story.note("officer.baoson", "điều chỉ Bảo Sơn biết");
  const auto left = story.seen_by("officer.tamdi");
  EXPECT_LT(left.row().version(), story.version);
  EXPECT_EQ(left.possible_size(), 0);
  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  const auto entries = service.as("officer.tamdi").must<v1::GetHistoryResponse>(history);
  EXPECT_EQ(entries.SerializeAsString().find("điều chỉ Bảo Sơn biết"), std::string::npos);
  EXPECT_EQ(static_cast<std::uint32_t>(entries.entries_size()), left.row().version());
  EXPECT_NE(service.as("officer.baoson")
                .must<v1::GetHistoryResponse>(history)
                .SerializeAsString()
                .find("điều chỉ Bảo Sơn biết"),
            std::string::npos);
}

TEST(Sensitivity, WhoReadsWhileTheCaseMovesAwayNeverSeesWhatComesAfter) {
  RunningService service;
  CaseStory story(service);
  story.accept("officer.tamdi");
  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  std::atomic<bool> moved = false;
  std::jthread reader([&, token = service.as("officer.tamdi").token()] {
    auto officer = service.stranger(token);
    for (bool last = false; !last;) {
      last = moved;
      const auto bytes = officer.must<v1::GetHistoryResponse>(history).SerializeAsString();
      EXPECT_EQ(bytes.find("điều chỉ Bảo Sơn biết"), std::string::npos);
      EXPECT_NE(bytes.find(child_name), std::string::npos);
    }
  });
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
  for (int i = 0; i < 10; ++i) story.note("officer.baoson", "điều chỉ Bảo Sơn biết");
  moved = true;
}

TEST(Sensitivity, RowsOfListsSayWhatIsNeededToChooseAndNoNames) {
  RunningService service;
  const CaseStory story(service);
  const auto rows = service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  ASSERT_EQ(rows.rows_size(), 1);
  EXPECT_EQ(rows.rows(0).summary().age(), 8);
  EXPECT_EQ(rows.rows(0).summary().hamlet(), hamlet);
  EXPECT_EQ(kinds_in(rows), "");
  EXPECT_EQ(kinds_in(service.as("supervisor.district").must<v1::ListCasesResponse>(v1::ListCasesRequest{})),
            "");
}

TEST(Sensitivity, TheInformantIsReleasedByASupervisorToOneUnitWithAReason) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  EXPECT_EQ(seen(service, "officer.tamdi", story.get()), "CA");
  auto release = story.about<v1::ReleaseInformantRequest>();
  release.set_to_unit(tam_di);
  release.set_reason("cần gặp người báo tin");
  EXPECT_EQ(service.as("supervisor.district").refusal(release), "");
  EXPECT_EQ(seen(service, "officer.tamdi", story.get()), "CIA");
  EXPECT_EQ(seen(service, "officer.district", story.get()), "CA");
}

TEST(Sensitivity, OfACounsellingContactIsItsRecordersAndTheSupervisors) {
  RunningService service;
  v1::GetContactRequest get;
  get.set_contact_id(
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  const std::pair<const char*, const char*> expected[] = {
      {"operator.hoa", "CI"},
      {"operator.lan", "C"},
      {"supervisor.helpline", "CI"},
      {"officer.tamdi", "not_found contact_unknown"},
      {"supervisor.district", "not_found contact_unknown"},
      {"supervisor.province", "not_found contact_unknown"},
      {"admin", denied},
      {"telephone", denied}};
  for (const auto& [login, kinds] : expected) EXPECT_EQ(seen(service, login, get), kinds) << login;
  EXPECT_EQ(
      kinds_in(service.as("supervisor.helpline").must<v1::ListContactsResponse>(v1::ListContactsRequest{})),
      "");
}

TEST(Sensitivity, AContactOfACaseIsReadInTheCaseAlone) {
  RunningService service;
  const CaseStory story(service);
  v1::GetContactRequest get;
  get.set_contact_id(story.opened().contact_id());
  for (const auto* login : {"operator.hoa", "operator.lan", "supervisor.helpline"})
    EXPECT_EQ(seen(service, login, get), "") << login;
}

TEST(Sensitivity, AnExportHoldsNoContentInClear) {
  RunningService service;
  const CaseStory story(service);
  v1::ExportHistoryRequest request;
  request.set_case_id(story.id());
  for (const auto* basis : {"", "Công văn 5/VKS"}) {
    request.set_legal_basis(basis);
    EXPECT_EQ(seen(service, "supervisor.district", request), "") << basis;
  }
}

/// What whoever has the bundle, and nothing else, can read in it.
std::string opened_of(const v1::ExportHistoryResponse& answer) {
  const auto exported = evidence::parse_export(answer.bundle());
  EXPECT_TRUE(exported);
  history::v1::CaseEvent all;
  for (const auto& entry : exported->entries)
    for (const auto part : evidence::all_parts)
      if (const auto content = evidence::open_part(entry, part); content && *content)
        EXPECT_TRUE(all.MergeFromString(**content));
  return kinds_in(all);
}

TEST(Sensitivity, AnExportIsReadByWhoeverHasItWhereALegalBasisIsRecordedAndNotElse) {
  RunningService service;
  const CaseStory story(service);
  const auto key =
      evidence::CheckpointVerifier::parse(service.as("supervisor.district")
                                              .must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{})
                                              .verifier_key())
          .value();
  v1::ExportHistoryRequest request;
  request.set_case_id(story.id());
  const auto redacted = service.as("supervisor.district").must<v1::ExportHistoryResponse>(request);
  EXPECT_TRUE(redacted.redacted());
  EXPECT_EQ(opened_of(redacted), "");
  EXPECT_THAT(redacted.bundle(), Not(AnyOf(HasSubstr("\nkey "), HasSubstr(" sealed "))));
  request.set_legal_basis("Công văn 5/VKS");
  const auto whole = service.as("supervisor.district").must<v1::ExportHistoryResponse>(request);
  EXPECT_FALSE(whole.redacted());
  EXPECT_EQ(opened_of(whole), "CIA");
  const auto summary = evidence::verify_export(whole.bundle(), key);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->withheld_parts, 0u);
  EXPECT_GE(summary->open_parts, 3u);
}

TEST(Sensitivity, NobodyLearnsByAnExportWhatTheyMayNotSee) {
  RunningService service;
  CaseStory story(service);
  v1::ExportHistoryRequest request;
  request.set_case_id(story.id());
  request.set_legal_basis("Công văn 5/VKS");
  const auto of_commune = service.as("supervisor.tamdi").must<v1::ExportHistoryResponse>(request);
  EXPECT_EQ(opened_of(of_commune), "CA") << "of a commune: never the informant";
  EXPECT_TRUE(of_commune.redacted());
  for (const auto& entry : evidence::parse_export(of_commune.bundle())->entries)
    EXPECT_FALSE(entry.sealed[static_cast<std::size_t>(evidence::Part::informant)]);
  request.clear_request_id();
  EXPECT_EQ(opened_of(service.as("supervisor.province").must<v1::ExportHistoryResponse>(request)), "CIA");
}

TEST(Sensitivity, ARestrictedCaseLeavesTheCommuneAndBarsTheNamed) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  auto& watched = service.watch("officer.tamdi", [&] {
    v1::WatchCaseRequest request;
    request.set_case_id(story.id());
    return request;
  }());
  EXPECT_TRUE(watched.next<v1::WatchCaseResponse>()->has_case_());
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.add_barred_person_ids(service.id_of("officer.district"));
  restrict.set_explanation("người bị nghi là cán bộ xã");
  EXPECT_EQ(service.as("operator.hoa").refusal(restrict), "");
  EXPECT_EQ(watched.end(), "not_found case_unknown");
  for (const auto* login :
       {"officer.tamdi", "chairman.tamdi", "supervisor.tamdi", "officer.baoson", "officer.district"}) {
    EXPECT_EQ(seen(service, login, story.get()), unknown) << login;
    EXPECT_EQ(service.as(login).must<v1::ListCasesResponse>(v1::ListCasesRequest{}).cases_size(), 0) << login;
  }
  EXPECT_EQ(seen(service, "chairman.district", story.get()), "CA");
  EXPECT_EQ(story.seen_by("chairman.district").row().responsible_unit(), district);
}

}  // namespace
}  // namespace hotline::test
