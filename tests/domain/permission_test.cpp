#include "domain/permission.h"

#include <gmock/gmock.h>

#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::string relations(const Story& s, const Somebody& who) {
  constexpr std::pair<char, rec::Relation> all[] = {
      {'A', rec::RELATION_AUTHOR},    {'H', rec::RELATION_HELPLINE}, {'R', rec::RELATION_RESPONSIBLE},
      {'C', rec::RELATION_RECEIVING}, {'U', rec::RELATION_ABOVE},    {'F', rec::RELATION_FORMER}};
  std::string letters;
  for (const auto& [letter, relation] : all)
    for (const auto& standing : s.standings(who))
      if (standing.relations.has(relation)) {
        letters += letter;
        break;
      }
  return letters;
}

Visibility sees(const Story& s, const Somebody& who) {
  return visibility(s.state, s.standings(who), access_to("hotline.v1.CaseService.GetCase"));
}

constexpr auto newest = Visibility::newest;
using V = Visibility;

TEST(Relations, FollowTheCaseThroughReferralAcceptanceAndTransfer) {
  Story s;
  s.referred();
  EXPECT_EQ(relations(s, s.cast.caller_taker), "ARU");
  EXPECT_EQ(relations(s, s.cast.other_operator), "HRU");
  EXPECT_EQ(relations(s, s.cast.officer), "C");
  EXPECT_EQ(relations(s, s.cast.district_officer), "U");
  EXPECT_EQ(relations(s, s.cast.neighbour_officer), "");
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(relations(s, s.cast.officer), "R");
  EXPECT_EQ(relations(s, s.cast.caller_taker), "AUF");
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  EXPECT_EQ(relations(s, s.cast.officer), "R");
  EXPECT_EQ(relations(s, s.cast.neighbour_officer), "C");
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(relations(s, s.cast.officer), "F");
  EXPECT_EQ(relations(s, s.cast.neighbour_officer), "R");
  EXPECT_EQ(relations(s, s.cast.helpline_supervisor), "HUF");
}

TEST(Relations, AnAuthorWhoLeftTheOfficeIsNoAuthorThere) {
  Story s;
  s.must(s.cast.officer, open_case(bao_son));
  auto moved = s.cast.officer;
  moved.viewer.memberships = {{key(dong_phu), rec::ROLE_OFFICER}};
  EXPECT_EQ(relations(s, moved), "");
}

TEST(Relations, FollowAUnitThatChangedItsNameOrMerged) {
  Story s;
  s.now = start_of(parse_date("2022-06-30").value());
  s.must(s.cast.caller_taker, open_case(phuong_son));
  const Somebody before{20, {{phuong_son, rec::ROLE_OFFICER}}};
  EXPECT_EQ(relations(s, before), "C");
  s.now =
      start_of(parse_date("2022-07-02").value());  // Phương Sơn became a town: another key, the same people
  EXPECT_EQ(relations(s, before), "C");
  const Somebody town{21, {{"07477@2022-07-01", rec::ROLE_OFFICER}}};
  EXPECT_EQ(relations(s, town), "C");
  s.now = start_of(parse_date("2025-07-02").value());  // merged into the commune Lục Nam
  const Somebody merged{22, {{"07444@2025-07-01", rec::ROLE_OFFICER}}};
  EXPECT_EQ(relations(s, merged), "C");
  s.must(merged, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.responsible, key("07444@2025-07-01"));
}

