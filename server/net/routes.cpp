#include "net/routes.h"

#include <algorithm>

namespace hotline::net {

void Routes::add(std::string prefix, Handler& handler) {
  routes_.emplace_back(std::move(prefix), &handler);
  std::ranges::sort(routes_, std::ranges::greater{}, [](const auto& route) { return route.first.size(); });
}

Handler* Routes::find(std::string_view path) const {
  for (const auto& [prefix, handler] : routes_)
    if (prefix.ends_with('/') ? path.starts_with(prefix) : path == prefix) return handler;
  return nullptr;
}

BodyAllowance Routes::allow_body(const Request& head, std::size_t usual_max_bytes) {
  if (auto* handler = find(head.path())) return handler->allow_body(head, usual_max_bytes);
  return {usual_max_bytes, false};
}

asio::awaitable<void> Routes::handle(Exchange& exchange) {
  if (auto* handler = find(exchange.request().path())) co_return co_await handler->handle(exchange);
  exchange.respond(plain_text(404, "Not found.\n"));
}

}  // namespace hotline::net
