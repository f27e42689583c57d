// A request as it comes off the socket, in two pieces: however it is cut, it is read the same way, within the
// limits, and nothing in its target, its cookies or its lists leads further than it says.
#include <boost/asio/buffer.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "net/negotiation.h"
#include "net/request_parser.h"

namespace {

using namespace hotline;

constexpr net::Limits limits = {.header_max_bytes = 1 << 10, .body_max_bytes = 512};

class Nobody final : public net::Handler {
 public:
  net::asio::awaitable<void> handle(net::Exchange&) override { co_return; }
};

/// The request, where it was whole.
std::optional<net::Request> read(std::string_view first, std::string_view second) {
  static Nobody nobody;
  net::BodyBudget budget(4 << 10, 2 << 10);
  net::BodyShare share(budget);
  net::Request request;
  net::RequestParser parser(request, limits, nobody, share);
  std::string pending;
  bool failed = false;
  for (const auto piece : {first, second}) {
    pending += piece;
    while (!failed && !parser.is_done() && !pending.empty()) {
      boost::beast::error_code ec;
      const auto used = parser.put(boost::asio::buffer(pending), ec);
      HOTLINE_CHECK(used <= pending.size());
      pending.erase(0, used);
      if (ec == boost::beast::http::error::need_more) break;
      failed = ec.failed();
    }
  }
  HOTLINE_CHECK(request.body.size() <= limits.body_max_bytes);
  HOTLINE_CHECK(budget.taken() == request.body.size());
  if (failed || !parser.is_done()) return std::nullopt;
  return request;
}

void look_at(const net::Request& request) {
  HOTLINE_CHECK(request.target.starts_with(request.path()));
  HOTLINE_CHECK(request.path().find('?') == std::string_view::npos);
  std::size_t bytes = request.target.size();
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    const auto field = request.headers[i];
    bytes += field.name.size() + field.value.size();
    HOTLINE_CHECK(request.headers.find(field.name).has_value());
    HOTLINE_CHECK(field.value.find_first_of("\r\n") == std::string_view::npos);
  }
  HOTLINE_CHECK(bytes <= limits.header_max_bytes);
  if (const auto cookie = request.cookie("hotline_session")) {
    HOTLINE_CHECK(cookie->find(';') == std::string_view::npos);
    HOTLINE_CHECK(request.headers.find("cookie")->find(*cookie) != std::string_view::npos);
  }
  const auto list = request.headers.find("accept-encoding").value_or("");
  HOTLINE_CHECK(!net::accepts(list, "gzip") || !list.empty());
  const auto network = network_of(request.headers.find("host").value_or(""));
  HOTLINE_CHECK(network_of(network) == network);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto cut = size == 0 ? 0 : static_cast<std::size_t>(data[size - 1]) % size;
  const auto whole = read(input, ""), parts = read(input.substr(0, cut), input.substr(cut));
  if (whole) look_at(*whole);
  if (!whole || !parts) return 0;
  HOTLINE_CHECK(whole->method == parts->method && whole->target == parts->target);
  HOTLINE_CHECK(whole->body == parts->body && whole->headers.size() == parts->headers.size());
  return 0;
}
