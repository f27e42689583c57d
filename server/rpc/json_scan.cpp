#include "rpc/json_scan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

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

class Scanner {
 public:
  Scanner(std::string_view text, int depth_max) : text_(text), depth_left_(depth_max) {}

  JsonFault run() {
    if (value()) {
      skip_space();
      if (at_ != text_.size()) fault_ = JsonFault::not_json;
    }
    return fault_;
  }

 private:
  bool refuse(JsonFault fault = JsonFault::not_json) {
    fault_ = fault;
    return false;
  }
  bool more() const { return at_ < text_.size(); }
  char peek() const { return more() ? text_[at_] : '\0'; }
  bool take(char c) { return peek() == c && more() ? (++at_, true) : false; }
  void skip_space() {
    while (more() && (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r')) ++at_;
  }

  bool value() {
    skip_space();
    switch (peek()) {
      case '{':
        return nested(&Scanner::object);
      case '[':
        return nested(&Scanner::array);
      case '"':
        return string(nullptr);
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool nested(bool (Scanner::*inside)()) {
    if (depth_left_-- == 0) return refuse(JsonFault::too_deep);
    ++at_;
    const bool ok = (this->*inside)();
    ++depth_left_;
    return ok;
  }

  bool array() {
    skip_space();
    if (take(']')) return true;
    for (;;) {
      if (!value()) return false;
      skip_space();
      if (take(']')) return true;
      if (!take(',')) return refuse();
    }
  }

  bool object() {
    skip_space();
    if (take('}')) return true;
    Keys keys;
    for (;;) {
      skip_space();
      if (peek() != '"') return refuse();
      std::string key;
      if (!string(&key)) return false;
      if (!keys.add(std::move(key))) return refuse(JsonFault::duplicate_key);
      skip_space();
      if (!take(':') || !value()) return fault_ == JsonFault::none ? refuse() : false;
      skip_space();
      if (take('}')) return true;
      if (!take(',')) return refuse();
    }
  }

  /// Past the string at the cursor; its meaning goes to `out`, if wanted.
  bool string(std::string* out) {
    ++at_;
    while (more()) {
      const auto c = static_cast<std::uint8_t>(peek());
      if (c == '"') return ++at_, true;
      if (c < 0x20) return refuse();
      if (c == '\\') {
        if (!escape(out)) return false;
        continue;
      }
      const auto size = utf8_size(text_, at_);
      if (size == 0) return refuse(JsonFault::not_utf8);
      if (out) out->append(text_, at_, size);
      at_ += size;
    }
    return refuse();
  }

  bool escape(std::string* out) {
    static constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    ++at_;
    if (peek() != 'u') {
      const auto i = more() ? names.find(peek()) : std::string_view::npos;
      if (i == std::string_view::npos) return refuse();
      ++at_;
      if (out) *out += meanings[i];
      return true;
    }
    auto c = hex4();
    if (!c) return refuse();
    if (*c >= 0xdc00 && *c < 0xe000) return refuse(JsonFault::not_utf8);
    if (*c >= 0xd800 && *c < 0xdc00) {
      const auto low = take('\\') && peek() == 'u' ? hex4() : std::nullopt;
      if (!low || *low < 0xdc00 || *low >= 0xe000) return refuse(JsonFault::not_utf8);
      c = 0x10000 + ((*c - 0xd800) << 10) + (*low - 0xdc00);
    }
    if (out) append_utf8(*out, *c);
    return true;
  }

  /// The cursor is at the 'u'.
  std::optional<std::uint32_t> hex4() {
    ++at_;
    std::uint32_t c = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char d = peek();
      if (d >= '0' && d <= '9')
        c = c << 4 | static_cast<std::uint32_t>(d - '0');
      else if ((d | 32) >= 'a' && (d | 32) <= 'f')
        c = c << 4 | static_cast<std::uint32_t>((d | 32) - 'a' + 10);
      else
        return std::nullopt;
    }
    return c;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return refuse();
    at_ += expected.size();
    return true;
  }

  bool digits() {
    const auto from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > from;
  }

  bool number() {
    take('-');
    if (!take('0') && !digits()) return refuse();
    if (take('.') && !digits()) return refuse();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return refuse();
    }
    return true;
  }

  /// Few keys are compared one by one; many go into a hash table, so that no object costs quadratic time.
  class Keys {
   public:
    bool add(std::string key) {
      if (few_.size() < 16) {
        if (std::ranges::find(few_, key) != few_.end()) return false;
        few_.push_back(std::move(key));
        return true;
      }
      if (many_.empty()) many_.insert(few_.begin(), few_.end());
      return many_.insert(std::move(key)).second;
    }

   private:
    std::vector<std::string> few_;
    std::unordered_set<std::string> many_;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_left_;
  JsonFault fault_ = JsonFault::none;
};

}  // namespace

JsonFault scan_json(std::string_view text, int depth_max) { return Scanner(text, depth_max).run(); }

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto size = utf8_size(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace hotline::rpc
