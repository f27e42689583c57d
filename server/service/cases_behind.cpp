#include "service/cases_behind.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "service/figures.h"

namespace hotline::service {

Result<CaseList> list_counted(Reading& reading, const Days& days, const Counts& counts,
                              const store::Page& page) {
  std::vector<std::pair<std::int32_t, CaseId>> found;
  Result<> opened;
  history::v1::CaseFact fact;
  auto read = reading.db.case_facts(days.from, days.to, [&](const store::CaseFactRow& row) {
    if (opened) opened = open_fact(reading.world.keys, row, fact);
    if (opened && counts(fact)) found.emplace_back(row.day, row.case_id);
  });
  if (!read || !opened) return fail(read ? opened.error() : read.error());
  std::ranges::sort(found, std::greater<>{});
  return list_these(reading, found, page);
}

std::unexpected<Error> counts_no_cases(std::string field) {
  constexpr Text text = {"Con số này đếm cuộc tiếp nhận, không đếm ca. Hãy xem danh sách cuộc tiếp nhận.",
                         "This figure counts contacts, not cases. Look at the list of contacts."};
  return fail({Code::invalid_argument,
               "dimension_without_cases",
               text,
               {{std::move(field), "counts_contacts", text}}});
}

}  // namespace hotline::service
