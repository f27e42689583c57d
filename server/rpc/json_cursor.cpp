#include "rpc/json_cursor.h"

#include <algorithm>

namespace hotline::rpc {
namespace {

/// Bytes of the UTF-8 sequence at `at`; 0 when there is none.
std::size_t utf8_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const int lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool shortest = lead != 0xe0 || byte(1) >= 0xa0, no_surrogate = lead != 0xed || byte(1) < 0xa0;
    return shortest && no_surrogate && tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool shortest = lead != 0xf0 || byte(1) >= 0x90, in_range = lead != 0xf4 || byte(1) < 0x90;
    return shortest && in_range && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xe0 | c >> 12);
    } else {
      put(0xf0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3f));
    }
    put(0x80 | (c >> 6 & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto size = utf8_size(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

bool JsonKeys::add(std::string key) {
  if (few_.size() < 16) {
    if (std::ranges::find(few_, key) != few_.end()) return false;
    few_.push_back(std::move(key));
    return true;
  }
  if (many_.empty()) many_.insert(few_.begin(), few_.end());
  return many_.insert(std::move(key)).second;
}

char JsonCursor::next() {
  while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') ++at_;
  return peek();
}

bool JsonCursor::take(char c) {
  if (next() != c) return false;
  ++at_;
  return true;
}

bool JsonCursor::separator(char end, bool& more) {
  more = take(',');
  return more || expect(end);
}

bool JsonCursor::enter(char c) {
  if (!expect(c)) return false;
  if (depth_left_ == 0) return refuse(JsonFault::too_deep);
  --depth_left_;
  return true;
}

bool JsonCursor::read_bool(bool& out) {
  out = next() == 't';
  return word(out ? "true" : "false");
}

bool JsonCursor::at_end() {
  next();
  return at_ == text_.size() || refuse(JsonFault::not_json);
}

bool JsonCursor::skip_value(std::string_view& seen) {
  next();
  const auto from = at_;
  if (!skip()) return false;
  seen = text_.substr(from, at_ - from);
  return true;
}

bool JsonCursor::skip() {
  std::string_view number;
  switch (next()) {
    case '{':
      return skip_object();
    case '[':
      return skip_array();
    case '"':
      return string(nullptr);
    case 't':
      return word("true");
    case 'f':
      return word("false");
    case 'n':
      return word("null");
    default:
      return read_number(number);
  }
}

bool JsonCursor::skip_array() {
  if (!enter('[')) return false;
  for (bool more = !take(']'); more;)
    if (!skip() || !separator(']', more)) return false;
  leave();
  return true;
}

bool JsonCursor::skip_object() {
  if (!enter('{')) return false;
  JsonKeys keys;
  for (bool more = !take('}'); more;) {
    std::string key;
    if (!string(&key)) return false;
    if (!keys.add(std::move(key))) return refuse(JsonFault::duplicate_key);
    if (!expect(':') || !skip() || !separator('}', more)) return false;
  }
  leave();
  return true;
}

bool JsonCursor::string(std::string* out) {
  if (out) out->clear();
  if (!expect('"')) return false;
  for (std::size_t run = at_;;) {
    const auto c = static_cast<std::uint8_t>(peek());
    if (c >= 0x80) {
      const auto size = utf8_size(text_, at_);
      if (size == 0) return refuse(JsonFault::not_utf8);
      at_ += size;
    } else if (c == '"' || c == '\\') {
      if (out) out->append(text_, run, at_ - run);
      if (c == '"') return ++at_, true;
      if (!escape(out)) return false;
      run = at_;
    } else if (c < 0x20) {  // and the end of the text
      return refuse(JsonFault::not_json);
    } else {
      ++at_;
    }
  }
}

bool JsonCursor::escape(std::string* out) {
  static constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  ++at_;
  if (peek() != 'u') {
    const auto i = names.find(peek());
    if (i == std::string_view::npos) return refuse(JsonFault::not_json);
    ++at_;
    if (out) *out += meanings[i];
    return true;
  }
  std::uint32_t c = 0, low = 0;
  if (!hex4(c)) return false;
  if (c >= 0xdc00 && c < 0xe000) return refuse(JsonFault::not_utf8);
  if (c >= 0xd800 && c < 0xdc00) {
    if (!text_.substr(at_).starts_with("\\u")) return refuse(JsonFault::not_utf8);
    ++at_;
    if (!hex4(low)) return false;
    if (low < 0xdc00 || low >= 0xe000) return refuse(JsonFault::not_utf8);
    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
  }
  if (out) append_utf8(*out, c);
  return true;
}

/// The cursor is at the 'u'.
bool JsonCursor::hex4(std::uint32_t& c) {
  ++at_;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char d = peek();
    if (d >= '0' && d <= '9')
      c = c << 4 | static_cast<std::uint32_t>(d - '0');
    else if ((d | 32) >= 'a' && (d | 32) <= 'f')
      c = c << 4 | static_cast<std::uint32_t>((d | 32) - 'a' + 10);
    else
      return refuse(JsonFault::not_json);
  }
  return true;
}

bool JsonCursor::word(std::string_view expected) {
  next();
  if (!text_.substr(at_).starts_with(expected)) return refuse(JsonFault::not_json);
  at_ += expected.size();
  return true;
}

bool JsonCursor::digits() {
  const auto from = at_;
  while (peek() >= '0' && peek() <= '9') ++at_;
  return at_ > from;
}

bool JsonCursor::read_number(std::string_view& out) {
  next();
  const auto from = at_;
  const auto past = [this](char c) { return peek() == c && c != '\0' ? (++at_, true) : false; };
  past('-');
  bool ok = past('0') || digits();
  if (ok && past('.')) ok = digits();
  if (ok && (past('e') || past('E'))) {
    if (!past('+')) past('-');
    ok = digits();
  }
  out = text_.substr(from, at_ - from);
  return ok || refuse(JsonFault::not_json);
}

}  // namespace hotline::rpc
