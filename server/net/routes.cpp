#include "net/routes.h"

#include <algorithm>

namespace hotline::net {

void Routes::add(std::string prefix, Handler& handler) {
  routes_.emplace_back(std::move(prefix), &handler);
  std::ranges::sort(routes_, std::ranges::greater{}, [](const auto& route) { return route.first.size(); });
}

asio::awaitable<void> Routes::handle(Exchange& exchange) {
  const auto path = exchange.request().path();
  for (const auto& [prefix, handler] : routes_)
    if (prefix.ends_with('/') ? path.starts_with(prefix) : path == prefix)
      co_return co_await handler->handle(exchange);
  exchange.respond(plain_text(404, "Not found.\n"));
}

}  // namespace hotline::net
