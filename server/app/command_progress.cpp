#include "app/command_progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

namespace hotline::app {
namespace {
constexpr int bar_columns = 40;
}

Progress::Progress(Text what) : what_(what), terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (terminal_ && shown_ >= 0) std::cerr << "\n";
}

void Progress::show(std::uint64_t done, std::uint64_t total) {
  if (total == 0) return;
  const int percent = static_cast<int>(std::min(done, total) * 100 / total);
  const int now = terminal_ ? percent : percent / 10;
  if (now == shown_) return;
  shown_ = now;
  if (!terminal_) {
    std::cerr << what_.vi << " / " << what_.en << ": " << percent << " %\n";
    return;
  }
  const int full = percent * bar_columns / 100;
  std::cerr << "\r" << what_.vi << " [" << std::string(static_cast<std::size_t>(full), '#')
            << std::string(static_cast<std::size_t>(bar_columns - full), ' ') << "] " << percent << " % "
            << std::flush;
}

}  // namespace hotline::app
