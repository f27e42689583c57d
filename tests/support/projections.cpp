#include "support/projections.h"

#include <gtest/gtest.h>

#include "app/app.h"
#include "service/rebuild.h"

namespace hotline::test {

std::uint64_t differences(RunningService& service) {
  std::uint64_t different = 99;
  auto& world = service.app().world();
  const auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto report = service::compare_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    if (!report) return fail(report.error());
    different = report->different;
    return {};
  });
  EXPECT_TRUE(read);
  return different;
}

}  // namespace hotline::test
