#include "domain/story.h"

#include <fstream>
#include <iterator>

#include "domain/calendar_file.h"
#include "domain/case_contact.h"
#include "domain/sensitivity.h"
#include "domain/unit_file.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::string file_text(const std::string& path) {
  std::ifstream in{HOTLINE_SOURCE_DIR + path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

const Directory& directory() {
  static const auto file = read_units(file_text("/config/units/luc-nam.csv"));
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}

const Calendar& calendar() {
  static const auto calendar = calendar_with({});
  return calendar;
}

Calendar calendar_with(std::string_view toml) {
  auto edited = read_calendar(file_text("/config/calendar/vietnam.toml") + std::string(toml));
  HOTLINE_CHECK(edited.has_value());
  return std::move(*edited);
}

void expect_both_languages(const Error& error) {
  const auto said = [&](const Text& text) {
    EXPECT_FALSE(text.vi.empty()) << error.reason;
    EXPECT_FALSE(text.en.empty()) << error.reason;
    EXPECT_NE(text.vi, text.en) << error.reason;
    for (const auto sentence : {text.vi, text.en})
      EXPECT_TRUE(sentence.ends_with('.')) << error.reason << ": a whole sentence";
  };
  EXPECT_FALSE(error.reason.empty());
  said(error.text);
  for (const auto& field : error.fields) said(field.text);
}

Somebody::Somebody(std::uint64_t n, std::initializer_list<std::pair<std::string_view, rec::Role>> hats) {
  viewer.person = test::id<PersonId>(n);
  viewer.session = test::id<SessionId>(n);
  for (const auto& [unit, role] : hats) viewer.memberships.push_back({key(unit), role});
}

Cast::Cast() { deputy.viewer.delegations.push_back({key(tam_di), chairman.id()}); }

rec::Contact intervention(std::string_view incident) {
  rec::Contact contact;
  contact.set_channel(rec::CHANNEL_PHONE);
  contact.set_caller_number("0912 345 678");
  contact.set_call_type(rec::CALL_TYPE_ABOUT_A_CHILD);
  contact.set_contact_class(rec::CONTACT_CLASS_INTERVENTION);
  contact.mutable_informant()->set_name("chị Hoa");
  contact.mutable_informant()->set_relation(rec::RELATIONSHIP_NEIGHBOUR);
  auto& intake = *contact.mutable_intake();
  intake.add_abuse_types(rec::ABUSE_TYPE_VIOLENCE);
  intake.mutable_child()->set_name("Bé A");
  intake.mutable_child()->set_estimated_age(8);
  intake.mutable_child()->set_sex(rec::SEX_FEMALE);
  if (!incident.empty()) intake.mutable_incident()->set_unit(std::string{incident});
  intake.mutable_incident()->set_detail("thôn Đông");
  intake.set_present_state("có vết thương ở tay");
  intake.add_suspected_abusers()->set_name("ông B");
  return contact;
}

rec::Assessment assessment(rec::AssessmentKind kind, rec::Risk conclusion) {
  rec::Assessment made;
  made.set_kind(kind);
  made.set_conclusion(conclusion);
  return made;
}

rec::Plan plan() {
  rec::Plan plan;
  plan.set_goals("an toàn tại nhà bà ngoại");
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

OpenCase open_case(std::string_view incident) {
  return {id<ContactId>(77), intervention(incident), {}, false, {}};
}

OpenCase emergency_case() {
  auto open = open_case();
  open.contact.mutable_intake()->mutable_triage()->set_carer_harms(rec::ANSWER_YES);
  return open;
}

rec::EmergencyMeasures measures(rec::Measure measure) {
  rec::EmergencyMeasures made;
  made.set_measure(measure);
  made.set_what("đưa đến nơi an toàn");
  return made;
}

const rec::Access& access_to(std::string_view name) {
  contract_files();
  return access_of(*google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string{name}));
}

Context Story::context(const Somebody& who) const {
  return {now, id<CaseId>(500), who.id(), {}, directory(), rules, id<ReferralId>(next_id_), "2015-000001"};
}

std::vector<Standing> Story::standings(const Somebody& who) const {
  const Date on = local_date(now);
  return state.version == 0 ? standings_of(who.viewer, directory(), on)
                            : relations_of(state, who.viewer, directory(), on);
}

std::vector<std::string_view> Story::possible(const Somebody& who) const {
  return possible_acts(state, standings(who), context(who));
}

void Story::expect_apart(const Decision& decision) const {
  for (std::size_t i = 1; i < decision.size(); ++i) EXPECT_TRUE(of_one_act(decision[i - 1], decision[i]));
  if (history.size() == decision.size()) return;
  auto before = history[history.size() - decision.size() - 1];
  *before.mutable_recorded_at() = decision.front().recorded_at();
  before.mutable_actor()->set_person_id(decision.front().actor().person_id());
  EXPECT_FALSE(of_one_act(before, decision.front()))
      << before.body_case() << " " << decision.front().body_case();
}

Result<Decision> Story::act(const Somebody& who, const CaseCommand& command) {
  CaseCommand admitted = command;
  if (auto* open = std::get_if<OpenCase>(&admitted)) open->contact = admit(open->contact, now, rules).value();
  if (auto* add = std::get_if<AddContact>(&admitted)) add->contact = admit(add->contact, now, rules).value();
  const auto method = std::visit([](const auto& c) { return c.method; }, command);
  const auto hats = permits(access_to(method), standings(who));
  if (hats.empty()) return fail(Code::permission_denied, "not_permitted", {"", ""});
  auto decision = decide_as(state, admitted, context(who), hats);
  if (!decision) return decision;
  ++next_id_;
  for (const auto& event : *decision) {
    evolve(state, event);
    history.push_back(event);
  }
  return decision;
}

constexpr auto further_ids = 1'000'000;  // apart from those that acts draw

Decision Story::follow_units(const Directory& units, std::span<const RevivedUnit> revived) {
  next_id_ += 2;
  const auto events = hotline::follow_units(
      state,
      {.now = now,
       .directory = units,
       .new_referrals = {id<ReferralId>(next_id_ - 1), id<ReferralId>(next_id_),
                         id<ReferralId>(further_ids + next_id_ - 1), id<ReferralId>(further_ids + next_id_)},
       .revived = revived});
  for (const auto& event : events) {
    evolve(state, event);
    history.push_back(event);
  }
  for (std::size_t i = 1; i < events.size(); ++i) EXPECT_TRUE(of_one_act(events[i - 1], events[i]));
  return events;
}

void Story::must(const Somebody& who, const CaseCommand& command) {
  const auto done = act(who, command);
  ASSERT_TRUE(done.has_value()) << done.error().reason;
}

std::string Story::telephone_says(rec::DutyAnswer answer) {
  const auto referral = state.pending ? state.pending->id : ReferralId{};
  const auto office = state.pending ? state.pending->to : state.responsible;
  const auto event = decide_duty_answer(state, referral, office, answer, now);
  if (!event) return std::string(event.error().reason);
  if (!*event) return "said before";
  history.push_back(**event);
  evolve(state, **event);
  return "";
}

std::string Story::refusal(const Somebody& who, const CaseCommand& command) {
  const auto done = act(who, command);
  if (done) return "";
  const auto& error = done.error();
  if (error.reason != "not_permitted") expect_both_languages(error);
  return std::string{error.fields.empty() ? error.reason : error.fields.front().reason};
}

void Story::accepted() {
  referred();
  must(cast.officer, AcceptReferral{waiting()});
}

void Story::assessing() {
  accepted();
  must(cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)});
}

void Story::planning() {
  assessing();
  must(cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_MEDIUM)});
}

void Story::awaiting_approval() {
  planning();
  must(cast.officer, SubmitPlan{plan()});
}

void Story::in_progress() {
  awaiting_approval();
  must(cast.chairman, ApprovePlan{});
}

void Story::reviewing() {
  in_progress();
  must(cast.officer, RecordReview{review(true, true)});
}

void Story::closed() {
  reviewing();
  must(cast.chairman, CloseCase{rec::CLOSING_SAFE, "Quyết định 12"});
}

std::vector<ClockReading> of_kind(const Story& s, v1::ClockKind kind) {
  std::vector<ClockReading> readings;
  for (const auto& reading : clocks(s.state, s.rules, *s.days))
    if (reading.kind == kind) readings.push_back(reading);
  return readings;
}

}  // namespace hotline::test
