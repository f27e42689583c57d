// Who is connected: counts connections in all, per address (IPv6: per /64) and per signed-in person, and
// refuses what is over a limit. Safe to call from any thread. A Seat is one connection's place; giving it up
// frees the place.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "net/limits.h"

namespace hotline::net {

class Registry;

class Seat {
 public:
  Seat(Seat&& other) noexcept;
  Seat& operator=(Seat&&) = delete;
  ~Seat();

  const std::string& address() const { return address_; }
  /// Moves the connection to that person's account; an empty key gives it back.
  /// resource_exhausted when that person's places are all taken: the seat then stays as it was.
  Result<> bind_person(std::string_view key);

 private:
  friend class Registry;
  Seat(Registry& registry, std::string address, std::string network)
      : registry_(&registry), address_(std::move(address)), network_(std::move(network)) {}

  Registry* registry_;
  std::string address_;
  std::string network_;
  std::string person_;
};

class Registry {
 public:
  explicit Registry(const Limits& limits) : limits_(limits) {}

  /// Nothing when the server or the address has all its connections.
  std::optional<Seat> admit(std::string address);
  std::size_t connections() const;

 private:
  friend class Seat;
  using Counts = std::map<std::string, std::size_t, std::less<>>;
  static void leave(Counts& counts, const std::string& key);
  void give_back(const Seat& seat);
  Result<> bind(Seat& seat, std::string_view key);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::size_t connections_ = 0;
  Counts by_network_;
  Counts by_person_;
};

}  // namespace hotline::net
