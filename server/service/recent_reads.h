// Which accesses are already in the log: one entry per person, case and session in five minutes; one more
// where the case is then read more deeply than that entry says.
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

  static constexpr std::uint8_t listed = 8, read = 16, exported = 32;  // besides the parts (act.h, Depth)

  /// Whether what was grasped is in an entry that is durable and young enough.
  bool known(const SessionId& session, const IdBytes& subject, Time now, std::uint8_t grasp = listed) const;
  /// To be called when the entry is durable.
  void add(const SessionId& session, const IdBytes& subject, Time now, std::uint8_t grasp = listed);

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
  struct Noted {
    Time at{};  // of the first entry: what came later is forgotten with it
    std::uint8_t grasp = 0;
  };
  std::unordered_map<Key, Noted, HashOf> young_, old_;  // a session belongs to one person
};

}  // namespace hotline::service
