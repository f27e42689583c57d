// A page of cases, as every list of them answers.
#pragma once

#include "api/map_case.h"
#include "api/page.h"
#include "service/lists.h"

namespace hotline::api {

template <class Response>
Result<Response> case_page(const service::Reading& reading, const Result<service::CaseList>& list) {
  if (!list) return fail(list.error());
  Response response;
  for (const auto& item : list->cases) *response.add_cases() = to_row(item);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

}  // namespace hotline::api
