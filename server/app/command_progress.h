// How far a long command has come: a bar on a terminal, one line for each tenth elsewhere (a log file, a
// timer's journal). On standard error, so that standard output holds the result alone.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/status.h"

namespace hotline::app {

class Progress {
 public:
  explicit Progress(Text what);
  /// Ends the line of the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t done, std::uint64_t total);

 private:
  const Text what_;
  const bool terminal_;
  int shown_ = -1;  // percent on a terminal, tenths elsewhere
};

}  // namespace hotline::app
