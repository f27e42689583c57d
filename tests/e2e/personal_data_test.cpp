// Names, numbers and narratives go in by every way there is, into every field of the contract in which a
// person can write; then everything that the service leaves behind in clear is searched for them: what it
// logs, its metrics, its database with the write-ahead log, its checkpoints, its errors.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "app/app.h"
#include "base/log.h"
#include "e2e/own_words.h"
#include "e2e/raw_http.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/duty_link.h"
#include "service/outbox.h"
#include "service/report_keeper.h"
#include "service/world.h"

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

// Free in form, and yet nobody's: these stand in the clear.
constexpr std::pair<const char*, const char*> public_fields[] = {
    {"hotline.v1.ImportUnitsRequest.units_csv", "the government's own list"},
    {"hotline.v1.SetUnitTelephonesRequest.telephones", "of offices"},
    {"hotline.v1.FindCaseRequest.case_number", "made by this service"},
    {"hotline.v1.ListCasesBehindRequest.key", "of a figure: a code or an office"},
    {"hotline.v1.ListCasesOfCellRequest.key", "of a figure"},
    {"hotline.v1.ListCasesOfLineRequest.line_key", "of a figure"},
    {"hotline.v1.ReportCorrection.key", "of a figure"},
    {"hotline.record.v1.Words.vi", "what a number of a form is called"},
    {"hotline.record.v1.Words.en", "what a number of a form is called"},
    {"hotline.v1.FigureWords.key", "of a figure"},
    {"hotline.v1.FigureWords.words", "what a figure is called"},
};

constexpr const char *address_of_tam_di = "truc@tamdi.example", *new_name = "Người mới tới",
                     *new_password = "mật khẩu sau cùng";

/// The message of a record or of a request, with all that it can hold.
rec::Contact whole_intervention() {
  auto contact = intervention();
  auto& intake = *contact.mutable_intake();
  for (auto* parent : {intake.mutable_father(), intake.mutable_mother()}) parent->set_age(40);
  for (auto* place : {intake.mutable_residence(), intake.mutable_present()}) place->set_unit(tam_di);
  return contact;
}

/// Everything that a person can write, once.
class Everything {
 public:
  explicit Everything(RunningService& service, OwnWords& words) : service_(service), words_(words) {
    service.app().world().outbox.configure(
        {.email = true,
         .webhook = false,
         .public_url = "https://hotline.example",
         .contacts = {{tam_di, {.emails = {address_of_tam_di}, .telephones = {}}}}});
    EXPECT_TRUE(service::take_report_steps(world()));  // steps from before the first look are not taken
  }
  void contacts() {
    v1::ReportCallRequest call;
    call.set_operator_login("operator.hoa");
    say<v1::ReportCallResponse>("telephone", call);
    v1::SaveDraftRequest draft;
    *draft.mutable_contact() = whole_intervention();
    draft.mutable_routing()->mutable_joins()->set_case_id(new_id());
    say<v1::SaveDraftResponse>("operator.hoa", draft);
    v1::PreviewContactRequest preview;
    *preview.mutable_contact() = whole_intervention();
    say<v1::PreviewContactResponse>("operator.hoa", preview);
    say<v1::SubmitContactResponse>("operator.hoa", submission(whole_intervention()));
    service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
    v1::AmendContactRequest amend;
    amend.set_contact_id(
        say<v1::SubmitContactResponse>("operator.hoa", submission(counselling())).contact_id());
    *amend.mutable_contact() = counselling();
    say<v1::AmendContactResponse>("operator.hoa", amend);
    v1::SetContactLegalHoldRequest hold;
    hold.set_contact_id(amend.contact_id());
    hold.set_held(true);
    say<v1::SetContactLegalHoldResponse>("supervisor.helpline", hold);
    v1::FindSimilarRequest similar;
    similar.set_caller_number(caller_number);
    similar.mutable_incident()->set_unit(tam_di);
    similar.mutable_incident()->set_detail(hamlet);
    say<v1::FindSimilarResponse>("operator.hoa", similar);
    v1::FindPlaceRequest place;
    place.set_text(std::string(hamlet) + " xã Tam Dị");
    say<v1::FindPlaceResponse>("operator.hoa", place);
  }
  void people();
  void duty_link();
  void beginning_of_a_case();
  void course_of_a_case();
  void way_back_of_a_referral();
  void reports();
  void wrong_requests();
  /// What is to be told of all that, to Tam Dị.
  std::uint64_t messages_waiting() {
    store::MessageCounts counts;
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      counts = db.message_counts().value();
      return {};
    }));
    return counts.waiting;
  }

 private:
  service::World& world() { return service_.app().world(); }
  template <class Response, class Request>
  Response say(const std::string& login, const Request& request) {
    return service_.as(login).must<Response>(words_.in(request));
  }
  template <class Response, class Request>
  void act(CaseStory& story, const std::string& login, const Request& request) {
    story.act<Response>(login, words_.in(request));
  }
  void turn_to(const char* day) {
    service_.pass(start_of(parse_date(day).value()) + std::chrono::hours{9} - service_.clock.now());
    for (int again = 0; again < 2; ++again) EXPECT_TRUE(service::take_report_steps(world()));
  }
  RunningService& service_;
  OwnWords& words_;
};

