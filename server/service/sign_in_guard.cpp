#include "service/sign_in_guard.h"

#include <algorithm>
#include <vector>

#include "base/address.h"

namespace hotline::service {
namespace {

std::string account(std::string_view login) { return "a" + std::string(login); }
std::string network(std::string_view address) { return "n" + network_of(address); }
std::string both(std::string_view login, std::string_view address) {
  return "b" + network_of(address) + " " + std::string(login);
}

}  // namespace

Duration SignInGuard::delay_after(std::uint32_t tries, std::uint32_t free) const {
  if (tries < free) return {};
  const auto doublings = std::min<std::uint32_t>(tries - free, 10);
  return std::min(limits_.delay_max, limits_.delay_first * (1 << doublings));
}

std::optional<Duration> SignInGuard::begin(std::string_view login, std::string_view address, Time now) {
  const std::lock_guard lock(guard_);
  // Looked up anew each time: making room for one entry may move or forget another.
  const auto alone = std::max(delay_after(at(account(login), now).tries, limits_.free_tries),
                              delay_after(at(network(address), now).tries, limits_.free_tries_of_network));
  auto& line = at(both(login, address), now);
  const auto begins = std::max(now, line.free_at);
  const auto through = begins + delay_after(line.tries, limits_.free_tries);
  if (through - now > limits_.line_max) return std::nullopt;
  line.free_at = through;
  for (const auto& key : {account(login), network(address), both(login, address)}) {
    auto& count = at(key, now);
    ++count.tries;
    count.last = std::max(count.last, now);
  }
  return std::max(through - now, alone);
}

void SignInGuard::succeeded(std::string_view login, std::string_view address) {
  const std::lock_guard lock(guard_);
  counts_.erase(both(login, address));
  counts_.erase(account(login));
  const auto it = counts_.find(network(address));
  if (it != counts_.end() && it->second.tries > 0) --it->second.tries;
}

/// A quarter at once: whoever fills the table with ever new names must not make each further try look
/// through all of it.
void SignInGuard::forget_oldest() {
  std::vector<Time> times;
  times.reserve(counts_.size());
  for (const auto& item : counts_) times.push_back(item.second.last);
  const auto quarter = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 4);
  std::ranges::nth_element(times, quarter);
  auto left = times.size() / 4 + 1;  // of many with one time not all
  std::erase_if(counts_, [&](const auto& item) {
    const bool old = item.second.last <= *quarter && left > 0;
    if (old) --left;
    return old;
  });
}

SignInGuard::Count& SignInGuard::at(const std::string& key, Time now) {
  if (const auto it = counts_.find(key); it != counts_.end()) {
    if (now - it->second.last > limits_.forget_after) it->second = {.tries = 0, .last = now, .free_at = {}};
    return it->second;
  }
  if (counts_.size() >= limits_.entries_max) {
    std::erase_if(counts_, [&](const auto& item) { return now - item.second.last > limits_.forget_after; });
    if (counts_.size() >= limits_.entries_max) forget_oldest();
  }
  return counts_.emplace(key, Count{.tries = 0, .last = now, .free_at = {}}).first->second;
}

}  // namespace hotline::service
