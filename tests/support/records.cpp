#include "support/records.h"

#include "hotline/v1/referral.pb.h"

namespace hotline::test {
namespace rec = record::v1;

std::vector<std::string> personal_words() {
  return {child_name,
          narrative,
          informant_name,
          caller_number,
          "0987650321",
          "987650321",
          informant_notes,
          suspect_name,
          hamlet,
          "có vết bầm tím ở lưng",
          "thăm cháu ở nhà bà ngoại Xuyến"};
}

rec::Contact intervention(const std::string& incident) {
  rec::Contact contact;
  contact.set_channel(rec::CHANNEL_PHONE);
  contact.set_caller_number(caller_number);
  contact.set_call_type(rec::CALL_TYPE_ABOUT_A_CHILD);
  contact.set_contact_class(rec::CONTACT_CLASS_INTERVENTION);
  auto& informant = *contact.mutable_informant();
  informant.set_name(informant_name);
  informant.set_relation(rec::RELATIONSHIP_NEIGHBOUR);
  informant.set_notes(informant_notes);
  auto& intake = *contact.mutable_intake();
  intake.add_abuse_types(rec::ABUSE_TYPE_VIOLENCE);
  intake.mutable_child()->set_name(child_name);
  intake.mutable_child()->set_estimated_age(8);
  intake.mutable_child()->set_sex(rec::SEX_FEMALE);
  intake.mutable_incident()->set_unit(incident);
  intake.mutable_incident()->set_detail(hamlet);
  intake.set_present_state("có vết bầm tím ở lưng");
  intake.set_narrative(narrative);
  intake.add_suspected_abusers()->set_name(suspect_name);
  return contact;
}

rec::Contact counselling() {
  rec::Contact contact;
  contact.set_channel(rec::CHANNEL_PHONE);
  contact.set_caller_number(caller_number);
  contact.set_call_type(rec::CALL_TYPE_ABOUT_ONESELF);
  contact.set_contact_class(rec::CONTACT_CLASS_COUNSELLING);
  contact.set_asked(narrative);
  contact.mutable_informant()->set_name(informant_name);
  return contact;
}

rec::Contact silent_call() {
  rec::Contact contact;
  contact.set_channel(rec::CHANNEL_PHONE);
  contact.set_caller_number(caller_number);
  contact.set_call_type(rec::CALL_TYPE_SILENT);
  return contact;
}

v1::SubmitContactRequest submission(const rec::Contact& contact) {
  v1::SubmitContactRequest request;
  request.set_request_id(new_id());
  *request.mutable_contact() = contact;
  return request;
}

rec::Assessment assessment(rec::AssessmentKind kind, rec::Risk conclusion) {
  rec::Assessment made;
  made.set_kind(kind);
  made.set_conclusion(conclusion);
  return made;
}

rec::Plan plan() {
  rec::Plan plan;
  plan.set_goals("thăm cháu ở nhà bà ngoại Xuyến");
  plan.add_steps()->set_what("thăm hằng tuần");
  return plan;
}

rec::Review review(bool no_risk, bool stable) {
  rec::Review review;
  review.set_no_risk_remains(no_risk);
  review.set_child_is_stable(stable);
  review.set_findings("đã thăm");
  return review;
}

CaseStory::CaseStory(RunningService& service, const std::string& incident) : service_(service) {
  opened_ = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(intervention(incident)));
  version = opened_.case_version();
}

v1::GetCaseRequest CaseStory::get() const {
  v1::GetCaseRequest request;
  request.set_case_id(id());
  return request;
}

v1::CaseDetail CaseStory::accept(const std::string& login) {
  auto request = about<v1::AcceptReferralRequest>();
  request.set_referral_id(seen_by(login).row().referral().referral_id());
  return act<v1::AcceptReferralResponse>(login, request);
}

v1::CaseDetail CaseStory::assess(const std::string& login) {
  auto request = about<v1::RecordAssessmentRequest>();
  *request.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_MEDIUM);
  act<v1::RecordAssessmentResponse>(login, request);
  request = about<v1::RecordAssessmentRequest>();
  *request.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_MEDIUM);
  return act<v1::RecordAssessmentResponse>(login, request);
}

void CaseStory::close_as_unfounded() {
  accept();
  auto assessed = about<v1::RecordAssessmentRequest>();
  *assessed.mutable_assessment() = assessment(record::v1::ASSESSMENT_KIND_INITIAL, record::v1::RISK_LOW);
  act<v1::RecordAssessmentResponse>("officer.tamdi", assessed);
  auto closing = about<v1::CloseCaseRequest>();
  closing.set_closing(record::v1::CLOSING_UNFOUNDED);
  closing.set_decision("không có việc ấy");
  act<v1::CloseCaseResponse>("chairman.tamdi", closing);
}

v1::CaseDetail CaseStory::submit_plan(const std::string& login) {
  auto request = about<v1::SubmitPlanRequest>();
  *request.mutable_plan() = plan();
  return act<v1::SubmitPlanResponse>(login, request);
}

v1::CaseDetail CaseStory::note(const std::string& login, const std::string& text) {
  auto request = about<v1::AddNoteRequest>();
  request.set_text(text);
  return act<v1::AddNoteResponse>(login, request);
}

v1::CaseDetail CaseStory::transfer(const std::string& to_unit, const std::string& login) {
  auto request = about<v1::TransferCaseRequest>();
  request.set_to_unit(to_unit);
  request.set_reason("trẻ đã chuyển đi nơi khác");
  return act<v1::TransferCaseResponse>(login, request);
}

void CaseStory::move_to_bao_son() {
  accept("officer.tamdi");
  transfer(bao_son, "officer.tamdi");
  accept("officer.baoson");
}

v1::CaseDetail CaseStory::restrict(std::initializer_list<const char*> barred) {
  auto request = about<v1::RestrictCaseRequest>();
  for (const auto* login : barred) request.add_barred_person_ids(service_.id_of(login));
  request.set_explanation("nghi can là người nhà cán bộ");
  return act<v1::RestrictCaseResponse>("operator.hoa", request);
}

}  // namespace hotline::test
