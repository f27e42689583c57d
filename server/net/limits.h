// Every limit of a connection, with its unit last in the name. Nothing on the network side is unbounded.
//
// Deadlines are kept by one sweep over all connections (see Server), so they are late by at most `sweep_ms`,
// and never early.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hotline::net {

struct Limits {
  std::size_t header_max_bytes = 16 << 10;  // request line and header fields together
  std::size_t body_max_bytes = 1 << 20;     // of a request, after the transfer coding is taken off
  std::size_t bodies_max_bytes = 64 << 20;  // of all requests that are being read or decoded, together
  std::size_t strangers_bodies_max_bytes = 16 << 20;  // of those among them whose sender is not known
  std::int64_t read_max_ms = 10'000;   // one absolute deadline: first byte of the header to last of the body
  std::int64_t idle_max_ms = 60'000;   // from an answer to the first byte of the next request
  std::int64_t write_max_ms = 30'000;  // a whole answer, or one piece of a stream
  std::size_t drain_max_bytes =
      4 << 20;                        // read and thrown away after a refused body, so that the answer arrives
  std::int64_t drain_max_ms = 5'000;  // and before a connection is closed at our wish
  std::size_t connections_max = 10'000;
  std::size_t connections_per_address_max = 1'024;  // a whole office sits behind one address
  std::size_t connections_per_person_max = 64;
  std::int64_t accept_backoff_ms = 100;  // when the system has no more descriptors
  std::int64_t sweep_ms = 50;
};

}  // namespace hotline::net
