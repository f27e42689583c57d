// Reading JSON text piece by piece, strictly (RFC 8259): no trailing comma, no lone surrogate, no byte that
// is not UTF-8, no nesting beyond a limit. It copies nothing but the strings that are asked for.
//
// Every member that returns bool returns false after a fault, and then the cursor is of no further use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace hotline::rpc {

enum class JsonFault : std::uint8_t { none, not_json, not_utf8, too_deep, duplicate_key };

/// Whether the bytes are UTF-8 as RFC 3629 defines it: shortest form, no surrogates, at most U+10FFFF.
bool is_utf8(std::string_view text);

/// The keys of one object. Few are compared one by one; many go into a hash table, so that no object costs
/// quadratic time.
class JsonKeys {
 public:
  /// False when the key was there already.
  bool add(std::string key);

 private:
  std::vector<std::string> few_;
  std::unordered_set<std::string> many_;
};

class JsonCursor {
 public:
  JsonCursor(std::string_view text, int depth_max) : text_(text), depth_left_(depth_max) {}

  JsonFault fault() const { return fault_; }
  /// The first character of the next token; '\0' at the end of the text.
  char next();
  /// Past `c`, if it is the next token.
  bool take(char c);
  /// Past `c`, or a fault.
  bool expect(char c) { return take(c) || refuse(JsonFault::not_json); }
  /// After an element of an array or object: `more` says whether another one follows the comma.
  bool separator(char end, bool& more);

  /// Past '{' or '[', one level deeper; undone by leave().
  bool enter(char c);
  void leave() { ++depth_left_; }

  /// The string at the cursor, with its escapes resolved.
  bool read_string(std::string& out) { return string(&out); }
  /// The number at the cursor, as it is written.
  bool read_number(std::string_view& out);
  bool read_bool(bool& out);
  bool read_null() { return word("null"); }
  /// Past the value at the cursor, which is then `seen`; a key twice in one object is a fault.
  bool skip_value(std::string_view& seen);
  /// Whether nothing but space is left; if not, that is a fault.
  bool at_end();

  bool refuse(JsonFault fault) {
    fault_ = fault;
    return false;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool skip();
  bool skip_object();
  bool skip_array();
  bool string(std::string* out);
  bool escape(std::string* out);
  bool hex4(std::uint32_t& c);
  bool word(std::string_view expected);
  bool digits();

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_left_;
  JsonFault fault_ = JsonFault::none;
};

}  // namespace hotline::rpc
