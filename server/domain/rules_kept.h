// What was due stays due: the deadlines that a file names hold from the day after it was first read, and up
// to that day those that held before, whatever the file says of them now. So a rule that is edited where it
// stands, or dated back, alters nothing that began under the one before; it comes into force on the next day.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/rules.h"

namespace hotline {

/// Names as in the file: "emergency", "plan".
struct KeptRules {
  Rules rules;
  std::vector<std::string_view> changed;  // deadlines that will not be what they were
  std::vector<std::string_view> held;  // deadlines of which the file says otherwise about days that are over
};

/// `before` up to the day before `first_new_day`, `file` from then on. What is no deadline (how long content
/// is kept, how far back a paper sheet may lie, what is prominent) is as in the file at once.
KeptRules keep_past(const Rules& before, const Rules& file, Date first_new_day);

/// All deadlines as the text of a file that parse_rules() reads to the same. Not what is no deadline.
std::string write_deadlines(const Rules& rules);

}  // namespace hotline
