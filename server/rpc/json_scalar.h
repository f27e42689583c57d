// Numbers, bytes and map keys of the JSON form (internal to rpc).
#pragma once

#include <google/protobuf/message.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace hotline::rpc {

/// A whole number as JSON writes it: "12", also "12.0" and "1.2e1". False when it is none, or out of range.
template <class Integer>
bool parse_integer(std::string_view text, Integer& out) {
  const auto* end = text.data() + text.size();
  if (const auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
      ec == std::errc() && at == end)
    return true;
  double real = 0;
  if (const auto [at, ec] = std::from_chars(text.data(), text.data() + text.size(), real);
      ec != std::errc() || at != end)
    return false;
  // Doubles are exact up to 2^53; beyond, only the plain form above is taken.
  if (real != std::trunc(real) || std::abs(real) > 9007199254740992.0) return false;
  if (real < static_cast<double>(std::numeric_limits<Integer>::min())) return false;
  if (real > static_cast<double>(std::numeric_limits<Integer>::max())) return false;
  out = static_cast<Integer>(real);
  return true;
}

/// Into a numeric field: the text of a JSON number. False when it does not fit.
bool store_number(google::protobuf::Message& into, const google::protobuf::FieldDescriptor& field,
                  std::string_view text);
/// Into a field that is no enum and no message: the content of a JSON string, or a map's key.
bool store_text(google::protobuf::Message& into, const google::protobuf::FieldDescriptor& field,
                std::string text);

}  // namespace hotline::rpc
