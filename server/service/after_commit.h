// What is kept in memory beside the database (people, sessions, units) follows a commit on the writer's own
// thread, in the order of the commits, and before anybody is told. Memory that followed in the order in which
// answers happen to leave would let somebody in again who has been disabled.
//
// Between a change and its commit the memory is behind the transaction: `behind` counts the jobs of which
// that is so, and a later job of the same batch, which must know better, reads the database (account.h,
// as_of).
//
// Thread rule: add() in the write job, settle() in its `done`; both run on the writer's thread.
#pragma once

#include <atomic>
#include <functional>
#include <utility>
#include <vector>

namespace hotline::service {

class AfterCommit {
 public:
  explicit AfterCommit(std::atomic<int>& behind) : behind_(behind) {}
  AfterCommit(const AfterCommit&) = delete;
  AfterCommit& operator=(const AfterCommit&) = delete;

  /// `follow` must neither block nor throw.
  void add(std::function<void()> follow) {
    if (follow_.empty()) ++behind_;
    follow_.push_back(std::move(follow));
  }
  /// Once the job's fate is known: runs everything after a commit, nothing after a failure.
  void settle(bool committed) {
    if (follow_.empty()) return;
    if (committed)
      for (const auto& follow : follow_) follow();
    follow_.clear();
    --behind_;
  }

 private:
  std::atomic<int>& behind_;
  std::vector<std::function<void()>> follow_;
};

}  // namespace hotline::service
