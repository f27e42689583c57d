// Started by the conformance suite: reads what kind of server is wanted from standard input, starts it,
// writes its address to standard output, and serves until it is ended (testing_servers.md of the suite).
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "conformance_service.h"
#include "connectrpc/conformance/v1/server_compat.pb.h"
#include "connectrpc/conformance/v1/service.pb.h"
#include "net/server.h"
#include "rpc/router.h"

namespace {

namespace suite = connectrpc::conformance::v1;
namespace fs = std::filesystem;

bool read_sized(google::protobuf::Message& into) {
  std::array<unsigned char, 4> head;
  if (std::fread(head.data(), 1, head.size(), stdin) != head.size()) return false;
  std::string bytes(static_cast<std::size_t>(head[0]) << 24 | head[1] << 16 | head[2] << 8 | head[3], '\0');
  return std::fread(bytes.data(), 1, bytes.size(), stdin) == bytes.size() && into.ParseFromString(bytes);
}

void write_sized(const google::protobuf::Message& message) {
  const auto bytes = message.SerializeAsString();
  for (int shift = 24; shift >= 0; shift -= 8) std::putchar(static_cast<int>(bytes.size() >> shift & 0xff));
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  std::fflush(stdout);
}

/// The credentials as files, for as long as it takes to load them.
class CredentialFiles {
 public:
  explicit CredentialFiles(const suite::TLSCreds& creds) {
    auto name = (fs::temp_directory_path() / "conformance.XXXXXX").string();
    HOTLINE_CHECK(mkdtemp(name.data()) != nullptr);
    directory_ = name;
    std::ofstream(directory_ / "cert.pem") << creds.cert();
    std::ofstream(directory_ / "key.pem") << creds.key();
  }
  ~CredentialFiles() { fs::remove_all(directory_); }
  hotline::net::TlsFiles files() const { return {directory_ / "cert.pem", directory_ / "key.pem"}; }

 private:
  fs::path directory_;
};

}  // namespace

int main() {
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ended, nullptr);  // before any thread starts

  suite::ServerCompatRequest wanted;
  if (!read_sized(wanted)) return 1;

  hotline::rpc::RouterOptions options;
  options.gzip_min_bytes = 0;
  hotline::net::ServerOptions server_options;
  if (wanted.message_receive_limit() > 0) {
    options.message_max_bytes = wanted.message_receive_limit();
    server_options.limits.body_max_bytes =
        wanted.message_receive_limit() + 1024;  // envelope, gzip of random bytes
  }
  hotline::conformance::Service service;
  hotline::rpc::Router router(
      service, {suite::UnaryRequest::descriptor()->file()->FindServiceByName("ConformanceService")}, options);

  const CredentialFiles credentials(wanted.server_creds());
  server_options.listen = {{.tls = wanted.use_tls()}};
  server_options.tls_files = credentials.files();
  server_options.threads = 2;
  auto server = hotline::net::Server::start(server_options, router);
  if (!server) {
    std::cerr << server.error().text.en << '\n';
    return 1;
  }
  suite::ServerCompatResponse started;
  started.set_host("127.0.0.1");
  started.set_port((*server)->ports().front());
  if (wanted.use_tls()) started.set_pem_cert(wanted.server_creds().cert());
  write_sized(started);
  int signal = 0;
  sigwait(&ended, &signal);
  (*server)->stop();
  (*server)->wait();
}
