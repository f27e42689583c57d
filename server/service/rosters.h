// Who answers for which office today, worked out of the people, what the chairmen gave to deputies, and the
// duty rosters (domain/roster.h).
#pragma once

#include <memory>
#include <optional>

#include "domain/roster.h"
#include "service/people.h"

namespace hotline::service {

/// Of all who may sign in. Looks at each of them. `directory` must outlive it.
Roster roster_of(const People& people, const Directory& directory, Date today);

/// The newest one, kept until who answers, units or the day are others: acts ask it again and again.
/// Thread rule: the writer's thread alone.
class Rosters {
 public:
  const Roster& of(const std::shared_ptr<const People>& people,
                   const std::shared_ptr<const Directory>& directory, Date today);

 private:
  std::shared_ptr<const int> answering_;        // of People
  std::shared_ptr<const Directory> directory_;  // held: the roster looks into it
  Date today_{};
  std::optional<Roster> roster_;
};

}  // namespace hotline::service
