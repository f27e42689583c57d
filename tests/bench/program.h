// The real program, `hotlined serve`, in a process of its own: so that its memory, its start and the time of
// its threads are its own and not the load generator's.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/config.h"

namespace hotline::bench {

class Program {
 public:
  /// Starts it and waits until /readyz says so. A program that does not get there ends the bench.
  explicit Program(const app::Config& config);
  /// SIGTERM, and waits for its end.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::uint16_t port() const { return port_; }
  /// From the call of the program to its first "ready".
  double start_seconds() const { return start_seconds_; }
  double resident_mb() const;
  /// The most since it was started.
  double highest_resident_mb() const;
  /// A counter or gauge of /metrics.
  double metric(const std::string& name) const;
  /// Processor time that the threads with this name have used so far.
  double thread_seconds(const std::string& name) const;

 private:
  double status_mb(std::string_view name) const;

  pid_t process_ = 0;
  int said_ = -1;  // what it prints
  std::uint16_t port_ = 0;
  double start_seconds_ = 0;
};

}  // namespace hotline::bench
