// Asking people: lines, single keys, passwords without echo. All of it also works on a pipe, line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outcome.h"

namespace hotline::ctl {

bool output_is_terminal();
bool input_is_terminal();

/// The next line without its end; nothing at the end of the input.
std::optional<std::string> read_line();
/// Shows the prompt on standard error, so that answers can be piped.
std::optional<std::string> ask_line(std::string_view prompt);
/// One key on a terminal (Enter is '\n'), the first letter of a line elsewhere; nothing at the end of the
/// input.
std::optional<char> ask_key(std::string_view prompt);
/// Without echo.
std::optional<std::string> ask_secret(std::string_view prompt);

/// While one lives, Ctrl-C, a terminal that hangs up and a request to end are the end of the input, and end
/// nothing by themselves: whoever asks can keep what was answered. One at a time.
class SignalsEndInput {
 public:
  SignalsEndInput();
  ~SignalsEndInput();
  SignalsEndInput(const SignalsEndInput&) = delete;
  SignalsEndInput& operator=(const SignalsEndInput&) = delete;
};

inline constexpr std::size_t input_max_bytes = 16 << 20;
/// A whole file, or standard input for "-". Says what is wrong.
Outcome<std::string> read_input(const std::string& file);
/// A new file that its owner alone may read, or standard output for "-".
Outcome<> write_output(const std::string& file, std::string_view bytes);

}  // namespace hotline::ctl
