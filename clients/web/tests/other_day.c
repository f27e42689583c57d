// The time of day, moved by OTHER_DAY_OFFSET_S seconds: what a test puts under a program to see it on another day.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { times_as_fast = 60 };

static long offset_s(void) {
  static long seconds;
  static int known;
  if (!known) {
    const char* text = getenv("OTHER_DAY_OFFSET_S");
    seconds = text ? atol(text) : 0;
    known = 1;
  }
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec* time) {
  const long failed = syscall(SYS_clock_gettime, clock, time);
  // How long the program has run, by its own account: so fast that the two minutes are soon over in which it does not
  // believe that it is another day.
  if (failed == 0 && clock == CLOCK_MONOTONIC_COARSE) {
    const long ns = time->tv_nsec * times_as_fast;
    time->tv_sec = time->tv_sec * times_as_fast + ns / 1000000000;
    time->tv_nsec = ns % 1000000000;
  }
  if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += offset_s();
  return (int)failed;
}

time_t time(time_t* out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval* out, void* zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}
