// Prominent cases: what makes a case so, and which levels above are told of it and take note, each for
// itself.
#include "domain/prominence.h"

#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::string levels(const Story& s) {
  std::string text;
  for (const auto& level : levels_above(s.state, s.state.prominence, directory(), local_date(s.now)))
    text += std::string(level.note ? "+" : "-") + level.unit->key.code + " ";
  return text;
}

FlagProminent death() { return {rec::PROMINENT_REASON_DEATH, "x"}; }

TEST(Prominence, EveryLevelAboveTakesNoteOfAProminentCaseForItself) {
  Story s;
  s.accepted();
  EXPECT_FALSE(s.state.prominent);
  s.must(s.cast.officer, death());
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ");
  s.pass(std::chrono::minutes{5});
  s.must(s.cast.district_officer, AcknowledgeProminent{"x"});
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ");
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{"x"});
  EXPECT_EQ(levels(s), "+218 -24 +TD111 ");
  s.pass(std::chrono::minutes{5});
  s.must(s.cast.province_supervisor, FlagProminent{rec::PROMINENT_REASON_PRESS, "who says it knows it"});
  EXPECT_EQ(levels(s), "-218 +24 -TD111 ");
  EXPECT_EQ(s.state.prominence.since, s.now);
}

TEST(Prominence, WhoeverSaysAgainThatACaseIsProminentHasNewsForEveryLevel) {
  using testing::ElementsAre;
  Story s;
  s.accepted();
  s.must(s.cast.officer, death());
  s.must(s.cast.district_officer, AcknowledgeProminent{"x"});
  s.pass(std::chrono::hours{72});
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "the second child"});
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ");
  EXPECT_EQ(s.state.prominence.since, s.now);
  EXPECT_THAT(s.state.prominence.reasons, ElementsAre(rec::PROMINENT_REASON_DEATH)) << "each once";
}

TEST(Prominence, AnOperatorWhoFlagsACaseTakesNoteForNobody) {
  Story s;
  s.accepted();
  s.must(s.cast.caller_taker, death());
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ");
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{});
  EXPECT_EQ(levels(s), "-218 -24 +TD111 ");
}

TEST(Prominence, WhoFlagsACaseOfAnotherDistrictTakesNoteForNoLevelOfIt) {
  Story s;
  s.must(s.cast.district_officer, open_case(tam_di));
  s.must(s.cast.district_officer, death());
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ") << "theirs until the commune accepts, and below them from then on";
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ");
}

TEST(Prominence, AUnitThatWasSplitTookNoteForNobodyElse) {
  Story s;
  s.accepted();
  s.turn_to("2025-06-20");
  s.must(s.cast.officer, death());
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ");
  s.turn_to("2025-07-02");
  s.follow_units();
  EXPECT_EQ(levels(s), "-24 -TD111 ") << "the district became no province";
}

TEST(Prominence, AUnitThatBecameOneOtherTookItsNoteForThatOne) {
  Story s;
  s.accepted();
  s.turn_to("2025-06-20");
  s.must(s.cast.officer, death());
  s.must(s.cast.province_supervisor, AcknowledgeProminent{});
  s.turn_to("2025-07-02");
  s.follow_units();
  EXPECT_EQ(levels(s), "+24 -TD111 ");
}

TEST(Prominence, LevelsAboveTheSenderStayWhileACaseWaitsElsewhere) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, death());
  s.must(s.cast.officer, TransferCase{key(province), "x"});
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ") << "the commune has the case until somebody accepts it";
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  s.must(s.cast.officer, death());
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ");
}

TEST(Prominence, OfAClosedCaseNobodyTakesNoteButOfWhatIsSaidSince) {
  Story s;
  s.assessing();
  s.must(s.cast.officer, death());
  s.pass(std::chrono::minutes{5});
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
  EXPECT_FALSE(awaits_notes(s.state));
  EXPECT_EQ(s.refusal(s.cast.district_officer, AcknowledgeProminent{}), "case_closed");
  s.pass(std::chrono::minutes{5});
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "after all"});
  EXPECT_TRUE(awaits_notes(s.state));
  s.must(s.cast.district_officer, AcknowledgeProminent{});
}