TEST(Relations, AMergerGivesNobodyTheCasesOfOthersAndLeavesTheOldOnesReadable) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, AddNote{"đã gặp gia đình"});
  Story other;
  other.must(other.cast.caller_taker, open_case("07462@2004-07-08"));  // Bảo Đài, of the same new commune
  const Somebody there{20, {{"07462@2004-07-08", rec::ROLE_OFFICER}}};
  other.must(there, AcceptReferral{other.waiting()});
  for (auto* story : {&s, &other}) {
    story->turn_to("2025-07-01");
    story->follow_units();
  }
  EXPECT_EQ(relations(s, s.cast.officer), "F");
  EXPECT_EQ(sees(s, s.cast.officer).up_to_version, s.state.version);
  EXPECT_EQ(relations(other, s.cast.officer), "") << "the list alone gives nobody the cases of neighbours";
  EXPECT_EQ(relations(s, there), "");
  EXPECT_EQ(s.refusal(s.cast.officer, AddNote{"x"}), "not_permitted");
  // Confirmed in the new unit, both are of the office that has them all.
  const Somebody confirmed{21, {{"07462@2025-07-01", rec::ROLE_OFFICER}}};
  for (auto* story : {&s, &other}) EXPECT_EQ(relations(*story, confirmed), "RF");
}

TEST(Relations, UnderAnEndedHatNothingNewIsBegunOrListed) {
  Story s;
  s.turn_to("2025-07-01");
  const auto hats = s.standings(s.cast.officer);
  ASSERT_EQ(hats.size(), 1u);
  EXPECT_TRUE(hats[0].ended);
  EXPECT_TRUE(permits(access_to("hotline.v1.IntakeService.SubmitContact"), hats).empty());
  EXPECT_TRUE(granted_hats(access_to("hotline.v1.ReferralService.ListQueue"), hats).empty());
  EXPECT_TRUE(list_scope(hats).units.empty());
}

TEST(Relations, NobodyFollowsACodeThatWasReused) {
  Story s;
  s.now = start_of(parse_date("2025-07-02").value());
  s.must(s.cast.caller_taker, open_case("07498@2025-07-01"));  // Bắc Lũng; until June the code of Yên Sơn
  EXPECT_EQ(relations(s, Somebody{20, {{"07450@2025-07-01", rec::ROLE_OFFICER}}}), "");
  EXPECT_EQ(relations(s, Somebody{21, {{"07498@2025-07-01", rec::ROLE_OFFICER}}}), "C");
}

TEST(Relations, OfAUnitThatIsNotYetAreNone) {
  Story s;
  s.referred();
  EXPECT_TRUE(s.standings(Somebody{20, {{"07462@2025-07-01", rec::ROLE_OFFICER}}}).empty());
}

TEST(Visible, ToEachRelation) {
  Story s;
  s.referred();
  EXPECT_EQ(sees(s, s.cast.caller_taker), (V{true, false, false, true, newest}));
  EXPECT_EQ(sees(s, s.cast.other_operator), (V{true, false, false, false, newest}));
  EXPECT_EQ(sees(s, s.cast.officer), (V{true, false, true, false, newest}));
  EXPECT_EQ(sees(s, s.cast.district_officer), (V{true, false, true, false, newest}));
  EXPECT_EQ(sees(s, s.cast.district_supervisor), (V{true, true, true, false, newest}));
  EXPECT_EQ(sees(s, s.cast.helpline_supervisor), (V{true, true, true, false, newest}));
  EXPECT_EQ(sees(s, s.cast.commune_supervisor), (V{true, false, true, false, newest}));
  EXPECT_TRUE(sees(s, s.cast.administrator).none());
  EXPECT_TRUE(sees(s, s.cast.telephone_system).none());
  EXPECT_TRUE(sees(s, s.cast.neighbour_officer).none());
}

TEST(Visible, TheInformantOnlyToTheUnitItWasReleasedTo) {
  Story s;
  s.accepted();
  s.must(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "cần gặp"});
  EXPECT_TRUE(sees(s, s.cast.officer).informant);
  EXPECT_TRUE(sees(s, s.cast.chairman).informant);
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  EXPECT_FALSE(sees(s, s.cast.neighbour_officer).informant);
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  EXPECT_FALSE(sees(s, s.cast.officer).informant);
}

TEST(Visible, AfterATransferNothingNewer) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  const auto last = s.state.version;
  s.must(s.cast.neighbour_officer, AddNote{"mới"});
  EXPECT_EQ(sees(s, s.cast.officer), (V{true, false, true, false, last}));
}

