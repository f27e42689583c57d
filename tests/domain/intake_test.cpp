// Triage, the contact itself, where it goes, and in which order it waits.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "domain/case_contact.h"
#include "domain/case_time.h"
#include "domain/case_triage.h"
#include "domain/queue_order.h"
#include "domain/routing.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::ElementsAre, testing::IsEmpty;

rec::Intake answers(rec::Answer life, rec::Answer reach, rec::Answer carer, rec::Answer relative) {
  rec::Intake intake;
  auto& triage = *intake.mutable_triage();
  triage.set_life_threatened(life);
  triage.set_abuser_can_reach(reach);
  triage.set_carer_harms(carer);
  triage.set_relative_can_protect(relative);
  return intake;
}

constexpr auto yes = rec::ANSWER_YES, no = rec::ANSWER_NO, unknown = rec::ANSWER_NOT_KNOWN;

TEST(Triage, NamesTheAnswersThatMakeAnEmergency) {
  EXPECT_THAT(triage(answers(yes, no, no, yes)).reasons, ElementsAre("a"));
  EXPECT_THAT(triage(answers(no, yes, no, no)).reasons, ElementsAre("b", "d"));
  EXPECT_THAT(triage(answers(no, yes, no, unknown)).reasons, ElementsAre("b", "d"));
  EXPECT_THAT(triage(answers(no, no, yes, yes)).reasons, ElementsAre("c"));
  EXPECT_THAT(triage(answers(yes, yes, yes, no)).reasons, ElementsAre("a", "b", "c", "d"));
}

TEST(Triage, AReachableChildWithAProtectorIsNoEmergencyYet) {
  const auto result = triage(answers(no, yes, no, yes));
  EXPECT_FALSE(result.emergency);
  EXPECT_EQ(result.risk, rec::RISK_MEDIUM);
}

TEST(Triage, WhatIsNotKnownMakesNoEmergencyAlone) {
  EXPECT_FALSE(triage(answers(unknown, unknown, unknown, unknown)).emergency);
  EXPECT_FALSE(triage(rec::Intake{}).emergency);
  EXPECT_EQ(triage(rec::Intake{}).risk, rec::RISK_LOW);
}

TEST(Triage, SexualAbuseAndTheOperatorsJudgementAreAlwaysEmergencies) {
  rec::Intake intake;
  intake.add_abuse_types(rec::ABUSE_TYPE_SEXUAL);
  EXPECT_THAT(triage(intake).reasons, ElementsAre("sexual_abuse"));
  intake.Clear();
  intake.set_risk(rec::RISK_HIGH);
  EXPECT_THAT(triage(intake).reasons, ElementsAre("operator"));
  EXPECT_EQ(triage(intake).risk, rec::RISK_HIGH);
}

TEST(Triage, TheOperatorRaisesTheRiskAndDoesNotLowerIt) {
  rec::Intake intake;
  intake.add_abuse_types(rec::ABUSE_TYPE_NEGLECT);
  intake.set_risk(rec::RISK_LOW);
  EXPECT_EQ(triage(intake).risk, rec::RISK_MEDIUM);
}

std::string fault(rec::Contact contact, Time now = letter_day) {
  const auto admitted = admit(std::move(contact), now, Rules{});
  if (admitted) return "";
  return admitted.error().fields.front().path + " " + std::string{admitted.error().fields.front().reason};
}

TEST(Contact, ASilentCallNeedsNothingMore) {
  rec::Contact silent;
  silent.set_call_type(rec::CALL_TYPE_SILENT);
  const auto admitted = admit(silent, letter_day, Rules{});
  ASSERT_TRUE(admitted);
  EXPECT_EQ(admitted->contact_class(), rec::CONTACT_CLASS_NON_COUNSELLING);
  EXPECT_EQ(time_of(admitted->received_at()), letter_day);
}

