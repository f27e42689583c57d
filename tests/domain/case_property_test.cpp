// What holds whatever people do: thousands of random stories, seeded, each act checked against the promises
// of the domain. Most random acts are refused; those that are not must keep every promise.
#include <gmock/gmock.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <tuple>

#include "domain/clock_promise.h"
#include "domain/clocks.h"
#include "domain/ladder.h"
#include "domain/prominence_promise.h"
#include "domain/routing.h"
#include "domain/snapshot.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

class RandomStory {
 public:
  explicit RandomStory(std::uint64_t seed) : random_(seed) {
    people_ = {&s_.cast.caller_taker,
               &s_.cast.other_operator,
               &s_.cast.officer,
               &s_.cast.chairman,
               &s_.cast.deputy,
               &s_.cast.neighbour_officer,
               &s_.cast.neighbour_chairman,
               &s_.cast.district_officer,
               &s_.cast.district_chairman,
               &s_.cast.district_supervisor,
               &s_.cast.province_supervisor,
               &s_.cast.helpline_supervisor,
               &s_.cast.administrator,
               &s_.cast.commune_supervisor};
    std::vector<Registered> registered;
    for (const auto* person : people_)
      if (chance(70)) registered.push_back({person->id(), person->viewer.memberships});
    roster_.emplace(directory(), local_date(letter_day), registered, std::span<const DelegationFact>{},
                    std::span<const DutyEntry>{});
    s_.rules.plan.last().start = static_cast<PlanStart>(below(3));
    s_.rules.emergency.last().assessment_meets = below(2) == 0;
    if (below(2) == 0) s_.rules.verify.last().within = Span{2, Span::Of::hours};
    if (below(4) == 0) s_.rules.verify.last().within.reset();
    if (below(2) == 0) s_.days = &announced_on(parse_date("2015-03-20").value());
  }

