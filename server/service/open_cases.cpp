#include "service/open_cases.h"

#include "domain/permission.h"
#include "service/sight.h"

namespace hotline::service {
namespace {
constexpr std::uint32_t rows_a_page = 500;
}

Result<bool> each_open_case(const Reading& reading, const store::Scope& scope,
                            const std::function<void(const store::CaseRow&)>& each) {
  store::CaseFilter filter;
  filter.scope = scope;
  for (std::uint32_t status = record::v1::CASE_STATUS_RECEIVED; status < record::v1::CASE_STATUS_CLOSED;
       ++status)
    filter.statuses.push_back(status);
  store::Page page{.size_max = rows_a_page, .after = {}};
  std::uint32_t looked_at = 0;
  do {
    auto rows = reading.db.cases(filter, page);
    if (!rows) return fail(rows.error());
    for (const auto& row : rows->rows) {
      auto there = is_listed(reading, row);
      if (!there) return fail(there.error());
      if (*there) each(row);
    }
    looked_at += static_cast<std::uint32_t>(rows->rows.size());
    page.after = std::move(rows->after);
  } while (!page.after.empty() && looked_at < open_cases_max);
  return page.after.empty();
}

std::string office_of_today(const Reading& reading, const std::string& unit) {
  const auto key = UnitKey::parse(unit);
  const auto* today = key ? holder(reading.directory(), *key, reading.today) : nullptr;
  return today ? today->key.text() : unit;
}

}  // namespace hotline::service
