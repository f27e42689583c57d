// Names, numbers and narratives go in by every way there is; then everything that the service leaves behind
// in clear is searched for them: what it logs, its metrics, its database with the write-ahead log, its
// checkpoints, its errors.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "base/log.h"
#include "e2e/raw_http.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

void expect_none(const std::string& where, const std::string& bytes, const std::vector<std::string>& words) {
  for (const auto& word : words)
    EXPECT_EQ(bytes.find(word), std::string::npos) << where << " holds \"" << word << "\"";
}

/// Everything that a person can write, once.
void use_everything(RunningService& service) {
  v1::ReportCallRequest call;
  call.set_call_id("call-1");
  call.set_caller_number(caller_number);
  call.set_operator_login("operator.hoa");
  service.as("telephone").must<v1::ReportCallResponse>(call);
  v1::SaveDraftRequest draft;
  *draft.mutable_contact() = intervention();
  service.as("operator.hoa").must<v1::SaveDraftResponse>(draft);
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
  const auto counselled =
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(counselling()));
  v1::AmendContactRequest amend;
  amend.set_contact_id(counselled.contact_id());
  *amend.mutable_contact() = counselling();
  amend.set_reason(narrative);
  service.as("operator.hoa").must<v1::AmendContactResponse>(amend);

  v1::SaveReportDraftRequest report;
  report.mutable_key()->set_duty("half-year");
  report.mutable_key()->set_unit(tam_di);
  report.mutable_key()->set_first_day("2014-10-01");
  report.set_narrative(narrative);
  report.add_corrections()->set_key("cases");
  report.mutable_corrections(0)->set_reason(child_name);
  service.as("officer.tamdi").must<v1::SaveReportDraftResponse>(report);

  CaseStory story(service);
  story.accept();
  story.note("officer.tamdi", narrative);
  auto attempt = story.about<v1::RecordCallAttemptRequest>();
  attempt.mutable_attempt()->set_whom(informant_name);
  attempt.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  attempt.mutable_attempt()->set_notes(narrative);
  story.act<v1::RecordCallAttemptResponse>("officer.tamdi", attempt);
  auto correct = story.about<v1::AmendIntakeRequest>();
  *correct.mutable_intake() = intervention().intake();
  correct.set_reason(narrative);
  story.act<v1::AmendIntakeResponse>("officer.tamdi", correct);
  story.assess();
  story.submit_plan();
  auto again = story.about<v1::AddContactToCaseRequest>();
  *again.mutable_contact() = intervention();
  story.act<v1::AddContactToCaseResponse>("operator.lan", again);
  story.transfer(bao_son);

  v1::FindSimilarRequest similar;
  similar.set_caller_number(caller_number);
  similar.mutable_incident()->set_unit(tam_di);
  similar.mutable_incident()->set_detail(hamlet);
  service.as("operator.hoa").must<v1::FindSimilarResponse>(similar);
  v1::FindPlaceRequest place;
  place.set_text(std::string(hamlet) + " xã Tam Dị");
  service.as("operator.hoa").must<v1::FindPlaceResponse>(place);
  v1::ExportHistoryRequest exporting;
  exporting.set_case_id(story.id());
  exporting.set_legal_basis(narrative);
  service.as("supervisor.district").must<v1::ExportHistoryResponse>(exporting);
  v1::GetCaseRequest wrong;
  wrong.set_case_id(child_name);
  EXPECT_NE(service.as("officer.tamdi").refusal(wrong), "");
  v1::SetUnitTelephonesRequest telephones;
  telephones.set_unit(tam_di);
  v1::GetUnitRequest unit;
  unit.set_unit(tam_di);
  telephones.set_expected_unit_version(service.as("admin").must<v1::GetUnitResponse>(unit).unit().version());
  service.as("admin").must<v1::SetUnitTelephonesResponse>(telephones);
  post_json(
      service, std::string("IntakeService/") + "SubmitContact?x=" + "987650321",
      "{\"narrative\":\"" + std::string(narrative) + "\"}",
      "Authorization: Bearer " + service.as("operator.hoa").token() + "\r\nUser-Agent: Trịnh Văn Mách\r\n");
}

