// What people must not learn, by any way in: those whom a restricted case bars, offices that have nothing to
// do with it, and people whose second hat is another one than the act is asked under.
#include <gmock/gmock.h>

#include <algorithm>

#include "hotline/v1/referral.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "support/figures_check.h"
#include "support/hats.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> contacts_listed(User& user) {
  std::vector<std::string> out;
  for (const auto& row : user.must<v1::ListContactsResponse>(v1::ListContactsRequest{}).contacts())
    out.push_back(row.contact_id());
  return out;
}

/// Of the day on which the test begins.
std::uint32_t contacts_counted(User& user, const char* unit) {
  v1::GetStatisticsRequest request;
  request.set_unit(unit);
  request.mutable_period()->set_first_day(date_text(local_date(first_day)));
  request.mutable_period()->set_last_day(date_text(local_date(first_day)));
  for (const auto& total : user.must<v1::GetStatisticsResponse>(request).totals())
    if (total.key() == "contacts") return total.count();
  return 0;
}

std::vector<std::string> contacts_of_number(User& user, const std::string& number = caller_number) {
  v1::FindSimilarRequest request;
  request.set_caller_number(number);
  std::vector<std::string> out;
  for (const auto& row : user.must<v1::FindSimilarResponse>(request).same_number())
    out.push_back(row.contact_id());
  return out;
}

std::vector<std::string> cases_like(User& user, const std::string& unit) {
  v1::FindSimilarRequest request;
  request.mutable_incident()->set_unit(unit);
  request.set_estimated_age(8);
  request.set_sex(rec::SEX_FEMALE);
  std::vector<std::string> out;
  for (const auto& row : user.must<v1::FindSimilarResponse>(request).same_place_and_child())
    out.push_back(row.case_id());
  return out;
}

std::vector<std::string> words_until_caught_up(User& user, v1::WatchQueueRequest request) {
  std::vector<std::string> out;
  user.stream(request, [&](const google::protobuf::Message& message) {
    const auto& word = static_cast<const v1::WatchQueueResponse&>(message);
    if (word.has_row()) out.push_back(word.row().case_id());
    if (!word.gone_case_id().empty()) out.push_back("gone " + word.gone_case_id());
    return word.cursor().empty();
  });
  return out;
}

std::string next_word(Watch& watch) {
  while (auto word = watch.next<v1::WatchQueueResponse>()) {
    if (word->has_row()) return word->row().case_id();
    if (!word->gone_case_id().empty()) return "gone " + word->gone_case_id();
  }
  return "the stream ended";
}

/// Being told of a row raises its proof level, of which the office is told too.
std::string next_departure(Watch& watch) {
  for (;;)
    if (auto word = next_word(watch); word.starts_with("gone ") || word.starts_with("the stream"))
      return word;
}

TEST(ABarredPerson, FindsNoTraceOfTheCaseInContactsNumbersOrPlaces) {
  RunningService service;
  auto submit = submission(intervention());
  submit.set_restricted(true);
  submit.add_barred_person_ids(service.id_of("operator.lan"));
  const auto opened = service.as("operator.hoa").must<v1::SubmitContactResponse>(submit);
  auto& lan = service.as("operator.lan");
  EXPECT_THAT(contacts_listed(lan), IsEmpty());
  EXPECT_THAT(contacts_of_number(lan), IsEmpty());
  EXPECT_THAT(cases_like(lan, tam_di), IsEmpty());
  v1::GetContactRequest get;
  get.set_contact_id(opened.contact_id());
  EXPECT_EQ(lan.refusal(get), "not_found contact_unknown");
  v1::AmendContactRequest amend;
  amend.set_contact_id(opened.contact_id());
  amend.mutable_contact()->set_advised("gọi lại");
  EXPECT_EQ(lan.refusal(amend), "not_found contact_unknown");
  auto& hoa = service.as("operator.hoa");
  EXPECT_THAT(contacts_listed(hoa), ElementsAre(opened.contact_id()));
  EXPECT_EQ(hoa.refusal(get), "");
}

