// What every earlier version stored is read today as it was meant then.
//
// A new kind of event joins by a file of its own: HOTLINE_WRITE_CORPUS=0.2.0 domain_test
// --gtest_filter='Corpus.*' writes today's stories under that version; keep what is new of it.
#include "domain/corpus.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <set>

#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/ladder.h"
#include "domain/prominence.h"
#include "domain/sensitivity.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::vector<CorpusLine> lines_of(const std::vector<history::v1::CaseEvent>& history) {
  std::vector<CorpusLine> lines;
  CaseState state;
  for (const auto& event : history) {
    evolve(state, event);
    lines.push_back({kind_of(event), summary(state), event.SerializeAsString()});
  }
  return lines;
}

AddContact further_contact(std::uint64_t n) { return {id<ContactId>(n), intervention()}; }

void all_of_the_work(Story& s) {
  s.closed();
  s.must(s.cast.chairman, ReopenCase{"có tin mới"});
  s.must(s.cast.officer, SubmitPlan{plan()});
  s.must(s.cast.chairman, ReturnPlan{"thiếu người theo dõi"});
  rec::EmergencyMeasures measures;
  measures.set_measure(rec::MEASURE_SEPARATE);
  measures.set_what("đưa về nhà bà ngoại");
  s.must(s.cast.chairman, StartEmergencyMeasures{measures});
  s.pass(std::chrono::hours{48});
  s.must(s.cast.chairman, EndEmergencyMeasures{"đã an toàn"});
  s.must(s.cast.officer, SubmitPlan{plan()});
  s.must(s.cast.chairman, ApprovePlan{});
  rec::Action action;
  action.set_what("thăm nhà");
  action.set_child_seen(true);
  s.must(s.cast.officer, RecordAction{action});
  s.must(s.cast.officer, RecordReview{review(false, true)});
}

void everything_that_is_recorded(Story& s) {
  s.accepted();
  s.must(s.cast.other_operator, further_contact(78));
  AmendIntake amend;
  amend.intake.emplace().set_narrative("nghe kể lại lần hai");
  amend.reason = "gọi lại";
  s.must(s.cast.officer, amend);
  SetPlaces places;
  places.residence.emplace().set_unit(std::string{bao_son});
  s.must(s.cast.officer, places);
  s.must(s.cast.officer, AddNote{"đã gặp trưởng thôn"});
  rec::CallAttempt attempt;
  attempt.set_whom("trạm y tế");
  attempt.set_result(rec::CALL_RESULT_NO_ANSWER);
  s.must(s.cast.officer, RecordCallAttempt{attempt});
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_PRESS, "báo đã đưa"});
  s.must(s.cast.officer, InformPolice{"Công an huyện", "đã gửi công văn"});
  s.must(s.cast.caller_taker, LinkCases{id<CaseId>(501), rec::LINK_SIBLING});
  s.must(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "cần gặp"});
  s.must(s.cast.district_supervisor, SetLegalHold{true, "tòa án yêu cầu"});
  s.must(s.cast.province_supervisor, SetLegalHold{false, "đã trả hồ sơ"});
}

void every_way_from_office_to_office(Story& s) {
  s.referred();
  s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "không ở xã này"});
  s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "đúng địa bàn"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  s.must(s.cast.neighbour_officer, TransferCase{key(tam_di), "trẻ đã chuyển đi"});
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
}

void a_restricted_case(Story& s) {
  s.referred();
  s.must(s.cast.caller_taker, RestrictCase{{s.cast.chairman.id()}, "nghi can là người nhà"});
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
}

/// Tam Dị had it, and a transfer waited at Tiên Hưng; then the district, which nobody follows for certain.
void units_that_ended(Story& s) {
  s.accepted();
  s.must(s.cast.officer, TransferCase{key("07474@2004-07-08"), "trẻ đã chuyển đi"});
  s.turn_to("2020-01-02");
  s.follow_units();
  s.must(s.cast.district_supervisor, RerouteReferral{key(district), "để xã nhận"});
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
  s.turn_to("2025-07-01");
  s.follow_units();
}

void told_of_a_clock(Story& s) {
  s.referred();
  const Roster nobody(directory(), local_date(s.now), {}, {}, {});
  s.pass(std::chrono::hours{3});
  for (const auto& step : due_steps(s.state, {s.rules, calendar(), nobody, directory(), s.now})) {
    s.history.push_back(step);
    evolve(s.state, step);
  }
  const auto cause = cause_of(s.history.back().ladder_step_taken());
  s.history.push_back(step_delivered(cause, "email", true, 1, s.now).value());
  evolve(s.state, s.history.back());
}

