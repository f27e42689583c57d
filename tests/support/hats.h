// People with more than one hat.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hotline/record/v1/options.pb.h"
#include "support/running_service.h"

namespace hotline::test {

using Hat = std::pair<std::string, record::v1::Role>;

/// A role by its letter in the table of permissions.
record::v1::Role role_of(char letter);

/// Person.version, as an administrator sees it now.
std::string person_version(RunningService& service, const std::string& person_id);

/// From now on the person has these hats and no others. An hour passes: the change ended their sessions, and
/// as() signs in again.
void give_hats(RunningService& service, const std::string& login, const std::vector<Hat>& hats);

}  // namespace hotline::test
