// From a coroutine into a transaction and back: runs use cases on the store's threads, makes what was shown
// durable before the answer leaves, answers a repeated request with its first answer, and publishes what
// changed.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <mutex>

#include "api/methods.h"
#include "service/world.h"

namespace hotline::api {

class Desk {
 public:
  explicit Desk(service::World& world);
  ~Desk();

  service::World& world() { return world_; }

  /// A READ: the function in a read transaction, then the access entry, then the answer.
  asio::awaitable<Result<MessagePtr>> read(Ask& ask, ReadFn fn);
  /// A WRITE with its request_id: the function in a write transaction, or the answer that was given before.
  asio::awaitable<Result<MessagePtr>> write(Ask& ask, WriteFn fn);
  /// A write transaction without a request_id: signing in, the service's own housekeeping.
  asio::awaitable<Result<>> write_plain(store::Lane lane, store::WriteJob job);
  asio::awaitable<Result<>> read_plain(store::ReadJob job);
  /// Makes what was shown durable.
  asio::awaitable<Result<>> note(const service::Caller& caller, service::Shown shown);

  /// Slow work (passwords, files) off the network threads: at most two at once, the rest waits in line.
  asio::awaitable<void> aside(std::function<void()> work);
  asio::awaitable<std::string> hash_password(std::string password);
  asio::awaitable<bool> password_fits(std::string hash, std::string password);

  /// After a commit: memory follows, streams are woken.
  void publish(std::vector<service::Touched> touched);

 private:
  static constexpr int notes_per_person_max = 64;  // waiting access entries of one person

  service::World& world_;
  boost::asio::thread_pool slow_{2};
  std::mutex guard_;
  std::map<PersonId, int> notes_waiting_;
};

}  // namespace hotline::api
