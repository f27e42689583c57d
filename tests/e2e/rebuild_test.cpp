// The projections that the service keeps are those that the histories make, however close together people
// act.
#include "service/rebuild.h"

#include <gmock/gmock.h>

#include "app/app.h"
#include "hotline/v1/referral.pb.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {

std::vector<std::string> differences(RunningService& service) {
  auto& world = service.app().world();
  std::vector<std::string> out;
  const auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto report = service::compare_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    if (!report) return fail(report.error());
    for (const auto& one : report->differences)
      out.push_back(std::string(service::name(one.kind)) + " " + std::string(one.table));
    return {};
  });
  EXPECT_TRUE(read.has_value());
  return out;
}

TEST(Rebuild, TwoActsOfOnePersonAtOneInstantStayTwo) {
  RunningService service;  // whose clock stands still
  CaseStory story(service);
  const auto reroute = [&](const char* unit) {
    auto request = story.about<v1::RerouteReferralRequest>();
    request.set_to_unit(unit);
    request.set_reason("nơi xảy ra chưa rõ");
    story.version =
        service.as("operator.hoa").must<v1::RerouteReferralResponse>(request).case_().row().version();
  };
  for (const auto* unit : {bao_son, district, tam_di}) reroute(unit);

  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  const auto entries = service.as("operator.hoa").must<v1::GetHistoryResponse>(history).entries();
  ASSERT_EQ(entries.size(), 4);
  ASSERT_EQ(entries[3].log_index(), entries[2].log_index() + 1) << "nothing lies between the last two";
  EXPECT_THAT(differences(service), ::testing::IsEmpty());
}

}  // namespace
}  // namespace hotline::test
