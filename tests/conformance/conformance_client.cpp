// Started by the conformance suite: makes the calls that standard input describes, one after the other, and
// reports on standard output what came of each (testing_clients.md of the suite).
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <thread>

#include "connectrpc/conformance/v1/client_compat.pb.h"
#include "rpc/client.h"
#include "sized_messages.h"
#include "temporary_files.h"

namespace {

namespace suite = connectrpc::conformance::v1;
namespace rpc = hotline::rpc;
using google::protobuf::Message;
using Fields = google::protobuf::RepeatedPtrField<suite::Header>;
using MessagePtr = std::unique_ptr<Message>;

void copy_headers(const hotline::net::Headers& from, Fields& to) {
  std::map<std::string, suite::Header*> by_name;
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto*& header = by_name[std::string(from[i].name)];
    if (!header) header = to.Add();
    header->set_name(std::string(from[i].name));
    header->add_value(std::string(from[i].value));
  }
}

MessagePtr instance_of(const google::protobuf::Descriptor* type) {
  return MessagePtr(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

/// Every response has its payload as field 1; the one of Unimplemented has none.
void add_payload(const Message& response, suite::ClientResponseResult& result) {
  const auto* field = response.GetDescriptor()->FindFieldByName("payload");
  if (field) result.add_payloads()->CopyFrom(response.GetReflection()->GetMessage(response, field));
}

/// Cancels the call that is in progress when the time has come.
class Canceller {
 public:
  Canceller(rpc::Client& client, std::uint32_t after_ms) : timer_(io_, std::chrono::milliseconds(after_ms)) {
    timer_.async_wait([&client](boost::system::error_code ec) {
      if (!ec) client.cancel();
    });
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Canceller() {
    io_.stop();
    thread_.join();
  }

 private:
  boost::asio::io_context io_;
  boost::asio::steady_timer timer_;
  std::thread thread_;
};

rpc::Remote<> make_call(rpc::Client& client, const google::protobuf::MethodDescriptor& method,
                        const suite::ClientCompatRequest& wanted, suite::ClientResponseResult& result) {
  const auto request = instance_of(method.input_type());
  HOTLINE_CHECK(wanted.request_messages_size() == 1 && wanted.request_messages(0).UnpackTo(request.get()));
  rpc::CallOptions options;
  if (wanted.has_timeout_ms()) options.timeout_ms = wanted.timeout_ms();
  std::optional<Canceller> canceller;
  if (wanted.has_cancel() && !wanted.cancel().has_after_num_responses())
    canceller.emplace(client, wanted.cancel().after_close_send_ms());
  if (!method.server_streaming()) {
    const auto response = instance_of(method.output_type());
    auto outcome = client.unary(method, *request, *response, options);
    if (outcome) add_payload(*response, result);
    return outcome;
  }
  const auto last = wanted.cancel().after_num_responses();
  bool left = false;
  auto outcome = client.stream(
      method, *request,
      [&](const Message& response) {
        add_payload(response, result);
        left = last > 0 && static_cast<std::uint32_t>(result.payloads_size()) == last;
        return !left;
      },
      options);
  if (left) return std::unexpected(rpc::RemoteError{hotline::Code::canceled, "left"});
  return outcome;
}

suite::ClientCompatResponse run(const suite::ClientCompatRequest& wanted) {
  suite::ClientCompatResponse out;
  out.set_test_name(wanted.test_name());
  const hotline::conformance::TemporaryFiles files;
  const bool tls = !wanted.server_tls_cert().empty(), gzip = wanted.compression() == suite::COMPRESSION_GZIP;
  rpc::ClientSettings settings;
  settings.base_url = (tls ? "https://" : "http://") + wanted.host() + ":" + std::to_string(wanted.port());
  settings.ca_file = tls ? files.write("ca.pem", wanted.server_tls_cert()) : "";
  settings.codec = wanted.codec() == suite::CODEC_JSON ? rpc::Codec::json : rpc::Codec::proto;
  settings.timeout_ms.reset();  // only where a test says so
  settings.gzip_requests = settings.accept_gzip = gzip;
  if (wanted.message_receive_limit() > 0) settings.message_max_bytes = wanted.message_receive_limit();
  const auto client = rpc::Client::open(settings);
  const auto* service = suite::UnaryRequest::descriptor()->file()->FindServiceByName("ConformanceService");
  const auto* method = service->FindMethodByName(wanted.method());
  if (!client || !method) {
    out.mutable_error()->set_message("no such client or method");
    return out;
  }
  for (const auto& header : wanted.request_headers())
    for (const auto& value : header.value()) (*client)->add_header(header.name(), value);
  auto& result = *out.mutable_response();
  const auto outcome = make_call(**client, *method, wanted, result);
  copy_headers((*client)->headers(), *result.mutable_response_headers());
  copy_headers((*client)->trailers(), *result.mutable_response_trailers());
  if (!outcome) {
    const auto& error = outcome.error();
    result.mutable_error()->set_code(static_cast<suite::Code>(error.code));
    result.mutable_error()->set_message(error.message);
    for (const auto& detail : error.details) result.mutable_error()->add_details()->CopyFrom(detail);
  }
  return out;
}

}  // namespace

int main() {
  for (suite::ClientCompatRequest wanted; hotline::conformance::read_sized(wanted);)
    hotline::conformance::write_sized(run(wanted));
}
