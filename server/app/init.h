// The first start of an installation: keys, database, units, and the first administrator.
#pragma once

#include <string>

#include "app/config.h"
#include "base/clock.h"
#include "base/status.h"
#include "domain/unit_file.h"

namespace hotline::app {

/// Shown once, to the person who initialises, and kept nowhere.
struct Initialised {
  std::string recovery_key;  // for the safe
  std::string login;
  std::string one_time_password;
  std::string verifier_key;  // public: whoever wants to check the log off line
};

/// Decided here, for good: the database is marked.
enum class Purpose : std::uint8_t { real_work, demonstration };

/// Makes key file, recovery file and database. already_initialised where one of them is there; nothing is
/// overwritten.
Result<Initialised> initialise(const Config& config, const Clock& clock,
                               Purpose purpose = Purpose::real_work);

/// The units file of the configuration; units_file_wrong names its bad lines.
Result<UnitFile> read_unit_file(const Config& config);

}  // namespace hotline::app
