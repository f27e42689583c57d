// TLS of the listening side: certificate and key from PEM files, TLS 1.2 and newer, forward secrecy only.
#pragma once

#include <memory>
#include <string>

#include "base/status.h"

namespace boost::asio::ssl {
class context;
}

namespace hotline::net {

struct TlsFiles {
  std::string certificate_chain;  // PEM, the server's own certificate first
  std::string private_key;        // PEM, without a passphrase
};

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// failed_precondition when a file cannot be read, is no PEM, or key and certificate do not belong together.
Result<TlsContext> load_tls(const TlsFiles& files);

}  // namespace hotline::net
