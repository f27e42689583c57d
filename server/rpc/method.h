// What the router keeps of each method: its types, and how often and how fast it was answered (internal to
// rpc).
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "net/metrics_text.h"
#include "rpc/router.h"

namespace hotline::rpc {

struct Router::Method {
  explicit Method(const google::protobuf::MethodDescriptor& method);
  /// `code` as in base/status.h, 0 for success. Any thread.
  void count(std::size_t code, std::chrono::nanoseconds took);

  static constexpr std::array<double, 8> bounds_s = {0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 1, 10};

  const google::protobuf::MethodDescriptor& descriptor;
  const google::protobuf::Message& request_prototype;
  const std::string label;  // "package.Service/Method"
  const bool streaming;
  const bool supported;  // takes one message
  std::array<std::atomic<std::uint64_t>, 17> by_code{};
  std::array<std::atomic<std::uint64_t>, bounds_s.size() + 1> by_duration{};  // streams are not in here
  std::atomic<std::uint64_t> total_ns{0};
};

}  // namespace hotline::rpc
