// Expected failure as a value: the one error type of the whole service, from the disk to the wire.
//
// Promise: an Error never contains input. Its texts are fixed sentences, in Vietnamese and in English, that
// say what happened and what to do; `reason` is stable and meant for programs; `fields` names the offending
// fields. A broken invariant is not an Error: it ends the process (HOTLINE_CHECK).
//
// The codes are Connect's sixteen (connectrpc.com/docs/protocol#error-codes), same numbers as gRPC's.
#pragma once

#include <cstdint>
#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotline {

enum class Code : std::uint8_t {
  canceled = 1,
  unknown = 2,
  invalid_argument = 3,
  deadline_exceeded = 4,
  not_found = 5,
  already_exists = 6,
  permission_denied = 7,
  resource_exhausted = 8,
  failed_precondition = 9,
  aborted = 10,
  out_of_range = 11,
  unimplemented = 12,
  internal = 13,
  unavailable = 14,
  data_loss = 15,
  unauthenticated = 16,
};

/// The name on the wire ("invalid_argument").
std::string_view name(Code code);
/// The code of a name on the wire; `unknown` for any other text.
Code code_of(std::string_view name);

/// A sentence for people in the two languages of the service. Literals only: never input, never data.
struct Text {
  std::string_view vi;
  std::string_view en;
};

/// One field that was refused. `path` is made of names from the contract and of positions
/// ("contact.child.birth_date", "plan.goals[2].by"), never of values.
struct FieldError {
  std::string path;
  std::string_view reason;  // stable, for programs: "required", "too_long", "not_utf8", …
  Text text;
};

struct [[nodiscard]] Error {
  Code code = Code::unknown;
  std::string_view reason;  // stable, for programs: "case_version_changed"
  Text text;
  std::vector<FieldError> fields = {};
};

template <class T = void>
using Result = std::expected<T, Error>;

/// return fail(Code::not_found, "case_unknown", {"Không tìm thấy ca này.", "No such case."});
inline std::unexpected<Error> fail(Code code, std::string_view reason, Text text) {
  return std::unexpected(Error{code, reason, text});
}
inline std::unexpected<Error> fail(Error error) { return std::unexpected(std::move(error)); }

/// Ends the process with the place and the claim; for what can only be a mistake in this program.
[[noreturn]] void broken(std::string_view claim,
                         std::source_location where = std::source_location::current());

}  // namespace hotline

#define HOTLINE_CHECK(claim)     \
  do {                           \
    if (!(claim)) [[unlikely]]   \
      ::hotline::broken(#claim); \
  } while (false)
