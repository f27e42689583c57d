// How many bytes of request bodies the server holds at once, in all connections together. Requests of people
// who are not known yet have a smaller share of it, so that strangers cannot shut out those who are.
//
// Thread rule: the budget is safe from any thread; a share belongs to one connection's strand.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace hotline::net {

class BodyBudget {
 public:
  BodyBudget(std::size_t all_max_bytes, std::size_t strangers_max_bytes)
      : all_max_(all_max_bytes), strangers_max_(strangers_max_bytes) {}

  /// False where it would be too much; nothing is taken then.
  bool take(std::size_t bytes, bool known) {
    if (!add(all_, bytes, all_max_)) return false;
    if (known || add(strangers_, bytes, strangers_max_)) return true;
    all_ -= bytes;
    return false;
  }
  void give_back(std::size_t bytes, bool known) {
    all_ -= bytes;
    if (!known) strangers_ -= bytes;
  }
  std::size_t taken() const { return all_; }

 private:
  static bool add(std::atomic<std::size_t>& sum, std::size_t bytes, std::size_t max) {
    if (sum.fetch_add(bytes) + bytes <= max) return true;
    sum -= bytes;
    return false;
  }

  const std::size_t all_max_, strangers_max_;
  std::atomic<std::size_t> all_{0}, strangers_{0};
};

/// What one request has taken of it.
class BodyShare {
 public:
  explicit BodyShare(BodyBudget& budget) : budget_(budget) {}
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;
  ~BodyShare() { clear(); }

  void begin(bool known) {
    clear();
    known_ = known;
  }
  bool add(std::size_t bytes) {
    if (!budget_.take(bytes, known_)) return false;
    bytes_ += bytes;
    return true;
  }
  void clear() { budget_.give_back(std::exchange(bytes_, 0), known_); }

 private:
  BodyBudget& budget_;
  std::size_t bytes_ = 0;
  bool known_ = false;
};

}  // namespace hotline::net
