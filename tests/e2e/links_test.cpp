// Cases that are found by their number.
#include <gmock/gmock.h>

#include "support/records.h"

namespace hotline::test {
namespace {

std::string found(User& user, const std::string& number) {
  v1::FindCaseRequest request;
  request.set_case_number(number);
  auto answer = user.call<v1::FindCaseResponse>(request);
  return answer ? answer->case_id() : answer.error().text();
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

}  // namespace
}  // namespace hotline::test
