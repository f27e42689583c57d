#include "service/hub.h"

namespace hotline::service {

Hub::Subscription::~Subscription() {
  if (hub_) hub_->unsubscribe(key_);
}

Hub::Subscription Hub::subscribe(Interest interest, Wake wake) {
  const std::lock_guard lock(guard_);
  const auto key = next_++;
  subscribers_.emplace(key, Subscriber{std::move(interest), std::move(wake)});
  return {this, key};
}

void Hub::publish(const Touched& touched) {
  const std::lock_guard lock(guard_);
  for (const auto& [key, subscriber] : subscribers_)
    if (subscriber.interest(touched)) subscriber.wake();
}

std::size_t Hub::size() const {
  const std::lock_guard lock(guard_);
  return subscribers_.size();
}

void Hub::unsubscribe(std::uint64_t key) {
  const std::lock_guard lock(guard_);
  subscribers_.erase(key);
}

}  // namespace hotline::service
