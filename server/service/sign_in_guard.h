// Slows down the guessing of passwords, by account and by address, and never locks: a lock-out would be a
// weapon against the office that it shuts out.
//
// After `free_tries` failures each further try waits, twice as long each time, at most `delay_max`; a success
// clears the account, and a quiet `forget_after` clears both. Offices sit behind one address, so an address
// has more tries.
//
// Thread rule: safe from any thread. Bounded: past `entries_max` the oldest are forgotten.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace hotline::service {

class SignInGuard {
 public:
  static constexpr std::uint32_t free_tries = 5;
  static constexpr std::uint32_t free_tries_of_address = 50;
  static constexpr Duration delay_first{250};
  static constexpr Duration delay_max{8000};
  static constexpr Duration forget_after = std::chrono::minutes{15};
  static constexpr std::size_t entries_max = 20'000;

  /// How long this try has to wait before its password is looked at.
  Duration delay(std::string_view login, std::string_view address, Time now) const;
  void failed(std::string_view login, std::string_view address, Time now);
  void succeeded(std::string_view login);

 private:
  struct Count {
    std::uint32_t failures = 0;
    Time last{};
  };
  Duration delay_of(const std::string& key, std::uint32_t free, Time now) const;
  void count(const std::string& key, Time now);

  mutable std::mutex guard_;
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace hotline::service
