// What the rows of a case say of its clocks, held against its history and made anew.
#include "domain/case_fact.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/figures.h"

namespace hotline::service {

std::string counted_clocks(const history::v1::CaseFact& fact) {
  std::string text;
  for (const auto& clock : fact.clocks()) text += clock.SerializeAsString() + '\n';
  return text;
}

Result<> CaseFile::renew_row(const World& world, store::Writer& db) const {
  auto before = db.case_row(id_);
  if (!before) return fail(before.error());
  if (!*before)
    return fail(Code::data_loss, "row_missing",
                {"Ca không còn dòng trong danh sách. Hãy chạy lệnh dựng lại.",
                 "The case has no row in the lists. Run rebuild."});
  const auto readings = clocks(state_, world.rules, world.calendar);
  const auto places = world.places.get();
  auto row = project(world, {*places->directory, local_date(world.clock.now())}, id_, state_, readings, keys_,
                     (*before)->changed, &**before);
  if (!row) return fail(row.error());
  if (auto put = db.put(*row); !put) return put;
  return put_fact(world, db, readings);
}

Result<bool> CaseFile::is_indexed(const World& world, store::Reader& db, const std::string& fact) const {
  auto row = db.case_row(id_);
  if (!row) return fail(row.error());
  if (!*row) return false;
  const auto places = world.places.get();
  const auto readings = clocks(state_, world.rules, world.calendar);
  auto now = **row;
  index_clocks(world.rules, {*places->directory, local_date(world.clock.now())}, state_, readings, now);
  if (now != **row) return false;
  FactOfCase counted;
  for (const auto& happened : child_parts_) counted.note(happened.event);
  return counted_clocks(counted.make(state_, readings)) == fact;
}

Result<> CaseFile::put_fact(const World& world, store::Writer& db,
                            std::span<const ClockReading> readings) const {
  FactOfCase counted;
  for (const auto& happened : child_parts_) counted.note(happened.event);
  return service::put_fact(world.keys, db, id_, counted.make(state_, readings));
}

}  // namespace hotline::service
