// Who is signed in. A token is 256 random bits that only its holder has; kept is its hash, in memory for
// speed and in the database so that a restart signs nobody out.
//
// A session ends `idle_max` after it was last used and `life_max` after it began, and at once when the person
// is disabled or gets other roles.
//
// Thread rule: safe from any thread.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace hotline::service {

struct SessionLimits {
  Duration idle_max = std::chrono::hours{1};
  Duration life_max = std::chrono::hours{12};
  Duration seen_every = std::chrono::minutes{5};  // how coarsely "last used" is stored
  std::uint32_t per_person_max = 16;
};

struct Session {
  SessionId id;
  PersonId person;
  Time expires_at{};  // the earlier of idle and absolute end, as of the last use
};

class Sessions {
 public:
  explicit Sessions(SessionLimits limits) : limits_(limits) {}
  Result<> load(store::Reader& db, Time now);

  /// The session of a token, and marks it used. Nothing for an unknown or ended one.
  std::optional<Session> use(std::string_view token, Time now);
  /// Whether a session still runs, without using it.
  bool runs(const SessionId& session, Time now) const;
  /// The same, and marks it used: by an open stream.
  bool use(const SessionId& session, Time now);
  /// Rows whose stored "last used" is too old; to be written by the caller.
  std::vector<store::SessionRow> to_store(Time now);

  struct Started {
    std::string token;
    store::SessionRow row;
  };
  /// A new one: to be stored and made known by add() in the same job. It is of no use to anybody before the
  /// answer with its token leaves, and a later job of the batch that ends the person's sessions must find it.
  Started make(const PersonId& person, const SessionId& id, Time now) const;
  void add(const store::SessionRow& row);

  /// The tokens of a person, oldest use first, but for one; to be erased in the database, then here.
  std::vector<store::Hash32> of_person(const PersonId& person, const SessionId& except = {}) const;
  std::optional<store::Hash32> token_of(const SessionId& session) const;
  struct Open {
    SessionId id;
    Time started_at{}, seen_at{}, ends_at{};
  };
  /// Those of a person that run, the last used first.
  std::vector<Open> open_ones(const PersonId& person, Time now) const;
  /// When it ends however much it is used; nothing for an unknown one.
  std::optional<Time> life_end_of(const SessionId& session) const;
  void remove(const store::Hash32& token);
  /// Ended ones; to be erased in the database too.
  std::vector<store::Hash32> remove_ended(Time now);

  const SessionLimits& limits() const { return limits_; }

 private:
  struct HashOf {
    std::size_t operator()(const store::Hash32& h) const noexcept {
      std::size_t out = 0;
      for (std::size_t i = 0; i < sizeof out; ++i) out = out << 8 | h[i];
      return out;
    }
  };
  struct Held {
    store::SessionRow row;
    Time stored_seen{};
  };
  Time end_of(const store::SessionRow& row) const {
    return std::min(row.expires_at, row.seen_at + limits_.idle_max);
  }

  const Held* find(const SessionId& session) const;  // under the lock

  const SessionLimits limits_;
  mutable std::mutex guard_;
  std::unordered_map<store::Hash32, Held, HashOf> held_;
  std::unordered_map<SessionId, store::Hash32> tokens_;  // of those held
};

}  // namespace hotline::service
