// What the machine's operator asks: /healthz (the process answers), /readyz (it can do its work), /metrics.
// The answers come from callbacks of the layers above, which may be called on any network thread at the same
// time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.h"
#include "net/metrics_text.h"

namespace hotline::net {

/// One thing that must hold before this server should get work: "store", "second_copy", …
struct ReadyCheck {
  std::string_view name;
  bool ok = false;
  std::string detail = {};  // for whoever reads the line: "age_seconds=3600"; a line at the most
};

class Probes final : public Handler {
 public:
  using Ready = std::function<std::vector<ReadyCheck>()>;
  using Metrics = std::function<void(MetricsText&)>;

  Probes(Ready ready, Metrics metrics) : ready_(std::move(ready)), metrics_(std::move(metrics)) {}

  /// GET and HEAD of the three paths; 404 and 405 for everything else. /readyz is 200 when every check is ok,
  /// else 503; its body has a line "name ok" or "name failed" for each, and behind it the detail, where there
  /// is one.
  asio::awaitable<void> handle(Exchange& exchange) override;

 private:
  Response answer(const Request& request) const;
  Response readiness() const;

  Ready ready_;
  Metrics metrics_;
};

}  // namespace hotline::net
