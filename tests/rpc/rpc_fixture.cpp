#include "rpc_fixture.h"

#include <atomic>
#include <stdexcept>

namespace hotline::rpc::testing {

using google::protobuf::Message;

const google::protobuf::ServiceDescriptor& service() {
  return *test::EchoRequest::descriptor()->file()->FindServiceByName("EchoService");
}

const google::protobuf::MethodDescriptor& method(const std::string& name) {
  return *service().FindMethodByName(name);
}

class EchoService final : public Dispatcher {
 public:
  Result<> admit(Call& call) override {
    if (call.header("x-stranger"))
      return fail(Code::unauthenticated, "stranger", {"Hãy đăng nhập.", "Sign in first."});
    return {};
  }

  asio::awaitable<Result<std::unique_ptr<Message>>> unary(Call& call,
                                                          std::unique_ptr<Message> request) override {
    ++calls;
    const auto& asked = dynamic_cast<const test::EchoRequest&>(*request);
    if (asked.text() == "fail") co_return fail(refusal());
    if (asked.text() == "throw") throw std::runtime_error("beLan");
    if (asked.text() == "wait") co_await gate.wait();
    if (asked.text() == "metadata") add_metadata(call);
    auto response = std::make_unique<test::EchoResponse>();
    *response->mutable_echo() = asked;
    if (asked.text() == "unwritable") response->mutable_echo()->set_text("\xff");
    co_return std::unique_ptr<Message>(std::move(response));
  }

  asio::awaitable<Result<>> stream(Call& call, std::unique_ptr<Message> request, Sender& sender) override {
    ++calls;
    const auto& asked = dynamic_cast<const test::EchoRequest&>(*request);
    add_metadata(call);
    if (asked.text() == "wait") call.on_cancel([&] { cancelled.set_value(call.cancelled()); });
    test::EchoResponse response;
    *response.mutable_echo() = asked;
    for (int i = 0; i < asked.count(); ++i) {
      response.set_index(i);
      const bool holds = asked.text() == "together" && i + 1 < asked.count();
      if (auto ok = co_await (holds ? sender.send_with_next(response) : sender.send(response)); !ok)
        co_return ok;
    }
    if (asked.text() == "wait") co_await gate.wait();
    if (asked.text() == "fail") co_return fail(refusal());
    co_return Result<>();
  }

  std::atomic<int> calls{0};
  std::promise<net::Cancelled> cancelled;
  net::testing::Gate gate;

 private:
  static Error refusal() {
    return {Code::failed_precondition, "asked_to_fail", {"Không được.", "Not possible."}};
  }

  static void add_metadata(Call& call) {
    call.response_headers().add("X-Cookie", call.cookie("session").value_or(""));
    call.response_headers().add("X-Peer", call.peer_address());
    call.response_headers().add("X-Authorization", call.header("authorization").value_or(""));
    call.response_trailers().add("X-After", "done");
  }
};

EchoServer::EchoServer(RouterOptions options, net::Limits limits, net::TlsFiles tls)
    : service_(std::make_unique<EchoService>()) {
  options.error_details = [](const Error& error) {
    test::Why why;
    why.set_reason(std::string(error.reason));
    why.set_vi(std::string(error.text.vi));
    why.set_en(std::string(error.text.en));
    Details details;
    details.emplace_back().PackFrom(why);
    return details;
  };
  options.on_exception = [this](const auto&, std::string_view type) { last_exception_ = type; };
  router_ = std::make_unique<Router>(*service_, std::vector{&service()}, options);
  net::ServerOptions server_options;
  server_options.listen = {{.tls = !tls.private_key.empty()}};
  server_options.tls_files = std::move(tls);
  server_options.limits = limits;
  server_options.limits.sweep_ms = 5;
  server_options.threads = 2;
  auto started = net::Server::start(server_options, *router_);
  if (!started) throw std::runtime_error("the test server did not start");
  server_ = std::move(*started);
}

EchoServer::~EchoServer() = default;

std::uint16_t EchoServer::port() const { return server_->ports().front(); }
void EchoServer::stop() { server_->stop(); }
void EchoServer::wait() { server_->wait(); }
int EchoServer::calls() const { return service_->calls; }
std::string EchoServer::last_exception() const { return last_exception_; }
void EchoServer::await_waiting() { service_->gate.await_arrival(); }
net::Cancelled EchoServer::await_cancelled() { return service_->cancelled.get_future().get(); }

std::string EchoServer::metrics() const {
  net::MetricsText text;
  router_->write_metrics(text);
  return text.text();
}

}  // namespace hotline::rpc::testing
