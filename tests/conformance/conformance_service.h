// The service that the conformance suite calls: it answers as each request tells it to (service.proto of the
// suite).
#pragma once

#include <deque>
#include <mutex>
#include <string>

#include "rpc/call.h"

namespace hotline::conformance {

class Service final : public rpc::Dispatcher {
 public:
  rpc::asio::awaitable<Result<std::unique_ptr<google::protobuf::Message>>> unary(
      rpc::Call& call, std::unique_ptr<google::protobuf::Message> request) override;
  rpc::asio::awaitable<Result<>> stream(rpc::Call& call, std::unique_ptr<google::protobuf::Message> request,
                                        rpc::Sender& sender) override;

 private:
  /// An Error's texts live as long as the program; here they come from the test cases.
  std::string_view kept(const std::string& text);

  std::mutex mutex_;
  std::deque<std::string> texts_;
};

}  // namespace hotline::conformance
