// Tries that must not be made too fast wait here for their turn, or are refused.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "base/status.h"
#include "service/world.h"

namespace hotline::api {

/// Waits as long as a try for this account from this address has to, counting it. resource_exhausted
/// sign_in_slowed where too many stand in line.
boost::asio::awaitable<Result<>> take_turn(service::SignInGuard& guard, const Clock& clock,
                                           std::string account, std::string address);

}  // namespace hotline::api