/// The rest of a case's course: what is decided, done, reviewed, closed and kept from some.
void use_every_act(RunningService& service) {
  CaseStory story(service);
  story.accept();
  auto police = story.about<v1::InformPoliceRequest>();
  police.set_office(child_name);
  police.set_notes(narrative);
  story.act<v1::InformPoliceResponse>("officer.tamdi", police);
  auto emergency = story.about<v1::StartEmergencyMeasuresRequest>();
  emergency.mutable_measures()->set_measure(rec::MEASURE_SEPARATE);
  emergency.mutable_measures()->set_what(narrative);
  emergency.mutable_measures()->set_decision(suspect_name);
  emergency.mutable_measures()->set_taken_to(hamlet);
  story.act<v1::StartEmergencyMeasuresResponse>("chairman.tamdi", emergency);
  auto ended = story.about<v1::EndEmergencyMeasuresRequest>();
  ended.set_reason(narrative);
  story.act<v1::EndEmergencyMeasuresResponse>("chairman.tamdi", ended);
  auto places = story.about<v1::SetPlacesRequest>();
  places.mutable_present()->set_detail(hamlet);
  story.act<v1::SetPlacesResponse>("officer.tamdi", places);
  auto prominent = story.about<v1::FlagProminentRequest>();
  prominent.set_reason(rec::PROMINENT_REASON_PRESS);
  prominent.set_explanation(narrative);
  story.act<v1::FlagProminentResponse>("officer.tamdi", prominent);
  auto taken_note = story.about<v1::AcknowledgeProminentRequest>();
  taken_note.set_note(narrative);
  story.act<v1::AcknowledgeProminentResponse>("officer.district", taken_note);
  story.assess();
  story.submit_plan();
  auto back = story.about<v1::ReturnPlanRequest>();
  back.set_reason(narrative);
  story.act<v1::ReturnPlanResponse>("chairman.tamdi", back);
  story.submit_plan();
  story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>());
  auto action = story.about<v1::RecordActionRequest>();
  action.mutable_action()->set_what(narrative);
  story.act<v1::RecordActionResponse>("officer.tamdi", action);
  auto reviewed = story.about<v1::RecordReviewRequest>();
  *reviewed.mutable_review() = review(true, true);
  reviewed.mutable_review()->set_findings(narrative);
  story.act<v1::RecordReviewResponse>("officer.tamdi", reviewed);
  auto close = story.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_SAFE);
  close.set_decision(child_name);
  story.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  auto reopen = story.about<v1::ReopenCaseRequest>();
  reopen.set_reason(narrative);
  story.act<v1::ReopenCaseResponse>("chairman.tamdi", reopen);
  auto release = story.about<v1::ReleaseInformantRequest>();
  release.set_to_unit(tam_di);
  release.set_reason(informant_notes);
  EXPECT_EQ(service.as("supervisor.district").refusal(release), "");
  story.version = story.seen_by("operator.hoa").row().version();
  auto hold = story.about<v1::SetLegalHoldRequest>();
  hold.set_held(true);
  hold.set_reason(narrative);
  story.act<v1::SetLegalHoldResponse>("supervisor.district", hold);
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.add_barred_person_ids(service.id_of("chairman.tamdi"));
  restrict.set_explanation(suspect_name);
  story.act<v1::RestrictCaseResponse>("operator.hoa", restrict);

  CaseStory second(service);
  auto returned = second.about<v1::ReturnReferralRequest>();
  returned.set_referral_id(second.seen_by("officer.tamdi").row().referral().referral_id());
  returned.set_reason(rec::RETURN_REASON_NOT_ENOUGH);
  returned.set_explanation(narrative);
  second.act<v1::ReturnReferralResponse>("officer.tamdi", returned);
  auto on = second.about<v1::RerouteReferralRequest>();
  on.set_to_unit(bao_son);
  on.set_reason(narrative);
  second.act<v1::RerouteReferralResponse>("operator.hoa", on);
}

TEST(PersonalData, IsNowhereInClear) {
  log::start("debug");
  ::testing::internal::CaptureStderr();
  auto service = std::make_unique<RunningService>();
  use_everything(*service);
  use_every_act(*service);
  expect_none("/metrics", get(*service, "/metrics").body, personal_words());
  expect_none("/readyz", get(*service, "/readyz").body, personal_words());

  auto secrets = personal_words();
  for (const auto& login : RunningService::logins()) {
    secrets.push_back(service->as(login).token());
    secrets.push_back(RunningService::password_of(login));
    secrets.push_back("Người " + login);  // names of the people who work here
  }
  std::size_t files = 0, bytes = 0;
  const auto search = [&](const char* when) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(service->directory())) {
      if (!entry.is_regular_file()) continue;
      const auto content = bytes_of(entry.path());
      ++files, bytes += content.size();
      expect_none(std::string(when) + entry.path().filename().string(), content, secrets);
    }
  };
  search("while it runs, ");  // with the write-ahead log
  service->stop();
  search("stopped, ");
  EXPECT_GT(files, 6u);
  EXPECT_GT(bytes, 100'000u);
  const auto logged = ::testing::internal::GetCapturedStderr();
  log::stop();
  expect_none("the log", logged, secrets);
}

}  // namespace
}  // namespace hotline::test
