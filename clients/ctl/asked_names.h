// What the server calls units, people and the codes of its lists. Each is asked for once in a run; what
// cannot be asked for, or is not the person's to know, is told by its key.
#pragma once

#include <string>
#include <string_view>

#include "connection.h"
#include "hotline/v1/unit.pb.h"

namespace hotline::ctl {

/// "xã Bảo Đài"; a name that says its kind already is left as it is.
std::string full_name(const v1::Unit& unit);
/// "xã Bảo Đài  07462@2025-07-01": the unit itself, as it was sent.
std::string unit_line(const v1::Unit& unit);
/// "Tam Dị 07456@2004-07-08".
std::string unit_text(Connection& connection, const std::string& unit);
/// Where one of several of its name lies: "xã Tân An, huyện Yên Dũng, tỉnh Bắc Giang".
std::string placed_name(const v1::Unit& unit);
/// The same of a unit's key, and the key: "xã Bảo Đài, tỉnh Bắc Ninh  07462@2025-07-01".
std::string placed_text(Connection& connection, const std::string& unit);

/// The name of somebody of this office; `office` may be empty or another.
std::string person_text(Connection& connection, const std::string& office, const std::string& person_id);

/// The word of a code in the lists whose name begins so ("risk_"), in the language spoken.
std::string listed_text(Connection& connection, std::string_view list, const std::string& code);

}  // namespace hotline::ctl
