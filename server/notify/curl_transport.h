// E-mail by SMTP and webhooks by HTTPS, side by side on one thread (libcurl's multi interface).
//
// Promises: nothing is sent without the configured encryption, and certificates are always checked; redirects
// are not followed, proxies of the environment not used, and no address but those of the configuration is
// ever connected to; an attempt ends within Channels::attempt_max; of an answer no more than 64 KiB are read,
// and nothing of it is kept or logged.
//
// Webhooks follow the Standard Webhooks specification 1.0.0: the same id in every attempt, the time of the
// attempt, a signature over both and the body. 2xx is delivered, 410 refused for good, everything else to be
// tried again. Of SMTP, a reply 5xx to sender, recipient or content refuses for good; where one of several
// recipients is taken, the message is delivered.
#pragma once

#include <atomic>
#include <map>
#include <memory>

#include "notify/settings.h"
#include "notify/transport.h"

namespace hotline::notify {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(Channels channels);
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  void begin(const Letter& letter) override;
  std::vector<Outcome> wait(Duration max) override;
  void wake() override;

 private:
  struct Transfer;
  void collect(std::vector<Outcome>& outcomes);

  const Channels channels_;
  void* const multi_;                                     // CURLM
  std::map<void*, std::unique_ptr<Transfer>> transfers_;  // by CURL
  std::vector<Outcome> not_begun_;
  std::atomic<bool> woken_{false};
};

}  // namespace hotline::notify
