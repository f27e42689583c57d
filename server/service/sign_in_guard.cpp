#include "service/sign_in_guard.h"

#include <algorithm>

namespace hotline::service {
namespace {
std::string account(std::string_view login) { return "a" + std::string(login); }
std::string place(std::string_view address) { return "p" + std::string(address); }
}  // namespace

Duration SignInGuard::delay(std::string_view login, std::string_view address, Time now) const {
  const std::lock_guard lock(guard_);
  return std::max(delay_of(account(login), free_tries, now),
                  delay_of(place(address), free_tries_of_address, now));
}

void SignInGuard::failed(std::string_view login, std::string_view address, Time now) {
  const std::lock_guard lock(guard_);
  count(account(login), now);
  count(place(address), now);
}

void SignInGuard::succeeded(std::string_view login) {
  const std::lock_guard lock(guard_);
  counts_.erase(account(login));
}

Duration SignInGuard::delay_of(const std::string& key, std::uint32_t free, Time now) const {
  const auto it = counts_.find(key);
  if (it == counts_.end() || it->second.failures < free || now - it->second.last > forget_after) return {};
  const auto doublings = std::min<std::uint32_t>(it->second.failures - free, 10);
  return std::min(delay_max, delay_first * (1 << doublings));
}

void SignInGuard::count(const std::string& key, Time now) {
  if (counts_.size() >= entries_max) {
    std::erase_if(counts_, [&](const auto& item) { return now - item.second.last > forget_after; });
    if (counts_.size() >= entries_max)
      counts_.erase(std::ranges::min_element(counts_, {}, [](const auto& item) { return item.second.last; }));
  }
  auto& entry = counts_[key];
  if (now - entry.last > forget_after) entry.failures = 0;
  ++entry.failures;
  entry.last = now;
}

}  // namespace hotline::service
