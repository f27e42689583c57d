// Which accesses are already in the log: one entry per person, case and session in five minutes.
//
// Thread rule: safe from any thread. Bounded: when `entries_max` are held, the old half is forgotten, and an
// access is written once more than needed.
#pragma once

#include <mutex>
#include <unordered_map>

#include "base/clock.h"
#include "base/id.h"

namespace hotline::service {

class RecentReads {
 public:
  static constexpr Duration again_after = std::chrono::minutes{5};
  static constexpr std::size_t entries_max = 200'000;

  /// Whether an entry of this reading is durable and young enough.
  bool known(const SessionId& session, const IdBytes& subject, Time now) const;
  /// To be called when the entry is durable.
  void add(const SessionId& session, const IdBytes& subject, Time now);

 private:
  struct Key {
    SessionId session;
    IdBytes subject;
    bool operator==(const Key&) const = default;
  };
  struct HashOf {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<SessionId>{}(key.session) * 31 ^ std::hash<CaseId>{}(CaseId{key.subject});
    }
  };
  mutable std::mutex guard_;
  std::unordered_map<Key, Time, HashOf> young_, old_;  // a session belongs to one person
};

}  // namespace hotline::service
