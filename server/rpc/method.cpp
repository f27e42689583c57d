#include "rpc/method.h"

#include <algorithm>

namespace hotline::rpc {
namespace {

const google::protobuf::Message& prototype_of(const google::protobuf::Descriptor* type) {
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
  HOTLINE_CHECK(prototype != nullptr);
  return *prototype;
}

std::string text_of(double bound) {
  auto text = std::to_string(bound);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

Router::Method::Method(const google::protobuf::MethodDescriptor& method)
    : descriptor(method),
      request_prototype(prototype_of(method.input_type())),
      label(method.service()->full_name() + "/" + method.name()),
      streaming(method.server_streaming() || method.client_streaming()),
      supported(!method.client_streaming()) {}

void Router::Method::count(std::size_t code, std::chrono::nanoseconds took) {
  by_code[code].fetch_add(1, std::memory_order_relaxed);
  if (streaming) return;
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::ranges::lower_bound(bounds_s, seconds) - bounds_s.begin();
  by_duration[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  total_ns.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

void Router::write_metrics(net::MetricsText& out) const {
  out.family("hotline_rpc_requests_total", "counter", "Calls answered, by method and code.");
  for (const auto& method : methods_)
    for (std::size_t code = 0; code < method->by_code.size(); ++code)
      if (const auto count = method->by_code[code].load(std::memory_order_relaxed))
        out.sample("hotline_rpc_requests_total",
                   {{"method", method->label}, {"code", code ? name(static_cast<Code>(code)) : "ok"}},
                   static_cast<double>(count));
  out.family("hotline_rpc_duration_seconds", "histogram",
             "Time from a whole request to its answer; unary methods.");
  for (const auto& method : methods_) {
    if (method->streaming) continue;
    double so_far = 0;
    for (std::size_t i = 0; i <= Method::bounds_s.size(); ++i) {
      so_far += static_cast<double>(method->by_duration[i].load(std::memory_order_relaxed));
      const auto bound = i < Method::bounds_s.size() ? text_of(Method::bounds_s[i]) : "+Inf";
      out.sample("hotline_rpc_duration_seconds_bucket", {{"method", method->label}, {"le", bound}}, so_far);
    }
    out.sample("hotline_rpc_duration_seconds_sum", {{"method", method->label}},
               static_cast<double>(method->total_ns.load(std::memory_order_relaxed)) / 1e9);
    out.sample("hotline_rpc_duration_seconds_count", {{"method", method->label}}, so_far);
  }
}

}  // namespace hotline::rpc
