// From a coroutine into a transaction and back: runs use cases on the store's threads, makes what was shown
// durable before the answer leaves, answers a repeated request with its first answer, and publishes what
// changed.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>
#include <set>
#include <span>

#include "api/methods.h"
#include "api/way_back.h"
#include "service/log_check.h"
#include "service/world.h"

namespace hotline::api {

struct DeskLimits {
  int slow_at_once = 2;           // passwords and files
  int slow_waiting_max = 64;      // passwords: about two seconds' worth
  int notes_per_person_max = 64;  // waiting access entries of one person
};

class Copying;  // copying.h

class Desk {
 public:
  Desk(service::World& world, const DeskLimits& limits, Copying& copying,
       service::ReadKeptProofs kept_proofs);
  ~Desk();

  service::World& world() { return world_; }
  Copying& copying() { return copying_; }
  /// What the log is held against. For aside().
  Result<service::KeptProofs> kept_proofs() const { return kept_proofs_(); }

  /// A READ: the function in a read transaction, then the access entry, then the answer.
  asio::awaitable<Result<MessagePtr>> read(Ask& ask, ReadFn fn);
  /// A WRITE with its request_id: the function in a write transaction, or the answer that was given before.
  asio::awaitable<Result<MessagePtr>> write(Ask& ask, WriteFn fn);
  /// A write transaction without a request_id: signing in, access entries, imports.
  using PlainJob = std::move_only_function<Result<>(store::Writer&, service::AfterCommit&)>;
  asio::awaitable<Result<>> write_plain(store::Lane lane, PlainJob job);
  asio::awaitable<Result<>> read_plain(store::ReadJob job);
  /// Takes out what is in the log of this session already, as deeply; not what raises a proof level.
  void drop_known(const service::Caller& caller, service::Shown& shown) const;
  /// Makes what was shown durable; what another request of the session has begun to, waits for that commit.
  asio::awaitable<Result<>> note(const service::Caller& caller, service::Shown shown);

  /// Slow work (passwords, files) off the network threads: at most `slow_at_once`, and `slow_waiting_max`
  /// more in line; past that resource_exhausted too_busy at once.
  asio::awaitable<Result<>> aside(std::function<void()> work);
  asio::awaitable<Result<std::string>> hash_password(std::string password);
  asio::awaitable<Result<bool>> password_fits(std::string hash, std::string password);

  /// Work in many parts, that one person may have running once. Verifying, which holds much in memory, and
  /// importing, which takes a thread that passwords need, run once for all: they are begun in nobody's name.
  enum class LongWork : std::uint8_t { verifying, simulating, importing };
  /// The place of somebody who has it done; nothing where they have it running already.
  using Place = std::shared_ptr<void>;
  Place begin(LongWork work, const PersonId& person);

  /// After a commit: streams are woken.
  void publish(std::span<const service::Touched> touched);

 private:
  struct Note;
  /// What this session has in the log by now, or in this batch.
  Result<> drop_begun(Note& note, store::Reader& db) const;
  Result<> write_entry(Note& note, store::Writer& db);
  void end_entry(const Note& note, bool durable);
  struct Write;
  Result<> run(Write& write, store::Writer& db, service::AfterCommit& after);

  service::World& world_;
  const DeskLimits limits_;
  Copying& copying_;
  const service::ReadKeptProofs kept_proofs_;
  WayBack way_back_;
  std::atomic<int> slow_ones_ = 0;
  boost::asio::thread_pool slow_;
  std::mutex guard_;
  std::map<PersonId, int> notes_waiting_;
  std::map<std::pair<SessionId, CaseId>, std::uint8_t> begun_;  // grasp (Shown::grasp); the writer's thread
  std::set<std::pair<LongWork, PersonId>> long_works_;
};

}  // namespace hotline::api
