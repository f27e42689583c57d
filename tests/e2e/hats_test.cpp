// People with more than one hat: every method about a case, asked by a deputy who wears a chairman's hat for
// a time, and by one person who works in two offices. What they may do is what the table gives to one of
// their hats alone; nothing follows from two hats together, and nothing is left when a hat is taken off.
#include "support/hats.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "support/permission_answers.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

class Hats : public ::testing::Test {
 protected:
  User deputy() { return service.stranger(service.as("deputy.tamdi").token()); }
  void delegate(Duration lasts = std::chrono::minutes{30}) {
    v1::DelegateRequest request;
    request.set_unit(tam_di);
    request.set_deputy_id(service.id_of("deputy.tamdi"));
    *request.mutable_until() = timestamp_of(first_day + lasts);
    service.as("chairman.tamdi").must<v1::DelegateResponse>(request);
  }
  /// The deputy of Tam Dị becomes its officer and the chairman of Bảo Sơn.
  User& with_two_offices() {
    give_hats(service, "deputy.tamdi", {{tam_di, rec::ROLE_OFFICER}, {bao_son, rec::ROLE_CHAIRMAN}});
    return service.as("deputy.tamdi");
  }

  RunningService service;
  CaseStory story{service};
};

// While the case is referred to Tam Dị; and when it was accepted there and moved to Bảo Sơn.
constexpr HatOnCase officer_of_tam_di[] = {{'F', "C"}, {'F', "F"}};
constexpr HatOnCase officer_of_bao_son[] = {{'F', ""}};
constexpr HatOnCase chairman_of_tam_di[] = {{'C', "C"}, {'C', "F"}};
constexpr HatOnCase chairman_of_bao_son[] = {{'C', ""}, {'C', "R"}};

TEST_F(Hats, ADeputyMayWhatOfficerOrChairmanMayWhileItLastsAndThenWhatTheOfficerMay) {
  delegate();
  auto asking = deputy();
  const HatOnCase both[] = {officer_of_tam_di[0], chairman_of_tam_di[0]};
  expect_answers_of_table(asking, story, both);
  service.pass(std::chrono::minutes{30});
  expect_answers_of_table(asking, story, {officer_of_tam_di, 1});
}

TEST_F(Hats, ADeputyWhoWorksElsewhereNowDecidesForNobody) {
  delegate(std::chrono::days{30});
  give_hats(service, "deputy.tamdi", {{bao_son, rec::ROLE_OFFICER}});
  auto asking = deputy();
  expect_answers_of_table(asking, story, {officer_of_bao_son, 1});
}

TEST_F(Hats, ADeputyOfWhomTheChairmanWentKeepsTheirOwnRoleAlone) {
  delegate(std::chrono::days{30});
  const auto in_force = [&] {
    v1::ListDelegationsRequest request;
    const auto list = service.as("supervisor.district").must<v1::ListDelegationsResponse>(request);
    return std::ranges::count_if(list.delegations(), [](const auto& given) { return !given.revoked(); });
  };
  EXPECT_EQ(in_force(), 1);
  v1::DisablePersonRequest gone;
  gone.set_person_id(service.id_of("chairman.tamdi"));
  service.as("admin").must<v1::DisablePersonResponse>(gone);
  EXPECT_EQ(in_force(), 0);
  auto asking = deputy();
  expect_answers_of_table(asking, story, {officer_of_tam_di, 1});
}

TEST_F(Hats, ADeputyKeepsOfACaseThatMovedOnWhatTheOfficeKeeps) {
  story.move_to_bao_son();
  delegate();
  auto asking = deputy();
  const HatOnCase both[] = {officer_of_tam_di[1], chairman_of_tam_di[1]};
  expect_answers_of_table(asking, story, both);
}

TEST_F(Hats, WhoeverWorksInTwoOfficesMayInEachWhatTheirRoleThereMay) {
  const HatOnCase both[] = {officer_of_tam_di[0], chairman_of_bao_son[0]};
  expect_answers_of_table(with_two_offices(), story, both);
}

TEST_F(Hats, WhoeverWorksInTwoOfficesHasNoRoleOfTheOneInTheOther) {
  story.move_to_bao_son();
  const HatOnCase both[] = {officer_of_tam_di[1], chairman_of_bao_son[1]};
  expect_answers_of_table(with_two_offices(), story, both);
}

}  // namespace
}  // namespace hotline::test