TEST(Visible, ToAnOfficerWhoRecordedItTheOwnInformantAndNothingNewer) {
  Story s;
  s.must(s.cast.officer, open_case(bao_son));
  EXPECT_EQ(sees(s, s.cast.officer), (V{true, false, true, true, newest})) << "responsible until accepted";
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  s.must(s.cast.neighbour_officer, AddNote{"mới"});
  EXPECT_EQ(sees(s, s.cast.officer), (V{true, false, true, true, 2}));
  EXPECT_EQ(sees(s, s.cast.chairman), (V{true, false, true, false, 2})) << "the chairman did not record it";
}

TEST(Visible, OwnPartsOnlyInOwnEvents) {
  const Visibility author{true, false, false, true, newest};
  EXPECT_EQ(author.of_event(true), (V{true, true, true, true, newest}));
  EXPECT_EQ(author.of_event(false), author);
}

TEST(Restricted, TheCommuneSeesNothingAndTheLevelAboveHasIt) {
  Story s;
  s.accepted();
  s.must(s.cast.district_supervisor, RestrictCase{{s.cast.chairman.id()}, "người bị nghi là Chủ tịch"});
  EXPECT_EQ(s.state.responsible, key(district));
  EXPECT_EQ(s.state.pending->to, key(district));
  for (const auto* who : {&s.cast.officer, &s.cast.chairman, &s.cast.deputy, &s.cast.commune_supervisor}) {
    EXPECT_EQ(relations(s, *who), "");
    EXPECT_TRUE(sees(s, *who).none());
    EXPECT_FALSE(in_scope(s.standings(*who)));
  }
  EXPECT_EQ(relations(s, s.cast.district_officer), "RC");
  EXPECT_EQ(relations(s, s.cast.other_operator), "HU");
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(relations(s, s.cast.district_officer), "R");
}

TEST(Restricted, AnIntakeGoesToTheLevelAboveAtOnce) {
  Story s;
  auto open = open_case(tam_di);
  open.restricted = true;
  open.barred = {s.cast.chairman.id()};
  s.must(s.cast.caller_taker, open);
  EXPECT_EQ(s.state.pending->to, key(district));
  EXPECT_EQ(s.state.responsible, key(helpline)) << "the helpline may keep it until the district accepts";
  EXPECT_EQ(relations(s, s.cast.officer), "");
  EXPECT_EQ(s.refusal(s.cast.caller_taker, RerouteReferral{key(tam_di), "x"}), "restricted_stays_above");
  EXPECT_EQ(s.refusal(s.cast.caller_taker, RerouteReferral{key(bao_son), "x"}), "restricted_stays_above");
  s.must(s.cast.caller_taker, RerouteReferral{key(province), "huyện có liên quan"});
}

TEST(Restricted, AnOfficerWhoReportsTheirChairmanHandsItOverAtOnce) {
  Story s;
  auto open = open_case(tam_di);
  open.restricted = true;
  s.must(s.cast.officer, open);
  EXPECT_EQ(s.state.responsible, key(district));
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REFERRED);
  EXPECT_EQ(relations(s, s.cast.officer), "");
}

TEST(Restricted, IsNeitherReturnedNorTransferredDown) {
  Story s;
  auto open = open_case(tam_di);
  open.restricted = true;
  s.must(s.cast.caller_taker, open);
  EXPECT_EQ(
      s.refusal(s.cast.district_officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"}),
      "restricted_stays_above");
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.refusal(s.cast.district_officer, TransferCase{key(bao_son), "x"}), "restricted_stays_above");
  s.must(s.cast.district_officer, TransferCase{key(province), "x"});
}

TEST(Restricted, AfterTheReformTheProvinceHasIt) {
  Story s;
  s.now = start_of(parse_date("2026-03-02").value());
  auto open = open_case("07462@2025-07-01");
  open.restricted = true;
  s.must(s.cast.caller_taker, open);
  EXPECT_EQ(s.state.pending->to, key("24@2025-07-01"));
}

TEST(Restricted, AClosedCaseMovesWithoutAReferral) {
  Story s;
  s.closed();
  s.must(s.cast.district_supervisor, RestrictCase{{}, "x"});
  EXPECT_EQ(s.state.responsible, key(district));
  EXPECT_FALSE(s.state.pending);
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_CLOSED);
}

