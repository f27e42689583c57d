// Who works at an office, for those who bar persons from a case.
#pragma once

#include "hotline/v1/directory.pb.h"
#include "service/act.h"

namespace hotline::service {

/// The people of one office who can sign in: names, and their roles there; nothing of other offices, no
/// sign-in name, no telephone. not_found unit_unknown for no unit of today.
Result<v1::ListOfficialsResponse> list_officials(const Reading& reading, const UnitKey& unit);

}  // namespace hotline::service
