// Page size and page token of list requests. A token is what the store made, sealed, so that it tells nothing
// and cannot be made up.
#pragma once

#include <string>

#include "service/act.h"

namespace hotline::api {

inline constexpr std::uint32_t page_size_default = 50;

template <class Request>
Result<store::Page> page_of(const service::Reading& reading, const Request& request);

/// What to put into next_page_token.
std::string page_token(const service::Reading& reading, const std::string& after);
Result<std::string> page_key(const service::Reading& reading, const std::string& token);

template <class Request>
Result<store::Page> page_of(const service::Reading& reading, const Request& request) {
  auto after = page_key(reading, request.page_token());
  if (!after) return fail(after.error());
  return store::Page{.size_max = request.page_size() == 0 ? page_size_default : request.page_size(),
                     .after = std::move(*after)};
}

}  // namespace hotline::api
