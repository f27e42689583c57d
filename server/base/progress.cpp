#include "base/progress.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace hotline {
namespace {
constexpr int bar_columns = 30;
}

Progress::Progress(std::string what, Look look) : what_(std::move(what)), look_(look) {}

Progress::~Progress() {
  if (look_ == Look::bar && shown_ >= 0) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(std::uint64_t done, std::uint64_t total) {
  if (look_ == Look::nothing || total == 0) return;
  const int percent = static_cast<int>(std::min(done, total) * 100 / total);
  const int now = look_ == Look::bar ? percent : percent / 10;
  if (now == shown_) return;
  shown_ = now;
  if (look_ == Look::lines) {
    std::fprintf(stderr, "%s: %d %%\n", what_.c_str(), percent);
    return;
  }
  const auto full = static_cast<std::size_t>(percent * bar_columns / 100);
  std::fprintf(stderr, "\r%s [%s%s] %d %% ", what_.c_str(), std::string(full, '#').c_str(),
               std::string(bar_columns - full, ' ').c_str(), percent);
  std::fflush(stderr);
}

}  // namespace hotline
