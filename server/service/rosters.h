// Who answers for which office today, worked out of the people, what the chairmen gave to deputies, and the
// duty rosters (domain/roster.h).
#pragma once

#include <memory>
#include <mutex>

#include "domain/roster.h"
#include "service/people.h"

namespace hotline::service {

/// Of all who may sign in. Looks at each of them. `directory` must outlive it.
Roster roster_of(const People& people, const Directory& directory, Date today);

/// The newest one, kept until who answers, units or the day are others: acts and whoever opens a case ask it
/// again and again. Safe from any thread.
class Rosters {
 public:
  /// Holds the directory that it looks into.
  std::shared_ptr<const Roster> of(const std::shared_ptr<const People>& people,
                                   const std::shared_ptr<const Directory>& directory, Date today);

 private:
  struct Kept {
    std::shared_ptr<const int> answering;  // of People
    std::shared_ptr<const Directory> directory;
    Date today{};
    Roster roster;
  };
  std::mutex guard_;
  std::shared_ptr<const Kept> kept_;
};

}  // namespace hotline::service
