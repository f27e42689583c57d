// Streams: what is there now, then each change, until the line breaks, the session ends or the right is lost.
//
// A stream is woken by the hub and reads for itself from its cursor, in a transaction of its own, with the
// rights of that moment; so nothing falls between, nothing comes twice, and a transfer cannot race it. It
// sends a heartbeat every `heartbeat_every`, since a dead line is only found at the next write. An open
// stream counts as use of the session up to its absolute end: an office whose queue falls silent because
// nobody touched a key would be exactly the office that never answers.
#pragma once

#include "api/methods.h"

namespace hotline::api {

inline constexpr Duration heartbeat_every = std::chrono::seconds{15};

asio::awaitable<Result<>> watch_queue(Desk& desk, Ask& ask, Outlet& outlet);
asio::awaitable<Result<>> watch_case(Desk& desk, Ask& ask, Outlet& outlet);
/// Counts again at most every `overview_pause`, and with every heartbeat, since a case becomes late by
/// itself.
inline constexpr Duration overview_pause = std::chrono::seconds{1};
asio::awaitable<Result<>> watch_overview(Desk& desk, Ask& ask, Outlet& outlet);

/// Where a watch goes on: a place in the log, sealed.
std::string queue_cursor(const service::Reading& reading, std::uint64_t log_size);

}  // namespace hotline::api
