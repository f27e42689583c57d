// What the API asks of the second copy of the database. Where it lies, and when it is made by itself, is the
// app's (app/second_copy.h).
//
// Thread rule: safe from any thread; nothing here waits for the copy.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "base/status.h"

namespace hotline::api {

struct CopyState {
  bool running = false;
  std::optional<Time> begun_at;  // of the one that is being made: the state that it will hold
  std::uint64_t pages_done = 0, pages_total = 0;  // of the one that is being made, or was made last
  std::optional<Time> taken_at;                   // of the newest whole copy
  std::optional<Error> failed;                    // why the last one failed
};

class Copying {
 public:
  virtual ~Copying() = default;
  /// Begins a copy, or joins the one that is being made. failed_precondition second_copy_unset where the
  /// configuration names no place for it; unavailable server_stopping.
  virtual Result<> begin(Time now) = 0;
  /// What begin() would refuse now.
  virtual Result<> may_begin() const = 0;
  virtual CopyState state() const = 0;
};

}  // namespace hotline::api
