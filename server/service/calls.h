// The call list: cases of which a clock ran out and the ladder has reached its last step, so that a person
// has to telephone the office; and prominent cases of which a level above takes no note. A case leaves the
// list only when the clock is met or ended, and when each of those levels has taken note.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/clocks.h"
#include "hotline/record/v1/case.pb.h"
#include "service/lists.h"

namespace hotline::service {

struct CallItem {
  ListedCase row;
  Time since{};
  UnitKey unit;  // to telephone; valid today where its fate is known
  std::vector<std::string> telephones;
  ClockReading clock;  // of those that reached the list the one that is due earliest; `article` is empty.
                       // Without a kind where it stands there for silent levels alone
  struct Silent {
    UnitKey level;
    std::vector<std::string> telephones;
  };
  std::vector<Silent> silent;  // levels above that take no note of a prominent case, from the nearest up
  std::uint32_t attempts = 0;  // since it stands on the list
  std::optional<record::v1::CallAttempt> last;
};
struct CallList {
  std::vector<CallItem> calls;
  std::string after;
};

/// Of the caller's lists, the longest waiting first.
Result<CallList> list_calls(Reading& reading, std::string_view unit, const store::Page& page);

}  // namespace hotline::service
