#include "service/installed_day.h"

#include "evidence/entry.h"

namespace hotline::service {

Result<Date> installed_day(store::Reader& db, Date today) {
  auto day = today;
  auto read = db.entries(0, 1, [&](const store::Entry& entry) -> Result<> {
    if (const auto header = evidence::parse_header(entry.header)) day = local_date(header->recorded_at);
    return {};
  });
  if (!read) return fail(read.error());
  return day;
}

}  // namespace hotline::service
