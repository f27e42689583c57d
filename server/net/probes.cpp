#include "net/probes.h"

namespace hotline::net {

asio::awaitable<void> Probes::handle(Exchange& exchange) {
  exchange.respond(answer(exchange.request()));
  co_return;
}

Response Probes::answer(const Request& request) const {
  if (request.method != Method::get && request.method != Method::head) {
    auto refused = plain_text(405, "Only GET and HEAD.\n");
    refused.headers.add("Allow", "GET, HEAD");
    return refused;
  }
  const auto path = request.path();
  if (path == "/healthz") return plain_text(200, "ok\n");
  if (path == "/readyz") return readiness();
  if (path != "/metrics") return plain_text(404, "Not found.\n");
  MetricsText text;
  metrics_(text);
  auto response = plain_text(200, text.text());
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

Response Probes::readiness() const {
  std::string lines;
  bool ready = true;
  for (const auto& check : ready_()) {
    lines.append(check.name).append(check.ok ? " ok" : " failed");
    if (!check.detail.empty()) lines.append(" ").append(check.detail);
    lines += '\n';
    ready = ready && check.ok;
  }
  return plain_text(ready ? 200 : 503, lines);
}

}  // namespace hotline::net
