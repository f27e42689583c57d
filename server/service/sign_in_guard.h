// Slows down the guessing of passwords, and never locks: a lock-out would be a weapon against the office that
// it shuts out.
//
// A try is counted when it begins, before its password is looked at, so that guesses sent side by side are
// slowed like guesses sent one after another. After `free_tries` each further try waits, twice as long each
// time, at most `delay_max`: by account from wherever, by network (IPv6 by /64), and, for the two together,
// one behind the other: many tries for one account from one network stand in line, and where the line is
// longer than `line_max` the next is refused until it is shorter. A success clears the account
// and takes back what the try counted for its network; a quiet `forget_after` clears everything. Offices sit
// behind one address, so a network has more tries.
//
// Thread rule: safe from any thread. Bounded: past `entries_max` the oldest are forgotten.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace hotline::service {

struct SignInLimits {
  std::uint32_t free_tries = 5;
  std::uint32_t free_tries_of_network = 50;
  Duration delay_first{250};
  Duration delay_max{8000};
  Duration line_max{24000};  // below what a handler may take
  Duration forget_after = std::chrono::minutes{15};
  std::size_t entries_max = 20'000;
};

class SignInGuard {
 public:
  explicit SignInGuard(SignInLimits limits = {}) : limits_(limits) {}
  const SignInLimits& limits() const { return limits_; }

  /// Counts a try, and says how long it has to wait before its password is looked at. Nothing where too many
  /// stand in line: the try is to be refused, and was not counted.
  std::optional<Duration> begin(std::string_view login, std::string_view address, Time now);
  /// The password of a try that had begun was right.
  void succeeded(std::string_view login, std::string_view address);

 private:
  struct Count {
    std::uint32_t tries = 0;
    Time last{};
    Time free_at{};  // when the last one in line is through
  };
  void forget_oldest();
  Count& at(const std::string& key, Time now);
  Duration delay_after(std::uint32_t tries, std::uint32_t free) const;

  const SignInLimits limits_;

  mutable std::mutex guard_;
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace hotline::service