void Everything::people() {
  v1::CreatePersonRequest create;
  create.set_login("officer.moi");
  auto& hat = *create.add_memberships();
  hat.set_unit(tam_di);
  hat.set_role(rec::ROLE_OFFICER);
  const auto created = say<v1::CreatePersonResponse>("admin", create);
  words_.also(created.one_time_password());
  v1::UpdatePersonRequest update;
  update.set_person_id(created.person().person_id());
  update.set_name(new_name);
  *update.mutable_memberships() = created.person().memberships();
  update.set_expected_person_version(created.person().version());
  say<v1::UpdatePersonResponse>("admin", update);
  v1::SignInRequest sign_in;
  sign_in.set_login("officer.moi");
  sign_in.set_password(created.one_time_password());
  auto nobody = service_.stranger();
  const auto token = nobody.must<v1::SignInResponse>(words_.in(sign_in)).token();
  words_.also(token);
  v1::ChangePasswordRequest change;
  change.set_old_password(created.one_time_password());
  change.set_new_password(new_password);
  EXPECT_EQ(service_.stranger(token).refusal(words_.in(change)), "");
  v1::SetUnitTelephonesRequest telephones;
  telephones.set_unit(tam_di);
  v1::GetUnitRequest unit;
  unit.set_unit(tam_di);
  telephones.set_expected_unit_version(service_.as("admin").must<v1::GetUnitResponse>(unit).unit().version());
  say<v1::SetUnitTelephonesResponse>("admin", telephones);
}

void Everything::duty_link() {
  CaseStory story(service_);
  const auto referral = story.seen_by("operator.hoa").row().referral().referral_id();
  v1::LookUpDutyLinkRequest look;
  ASSERT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto link = service::make_duty_link(world(), db, service_.clock.now(), *CaseId::parse(story.id()),
                                        ReferralId::parse(referral).value(), UnitKey::parse(tam_di).value());
    if (!link) return fail(link.error());
    look.set_token(link->substr(link->find('#') + 1));
    return {};
  }));
  words_.also(look.token());
  auto nobody = service_.stranger();
  nobody.must<v1::LookUpDutyLinkResponse>(words_.in(look));
  v1::AnswerDutyLinkRequest answer;
  answer.set_token(look.token());
  answer.set_answer(rec::DUTY_ANSWER_CHILD_SEEN);
  nobody.must<v1::AnswerDutyLinkResponse>(words_.in(answer));
}

