// The open cases of a viewer, for whoever counts them: only those that the viewer's lists would show.
#pragma once

#include <functional>
#include <string>

#include "service/act.h"

namespace hotline::service {

inline constexpr std::uint32_t open_cases_max = 20'000;  // looked at in one answer

/// Each of the scope, the newest first. False where more are open than one answer looks at.
Result<bool> each_open_case(const Reading& reading, const store::Scope& scope,
                            const std::function<void(const store::CaseRow&)>& each);

/// The unit that answers today for one of any era.
std::string office_of_today(const Reading& reading, const std::string& unit);

}  // namespace hotline::service
