// A value that many threads read and one replaces whole. Readers keep what they got for as long as they need
// it.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace hotline {

template <class T>
class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const T> value = nullptr) : value_(std::move(value)) {}

  std::shared_ptr<const T> get() const {
    const std::lock_guard lock(guard_);
    return value_;
  }
  void set(std::shared_ptr<const T> value) {
    const std::lock_guard lock(guard_);
    value_.swap(value);  // the old one ends outside the lock
  }

 private:
  mutable std::mutex guard_;
  std::shared_ptr<const T> value_;
};

}  // namespace hotline
