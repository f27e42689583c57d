#include "net/response_head.h"

#include <array>
#include <charconv>
#include <ctime>

#include "base/clock.h"

namespace hotline::net {
namespace {

void append_number(std::string& out, std::size_t n, int base = 10) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), n, base).ptr;
  out.append(digits.data(), end);
}

// IMF-fixdate (RFC 9110 §5.6.7), made anew once a second on each thread.
std::string_view date_field() {
  thread_local std::int64_t second = -1;
  thread_local std::array<char, 48> field;
  thread_local std::size_t size = 0;
  const std::time_t now = to_unix_ms(SystemClock().now()) / 1000;
  if (now != second) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    size = std::strftime(field.data(), field.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    second = now;
  }
  return {field.data(), size};
}

bool has_no_body(unsigned status) { return status == 304 || status == 204; }

}  // namespace

void append_head(std::string& out, const Response& response, const HeadOptions& options) {
  out.append("HTTP/1.1 ");
  append_number(out, response.status);
  out.append(" ").append(reason_phrase(response.status)).append("\r\n").append(date_field());
  for (std::size_t i = 0; i < response.headers.size(); ++i) {
    const auto field = response.headers[i];
    out.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  if (options.framing == Framing::chunked) out.append("Transfer-Encoding: chunked\r\n");
  if (options.framing == Framing::length && !has_no_body(response.status)) {
    out.append("Content-Length: ");
    append_number(out, options.body_bytes);
    out.append("\r\n");
  }
  if (!options.keep_alive) out.append("Connection: close\r\n");
  out.append("\r\n");
}

void append_chunk(std::string& out, std::string_view piece) {
  append_number(out, piece.size(), 16);
  out.append("\r\n").append(piece).append("\r\n");
}

}  // namespace hotline::net
