#include "net/http.h"

#include <algorithm>

namespace hotline::net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_token_char(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("!#$%&'*+-.^_`|~").contains(static_cast<char>(c));
}

bool can_be_sent(std::string_view name, std::string_view value) {
  return !name.empty() && std::ranges::all_of(name, is_token_char) &&
         std::ranges::none_of(value, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

}  // namespace

void Headers::add(std::string_view name, std::string_view value) {
  if (!can_be_sent(name, value)) return;
  places_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  bytes_.append(name).append(value);
}

void Headers::set(std::string_view name, std::string_view value) {
  std::erase_if(places_, [&](const Place& p) {
    return equal_no_case(std::string_view(bytes_).substr(p.at, p.name_size), name);
  });
  add(name, value);
}

Headers::Field Headers::operator[](std::size_t i) const {
  const auto& p = places_[i];
  const std::string_view all = bytes_;
  return {all.substr(p.at, p.name_size), all.substr(p.at + p.name_size, p.value_size)};
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (const auto field = (*this)[i]; equal_no_case(field.name, name)) return field.value;
  return std::nullopt;
}

void Headers::clear() {
  bytes_.clear();
  places_.clear();
}

std::string_view Request::path() const {
  const std::string_view all = target;
  return all.substr(0, all.find('?'));
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  auto rest = headers.find("cookie").value_or("");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    const auto pair = trimmed(rest.substr(0, end));
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return std::nullopt;
}

void Exchange::on_cancel(std::function<void()> call) {
  if (cancelled_ != Cancelled::no) return call();
  on_cancel_ = std::move(call);
}

void Exchange::note_cancelled(Cancelled why) {
  cancelled_ = why;
  if (auto call = std::exchange(on_cancel_, nullptr)) call();
}

void Exchange::forget_exchange() {
  cancelled_ = Cancelled::no;
  on_cancel_ = nullptr;
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 499:
      return "Client Closed Request";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

bool equal_no_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

void add_guard_headers(Headers& headers) {
  headers.add("X-Content-Type-Options", "nosniff");
  headers.add("Referrer-Policy", "no-referrer");
  headers.add("X-Frame-Options", "DENY");
}

Response plain_text(unsigned status, std::string_view text) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  add_guard_headers(response.headers);
  response.body = text;
  return response;
}

}  // namespace hotline::net