void a_duty_telephone(Story& s) {
  s.referred();
  s.pass(std::chrono::minutes{5});
  s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED);
  s.pass(std::chrono::minutes{5});
  s.telephone_says(rec::DUTY_ANSWER_CHILD_SEEN);
  s.telephone_says(rec::DUTY_ANSWER_NOT_OURS);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
}

void what_those_above_took_note_of(Story& s) {
  auto told = open_case();
  told.contact.set_channel(rec::CHANNEL_PRESS);
  s.must(s.cast.caller_taker, told);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "cháu đã mất ở bệnh viện"});
  const auto noted = [&](const history::v1::CaseEvent& event) {
    evolve(s.state, event);
    s.history.push_back(event);
  };
  noted(prominent_told({{key(district), s.cast.district_officer.id()}, {key(helpline), {}}}, s.now));
  noted(prominent_delivered(cause_of_prominent(key(helpline), s.now), "email", true, 2, s.now).value());
  s.must(s.cast.district_officer, AcknowledgeProminent{"huyện cử đoàn xuống xã"});
  s.must(s.cast.province_supervisor, AcknowledgeProminent{""});
  s.must(s.cast.district_chairman, FlagProminent{rec::PROMINENT_REASON_DEATH, "cháu thứ hai"});
}

void a_level_that_took_no_note(Story& s) {
  s.accepted();
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "cháu đã mất ở bệnh viện"});
  for (const bool call_list : {false, true}) {
    s.pass(std::chrono::hours{1});
    history::v1::CaseEvent event;
    *event.mutable_recorded_at() = timestamp_of(s.now);
    auto& reminded = *event.mutable_prominent_reminded();
    reminded.set_call_list(call_list);
    *reminded.mutable_step_at() = timestamp_of(s.now);
    reminded.add_levels()->set_unit(std::string{province});
    evolve(s.state, event);
    s.history.push_back(event);
  }
  rec::CallAttempt attempt;
  attempt.set_unit(std::string{province});
  attempt.set_result(rec::CALL_RESULT_REACHED);
  s.must(s.cast.caller_taker, RecordCallAttempt{attempt});
}

void a_claim_that_a_call_back_confirmed(Story& s) {
  s.referred();
  s.telephone_says(rec::DUTY_ANSWER_CHILD_SEEN);
  s.telephone_says(rec::DUTY_ANSWER_NOT_OURS);
  rec::CallAttempt attempt;
  attempt.set_unit(std::string{tam_di});
  attempt.set_result(rec::CALL_RESULT_REACHED);
  attempt.add_confirms(rec::DUTY_ANSWER_NOT_OURS);
  s.must(s.cast.caller_taker, RecordCallAttempt{attempt});
}

history::v1::ContactEvent contact_event(Time at) {
  history::v1::ContactEvent event;
  *event.mutable_recorded_at() = timestamp_of(at);
  event.mutable_actor()->set_person_id(id<PersonId>(1).text());
  event.mutable_actor()->set_unit(std::string{helpline});
  event.mutable_actor()->set_role(rec::ROLE_OPERATOR);
  event.set_contact_id(id<ContactId>(77).text());
  return event;
}

std::vector<history::v1::ContactEvent> a_contact() {
  auto received = contact_event(letter_day), amended = received, held = received;
  auto& contact = *received.mutable_received()->mutable_contact();
  contact.set_channel(rec::CHANNEL_PHONE);
  contact.set_call_type(rec::CALL_TYPE_ABOUT_ONESELF);
  contact.set_contact_class(rec::CONTACT_CLASS_COUNSELLING);
  contact.set_caller_number("0987 650 321");
  contact.set_asked("em bị bạn bắt nạt");
  contact.mutable_informant()->set_name("Trịnh Văn Mách");
  *contact.mutable_received_at() = timestamp_of(letter_day);
  amended.mutable_amended()->mutable_contact()->set_advised("báo cô chủ nhiệm");
  amended.mutable_amended()->set_reason("ghi thiếu");
  held.mutable_legal_hold_set()->set_held(true);
  held.mutable_legal_hold_set()->set_reason("công an yêu cầu");
  return {received, amended, held};
}

