#include "bench/timed.h"

#include <algorithm>

namespace hotline::bench {

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::unique_ptr<rpc::Client> client_of(const Town& town, const std::string& token) {
  rpc::ClientSettings settings;
  settings.base_url = "http://127.0.0.1:" + std::to_string(town.port());
  auto client = rpc::Client::open(std::move(settings));
  HOTLINE_CHECK(client.has_value());
  (*client)->set_header("Authorization", "Bearer " + token);
  return std::move(*client);
}

const google::protobuf::MethodDescriptor& method(const std::string& name) {
  const auto* found =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("hotline.v1." + name);
  HOTLINE_CHECK(found != nullptr);
  return *found;
}

}  // namespace hotline::bench
