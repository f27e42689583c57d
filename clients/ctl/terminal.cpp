#include "terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace hotline::ctl {
namespace {

/// Other settings of the terminal for as long as this lives. What was typed ahead stays: operators are fast.
class TerminalMode {
 public:
  explicit TerminalMode(tcflag_t without)
      : changed_(input_is_terminal() && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    auto now = before_;
    now.c_lflag &= ~without;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
  }
  ~TerminalMode() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  TerminalMode(const TerminalMode&) = delete;
  TerminalMode& operator=(const TerminalMode&) = delete;

 private:
  termios before_{};
  bool changed_;
};

void show(std::string_view prompt) {
  std::fprintf(stderr, "%.*s", static_cast<int>(prompt.size()), prompt.data());
  std::fflush(stderr);
}

constexpr std::array ending_signals = {SIGINT, SIGHUP, SIGTERM};
std::array<struct sigaction, ending_signals.size()> actions_before;
volatile std::sig_atomic_t input_ended = 0;

void end_input(int) { input_ended = 1; }

}  // namespace

SignalsEndInput::SignalsEndInput() {
  input_ended = 0;
  struct sigaction action{};
  action.sa_handler = end_input;  // without SA_RESTART: a read that waits for a person is broken off
  for (std::size_t i = 0; i < ending_signals.size(); ++i)
    ::sigaction(ending_signals[i], &action, &actions_before[i]);
}

SignalsEndInput::~SignalsEndInput() {
  for (std::size_t i = 0; i < ending_signals.size(); ++i)
    ::sigaction(ending_signals[i], &actions_before[i], nullptr);
}

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }
bool input_is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

std::optional<std::string> read_line() {
  std::string line;
  if (input_ended || !std::getline(std::cin, line)) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::optional<std::string> ask_line(std::string_view prompt) {
  show(prompt);
  return read_line();
}

std::optional<char> ask_key(std::string_view prompt) {
  if (!input_is_terminal()) {
    const auto line = ask_line(prompt);
    if (!line) return std::nullopt;
    return line->empty() ? '\n' : line->front();
  }
  const TerminalMode mode(ICANON | ECHO);
  show(prompt);
  char key = 0;
  if (input_ended || ::read(STDIN_FILENO, &key, 1) != 1 || key == 4) return std::nullopt;
  show(key == '\n' ? "\n" : std::string{key, '\n'});
  return key;
}

std::optional<std::string> ask_secret(std::string_view prompt) {
  if (!input_is_terminal()) return ask_line(prompt);
  const TerminalMode mode(ECHO);
  auto line = ask_line(prompt);
  show("\n");
  return line;
}

Outcome<std::string> read_input(const std::string& file) {
  std::string out;
  if (file == "-") {
    out.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) return stop(Exit::wrong_use, {"Không đọc được tệp này.", "This file cannot be read."});
    out.assign(std::istreambuf_iterator<char>(in), {});
  }
  if (out.size() > input_max_bytes) return stop(Exit::wrong_use, {"Tệp quá lớn.", "The file is too large."});
  return out;
}

Outcome<> write_output(const std::string& file, std::string_view bytes) {
  const bool to_stdout = file == "-";
  const int fd =
      to_stdout ? STDOUT_FILENO : ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool good = fd >= 0;
  while (good && !bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    good = written > 0;
    if (good) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (fd >= 0 && !to_stdout) good = ::close(fd) == 0 && good;
  if (!good)
    return stop(Exit::wrong_use, {"Không ghi được tệp này, hoặc tệp đã có sẵn.",
                                  "This file cannot be written, or it is there already."});
  return {};
}

}  // namespace hotline::ctl
