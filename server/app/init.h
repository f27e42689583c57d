// The first start of an installation: keys, database, units, and the first administrator.
#pragma once

#include <string>

#include "app/config.h"
#include "base/clock.h"
#include "base/status.h"

namespace hotline::app {

/// Shown once, to the person who initialises, and kept nowhere.
struct Initialised {
  std::string recovery_key;  // for the safe
  std::string login;
  std::string one_time_password;
  std::string verifier_key;  // public: whoever wants to check the log off line
};

/// Makes key file, recovery file and database. already_initialised where one of them is there; nothing is overwritten.
Result<Initialised> initialise(const Config& config, const Clock& clock);

}  // namespace hotline::app
