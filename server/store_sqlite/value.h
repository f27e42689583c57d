// What is bound to the question mark of a statement. Values point at the caller's bytes; they live as long as
// the call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"

namespace hotline::store_sqlite {

/// Bytes that are stored as a BLOB; a std::string_view is stored as TEXT.
struct Blob {
  std::string_view bytes;
};

struct Value {
  enum class Kind : std::uint8_t { null, integer, text, blob };
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  std::string_view bytes = {};
};

inline Value value_of(std::int64_t value) { return {Value::Kind::integer, value}; }
inline Value value_of(std::uint64_t value) { return value_of(static_cast<std::int64_t>(value)); }
inline Value value_of(std::uint32_t value) { return value_of(std::int64_t{value}); }
inline Value value_of(bool value) { return value_of(std::int64_t{value}); }
inline Value value_of(Time value) { return value_of(to_unix_ms(value)); }
inline Value value_of(std::string_view text) { return {Value::Kind::text, 0, text}; }
inline Value value_of(Blob blob) { return {Value::Kind::blob, 0, blob.bytes}; }
template <std::size_t N>
Value value_of(const std::array<std::uint8_t, N>& bytes) {
  return value_of(Blob{{reinterpret_cast<const char*>(bytes.data()), N}});
}
template <class Tag>
Value value_of(const Id<Tag>& id) {
  return value_of(id.bytes);
}
template <class T>
Value value_of(const std::optional<T>& value) {
  return value ? value_of(*value) : Value{};
}

}  // namespace hotline::store_sqlite