void Everything::beginning_of_a_case() {
  CaseStory story(service_);
  story.accept();
  act<v1::AddNoteResponse>(story, "officer.tamdi", story.about<v1::AddNoteRequest>());
  auto attempt = story.about<v1::RecordCallAttemptRequest>();
  attempt.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  act<v1::RecordCallAttemptResponse>(story, "officer.tamdi", attempt);
  auto correct = story.about<v1::AmendIntakeRequest>();
  *correct.mutable_intake() = whole_intervention().intake();
  act<v1::AmendIntakeResponse>(story, "officer.tamdi", correct);
  auto again = story.about<v1::AddContactToCaseRequest>();
  *again.mutable_contact() = whole_intervention();
  act<v1::AddContactToCaseResponse>(story, "operator.lan", again);
  auto move = story.about<v1::TransferCaseRequest>();
  move.set_to_unit(bao_son);
  act<v1::TransferCaseResponse>(story, "officer.tamdi", move);
  v1::ExportHistoryRequest exporting;
  exporting.set_case_id(story.id());
  say<v1::ExportHistoryResponse>("supervisor.district", exporting);
}

/// What is decided, done, reviewed, closed and kept from some.
void Everything::course_of_a_case() {
  CaseStory story(service_);
  story.accept();
  act<v1::InformPoliceResponse>(story, "officer.tamdi", story.about<v1::InformPoliceRequest>());
  auto emergency = story.about<v1::StartEmergencyMeasuresRequest>();
  emergency.mutable_measures()->set_measure(rec::MEASURE_SEPARATE);
  act<v1::StartEmergencyMeasuresResponse>(story, "chairman.tamdi", emergency);
  act<v1::EndEmergencyMeasuresResponse>(story, "chairman.tamdi",
                                        story.about<v1::EndEmergencyMeasuresRequest>());
  auto places = story.about<v1::SetPlacesRequest>();
  places.mutable_present();
  act<v1::SetPlacesResponse>(story, "officer.tamdi", places);
  auto prominent = story.about<v1::FlagProminentRequest>();
  prominent.set_reason(rec::PROMINENT_REASON_PRESS);
  act<v1::FlagProminentResponse>(story, "officer.tamdi", prominent);
  act<v1::AcknowledgeProminentResponse>(story, "officer.district",
                                        story.about<v1::AcknowledgeProminentRequest>());
  for (const auto kind : {rec::ASSESSMENT_KIND_INITIAL, rec::ASSESSMENT_KIND_SPECIFIC}) {
    auto assess = story.about<v1::RecordAssessmentRequest>();
    *assess.mutable_assessment() = assessment(kind, rec::RISK_MEDIUM);
    auto& harm = *assess.mutable_assessment()->add_harm();
    harm.set_item("how_grave");
    harm.set_level(rec::RISK_MEDIUM);
    act<v1::RecordAssessmentResponse>(story, "officer.tamdi", assess);
  }
  const auto submit_plan = [&] {
    auto submit = story.about<v1::SubmitPlanRequest>();
    submit.mutable_plan()->add_steps();
    act<v1::SubmitPlanResponse>(story, "officer.tamdi", submit);
  };
  submit_plan();
  act<v1::ReturnPlanResponse>(story, "chairman.tamdi", story.about<v1::ReturnPlanRequest>());
  submit_plan();
  story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>());
  auto action = story.about<v1::RecordActionRequest>();
  action.mutable_action();
  act<v1::RecordActionResponse>(story, "officer.tamdi", action);
  auto reviewed = story.about<v1::RecordReviewRequest>();
  reviewed.mutable_review()->set_no_risk_remains(true);
  reviewed.mutable_review()->set_child_is_stable(true);
  act<v1::RecordReviewResponse>(story, "officer.tamdi", reviewed);
  auto close = story.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_SAFE);
  act<v1::CloseCaseResponse>(story, "chairman.tamdi", close);
  act<v1::ReopenCaseResponse>(story, "chairman.tamdi", story.about<v1::ReopenCaseRequest>());
  auto release = story.about<v1::ReleaseInformantRequest>();
  release.set_to_unit(tam_di);
  act<v1::ReleaseInformantResponse>(story, "supervisor.district", release);
  auto hold = story.about<v1::SetLegalHoldRequest>();
  hold.set_held(true);
  act<v1::SetLegalHoldResponse>(story, "supervisor.district", hold);
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.add_barred_person_ids(service_.id_of("chairman.tamdi"));
  act<v1::RestrictCaseResponse>(story, "operator.hoa", restrict);
}

