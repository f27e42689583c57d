// Started by the conformance suite: reads what kind of server is wanted from standard input, starts it,
// writes its address to standard output, and serves until it is ended (testing_servers.md of the suite).
#include <csignal>
#include <iostream>

#include "conformance_service.h"
#include "connectrpc/conformance/v1/server_compat.pb.h"
#include "connectrpc/conformance/v1/service.pb.h"
#include "net/server.h"
#include "rpc/router.h"
#include "sized_messages.h"
#include "temporary_files.h"

namespace {

namespace suite = connectrpc::conformance::v1;
using hotline::conformance::read_sized;
using hotline::conformance::write_sized;

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

  const hotline::conformance::TemporaryFiles files;
  server_options.listen = {{.tls = wanted.use_tls()}};
  server_options.tls_files = {files.write("cert.pem", wanted.server_creds().cert()),
                              files.write("key.pem", wanted.server_creds().key())};
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