TEST(Contact, EveryNonCounsellingTypeIsOne) {
  for (int type = rec::CALL_TYPE_SILENT; type <= rec::CallType_MAX; ++type)
    EXPECT_TRUE(is_non_counselling(static_cast<rec::CallType>(type)));
  EXPECT_FALSE(is_non_counselling(rec::CALL_TYPE_ABOUT_ONESELF));
  EXPECT_FALSE(is_non_counselling(rec::CALL_TYPE_ABOUT_A_CHILD));
}

TEST(Contact, ClassAndCallTypeAgree) {
  auto contact = intervention();
  contact.set_call_type(rec::CALL_TYPE_PRANK);
  EXPECT_EQ(fault(contact), "contact.contact_class contradicts_call_type");
  contact.set_contact_class(rec::CONTACT_CLASS_NON_COUNSELLING);
  EXPECT_EQ(fault(contact), "contact.intake not_for_call_type");
  contact = intervention();
  contact.set_contact_class(rec::CONTACT_CLASS_NON_COUNSELLING);
  EXPECT_EQ(fault(contact), "contact.contact_class contradicts_call_type");
  contact.set_contact_class(rec::CONTACT_CLASS_UNSPECIFIED);
  EXPECT_EQ(fault(contact), "contact.contact_class required");
  contact = intervention();
  contact.clear_intake();
  EXPECT_EQ(fault(contact), "contact.intake required");
}

TEST(Contact, IsReceivedWhenItIsWrittenDownElseWhenTheCallBegan) {
  auto contact = intervention();
  *contact.mutable_started_at() = timestamp_of(letter_day - std::chrono::minutes{5});
  EXPECT_EQ(time_of(admit(contact, letter_day, Rules{})->received_at()),
            letter_day - std::chrono::minutes{5});
  *contact.mutable_received_at() = timestamp_of(letter_day - std::chrono::hours{9});
  EXPECT_EQ(time_of(admit(contact, letter_day, Rules{})->received_at()), letter_day - std::chrono::hours{9});
}

TEST(Contact, ATelephoneSystemWhoseClockRunsAheadRefusesNobody) {
  auto contact = intervention();
  *contact.mutable_started_at() = timestamp_of(letter_day + std::chrono::seconds{3});
  EXPECT_EQ(time_of(admit(contact, letter_day, Rules{})->received_at()), letter_day);
}

TEST(Contact, IsNotReceivedTomorrowNorYearsAgo) {
  auto contact = intervention();
  *contact.mutable_received_at() = timestamp_of(letter_day + std::chrono::milliseconds{1});
  EXPECT_EQ(fault(contact), "contact.received_at in_the_future");
  *contact.mutable_received_at() = timestamp_of(letter_day - std::chrono::days{367});
  EXPECT_EQ(fault(contact), "contact.received_at too_long_ago");
  *contact.mutable_received_at() = timestamp_of(letter_day);
  *contact.mutable_started_at() = timestamp_of(letter_day);
  *contact.mutable_ended_at() = timestamp_of(letter_day - std::chrono::seconds{1});
  EXPECT_EQ(fault(contact), "contact.ended_at before_start");
}

TEST(CaseTime, SurvivesTheContractToTheMillisecond) {
  for (const std::int64_t ms : {0LL, 1LL, -1LL, 1427331600123LL, -2208988800000LL})
    EXPECT_EQ(to_unix_ms(time_of(timestamp_of(from_unix_ms(ms)))), ms);
}

const Date in_2015 = parse_date("2015-03-26").value();
const Date in_2026 = parse_date("2026-03-26").value();

rec::Intake at(std::string_view incident, std::string_view present = "", std::string_view residence = "") {
  rec::Intake intake;
  intake.mutable_incident()->set_unit(std::string{incident});
  intake.mutable_present()->set_unit(std::string{present});
  intake.mutable_residence()->set_unit(std::string{residence});
  return intake;
}

TEST(Routing, GoesToTheCommuneWhereItHappened) {
  const auto r = route(at(tam_di, bao_son, bao_son), directory(), in_2015);
  EXPECT_EQ(r.unit, key(tam_di));
  EXPECT_FALSE(r.to_sort);
}

