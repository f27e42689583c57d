// What is said at a duty telephone: an acknowledgement ends the wait for one and nothing else; a claim ends
// nothing.
#include "domain/duty_answer.h"

#include <gmock/gmock.h>

#include "domain/clocks.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::minutes;

std::vector<ClockReading> read(const Story& s) { return clocks(s.state, s.rules, calendar()); }

ClockReading acknowledgement(const Story& s) {
  for (const auto& clock : read(s))
    if (clock.kind == v1::CLOCK_KIND_ACKNOWLEDGE) return clock;
  ADD_FAILURE() << "no clock";
  return read(s).at(0);
}

/// Every clock but that of the acknowledgement.
std::vector<ClockReading> the_others(const Story& s) {
  auto all = read(s);
  std::erase_if(all, [](const auto& clock) { return clock.kind == v1::CLOCK_KIND_ACKNOWLEDGE; });
  return all;
}

TEST(DutyAnswer, AnAcknowledgementEndsTheWaitForItAndMovesNothingElse) {
  Story s;
  s.referred();
  const auto before = the_others(s);
  const auto responsible = s.state.responsible;
  s.pass(minutes{7});
  EXPECT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "");
  EXPECT_EQ(acknowledgement(s).met, s.now);
  EXPECT_EQ(the_others(s), before) << "no clock of the law moved";
  EXPECT_EQ(s.state.responsible, responsible) << "the sender stays responsible until the office accepts";
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REFERRED);
  ASSERT_TRUE(s.state.pending) << "it still waits to be accepted";
  EXPECT_EQ(s.state.pending->acknowledged, s.now);
}

std::vector<ClockReading> acknowledgements(const Story& s) {
  auto all = read(s);
  std::erase_if(all, [](const auto& clock) { return clock.kind != v1::CLOCK_KIND_ACKNOWLEDGE; });
  return all;
}

TEST(DutyAnswer, AfterAnAcknowledgementTheTimeRunsOnceMoreUntilSomebodySignsIn) {
  for (const bool accepts : {true, false}) {
    Story s;
    s.referred();
    s.pass(minutes{7});
    s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED);
    const auto tapped = s.now;
    s.pass(minutes{5});
    EXPECT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "said before") << "and never a third time";
    ASSERT_EQ(acknowledgements(s).size(), 2u);
    EXPECT_EQ(acknowledgements(s)[1].started, tapped);
    EXPECT_TRUE(acknowledgements(s)[1].runs());
    if (accepts)
      s.must(s.cast.officer, AcceptReferral{s.waiting()});
    else
      s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "đúng địa bàn"});
    EXPECT_FALSE(acknowledgements(s)[1].runs());
    EXPECT_EQ(acknowledgements(s)[1].met.has_value(), accepts) << "what goes elsewhere is not met, it ends";
  }
}

TEST(DutyAnswer, WhoeverAcceptsOrReturnsLaterLeavesTheTimeOfTheAcknowledgement) {
  for (const bool accepts : {true, false}) {
    Story s;
    s.referred();
    s.pass(minutes{7});
    const auto said = s.now;
    s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED);
    s.pass(minutes{600});
    if (accepts)
      s.must(s.cast.officer, AcceptReferral{s.waiting()});
    else
      s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "không ở xã này"});
    EXPECT_EQ(acknowledgement(s).met, said);
  }
}

TEST(DutyAnswer, AClaimStopsNoClockAndMovesNoCase) {
  Story s;
  s.referred();
  const auto before = read(s);
  const auto state = s.state;
  s.pass(minutes{7});
  for (const auto claim : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    EXPECT_EQ(s.telephone_says(claim), "");
  EXPECT_EQ(read(s), before);
  EXPECT_EQ(s.state.proof, state.proof);
  EXPECT_EQ(s.state.status, state.status);
  EXPECT_EQ(s.state.responsible, state.responsible);
  EXPECT_FALSE(s.state.pending->acknowledged);
  ASSERT_EQ(s.state.pending->duty_claims.size(), 2u);
  EXPECT_EQ(s.state.pending->duty_claims[0], (DutyClaim{rec::DUTY_ANSWER_CHILD_SEEN, s.now}));
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_FALSE(s.state.pending) << "an account has answered: the claims stay in the history alone";
}

TEST(DutyAnswer, TheSameSaidAgainChangesNothing) {
  Story s;
  s.referred();
  for (const auto answer :
       {rec::DUTY_ANSWER_ACKNOWLEDGED, rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS}) {
    EXPECT_EQ(s.telephone_says(answer), "");
    EXPECT_EQ(s.telephone_says(answer), "said before");
  }
}

TEST(DutyAnswer, OfAReferralThatDoesNotWaitForThisOfficeIsRefused) {
  Story s;
  EXPECT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "duty_link_unknown") << "no case";
  s.referred();
  const auto first = s.waiting();
  const auto refused = [&](const ReferralId& referral, std::string_view office) {
    const auto event =
        decide_duty_answer(s.state, referral, key(office), rec::DUTY_ANSWER_ACKNOWLEDGED, s.now);
    return event ? std::string_view() : event.error().reason;
  };
  EXPECT_EQ(refused(first, bao_son), "duty_link_unknown") << "another office";
  EXPECT_EQ(refused(id<ReferralId>(9), tam_di), "duty_link_unknown") << "another referral";
  EXPECT_EQ(refused(first, tam_di), "");
  s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "đúng địa bàn"});
  EXPECT_EQ(refused(first, tam_di), "duty_link_unknown") << "sent elsewhere";
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(refused(first, bao_son), "duty_link_unknown") << "accepted";
}

