// Which handler answers which path. A prefix that ends in '/' takes everything below it, any other only
// itself; the longest match wins; without a match the answer is 404.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "net/http.h"

namespace hotline::net {

class Routes final : public Handler {
 public:
  /// Before the server starts. `handler` outlives this object.
  void add(std::string prefix, Handler& handler);
  BodyAllowance allow_body(const Request& head, std::size_t usual_max_bytes) override;
  asio::awaitable<void> handle(Exchange& exchange) override;

 private:
  Handler* find(std::string_view path) const;

  std::vector<std::pair<std::string, Handler*>> routes_;  // longest first
};

}  // namespace hotline::net
