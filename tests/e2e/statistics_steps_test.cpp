// How long each step of a case took, as the statistics say it over the wire.
#include <gmock/gmock.h>

#include <array>

#include "hotline/v1/statistics.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;

v1::GetStatisticsRequest of_the_first_day(v1::Dimension dimension) {
  v1::GetStatisticsRequest request;
  request.mutable_period()->set_first_day("2015-03-26");
  request.mutable_period()->set_last_day("2015-03-26");
  request.add_dimensions(dimension);
  return request;
}

/// The key of the only case that there is.
std::string key_of_the_case(RunningService& service, v1::Dimension dimension) {
  const auto answer =
      service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(of_the_first_day(dimension));
  EXPECT_EQ(answer.breakdowns(0).figures_size(), 1) << v1::Dimension_Name(dimension);
  return answer.breakdowns(0).figures_size() == 1 ? answer.breakdowns(0).figures(0).key() : "";
}

TEST(Statistics, CountHowLongEachStepTookFromTheCallOn) {
  RunningService service;
  CaseStory story(service);
  constexpr std::array steps = {v1::DIMENSION_CASE_TIME_TO_SENDING_ON, v1::DIMENSION_CASE_TIME_TO_APPROVAL,
                                v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION, v1::DIMENSION_CASE_TIME_TO_REVIEW};
  EXPECT_EQ(key_of_the_case(service, steps[0]), "30m") << "the intake sent it on";
  for (const auto step : {steps[1], steps[2], steps[3]}) EXPECT_EQ(key_of_the_case(service, step), "not_yet");
  story.accept();
  story.assess();
  story.submit_plan();
  service.pass(hours{10});
  story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>());
  service.pass(hours{10});
  auto done = story.about<v1::RecordActionRequest>();
  done.mutable_action()->set_what("đưa cháu đi khám");
  done.mutable_action()->set_plan_carried_out(true);
  story.act<v1::RecordActionResponse>("officer.tamdi", done);
  service.pass(hours{24 * 20});
  auto looked = story.about<v1::RecordReviewRequest>();
  *looked.mutable_review() = review(true, true);
  story.act<v1::RecordReviewResponse>("officer.tamdi", looked);
  EXPECT_EQ(key_of_the_case(service, steps[0]), "30m");
  EXPECT_EQ(key_of_the_case(service, steps[1]), "12h");
  EXPECT_EQ(key_of_the_case(service, steps[2]), "24h");
  EXPECT_EQ(key_of_the_case(service, steps[3]), "30d");
}

}  // namespace
}  // namespace hotline::test