void apply(const history::v1::ContactEvent& event, rec::Contact& contact, bool& held) {
  if (event.has_legal_hold_set()) held = event.legal_hold_set().held();
  if (event.has_received()) contact = event.received().contact();
  if (event.has_amended()) amend(contact, event.amended().contact());
}

history::v1::ReportEvent report_event(Time at, std::uint64_t person, std::string_view unit, rec::Role role) {
  history::v1::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(at);
  auto& report = *event.mutable_report();
  report.set_duty("half-year");
  report.set_unit(std::string{tam_di});
  report.set_first_day("2014-10-01");
  report.set_last_day("2015-03-31");
  *report.mutable_due_at() = timestamp_of(start_of(parse_date("2015-04-20").value()));
  report.set_to_unit(std::string{district});
  if (person != 0) {
    event.mutable_actor()->set_person_id(id<PersonId>(person).text());
    event.mutable_actor()->set_unit(std::string{unit});
    event.mutable_actor()->set_role(role);
  }
  return event;
}

std::vector<history::v1::ReportEvent> a_report() {
  const auto at = [](int hours) { return letter_day + std::chrono::hours{24 * 20 + hours}; };
  auto told = report_event(at(0), 0, {}, {});
  told.mutable_step_taken()->set_step(history::v1::REPORT_STEP_REMINDED);
  told.mutable_step_taken()->set_unit(std::string{tam_di});
  told.mutable_step_taken()->set_by_message(true);
  auto drafted = report_event(at(1), 3, tam_di, rec::ROLE_OFFICER);
  drafted.mutable_actor()->set_for_person_id(id<PersonId>(4).text());
  drafted.mutable_draft_saved()->set_narrative("nửa năm có hai vụ bạo lực");
  auto& correction = *drafted.mutable_draft_saved()->add_corrections();
  correction.set_dimension(v1::DIMENSION_CASE_SEX);
  correction.set_key("2");
  correction.set_count(3);
  correction.set_reason("một vụ ghi trên sổ giấy");
  auto sent = report_event(at(2), 4, tam_di, rec::ROLE_CHAIRMAN);
  sent.mutable_signed_()->set_narrative(drafted.draft_saved().narrative());
  *sent.mutable_signed_()->add_corrections() = correction;
  auto& figure = *sent.mutable_signed_()->add_figures();
  figure.set_dimension(v1::DIMENSION_CASE_SEX);
  figure.set_key("2");
  figure.set_count(2);
  auto returned = report_event(at(3), 10, district, rec::ROLE_SUPERVISOR);
  returned.mutable_returned()->set_reason("thiếu số liệu quý I");
  auto accepted = report_event(at(9), 9, district, rec::ROLE_CHAIRMAN);
  accepted.mutable_accepted();
  auto again = sent;
  *again.mutable_recorded_at() = timestamp_of(at(8));
  return {told, drafted, sent, returned, drafted, again, accepted};
}

/// On the call list, telephoned about, and signed after that.
std::vector<history::v1::ReportEvent> a_late_report() {
  const auto since = start_of(parse_date("2015-04-27").value());
  const auto at = [&](int hours) { return since + std::chrono::hours{hours}; };
  auto listed = report_event(at(0), 0, {}, {});
  auto& step = *listed.mutable_step_taken();
  step.set_step(history::v1::REPORT_STEP_CALL_LIST);
  step.set_rung(rec::LADDER_RUNG_CALL_LIST);
  step.set_unit(std::string{helpline});
  step.set_by_message(true);
  step.add_person_ids(id<PersonId>(12).text());
  *step.mutable_step_at() = timestamp_of(since);
  auto delivered = report_event(at(0), 0, {}, {});
  auto& proof = *delivered.mutable_step_delivered();
  proof.set_step(step.step());
  proof.set_rung(step.rung());
  proof.set_channel("webhook");
  proof.set_delivered(true);
  proof.set_attempts(2);
  auto called = report_event(at(2), 1, helpline, rec::ROLE_OPERATOR);
  auto& attempt = *called.mutable_call_attempted()->mutable_attempt();
  attempt.set_unit(std::string{tam_di});
  attempt.set_whom("Chủ tịch xã");
  attempt.set_result(rec::CALL_RESULT_NO_ANSWER);
  attempt.set_notes("đổ chuông hai lần");
  *attempt.mutable_at() = timestamp_of(at(2));
  auto sent = report_event(at(9), 4, tam_di, rec::ROLE_CHAIRMAN);
  sent.mutable_signed_()->set_narrative("không phát sinh");
  return {listed, delivered, called, sent};
}