TEST(Prominence, WhatTheServiceToldAndWhatBecameOfItIsNoAct) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, death());
  const auto acted = s.state.acted_version;
  const auto take = [&](const history::v1::CaseEvent& event) { evolve(s.state, event); };
  take(prominent_told({{key(district), {}}, {key(helpline), s.cast.helpline_supervisor.id()}}, s.now));
  const auto told_at = s.now;
  s.pass(std::chrono::minutes{1});
  const auto cause = cause_of_prominent(key(helpline), told_at);
  take(prominent_delivered(cause, "email", false, 9, s.now).value());
  EXPECT_EQ(s.state.prominence.told.back().delivered, std::nullopt);
  take(prominent_delivered(cause, "webhook", true, 1, s.now).value());
  EXPECT_EQ(s.state.prominence.told.back().delivered, s.now);
  EXPECT_EQ(s.state.prominence.told.front().delivered, std::nullopt) << "another level";
  take(prominent_delivered(cause_of_prominent(key(district), s.now), "email", true, 1, s.now).value());
  EXPECT_EQ(s.state.prominence.told.front().delivered, std::nullopt) << "another message";
  EXPECT_EQ(s.state.acted_version, acted);
  EXPECT_FALSE(prominent_delivered("referral:x", "email", true, 1, s.now));
  s.must(s.cast.officer, death());
  EXPECT_THAT(s.state.prominence.told, testing::IsEmpty()) << "all are told anew";
}

TEST(Prominence, WhatTheRulesNameIsProminentByItself) {
  using testing::ElementsAre;
  auto press = open_case();
  press.contact.set_channel(rec::CHANNEL_PRESS);
  press.contact.mutable_intake()->set_other_children(2);
  Story s;
  s.must(s.cast.caller_taker, press);
  EXPECT_THAT(s.state.prominence.reasons,
              ElementsAre(rec::PROMINENT_REASON_PRESS, rec::PROMINENT_REASON_SEVERAL_CHILDREN));
  EXPECT_EQ(levels(s), "-218 -24 -TD111 ") << "although the helpline still answers for it";
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{});
}

TEST(Prominence, AnOfficialUnderSuspicionAndALaterReportOfThePressMakeACaseProminent) {
  using testing::ElementsAre;
  Story s;
  s.accepted();
  auto later = intervention();
  later.set_channel(rec::CHANNEL_PRESS);
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), later});
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(10), later});
  EXPECT_THAT(s.state.prominence.reasons, ElementsAre(rec::PROMINENT_REASON_PRESS));
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ") << "by rule, once";
  s.must(s.cast.district_supervisor, RestrictCase{{}, "x"});
  EXPECT_THAT(s.state.prominence.reasons,
              ElementsAre(rec::PROMINENT_REASON_PRESS, rec::PROMINENT_REASON_OFFICIAL_INVOLVED));
}

TEST(Prominence, ACorrectionThatNamesMoreChildrenMakesACaseProminent) {
  using testing::ElementsAre;
  Story s;
  s.accepted();
  const auto children = [&](std::uint32_t others) {
    AmendIntake amend;
    amend.intake.emplace().set_other_children(others);
    amend.reason = "x";
    s.must(s.cast.officer, amend);
  };
  children(1);
  EXPECT_FALSE(s.state.prominent) << "two of them";
  children(4);
  EXPECT_THAT(s.state.prominence.reasons, ElementsAre(rec::PROMINENT_REASON_SEVERAL_CHILDREN));
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  children(5);
  EXPECT_EQ(levels(s), "+218 -24 -TD111 ") << "it was so before";
}

TEST(Prominence, WhatIsFlaggedByRuleAnswersNoOtherContact) {
  Story s;
  s.accepted();
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), intervention()});
  EXPECT_TRUE(s.state.contact_unanswered);
  auto press = intervention();
  press.set_channel(rec::CHANNEL_PRESS);
  s.must(s.cast.officer, AddContact{id<ContactId>(10), press});
  EXPECT_TRUE(s.state.prominent);
  EXPECT_TRUE(s.state.contact_unanswered) << "whoever recorded a call did not follow the other one";
}

}  // namespace
}  // namespace hotline::test
