#include "progress_bar.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "language.h"

namespace hotline::ctl {
namespace {
constexpr int bar_columns = 30;
}

ProgressBar::ProgressBar(Text what, bool wanted) : what_(what), wanted_(wanted) {}

ProgressBar::~ProgressBar() {
  if (wanted_ && shown_ >= 0) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  if (!wanted_ || total == 0) return;
  const int percent = static_cast<int>(std::min(done, total) * 100 / total);
  if (percent == shown_) return;
  shown_ = percent;
  const auto full = static_cast<std::size_t>(percent * bar_columns / 100);
  const auto what = std::string(say(what_));
  std::fprintf(stderr, "\r%s [%s%s] %d %% ", what.c_str(), std::string(full, '#').c_str(),
               std::string(bar_columns - full, ' ').c_str(), percent);
  std::fflush(stderr);
}

}  // namespace hotline::ctl