void write_reports(const std::string& name, const std::vector<history::v1::ReportEvent>& events) {
  std::vector<CorpusLine> lines;
  ReportState report;
  for (const auto& event : events) {
    evolve(report, event);
    lines.push_back({kind_of(event), summary(report), event.SerializeAsString()});
  }
  write_corpus(corpus_directory() / (name + ".txt"), lines);
}

void write_today(const std::string& version) {
  const std::pair<const char*, void (*)(Story&)> stories[] = {{"work", all_of_the_work},
                                                              {"record", everything_that_is_recorded},
                                                              {"offices", every_way_from_office_to_office},
                                                              {"restricted", a_restricted_case},
                                                              {"succession", units_that_ended},
                                                              {"ladder", told_of_a_clock},
                                                              {"duty", a_duty_telephone},
                                                              {"prominent", what_those_above_took_note_of},
                                                              {"silent", a_level_that_took_no_note},
                                                              {"claims", a_claim_that_a_call_back_confirmed}};
  for (const auto& [name, tell] : stories) {
    Story story;
    tell(story);
    write_corpus(corpus_directory() / (version + "-" + name + ".txt"), lines_of(story.history));
  }
  std::vector<CorpusLine> lines;
  rec::Contact contact;
  bool held = false;
  for (const auto& event : a_contact()) {
    apply(event, contact, held);
    lines.push_back({kind_of(event), summary(contact, held), event.SerializeAsString()});
  }
  write_corpus(corpus_directory() / (version + "-contact.txt"), lines);
  write_reports(version + "-report", a_report());
  write_reports(version + "-late-report", a_late_report());
}

template <class Event>
Event read_event(const CorpusLine& line) {
  Event event;
  EXPECT_TRUE(event.ParseFromString(line.bytes));
  EXPECT_TRUE(event.GetReflection()->GetUnknownFields(event).empty())
      << "a field was taken out of the contract";
  EXPECT_EQ(kind_of(event), line.kind);
  return event;
}

class Corpus : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (const char* version = std::getenv("HOTLINE_WRITE_CORPUS")) write_today(version);
  }
};

TEST_F(Corpus, OfEveryVersionIsReadToTheStateThatItHadThen) {
  ASSERT_FALSE(corpus_files().empty());
  for (const auto& file : corpus_files()) {
    SCOPED_TRACE(file.filename().string());
    CaseState state;
    rec::Contact contact;
    ReportState report;
    bool held = false;
    for (const auto& line : read_corpus(file)) {
      SCOPED_TRACE(line.kind);
      if (line.kind.starts_with("contact ")) {
        apply(read_event<history::v1::ContactEvent>(line), contact, held);
        EXPECT_EQ(summary(contact, held), line.is);
      } else if (line.kind.starts_with("report ")) {
        evolve(report, read_event<history::v1::ReportEvent>(line));
        EXPECT_EQ(summary(report), line.is);
      } else {
        evolve(state, read_event<history::v1::CaseEvent>(line));
        EXPECT_EQ(summary(state), line.is);
      }
    }
  }
}

TEST_F(Corpus, OpenedInItsPartsGivesTheSameState) {
  for (const auto& file : corpus_files()) {
    SCOPED_TRACE(file.filename().string());
    CaseState state;
    for (const auto& line : read_corpus(file)) {
      if (!line.kind.starts_with("case ")) continue;
      const auto parts = split(read_event<history::v1::CaseEvent>(line));
      history::v1::CaseEvent merged;
      for (const auto& part : parts)
        if (part) merged.MergeFrom(*part);
      evolve(state, merged);
      EXPECT_EQ(summary(state), line.is) << line.kind;
    }
  }
}

TEST_F(Corpus, HoldsEveryKindOfEventThatIsStored) {
  std::set<std::string> held;
  for (const auto& file : corpus_files())
    for (const auto& line : read_corpus(file)) held.insert(line.kind);
  const auto kinds = all_kinds();
  EXPECT_THAT(held, ::testing::IsSupersetOf(kinds));
}

}  // namespace
}  // namespace hotline::test
