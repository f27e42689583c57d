// The log of the machine, for its operator: what happened to the program, never what is in a case.
//
// Only safe things can be written: texts fixed at compile time, numbers, ids, and the reason of an Error.
// There is no way to pass a string that came from outside, so neither personal data nor a forged line can get
// in. Evidence does not go here but into the database.
//
// Safe from any thread between start() and stop(); before and after, lines go to standard error.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

#include "base/id.h"
#include "base/status.h"

namespace hotline::log {

enum class Level : std::uint8_t { debug, info, warning, error };

/// A text that is part of the program.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : text_(text, N - 1) {}  // NOLINT: implicit is the point
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Field {
 public:
  Field(Literal key, std::integral auto value) : key_(key), value_(static_cast<std::int64_t>(value)) {}
  Field(Literal key, Literal value) : key_(key), value_(value.text()) {}
  Field(Literal key, const Error& error) : key_(key), value_(error.reason) {}
  template <class Tag>
  Field(Literal key, const Id<Tag>& id) : key_(key), value_(id.bytes) {}

  std::string_view key() const { return key_.text(); }
  const std::variant<std::int64_t, std::string_view, IdBytes>& value() const { return value_; }

 private:
  Literal key_;
  std::variant<std::int64_t, std::string_view, IdBytes> value_;
};

/// "debug", "info", "warning", "error"; false for another name.
bool start(std::string_view level_min);
void stop();

void write(Level level, Literal event, std::initializer_list<Field> fields = {});
inline void info(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace hotline::log
