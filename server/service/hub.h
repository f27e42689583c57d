// The live hub: tells open streams that something they may care about was committed. It carries no content:
// whoever is woken reads for itself, from its own cursor, what it may see. So nothing is lost, repeated, or
// shown to somebody who lost the right in between.
//
// Thread rule: safe from any thread. Wake-ups are called on the publishing thread and must only post.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/id.h"

namespace hotline::service {

/// What one commit touched.
struct Touched {
  CaseId case_id;
  std::vector<std::string> units;  // those whose queue, responsibility or sight it changed, before and after
  PersonId person;                 // set: the rights or sessions of this person changed
};

class Hub {
 public:
  using Wake = std::function<void()>;
  using Interest = std::function<bool(const Touched&)>;

  /// Ends the subscription when it ends.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Hub* hub, std::uint64_t key) : hub_(hub), key_(key) {}
    Subscription(Subscription&& other) noexcept
        : hub_(std::exchange(other.hub_, nullptr)), key_(other.key_) {}
    Subscription& operator=(Subscription&& other) noexcept {
      std::swap(hub_, other.hub_);
      std::swap(key_, other.key_);
      return *this;
    }
    ~Subscription();

   private:
    Hub* hub_ = nullptr;
    std::uint64_t key_ = 0;
  };

  Subscription subscribe(Interest interest, Wake wake);
  void publish(const Touched& touched);
  std::size_t size() const;

 private:
  struct Subscriber {
    Interest interest;
    Wake wake;
  };
  void unsubscribe(std::uint64_t key);

  mutable std::mutex guard_;
  std::uint64_t next_ = 1;
  std::unordered_map<std::uint64_t, Subscriber> subscribers_;
};

}  // namespace hotline::service