TEST(ABarredPerson, OfTheOfficeThatRecordedItFindsNoTraceEither) {
  RunningService service;
  auto submit = submission(intervention());
  submit.set_restricted(true);
  submit.add_barred_person_ids(service.id_of("chairman.tamdi"));
  const auto opened = service.as("deputy.tamdi").must<v1::SubmitContactResponse>(submit);
  for (const auto* login : {"chairman.tamdi", "officer.tamdi", "supervisor.tamdi"}) {
    auto& user = service.as(login);
    EXPECT_THAT(contacts_listed(user), IsEmpty()) << login;
    v1::GetContactRequest get;
    get.set_contact_id(opened.contact_id());
    EXPECT_EQ(user.refusal(get), "not_found contact_unknown") << login;
    EXPECT_EQ(contacts_counted(user, tam_di), 0U) << login;
  }
  EXPECT_EQ(contacts_counted(service.as("supervisor.district"), district), 1U);
  EXPECT_EQ(differences(service), 0U);
  expect_stored_as_recounted(service);
}

TEST(ABarredPerson, IsToldThatTheCaseIsGoneAndNothingAfterwards) {
  RunningService service;
  CaseStory story(service);
  auto& watch = service.watch("chairman.district", v1::WatchQueueRequest{});
  EXPECT_EQ(next_word(watch), story.id());
  story.restrict({"chairman.district"});
  EXPECT_EQ(next_word(watch), "gone " + story.id()) << "what they had on the screen leaves it";
  story.note("operator.hoa", "điều chỉ cấp trên biết");
  story.accept("officer.district");
  CaseStory later(service);
  EXPECT_EQ(next_word(watch), later.id());
}

TEST(ABarredPerson, WhoseWatchGoesOnFromBeforeIsToldNothingOfLaterChanges) {
  RunningService service;
  CaseStory story(service);
  story.restrict({"operator.lan"});
  v1::WatchQueueRequest request;
  request.set_cursor(service.as("operator.lan").must<v1::ListQueueResponse>(v1::ListQueueRequest{}).cursor());
  story.note("operator.hoa", "điều chỉ cấp trên biết");
  story.accept("officer.district");
  CaseStory later(service);
  EXPECT_THAT(words_until_caught_up(service.as("operator.lan"), request), ElementsAre(later.id()));
}

TEST(AnOffice, WhoseReferralIsReroutedIsToldThatItIsGone) {
  RunningService service;
  CaseStory story(service);
  auto& watch = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_EQ(next_word(watch), story.id());
  auto request = story.about<v1::RerouteReferralRequest>();
  request.set_to_unit(bao_son);
  request.set_reason("đúng địa bàn");
  story.act<v1::RerouteReferralResponse>("operator.hoa", request);
  EXPECT_EQ(next_departure(watch), "gone " + story.id());
  EXPECT_EQ(service.as("officer.tamdi").refusal(story.get()), "not_found case_unknown");
}

TEST(AnOffice, WhoseReferralIsRestrictedIsToldThatItIsGone) {
  RunningService service;
  CaseStory story(service);
  auto& watch = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_EQ(next_word(watch), story.id());
  story.restrict({"chairman.tamdi"});
  EXPECT_EQ(next_departure(watch), "gone " + story.id());
  story.note("operator.hoa", "điều chỉ cấp trên biết");
  CaseStory later(service);
  EXPECT_EQ(next_word(watch), later.id());
}

TEST(Pages, AreFullAndEndAsIfWhatIsHiddenWereNotThere) {
  RunningService service;
  CaseStory first(service), second(service), third(service), fourth(service);
  second.restrict({"operator.lan"});
  first.restrict({"operator.lan"});
  auto& lan = service.as("operator.lan");
  v1::ListCasesRequest cases;
  cases.set_page_size(2);
  const auto page = lan.must<v1::ListCasesResponse>(cases);
  EXPECT_THAT(page.cases(), SizeIs(2));
  EXPECT_EQ(page.next_page_token(), "");
  v1::ListContactsRequest contacts;
  contacts.set_page_size(2);
  const auto listed = lan.must<v1::ListContactsResponse>(contacts);
  EXPECT_THAT(listed.contacts(), SizeIs(2));
  EXPECT_EQ(listed.next_page_token(), "");
  cases.set_page_size(1);
  std::vector<std::string> seen;
  do {
    const auto one = lan.must<v1::ListCasesResponse>(cases);
    ASSERT_THAT(one.cases(), SizeIs(1));
    seen.push_back(one.cases(0).case_id());
    cases.set_page_token(one.next_page_token());
  } while (!cases.page_token().empty());
  EXPECT_THAT(seen, ElementsAre(fourth.id(), third.id()));
}

