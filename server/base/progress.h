// How far something long has come, on standard error, so that standard output holds the result alone.
//
// Promises: nothing is written where nothing has changed, nor before there is anything to count.
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <string>

namespace hotline {

class Progress {
 public:
  enum class Look : std::uint8_t {
    bar,      // a person looks at a terminal
    lines,    // one for each tenth: a log file, a timer's journal
    nothing,  // a program reads
  };

  /// `what` is done, in the words of whoever looks on.
  Progress(std::string what, Look look);
  /// Takes the bar away: the result stands in its place.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint64_t done, std::uint64_t total);

 private:
  const std::string what_;
  const Look look_;
  int shown_ = -1;  // percent of a bar, tenths of lines
};

}  // namespace hotline