TEST(Routing, OfAnOldCommuneGoesToWhatItBecame) {
  const auto r = route(at(tam_di), directory(), in_2026);
  EXPECT_EQ(r.unit, key("07462@2025-07-01"));
  EXPECT_FALSE(r.to_sort);
}

TEST(Routing, WithoutACommuneGoesToTheUnitThatIsKnown) {
  auto r = route(at(district), directory(), in_2015);
  EXPECT_EQ(r.unit, key(district));
  EXPECT_TRUE(r.to_sort);
  r = route(at(district), directory(), in_2026);
  EXPECT_EQ(r.unit, key("24@2025-07-01")) << "the district is no more and became several";
  EXPECT_TRUE(r.to_sort);
  EXPECT_GT(r.candidates.size(), 1U);
}

TEST(Routing, WithoutAnIncidentGoesWhereTheChildIsElseWhereItLives) {
  EXPECT_EQ(route(at("", bao_son, tam_di), directory(), in_2015).unit, key(bao_son));
  EXPECT_TRUE(route(at("", bao_son, tam_di), directory(), in_2015).to_sort);
  EXPECT_EQ(route(at("", "", tam_di), directory(), in_2015).unit, key(tam_di));
}

TEST(Routing, WithoutAnyPlaceStaysWithTheHelpline) {
  const auto r = route(rec::Intake{}, directory(), in_2015);
  EXPECT_EQ(r.unit, key(helpline));
  EXPECT_TRUE(r.to_sort);
}

TEST(Routing, APersonsChoiceIsHeldAgainstTheList) {
  EXPECT_EQ(route_to(key(tam_di), directory(), in_2026)->unit, key("07462@2025-07-01"));
  EXPECT_EQ(route_to(key("00000@2015-01-01"), directory(), in_2015).error().reason, "unit_unknown");
  EXPECT_EQ(route_to(key(district), directory(), in_2026).error().reason, "unit_split");
}

TEST(QueueOrder, EmergenciesFirstThenTheEarliestDueThenTheEarliestReceived) {
  const Time t = letter_day;
  const QueueKey emergency{true, t + std::chrono::hours{5}, t, id<CaseId>(9)};
  const QueueKey soon{false, t + std::chrono::hours{1}, t, id<CaseId>(8)};
  const QueueKey later{false, t + std::chrono::hours{2}, t, id<CaseId>(1)};
  const QueueKey later_received{false, t + std::chrono::hours{2}, t + std::chrono::hours{1}, id<CaseId>(0)};
  const QueueKey nothing_due{false, std::nullopt, t - std::chrono::hours{99}, id<CaseId>(0)};
  std::vector order{nothing_due, later_received, later, soon, emergency};
  std::ranges::sort(order);
  EXPECT_THAT(order, ElementsAre(emergency, soon, later, later_received, nothing_due));
}

TEST(QueueOrder, BytesSortLikeTheKeysAndComeBackWhole) {
  std::mt19937_64 random{7};
  const auto make = [&] {
    QueueKey made{random() % 2 == 0, from_unix_ms(static_cast<std::int64_t>(random() % 9) - 4), {}, {}};
    if (random() % 3 == 0) made.due.reset();
    made.received = from_unix_ms(static_cast<std::int64_t>(random() % 9) - 4);
    made.id.bytes[random() % 16] = static_cast<std::uint8_t>(random());
    return made;
  };
  for (int i = 0; i < 2000; ++i) {
    const QueueKey a = make(), b = make();
    EXPECT_EQ(queue_key_from(to_bytes(a)), a);
    const auto expected =
        std::tuple{!a.emergency, a.due ? a.due->time_since_epoch() : Duration::max(), a.received, a.id} <=>
        std::tuple{!b.emergency, b.due ? b.due->time_since_epoch() : Duration::max(), b.received, b.id};
    EXPECT_EQ(to_bytes(a) <=> to_bytes(b), expected);
    EXPECT_EQ(a <=> b, expected);
  }
  EXPECT_EQ(queue_key_from({}), std::nullopt);
}

}  // namespace
}  // namespace hotline::test
