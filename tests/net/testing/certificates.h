// Self-signed certificates for 127.0.0.1, made anew for each test, and a look at which TLS versions a server
// takes.
#pragma once

#include <filesystem>
#include <string>

#include "net/tls.h"

namespace hotline::net::testing {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Writes `name`.pem and `name`.key.
TlsFiles make_certificate(const TemporaryDirectory& where, const std::string& name);

/// Whether a client that knows only that version ("TLSv1.2") and checks nothing can shake hands.
bool can_shake_hands(std::uint16_t port, const std::string& version);

}  // namespace hotline::net::testing
