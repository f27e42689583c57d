// Loaded before the libraries of a program (LD_PRELOAD): its clock of the day is ahead of the machine's by
// HOTLINE_CLOCK_AHEAD_S seconds. How long it runs is nobody's to set, so every other clock is left alone.
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

extern "C" int clock_gettime(clockid_t which, timespec* out) {
  const auto done = static_cast<int>(syscall(SYS_clock_gettime, which, out));
  if (done != 0 || which != CLOCK_REALTIME) return done;
  const char* const ahead = getenv("HOTLINE_CLOCK_AHEAD_S");
  if (ahead != nullptr) out->tv_sec += strtol(ahead, nullptr, 10);
  return 0;
}
