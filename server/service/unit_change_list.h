// What a supervisor is told of units that ended: what moved, and what needs a person.
#pragma once

#include <optional>
#include <string_view>

#include "hotline/v1/supervision.pb.h"
#include "service/act.h"

namespace hotline::service {

/// Units of the caller's scope, or of a unit of it, that ended since that day (in the last 92 days where it
/// is absent) or end in the next 92; and what moved in that time from units that had ended before, as after a
/// late import or one that was taken back. Only cases that the caller may see, which count as listed.
Result<v1::ListUnitChangesResponse> list_unit_changes(Reading& reading, std::string_view unit,
                                                      std::optional<Date> since);

}  // namespace hotline::service
