// A load generator that costs little: one thread, N keep-alive connections, one request at a time on each,
// bodies made beforehand. Loopback only; ends by itself after the last request.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace hotline::bench {

struct Load {
  std::uint16_t port = 0;
  std::string target;        // "/hotline.v1.IntakeService/SubmitContact"
  std::string content_type;  // "application/json"
  std::string bearer;
  std::uint32_t connections = 32;
  std::vector<std::string> bodies;  // one request each, in order
};

struct Measured {
  double seconds = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;          // any status but 200
  std::vector<std::int64_t> micros;  // sorted, one for each answer
  double processor_seconds = 0;      // of the generator itself

  double per_second() const { return static_cast<double>(answered) / seconds; }
  double percentile_ms(double share) const;
};

Measured run(const Load& load);

/// One GET, with the whole answer, head and all; empty where nobody listens.
std::string get(std::uint16_t port, const std::string& target);

}  // namespace hotline::bench
