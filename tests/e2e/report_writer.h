// Entries of an owed report that no call would make: written past the rules, as an earlier version or a long
// time did.
#pragma once

#include <gtest/gtest.h>

#include "app/app.h"
#include "domain/case_time.h"
#include "service/account.h"
#include "service/report_file.h"
#include "service/world.h"
#include "support/running_service.h"

namespace hotline::test {

/// write(file, record), which records a `history::v1::ReportEvent` with what it leaves out: the time, and
/// whose it is.
template <class Write>
void write_into_report(RunningService& service, const v1::ReportKey& key, Write write) {
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    static const service::Caller nobody;
    static const service::Demand nothing;
    auto people = service::people_as_of(world, db);
    if (!people) return fail(people.error());
    service::AfterCommit after(world.behind);
    service::Writing writing(world, db, after, nobody, nothing, world.clock.now(), *people);
    const auto owed = owed_report(world.reference.report_duties, writing.directory(), key.duty(),
                                  UnitKey::parse(key.unit()).value(), parse_date(key.first_day()).value());
    auto file = service::ReportFile::load(world, db, *owed);
    if (!file) return fail(file.error());
    return write(*file, [&](history::v1::ReportEvent event) {
      *event.mutable_recorded_at() = timestamp_of(world.clock.now());
      *event.mutable_report() = owed_of(*owed);
      return file->record(writing, std::move(event));
    });
  }));
}

}  // namespace hotline::test
