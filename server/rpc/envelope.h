// The five-byte envelope around each message of a stream: flags, then the size in four bytes, most
// significant first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace hotline::rpc {

constexpr std::uint8_t flag_compressed = 1;
constexpr std::uint8_t flag_end_stream = 2;
constexpr std::size_t envelope_bytes = 5;

struct Envelope {
  std::uint8_t flags = 0;
  std::string_view payload;  // inside the body it was taken from
};

/// The one message of a server-streaming request. unimplemented when there is none or more than one (so says
/// the protocol's conformance suite), invalid_argument when the body is cut short or has unknown flags,
/// resource_exhausted when the size is over `max_bytes`.
Result<Envelope> only_envelope(std::string_view body, std::size_t max_bytes);

/// Appends the head for a payload of `size` bytes.
void append_envelope_head(std::string& out, std::uint8_t flags, std::size_t size);
/// The size in an envelope's head, which is `envelope_bytes` long.
std::size_t envelope_size(std::string_view head);

}  // namespace hotline::rpc