void Everything::way_back_of_a_referral() {
  CaseStory story(service_);
  auto returned = story.about<v1::ReturnReferralRequest>();
  returned.set_referral_id(story.seen_by("officer.tamdi").row().referral().referral_id());
  returned.set_reason(rec::RETURN_REASON_NOT_ENOUGH);
  act<v1::ReturnReferralResponse>(story, "officer.tamdi", returned);
  auto on = story.about<v1::RerouteReferralRequest>();
  on.set_to_unit(bao_son);
  act<v1::RerouteReferralResponse>(story, "operator.hoa", on);
}

/// One is written, signed and returned; another, that nobody writes, is telephoned about.
void Everything::reports() {
  turn_to("2015-04-10");
  const auto about = [&](auto request, const char* unit, std::uint32_t version) {
    request.mutable_key()->set_duty("half-year");
    request.mutable_key()->set_unit(unit);
    request.mutable_key()->set_first_day("2014-10-01");
    if constexpr (requires { request.set_expected_version(version); }) request.set_expected_version(version);
    return request;
  };
  auto draft = about(v1::SaveReportDraftRequest{}, tam_di, 0);
  auto& correction = *draft.add_corrections();
  correction.set_table(3);
  correction.set_key(tam_di);
  correction.set_row(1);
  correction.set_column(1);
  const auto drafted = say<v1::SaveReportDraftResponse>("officer.tamdi", draft).report().version();
  const auto handed_over = service_.as("chairman.tamdi")
                               .must<v1::SignReportResponse>(about(v1::SignReportRequest{}, tam_di, drafted))
                               .report()
                               .version();
  say<v1::ReturnReportResponse>("supervisor.district", about(v1::ReturnReportRequest{}, tam_di, handed_over));
  for (const auto* day : {"2015-04-20", "2015-04-23", "2015-04-27"}) turn_to(day);
  auto call = about(v1::RecordReportCallRequest{}, bao_son, 0);
  call.mutable_attempt()->set_unit(bao_son);
  call.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  say<v1::RecordReportCallResponse>("supervisor.district", call);
}

/// What is refused leaves as little behind.
void Everything::wrong_requests() {
  v1::GetCaseRequest wrong;
  wrong.set_case_id(child_name);
  EXPECT_NE(service_.as("officer.tamdi").refusal(wrong), "");
  post_json(
      service_, std::string("IntakeService/") + "SubmitContact?x=" + "987650321",
      "{\"narrative\":\"" + std::string(narrative) + "\"}",
      "Authorization: Bearer " + service_.as("operator.hoa").token() + "\r\nUser-Agent: Trịnh Văn Mách\r\n");
}

void expect_that_every_field_was_written(const OwnWords& words) {
  auto left = free_fields_of_requests();
  for (const auto& [field, reason] : public_fields)
    EXPECT_EQ(left.erase(field), 1u) << field << " (" << reason << ") is no free field";
  for (const auto& field : words.fields()) left.erase(field);
  EXPECT_THAT(left, ::testing::IsEmpty()) << "to be written here once, or to be named as nobody's";
}

TEST(PersonalData, IsNowhereInClear) {
  log::start("debug");
  ::testing::internal::CaptureStderr();
  auto service = std::make_unique<RunningService>();
  OwnWords words;
  for (const auto* word : {address_of_tam_di, new_name, new_password}) words.also(word);
  Everything everything(*service, words);
  everything.contacts();
  everything.people();
  everything.duty_link();
  everything.beginning_of_a_case();
  everything.course_of_a_case();
  everything.way_back_of_a_referral();
  everything.reports();
  everything.wrong_requests();
  expect_that_every_field_was_written(words);
  EXPECT_GT(everything.messages_waiting(), 3u);

  auto secrets = words.words();
  expect_none("/metrics", get(*service, "/metrics").body, secrets);
  expect_none("/readyz", get(*service, "/readyz").body, secrets);
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
