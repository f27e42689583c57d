#include "connection.h"

#include <array>
#include <chrono>
#include <thread>

#include "hotline/record/v1/options.pb.h"
#include "next_step.h"

namespace hotline::ctl {
namespace {

constexpr std::array<std::chrono::milliseconds, 2> pauses_before_retry = {std::chrono::milliseconds{200},
                                                                          std::chrono::milliseconds{800}};
constexpr std::string_view default_server = "http://127.0.0.1:8111";

bool line_broke(const rpc::Remote<>& result) {
  return !result && !result.error().from_server && result.error().code == Code::unavailable;
}

}  // namespace

Connection::Connection(std::string server, std::string ca_file) {
  if (auto saved = load_session()) session_ = std::move(*saved);
  if (!server.empty() && server != session_.server)
    session_ = {.server = std::move(server), .ca_file = {}, .token = {}, .person = {}};
  if (!ca_file.empty()) session_.ca_file = std::move(ca_file);
  if (session_.server.empty()) session_.server = default_server;
}

void Connection::set_token(std::string token, std::string person) {
  session_.token = std::move(token);
  session_.person = std::move(person);
  calls_.reset();
}

Outcome<> Connection::open(const MethodDescriptor& method) {
  const auto& access = method.options().GetExtension(record::v1::access);
  if (session_.token.empty() && access.audience() != record::v1::AUDIENCE_PUBLIC)
    return stop(Exit::not_signed_in,
                {"Chưa đăng nhập. Hãy chạy: hotlinectl sign-in", "Not signed in. Run: hotlinectl sign-in"});
  if (calls_) return {};
  for (auto* made : {&streams_, &calls_}) {
    auto client = rpc::Client::open({.base_url = session_.server, .ca_file = session_.ca_file});
    if (!client) return stop(client.error());
    *made = std::move(*client);
    if (!session_.token.empty()) (*made)->set_header("Authorization", "Bearer " + session_.token);
  }
  return {};
}

rpc::Remote<> Connection::try_call(const MethodDescriptor& method, const Message& request,
                                   Message& response) {
  if (!calls_) return std::unexpected(rpc::RemoteError{.code = Code::unavailable, .message = "off line"});
  auto result = calls_->unary(method, request, response);
  for (const auto pause : pauses_before_retry) {
    if (!line_broke(result)) break;
    std::this_thread::sleep_for(pause);
    result = calls_->unary(method, request, response);
  }
  return result;
}

Outcome<> Connection::call(const MethodDescriptor& method, const Message& request, Message& response) {
  if (auto ready = open(method); !ready) return ready;
  if (auto done = try_call(method, request, response); !done)
    return stop(done.error(), next_step(method, request, done.error()));
  return {};
}

Outcome<std::unique_ptr<Message>> Connection::call(std::string_view method, const Message& request) {
  const auto* descriptor = find_method(method);
  HOTLINE_CHECK(descriptor != nullptr);
  auto response = new_message(*descriptor->output_type());
  if (auto done = call(*descriptor, request, *response); !done) return std::unexpected(done.error());
  return response;
}

rpc::Remote<> Connection::try_stream(const MethodDescriptor& method, const Message& request,
                                     const rpc::Client::OnMessage& each) {
  return streams_->stream(method, request, each);
}

Outcome<> Connection::stream(const MethodDescriptor& method, const Message& request,
                             const rpc::Client::OnMessage& each) {
  if (auto ready = open(method); !ready) return ready;
  if (auto done = try_stream(method, request, each); !done)
    return stop(done.error(), next_step(method, request, done.error()));
  return {};
}

}  // namespace hotline::ctl