  void run(int steps, std::map<std::string_view, int>& done) {
    // Some stories begin half way, so that the late steps are met often.
    constexpr void (Story::* ways[])() = {&Story::in_progress, &Story::planning, &Story::reviewing};
    if (const auto way = below(6); way < std::size(ways)) (s_.*ways[way])();
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) step(done);
  }

  int taps = 0, moves = 0;  // answers without an account, and units that were followed
  std::set<rec::CaseStatus>
      without_deadline;  // the statuses in which one was, where there is a time to verify

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

  UnitKey some_unit() {
    constexpr std::string_view units[] = {tam_di, bao_son, dong_phu, district, province, helpline};
    return key(units[chance(80) ? below(2) : below(6)]);
  }

  rec::Contact some_contact() {
    constexpr std::string_view places[] = {tam_di, bao_son, district, ""};
    auto contact = intervention(places[below(4)]);
    auto& intake = *contact.mutable_intake();
    if (chance(20)) intake.mutable_triage()->set_life_threatened(rec::ANSWER_YES);
    if (chance(10)) intake.add_abuse_types(rec::ABUSE_TYPE_SEXUAL);
    if (chance(30)) intake.clear_abuse_types();
    if (chance(20)) intake.set_risk(static_cast<rec::Risk>(below(4)));
    return contact;
  }

  std::vector<PersonId> some_people() {
    std::vector<PersonId> ids;
    while (chance(40)) ids.push_back(people_[below(people_.size())]->id());
    return ids;
  }

  /// Half of them name the day of the review, which may be past by the time they are approved.
  rec::Plan some_plan() {
    auto made = plan();
    if (chance(50)) made.set_review_date(date_text(local_date(s_.now + std::chrono::hours{24 * below(10)})));
    return made;
  }

  ReferralId some_referral() {
    return s_.state.pending && chance(90) ? s_.state.pending->id : id<ReferralId>(below(1000));
  }

  CaseCommand intake_command() {
    switch (below(5)) {
      case 0:
        return AddContact{id<ContactId>(random_()), some_contact()};
      case 1: {
        AmendIntake amend{some_contact().intake(), {}, "x"};
        if (chance(40)) amend.informant.emplace().set_name("y");
        return amend;
      }
      case 2: {
        SetPlaces set;
        if (chance(70)) set.incident.emplace().set_unit(some_unit().text());
        if (chance(30)) set.present.emplace().set_unit(some_unit().text());
        return set;
      }
      default: {
        OpenCase open{id<ContactId>(1), some_contact(), {}, chance(8), {}};
        if (chance(20)) open.refer_to = some_unit();
        if (open.restricted) open.barred = some_people();
        return open;
      }
    }
  }

  CaseCommand referral_command() {
    switch (below(6)) {
      case 0:
      case 1:
        return AcceptReferral{some_referral()};
      case 2:
        return ReturnReferral{some_referral(), static_cast<rec::ReturnReason>(below(4)), "x"};
      case 3:
        return RerouteReferral{some_unit(), "x"};
      case 4:
        return TransferCase{some_unit(), "x"};
      default:
        return chance(6) ? CaseCommand{RestrictCase{some_people(), "x"}}
                         : CaseCommand{AcceptReferral{some_referral()}};
    }
  }

  CaseCommand work_command() {
    switch (below(12)) {
      case 0: {
        auto made =
            assessment(static_cast<rec::AssessmentKind>(1 + below(2)), static_cast<rec::Risk>(1 + below(3)));
        made.set_emergency(static_cast<rec::Answer>(below(4)));
        made.set_child_seen(chance(50));
        return RecordAssessment{made};
      }
      case 1:
        return SubmitPlan{some_plan()};
      case 2:
        return ApprovePlan{};
      case 3:
        return chance(30) ? CaseCommand{ApprovePlan{}} : CaseCommand{ReturnPlan{"x"}};
      case 4: {
        rec::Action action;
        action.set_plan_carried_out(chance(50));
        return RecordAction{action};
      }
      case 5: {
        auto start = measures(static_cast<rec::Measure>(1 + below(2)));
        start.set_decision("x");
        if (chance(20)) start.set_required_until("2015-06-01");
        return StartEmergencyMeasures{start};
      }
      case 6:
        return EndEmergencyMeasures{"x", {}, static_cast<rec::Measure>(below(3))};
      case 7:
        return RecordReview{review(chance(80), chance(80))};
      default:
        return CloseCase{static_cast<rec::Closing>(below(3)), "x"};
    }
  }

  CaseCommand record_command() {
    switch (below(8)) {
      case 0:
        return AddNote{"x"};
      case 1:
        return RecordCallAttempt{};
      case 2:
        return FlagProminent{static_cast<rec::ProminentReason>(1 + below(5)), "x"};
      case 3:
        return InformPolice{"x", ""};
      case 4:
        return LinkCases{id<CaseId>(below(5)), rec::LINK_SIBLING};
      case 5:
        return ReleaseInformant{some_unit(), "x"};
      case 6:
        return SetLegalHold{chance(50), "x"};
      default:
        return chance(50) ? CaseCommand{ReopenCase{"x"}} : CaseCommand{AcknowledgeProminent{"x"}};
    }
  }

  CaseCommand some_command() {
    if (s_.state.version == 0) return intake_command();
    const auto kind = below(10);
    return kind < 1   ? intake_command()
           : kind < 4 ? referral_command()
           : kind < 8 ? work_command()
                      : record_command();
  }

  /// Mostly something that the person may do now, else anything.
  std::pair<const Somebody*, CaseCommand> some_act() {
    for (int tries = 0; tries < 60 && s_.state.version != 0 && chance(95); ++tries) {
      const auto* who = people_[below(people_.size())];
      const auto command = some_command();
      const auto method = std::visit([](const auto& c) { return c.method; }, command);
      const auto possible = s_.possible(*who);
      if (std::ranges::find(possible, method.substr(method.rfind('.') + 1)) != possible.end())
        return {who, command};
    }
    return {people_[below(people_.size())], some_command()};
  }

  LadderDay today() const { return {s_.rules, *s_.days, *roster_, directory(), s_.now}; }
  void take(const Decision& steps) {
    for (const auto& step : steps) {
      s_.history.push_back(step);
      evolve(s_.state, step);
    }
  }

  /// The ladder moves as far as it is due, and nothing else moves with it; everything that runs out is told
  /// to somebody, each step once.
  void take_due_steps() {
    if (s_.state.version == 0 || chance(30)) return;
    const auto before = s_.state;
    const auto clocks_before = clocks(before, s_.rules, *s_.days);
    take(due_steps(s_.state, today()));
    EXPECT_THAT(due_steps(s_.state, today()), testing::IsEmpty());
    EXPECT_EQ(snapshot(s_.state), snapshot(before));
    EXPECT_EQ(s_.state.marks, before.marks);
    EXPECT_EQ(clocks(s_.state, s_.rules, *s_.days), clocks_before);
    std::set<std::tuple<int, std::uint32_t, bool, int>> taken;
    for (const auto& step : s_.state.ladder)
      EXPECT_TRUE(taken.emplace(step.clock, step.ordinal, step.notice, step.rung).second) << "taken twice";
    for (const auto& clock : clocks_before)
      if (clock.runs() && clock.due + std::chrono::hours{48} < s_.now)
        EXPECT_TRUE(taken.contains({clock.kind, clock.ordinal, false, rec::LADDER_RUNG_CALL_LIST}) ||
                    taken.contains({clock.kind, clock.ordinal, true, rec::LADDER_RUNG_CALL_LIST}))
            << "a missed clock that no person was told of";
  }

  /// Whoever has the link of the office answers; the clock of acknowledging may be met by it, and no other.
  void say_by_telephone() {
    const auto before = s_.state;
    const auto clocks_before = clocks(before, s_.rules, *s_.days);
    const auto answer = static_cast<rec::DutyAnswer>(1 + below(3));
    if (!s_.telephone_says(answer).empty()) return;
    ++taps;
    expect_fold();
    expect_clocks_kept(before, clocks_before, s_);
    expect_no_clock_moved_by_telephone(clocks_before, s_, answer);
    EXPECT_EQ(s_.state.responsible, before.responsible);
  }

  /// Units end while the case runs: it moves, no clock does.
  void follow_units() {
    const auto before = s_.state;
    const auto clocks_before = clocks(before, s_.rules, *s_.days);
    const auto made = s_.follow_units(later_units());
    const auto today = local_date(s_.now);
    if (!before.closed_at) EXPECT_FALSE(is_gone(later_units(), s_.state.responsible, today));
    if (s_.state.pending) EXPECT_FALSE(is_gone(later_units(), s_.state.pending->to, today));
    EXPECT_THAT(s_.follow_units(later_units()), testing::IsEmpty());
    if (made.empty()) return;
    ++moves;
    expect_fold();
    expect_clocks_kept(before, clocks_before, s_);
    EXPECT_EQ(s_.state.emergency, before.emergency);
    EXPECT_EQ(s_.state.restricted, before.restricted);
  }

  void step(std::map<std::string_view, int>& done) {
    s_.pass(std::chrono::minutes{below(60 * 20)});
    if (expect_watched(s_) && s_.rules.verify.last().within) without_deadline.insert(s_.state.status);
    take_due_steps();
    if (s_.state.version != 0 && chance(5)) say_by_telephone();
    if (s_.state.version != 0 && chance(5)) follow_units();
    const auto [person, command] = some_act();
    const auto& who = *person;
    const auto method = std::visit([](const auto& c) { return c.method; }, command);
    const auto before = s_.state;
    const auto clocks_before = clocks(before, s_.rules, *s_.days);
    const auto possible = s_.state.version == 0 ? std::vector<std::string_view>{} : s_.possible(who);
    const auto decision = s_.act(who, command);
    if (!decision) return expect_unchanged(before, decision.error());
    ++done[method];
    if (!std::holds_alternative<OpenCase>(command))
      EXPECT_THAT(possible, testing::Contains(method.substr(method.rfind('.') + 1)));
    expect_fold();
    s_.expect_apart(*decision);
    expect_one_responsible(before, *decision);
    expect_clocks_kept(before, clocks_before, s_);
    expect_notes_kept(before, s_, *decision);
    const Date day = local_date(s_.now - std::chrono::hours{below(24 * 10)});
    expect_change_of_rules_reaches_nothing_before(day, s_, [this](unsigned n) { return below(n); });
    expect_change_of_calendar_reaches_nothing_before(day, s_);
    for (const auto& event : *decision) expect_lawful(before, event);
    expect_restriction_kept(before, who);
    EXPECT_GE(s_.state.emergency, before.emergency) << "an emergency is never taken back";
    const auto clocks_after = clocks(s_.state, s_.rules, *s_.days);
    if (chance(70)) take(steps_at_start(s_.state, {clocks_before, clocks_after}, today()));
  }

  void expect_unchanged(const CaseState& before, const Error& error) {
    EXPECT_EQ(snapshot(s_.state), snapshot(before));
    EXPECT_FALSE(error.reason.empty());
  }

  void expect_fold() {
    EXPECT_EQ(s_.state.version, s_.history.size());
    EXPECT_EQ(snapshot(s_.state), snapshot(fold_case(s_.history)));
    EXPECT_EQ(s_.state.marks, fold_case(s_.history).marks);
    EXPECT_EQ(s_.state.receiving, s_.state.pending ? std::optional{s_.state.pending->to} : std::nullopt);
  }

  /// It moves by an acceptance or a restriction, never otherwise; and somebody holds it.
  void expect_one_responsible(const CaseState& before, const Decision& decision) {
    EXPECT_NE(holder(directory(), s_.state.responsible, local_date(s_.now)), nullptr);
    bool may_move = before.version == 0;
    for (const auto& event : decision)
      may_move |=
          event.has_accepted() || (event.has_restricted() && !event.restricted().responsible_unit().empty());
    if (!may_move) EXPECT_EQ(s_.state.responsible, before.responsible);
  }

  void expect_lawful(const CaseState& before, const history::v1::CaseEvent& event) {
    const auto person = PersonId::parse(event.actor().person_id()).value();
    if (event.has_closed()) {
      EXPECT_EQ(event.actor().role(), rec::ROLE_CHAIRMAN);
      EXPECT_TRUE(before.measures.empty());
      if (event.closed().closing() == rec::CLOSING_SAFE) {
        EXPECT_EQ(before.status, rec::CASE_STATUS_REVIEWING);
        EXPECT_TRUE(before.last_review->no_risk_remains() && before.last_review->child_is_stable());
        EXPECT_TRUE(before.plan->approved_at.has_value());
      } else {
        EXPECT_EQ(event.closed().closing(), rec::CLOSING_UNFOUNDED);
        EXPECT_EQ(before.status, rec::CASE_STATUS_ASSESSING);
      }
    }
    if (event.has_plan_approved()) {
      EXPECT_EQ(event.actor().role(), rec::ROLE_CHAIRMAN);
      EXPECT_NE(person, before.plan->submitter);
      EXPECT_NE(event.actor().for_person_id(), before.plan->submitter.text());
    }
    if (event.has_emergency_started() &&
        event.emergency_started().measures().measure() == rec::MEASURE_SEPARATE)
      EXPECT_EQ(event.actor().role(), rec::ROLE_CHAIRMAN);
    if (event.actor().role() == rec::ROLE_SUPERVISOR)
      EXPECT_FALSE(event.has_intake_amended() || event.has_places_set() || event.has_assessed());
  }

  void expect_restriction_kept(const CaseState& before, const Somebody& who) {
    EXPECT_EQ(std::ranges::find(before.barred, who.id()), before.barred.end()) << "a barred person acted";
    if (!s_.state.restricted) return;
    EXPECT_NE(directory().find(s_.state.responsible)->level, Level::commune);
    if (s_.state.pending) EXPECT_NE(directory().find(s_.state.pending->to)->level, Level::commune);
    for (const auto* person : people_) {
      for (const auto& hat : s_.standings(*person)) {
        if (hat.level == Level::commune) EXPECT_TRUE(hat.relations.none());
      }
    }
  }

  std::mt19937_64 random_;
  Story s_;
  std::optional<Roster> roster_;  // somebody may be registered nowhere
  std::vector<const Somebody*> people_;
};

TEST(Property, WhateverPeopleDoEveryPromiseHolds) {
  std::map<std::string_view, int> done;
  int taps = 0, moves = 0;
  std::set<rec::CaseStatus> without_deadline;
  for (std::uint64_t seed = 1; seed <= 1700 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomStory story(seed);
    story.run(60, done);
    taps += story.taps;
    moves += story.moves;
    without_deadline.insert(story.without_deadline.begin(), story.without_deadline.end());
  }
  EXPECT_THAT(without_deadline,
              testing::UnorderedElementsAre(rec::CASE_STATUS_ASSESSING, rec::CASE_STATUS_PLANNING,
                                            rec::CASE_STATUS_AWAITING_APPROVAL, rec::CASE_STATUS_IN_PROGRESS,
                                            rec::CASE_STATUS_REVIEWING))
      << "what server/README.md says of cases without a running deadline";
  EXPECT_GT(taps, 500);
  EXPECT_GT(moves, 200);
  EXPECT_EQ(done.size(), std::variant_size_v<CaseCommand>) << "every act was done at some time";
  for (const auto& [method, times] : done) EXPECT_GT(times, 50) << method;
}

}  // namespace
}  // namespace hotline::test
