#include "net/registry.h"

#include "base/address.h"

namespace hotline::net {

Seat::Seat(Seat&& other) noexcept
    : registry_(std::exchange(other.registry_, nullptr)),
      address_(std::move(other.address_)),
      network_(std::move(other.network_)),
      person_(std::move(other.person_)) {}

Seat::~Seat() {
  if (registry_) registry_->give_back(*this);
}

Result<> Seat::bind_person(std::string_view key) {
  if (key == person_) return {};
  return registry_->bind(*this, key);
}

std::optional<Seat> Registry::admit(std::string address) {
  const std::scoped_lock lock(mutex_);
  if (connections_ >= limits_.connections_max) return std::nullopt;
  auto network = network_of(address);
  auto& count = by_network_[network];
  if (count >= limits_.connections_per_address_max) return std::nullopt;
  ++count;
  ++connections_;
  return Seat(*this, std::move(address), std::move(network));
}

std::size_t Registry::connections() const {
  const std::scoped_lock lock(mutex_);
  return connections_;
}

void Registry::leave(Counts& counts, const std::string& key) {
  const auto at = counts.find(key);
  if (at != counts.end() && --at->second == 0) counts.erase(at);
}

void Registry::give_back(const Seat& seat) {
  const std::scoped_lock lock(mutex_);
  --connections_;
  leave(by_network_, seat.network_);
  if (!seat.person_.empty()) leave(by_person_, seat.person_);
}

Result<> Registry::bind(Seat& seat, std::string_view key) {
  const std::scoped_lock lock(mutex_);
  if (!key.empty()) {
    const auto at = by_person_.find(key);
    if (at != by_person_.end() && at->second >= limits_.connections_per_person_max)
      return fail(Code::resource_exhausted, "too_many_connections",
                  {"Tài khoản này đang mở quá nhiều kết nối. Hãy đóng bớt cửa sổ rồi thử lại.",
                   "This account has too many open connections. Close some windows and try again."});
    ++by_person_[std::string(key)];
  }
  if (!seat.person_.empty()) leave(by_person_, seat.person_);
  seat.person_ = key;
  return {};
}

}  // namespace hotline::net