TEST(ATelephoneNumber, AnswersOnlyWhoMayKnowWhoseItIs) {
  RunningService service;
  const auto told =
      service.as("deputy.tamdi").must<v1::SubmitContactResponse>(submission(intervention())).contact_id();
  const auto asked =
      service.as("deputy.tamdi").must<v1::SubmitContactResponse>(submission(counselling())).contact_id();
  EXPECT_THAT(contacts_of_number(service.as("deputy.tamdi")), ElementsAre(asked, told));
  EXPECT_THAT(contacts_of_number(service.as("operator.lan")), ElementsAre(asked, told));
  for (const auto* login : {"officer.tamdi", "chairman.tamdi", "officer.district", "chairman.district"})
    EXPECT_THAT(contacts_of_number(service.as(login)), IsEmpty()) << login << " would learn who told";
}

TEST(ATelephoneNumber, FindsOnesOwnContactBehindAnyNumberOfOthers) {
  RunningService service;
  const auto own =
      service.as("deputy.tamdi").must<v1::SubmitContactResponse>(submission(counselling())).contact_id();
  for (int i = 0; i < 120; ++i)
    service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
  EXPECT_THAT(contacts_of_number(service.as("deputy.tamdi")), ElementsAre(own));
}

TEST(ASecondHat, WidensNoLookUpThatItIsNotGrantedTo) {
  RunningService service;
  CaseStory elsewhere(service, bao_son), here(service);
  give_hats(service, "officer.tamdi", {{tam_di, rec::ROLE_OFFICER}, {district, rec::ROLE_SUPERVISOR}});
  auto& user = service.as("officer.tamdi");
  EXPECT_THAT(cases_like(user, bao_son), IsEmpty()) << "supervisors do not look for similar cases";
  EXPECT_THAT(cases_like(user, tam_di), ElementsAre(here.id()));
  std::vector<std::string> waiting;
  for (const auto& row : user.must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows())
    waiting.push_back(row.case_id());
  EXPECT_THAT(waiting, ElementsAre(elsewhere.id(), here.id())) << "but they do watch queues";
}

TEST(ASecondHat, OpensTheInformantOnlyOfTheUnitsThatItSupervises) {
  RunningService service;
  const auto id =
      service.as("officer.baoson").must<v1::SubmitContactResponse>(submission(counselling())).contact_id();
  give_hats(service, "officer.district", {{district, rec::ROLE_OFFICER}, {tam_di, rec::ROLE_SUPERVISOR}});
  v1::GetContactRequest get;
  get.set_contact_id(id);
  const auto seen = service.as("officer.district").must<v1::GetContactResponse>(get);
  EXPECT_EQ(seen.versions(0).contact().asked(), narrative);
  EXPECT_EQ(seen.versions(0).contact().informant().name(), "");
  EXPECT_EQ(service.as("supervisor.district")
                .must<v1::GetContactResponse>(get)
                .versions(0)
                .contact()
                .informant()
                .name(),
            informant_name);
}

TEST(ALink, ShowsOnlyTheCasesThatOneMaySee) {
  RunningService service;
  CaseStory here(service), there(service, bao_son);
  auto link = here.about<v1::LinkCasesRequest>();
  link.set_other_case_id(there.id());
  link.set_link(rec::LINK_SIBLING);
  here.act<v1::LinkCasesResponse>("operator.hoa", link);
  const auto links = [&](const std::string& login) {
    std::vector<std::string> out;
    for (const auto& one : here.seen_by(login).links()) out.push_back(one.case_id());
    return out;
  };
  EXPECT_THAT(links("officer.district"), ElementsAre(there.id()));
  EXPECT_THAT(links("officer.tamdi"), IsEmpty());
  v1::GetHistoryRequest history;
  history.set_case_id(here.id());
  EXPECT_THAT(service.as("officer.tamdi").must<v1::GetHistoryResponse>(history).SerializeAsString(),
              Not(::testing::HasSubstr(there.id())));
  EXPECT_THAT(service.as("officer.district").must<v1::GetHistoryResponse>(history).SerializeAsString(),
              ::testing::HasSubstr(there.id()));
  const auto entries_of_links = [&](const std::string& login) {
    const auto told = service.as(login).must<v1::GetHistoryResponse>(history).entries();
    return std::ranges::count_if(told, [](const auto& entry) { return entry.event().has_linked(); });
  };
  EXPECT_EQ(entries_of_links("officer.district"), 1);
  EXPECT_EQ(entries_of_links("officer.tamdi"), 0) << "not even that there is one, and who made it";
}

}  // namespace
}  // namespace hotline::test
