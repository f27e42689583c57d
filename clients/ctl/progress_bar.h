// How far something long has come, as a bar on the person's terminal; nothing where output goes to a program.
#pragma once

#include <cstdint>

#include "base/status.h"

namespace hotline::ctl {

class ProgressBar {
 public:
  /// `wanted`: somebody looks at the output, and not as JSON.
  ProgressBar(Text what, bool wanted);
  /// Takes the bar away: the result stands in its place.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::uint64_t done, std::uint64_t total);

 private:
  const Text what_;
  const bool wanted_;
  int shown_ = -1;  // percent
};

}  // namespace hotline::ctl