TEST(DutyAnswer, OfARestrictedCaseIsForSomebodyWhoSaysWhoTheyAre) {
  Story s;
  s.referred();
  s.must(s.cast.caller_taker, RestrictCase{{s.cast.officer.id()}, "người thân của cán bộ"});
  ASSERT_TRUE(s.state.pending);
  EXPECT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "duty_link_unknown");
}

TEST(DutyAnswer, InTimeDoesNotBecomeLateWhenTheRiskIsSeenToBeGraver) {
  Story s;
  s.referred();
  s.pass(minutes{40});
  s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED);
  const auto before = acknowledgement(s);
  s.pass(minutes{10});
  AddContact danger{id<ContactId>(78), intervention()};
  danger.contact.mutable_intake()->set_risk(rec::RISK_HIGH);
  s.must(s.cast.caller_taker, danger);
  EXPECT_EQ(acknowledgement(s), before);
}

TEST(DutyAnswer, OfAnOfficeThatEndedIsNoneOfItsSuccessor) {
  Story s;
  s.referred();
  s.pass(minutes{5});
  s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED);
  s.telephone_says(rec::DUTY_ANSWER_NOT_OURS);
  const auto met = acknowledgement(s);
  s.turn_to("2025-07-01");
  ASSERT_FALSE(s.follow_units().empty());
  ASSERT_TRUE(s.state.pending);
  EXPECT_FALSE(s.state.pending->acknowledged);
  EXPECT_TRUE(s.state.pending->duty_claims.empty());
  EXPECT_EQ(acknowledgement(s), met) << "the first stays the first";
  std::vector<ClockReading> asked;
  for (const auto& clock : read(s))
    if (clock.kind == v1::CLOCK_KIND_ACKNOWLEDGE) asked.push_back(clock);
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_TRUE(asked[1].runs()) << "nobody has accepted, and the clock goes on unchanged";
  EXPECT_EQ(asked[1].started, *met.met);
  EXPECT_NE(asked[1].unit, met.unit) << "with the successor";
}

rec::CallAttempt call_to_tam_di(rec::CallResult result, std::initializer_list<rec::DutyAnswer> confirms) {
  rec::CallAttempt attempt;
  attempt.set_unit(std::string{tam_di});
  attempt.set_result(result);
  for (const auto answer : confirms) attempt.add_confirms(answer);
  return attempt;
}

TEST(DutyAnswer, AClaimIsConfirmedByACallBackAndStopsNoClockByThat) {
  Story s;
  s.referred();
  s.pass(minutes{7});
  s.telephone_says(rec::DUTY_ANSWER_CHILD_SEEN);
  s.telephone_says(rec::DUTY_ANSWER_NOT_OURS);
  const auto before = read(s);
  s.pass(minutes{7});
  s.must(s.cast.caller_taker,
         RecordCallAttempt{call_to_tam_di(rec::CALL_RESULT_REACHED, {rec::DUTY_ANSWER_CHILD_SEEN})});
  ASSERT_EQ(s.state.pending->duty_claims.size(), 2u);
  EXPECT_EQ(s.state.pending->duty_claims[0].confirmed, s.now);
  EXPECT_EQ(s.state.pending->duty_claims[1].confirmed, std::nullopt) << "only what was heard";
  EXPECT_EQ(read(s), before) << "no clock moved";
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REFERRED);
}

TEST(DutyAnswer, NobodyConfirmsWhatWasNotSaidOrWhomTheyDidNotReach) {
  Story s;
  s.referred();
  s.telephone_says(rec::DUTY_ANSWER_CHILD_SEEN);
  const auto refused = [&](rec::CallResult result, rec::DutyAnswer answer) {
    return s.refusal(s.cast.caller_taker, RecordCallAttempt{call_to_tam_di(result, {answer})});
  };
  EXPECT_NE(refused(rec::CALL_RESULT_NO_ANSWER, rec::DUTY_ANSWER_CHILD_SEEN), "");
  EXPECT_NE(refused(rec::CALL_RESULT_REACHED, rec::DUTY_ANSWER_NOT_OURS), "");
  EXPECT_NE(refused(rec::CALL_RESULT_REACHED, rec::DUTY_ANSWER_ACKNOWLEDGED), "")
      << "an acknowledgement is no claim";
}

}  // namespace
}  // namespace hotline::test
