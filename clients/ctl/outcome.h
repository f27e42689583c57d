// How commands end. A failure is told to the person where it is found; what travels up is the exit code
// alone.
#pragma once

#include <expected>
#include <string>

#include "base/status.h"
#include "rpc/client.h"

namespace hotline::ctl {

/// Exit codes, promised to scripts.
enum class Exit : int {
  ok = 0,
  refused = 1,        // the server said no, or a verification found something wrong
  wrong_use = 2,      // the command line or a file is not right; nothing was sent
  not_reachable = 3,  // no server, no answer in time, or not this service
  not_signed_in = 4,  // no session, an ended one, or a wrong name or password
};

template <class T = void>
using Outcome = std::expected<T, Exit>;

/// Errors as one JSON object each, for programs.
void tell_errors_as_json(bool yes);

/// What the person does next; nothing where it is empty.
struct NextStep {
  std::string vi = {}, en = {};
  std::string request_id = {};  // to be sent again with; beside the words in the JSON of an error
};

/// Says it on standard error.
std::unexpected<Exit> stop(const rpc::RemoteError& error, const NextStep& next = {});
std::unexpected<Exit> stop(const Error& error, Exit code = Exit::wrong_use);
std::unexpected<Exit> stop(Exit code, const Text& text);

}  // namespace hotline::ctl
