// Beast's incremental parser, filling a net::Request in place (internal to net: this header includes Beast).
//
// Beyond Beast: fields of a chunked trailer are dropped (they could pass for header fields that a proxy has
// checked), and a Transfer-Encoding that is not exactly "chunked" is an error instead of a request without a
// body (RFC 9112 §6.1: else two parties see two different messages).
#pragma once

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/verb.hpp>

#include "net/body_budget.h"
#include "net/http.h"
#include "net/limits.h"

namespace hotline::net {

class RequestParser final : public boost::beast::http::basic_parser<true> {
  using verb = boost::beast::http::verb;
  using field = boost::beast::http::field;
  using text = boost::beast::string_view;
  using failure = boost::beast::error_code;

 public:
  RequestParser(Request& into, const Limits& limits, Handler& handler, BodyShare& share)
      : request_(into), limits_(limits), handler_(handler), share_(share) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.header_max_bytes));
    body_limit(boost::none);  // known when the header is
  }

  bool wants_continue() const { return wants_continue_; }
  bool is_http11() const { return version_ == 11; }
  bool is_header_seen() const { return header_seen_; }

 private:
  void on_request_impl(verb method, text, text target, int version, failure&) override {
    request_.method = method == verb::get    ? Method::get
                      : method == verb::head ? Method::head
                      : method == verb::post ? Method::post
                                             : Method::other;
    request_.target.assign(target.data(), target.size());
    version_ = version;
  }

  void on_field_impl(field name, text name_text, text value, failure& ec) override {
    if (header_seen_) return;
    const std::string_view v(value.data(), value.size());
    if (name == field::transfer_encoding && !equal_no_case(v, "chunked"))
      ec = boost::beast::http::error::bad_transfer_encoding;
    if (name == field::expect) wants_continue_ = equal_no_case(v, "100-continue");
    request_.headers.add({name_text.data(), name_text.size()}, v);
  }

  void on_header_impl(failure& ec) override {
    header_seen_ = true;
    const auto allowed = handler_.allow_body(request_, limits_.body_max_bytes);
    share_.begin(allowed.known);
    body_limit(allowed.max_bytes);  // of a chunked one
    if (content_length().value_or(0) > allowed.max_bytes) ec = boost::beast::http::error::body_limit;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, failure&) override {
    // Already held against the body limit; what is said to be large has to come first.
    if (length) request_.body.reserve(std::min<std::uint64_t>(*length, reserved_max_bytes));
  }

  std::size_t on_body_impl(text body, failure& ec) override { return keep(body, ec); }

  void on_chunk_header_impl(std::uint64_t, text, failure&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, text body, failure& ec) override { return keep(body, ec); }

  void on_response_impl(int, text, int, failure&) override {}
  void on_finish_impl(failure&) override {}

  static constexpr std::uint64_t reserved_max_bytes = 64 << 10;

  std::size_t keep(text body, failure& ec) {
    if (!share_.add(body.size())) {
      request_.bodies_busy = true;
      ec = boost::beast::http::error::body_limit;
      return 0;
    }
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  Request& request_;
  const Limits& limits_;
  Handler& handler_;
  BodyShare& share_;
  int version_ = 11;
  bool header_seen_ = false;
  bool wants_continue_ = false;
};

}  // namespace hotline::net
