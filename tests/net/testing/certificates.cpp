#include "net/testing/certificates.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <memory>

namespace hotline::net::testing {
namespace {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Free<free>>;
using File = Owned<std::FILE, std::fclose>;

std::string write_pem(const std::filesystem::path& path, const auto& write) {
  const File file(std::fopen(path.c_str(), "w"));
  HOTLINE_CHECK(file && write(file.get()) == 1);
  return path;
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  auto name = (std::filesystem::temp_directory_path() / "hotline-net.XXXXXX").string();
  HOTLINE_CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

TlsFiles make_certificate(const TemporaryDirectory& where, const std::string& name) {
  const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Owned<X509, X509_free> certificate(X509_new());
  auto* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
  X509_gmtime_adj(X509_getm_notBefore(x), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(x), 3'600);
  X509_set_pubkey(x, key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(x));
  const Owned<X509_EXTENSION, X509_EXTENSION_free> address(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"));
  X509_add_ext(x, address.get(), -1);
  HOTLINE_CHECK(X509_sign(x, key.get(), EVP_sha256()) > 0);
  return {write_pem(where.path() / (name + ".pem"), [&](std::FILE* f) { return PEM_write_X509(f, x); }),
          write_pem(where.path() / (name + ".key"), [&](std::FILE* f) {
            return PEM_write_PrivateKey(f, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

bool can_shake_hands(std::uint16_t port, const std::string& version) {
  const int number = version == "TLSv1.1"   ? TLS1_1_VERSION
                     : version == "TLSv1.2" ? TLS1_2_VERSION
                                            : TLS1_3_VERSION;
  const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_security_level(context.get(),
                             0);  // OpenSSL's default would refuse TLS 1.1 on this side already
  SSL_CTX_set_min_proto_version(context.get(), number);
  SSL_CTX_set_max_proto_version(context.get(), number);
  const Owned<BIO, BIO_free_all> connection(BIO_new_ssl_connect(context.get()));
  BIO_set_conn_hostname(connection.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  const bool ok = BIO_do_handshake(connection.get()) == 1;
  ERR_clear_error();
  return ok;
}

}  // namespace hotline::net::testing