TEST(Restricted, ACaseWithoutAPlaceStaysWithTheHelplineThatHasToFindIt) {
  Story s;
  s.must(s.cast.caller_taker, open_case(""));
  s.must(s.cast.caller_taker, RestrictCase{{}, "x"});
  EXPECT_FALSE(s.state.pending);
  EXPECT_EQ(s.state.responsible, key(helpline));
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_RECEIVED);
}

TEST(Restricted, AReferralThatWaitsAtTheCommuneIsTakenBack) {
  Story s;
  s.must(s.cast.district_officer, open_case(tam_di));
  s.must(s.cast.province_supervisor, RestrictCase{{}, "x"});
  EXPECT_EQ(s.state.pending->to, key(district));
  EXPECT_EQ(s.state.responsible, key(district));
  EXPECT_EQ(relations(s, s.cast.officer), "");
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_ACCEPTED);
}

TEST(Restricted, ATransferUnderWayToTheLevelAboveGoesOn) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, TransferCase{key(district), "x"});
  const auto waiting = s.waiting();
  s.must(s.cast.province_supervisor, RestrictCase{{}, "x"});
  EXPECT_EQ(s.waiting(), waiting);
  EXPECT_EQ(s.state.responsible, key(district)) << "the commune is out at once";
}

TEST(Barred, PersonsAreNothingToTheCaseWhateverTheirRole) {
  Story s;
  s.accepted();
  s.must(s.cast.helpline_supervisor,
         RestrictCase{{s.cast.district_supervisor.id(), s.cast.caller_taker.id()}, "x"});
  for (const auto* who : {&s.cast.district_supervisor, &s.cast.caller_taker}) {
    EXPECT_EQ(relations(s, *who), "");
    EXPECT_TRUE(sees(s, *who).none());
    EXPECT_EQ(s.refusal(*who, AddNote{"x"}), "not_permitted");
  }
}

TEST(Barred, PersonsNeverActEvenWhereSomebodyLetThem) {
  Story s;
  s.accepted();
  s.must(s.cast.helpline_supervisor, RestrictCase{{s.cast.chairman.id()}, "x"});
  auto context = s.context(s.cast.chairman);
  context.acting = {key(district), rec::ROLE_CHAIRMAN, {}};
  EXPECT_EQ(decide(s.state, AddNote{"x"}, context).error().reason, "person_barred");
  context.person = s.cast.deputy.id();
  context.acting.for_person = s.cast.chairman.id();
  EXPECT_EQ(decide(s.state, AddNote{"x"}, context).error().reason, "person_barred")
      << "nor a deputy for them";
}

TEST(Scope, OfListsLeavesOutFormerUnitsAndStrangers) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  EXPECT_FALSE(in_scope(s.standings(s.cast.officer)));
  EXPECT_TRUE(in_scope(s.standings(s.cast.neighbour_officer)));
  EXPECT_TRUE(in_scope(s.standings(s.cast.district_supervisor)));
  EXPECT_TRUE(in_scope(s.standings(s.cast.other_operator)));
  EXPECT_FALSE(in_scope(s.standings(s.cast.administrator)));
}

TEST(Scope, SaysWhereTheListsOfAPersonMayLook) {
  const Story s;
  const auto commune = list_scope(s.standings(s.cast.officer));
  EXPECT_FALSE(commune.everything);
  EXPECT_THAT(commune.units, testing::ElementsAre(key(tam_di)));
  EXPECT_TRUE(commune.above.empty());
  EXPECT_THAT(list_scope(s.standings(s.cast.district_supervisor)).above, testing::ElementsAre(key(district)));
  EXPECT_TRUE(list_scope(s.standings(s.cast.other_operator)).everything);
  EXPECT_TRUE(list_scope(s.standings(s.cast.administrator)).units.empty());
  EXPECT_FALSE(list_scope(s.standings(s.cast.administrator)).everything);
}

}  // namespace
}  // namespace hotline::test
