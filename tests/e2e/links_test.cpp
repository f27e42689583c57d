// Cases that are found by their number, and cases that are linked: in both or in neither.
#include <gmock/gmock.h>

#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string found(User& user, const std::string& number) {
  v1::FindCaseRequest request;
  request.set_case_number(number);
  auto answer = user.call<v1::FindCaseResponse>(request);
  return answer ? answer->case_id() : answer.error().text();
}

v1::LinkCasesRequest link(const CaseStory& from, const CaseStory& to, rec::Link kind) {
  auto request = from.about<v1::LinkCasesRequest>();
  request.set_other_case_id(to.id());
  request.set_link(kind);
  return request;
}

std::vector<std::string> links(CaseStory& story, const std::string& login = "operator.hoa") {
  std::vector<std::string> out;
  for (const auto& one : story.seen_by(login).links())
    out.push_back(rec::Link_Name(one.link()) + " " + one.case_id());
  return out;
}

std::vector<std::uint64_t> log_indexes_of_links(RunningService& service, const CaseStory& story) {
  v1::GetHistoryRequest request;
  request.set_case_id(story.id());
  std::vector<std::uint64_t> out;
  const auto history = service.as("operator.hoa").must<v1::GetHistoryResponse>(request);
  for (const auto& entry : history.entries())
    if (entry.event().has_linked()) out.push_back(entry.log_index());
  return out;
}

TEST(ACaseNumber, AsItIsSaidOnTheTelephoneLeadsToTheCase) {
  RunningService service;
  CaseStory first(service), second(service);
  auto& hoa = service.as("operator.hoa");
  EXPECT_EQ(found(hoa, second.opened().case_number()), second.id());
  EXPECT_EQ(found(hoa, "2"), second.id());
  EXPECT_EQ(found(hoa, "2015/1"), first.id());
  EXPECT_EQ(found(service.as("officer.tamdi"), "1"), first.id());
}

TEST(ACaseNumber, OfACaseThatIsNotOnesOwnIsLikeOneThatIsNot) {
  RunningService service;
  CaseStory story(service);
  auto& stranger = service.as("officer.baoson");
  EXPECT_EQ(found(stranger, story.opened().case_number()), "not_found case_unknown");
  EXPECT_EQ(found(stranger, "2015-999"), "not_found case_unknown");
  EXPECT_EQ(found(stranger, "tìm giúp"), "not_found case_unknown");
}

TEST(ALink, StandsInBothCasesInOneTransaction) {
  RunningService service;
  CaseStory one(service), other(service, bao_son);
  one.act<v1::LinkCasesResponse>("operator.hoa", link(one, other, rec::LINK_SIBLING));
  EXPECT_THAT(links(one), ElementsAre("LINK_SIBLING " + other.id()));
  EXPECT_THAT(links(other), ElementsAre("LINK_SIBLING " + one.id()));
  const auto here = log_indexes_of_links(service, one), there = log_indexes_of_links(service, other);
  ASSERT_THAT(here, ::testing::SizeIs(1));
  EXPECT_THAT(there, ElementsAre(here[0] + 1));
}

TEST(ALink, ThatIsThereIsNotMadeTwiceFromEitherSide) {
  RunningService service;
  CaseStory one(service), other(service);
  one.act<v1::LinkCasesResponse>("operator.hoa", link(one, other, rec::LINK_DUPLICATE));
  other.version = other.seen_by("operator.hoa").row().version();
  EXPECT_EQ(service.as("operator.hoa").refusal(link(one, other, rec::LINK_DUPLICATE)),
            "already_exists already_linked");
  EXPECT_EQ(service.as("operator.lan").refusal(link(other, one, rec::LINK_DUPLICATE)),
            "already_exists already_linked");
}

TEST(ALink, IsNotMadeByWhoMayOnlyReadTheOtherCase) {
  RunningService service;
  CaseStory moved(service), here(service);
  moved.move_to_bao_son();
  here.accept();
  EXPECT_EQ(service.as("officer.tamdi").refusal(link(here, moved, rec::LINK_SIBLING)),
            "permission_denied link_needs_both");
  EXPECT_THAT(links(here), IsEmpty());
  EXPECT_THAT(links(moved), IsEmpty());
  EXPECT_EQ(service.as("operator.lan").refusal(link(here, moved, rec::LINK_SIBLING)), "");
}

TEST(ALink, OfACaseWithItselfIsRefused) {
  RunningService service;
  CaseStory story(service);
  EXPECT_EQ(service.as("operator.hoa").refusal(link(story, story, rec::LINK_SIBLING)),
            "invalid_argument fields_invalid");
}

}  // namespace
}  // namespace hotline::test
