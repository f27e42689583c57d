#include "sized_messages.h"

#include <array>
#include <cstdio>
#include <string>

namespace hotline::conformance {

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

}  // namespace hotline::conformance
