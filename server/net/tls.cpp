#include "net/tls.h"

#include <boost/asio/ssl/context.hpp>

namespace hotline::net {
namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2 suites; those of TLS 1.3 are all fine. (Mozilla's "intermediate" set without DHE.)
constexpr const char* tls12_suites = "ECDHE+AESGCM:ECDHE+CHACHA20";

std::unexpected<Error> unusable() {
  return fail(
      Code::failed_precondition, "tls_files_unusable",
      {"Không dùng được chứng thư hoặc khóa TLS: không đọc được tệp, không phải PEM, hoặc khóa không khớp.",
       "The TLS certificate or key cannot be used: unreadable, not PEM, or the two do not match."});
}

int choose_http11(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                  unsigned in_size, void*) {
  static constexpr unsigned char http11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, http11, 9, in, in_size) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<TlsContext> load_tls(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  boost::system::error_code ec;
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // 10,000 idle connections
  SSL_CTX_set_alpn_select_cb(native, choose_http11, nullptr);
  HOTLINE_CHECK(SSL_CTX_set_cipher_list(native, tls12_suites) == 1);
  context->use_certificate_chain_file(files.certificate_chain, ec);
  if (ec) return unusable();
  context->use_private_key_file(files.private_key, ssl::context::pem, ec);
  if (ec || SSL_CTX_check_private_key(native) != 1) return unusable();
  return context;
}

}  // namespace hotline::net
