// Writes the head of an answer (RFC 9112 §4, §6) into a string (internal to net).
#pragma once

#include <optional>
#include <string>

#include "net/http.h"

namespace hotline::net {

/// How the end of the body is known.
enum class Framing : std::uint8_t { length, chunked, until_close };

struct HeadOptions {
  Framing framing = Framing::length;
  std::size_t body_bytes = 0;  // for Framing::length
  bool keep_alive = true;
};

/// Appends status line, fields and the empty line. Date is the machine's clock, to the second.
void append_head(std::string& out, const Response& response, const HeadOptions& options);

/// Appends one chunk ("5\r\nhello\r\n"). The piece is not empty: an empty chunk would end the body.
void append_chunk(std::string& out, std::string_view piece);

}  // namespace hotline::net
