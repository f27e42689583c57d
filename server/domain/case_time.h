// Times between the contract (google.protobuf.Timestamp) and the domain (Time, milliseconds).
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include "base/clock.h"

namespace hotline {

inline Time time_of(const google::protobuf::Timestamp& stamp) {
  return Time{std::chrono::seconds{stamp.seconds()} +
              std::chrono::duration_cast<Duration>(std::chrono::nanoseconds{stamp.nanos()})};
}

inline google::protobuf::Timestamp timestamp_of(Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(seconds.count());
  stamp.set_nanos(
      static_cast<std::int32_t>(std::chrono::nanoseconds{time.time_since_epoch() - seconds}.count()));
  return stamp;
}

}  // namespace hotline
