// Instants of the service in the contract's form and back.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>

#include "base/clock.h"

namespace hotline::service {

inline void set_time(google::protobuf::Timestamp* into, Time at) {
  const auto ms = to_unix_ms(at);
  const auto seconds = ms >= 0 ? ms / 1000 : -((999 - ms) / 1000);
  into->set_seconds(seconds);
  into->set_nanos(static_cast<std::int32_t>((ms - seconds * 1000) * 1'000'000));
}

inline Time to_time(const google::protobuf::Timestamp& from) {
  return from_unix_ms(from.seconds() * 1000 + from.nanos() / 1'000'000);
}

}  // namespace hotline::service
