#include "domain/prominence_promise.h"

#include <algorithm>
#include <span>

#include "domain/clocks.h"
#include "domain/prominence.h"

namespace hotline::test {

void expect_notes_kept(const CaseState& before, const Story& after, const Decision& act) {
  const auto levels = levels_above(before, {}, directory(), local_date(after.now));
  const auto is_above = [&](const Prominence::Note& note) {
    return std::ranges::any_of(levels, [&](const auto& level) { return level.unit->key == note.unit; });
  };
  auto kept = before.prominence.notes;
  for (const auto& event : act) {
    if (event.has_prominent_flagged()) kept.clear();
    if (event.has_prominent_acknowledged())
      EXPECT_EQ(clocks(after.state, after.rules, calendar()), clocks(before, after.rules, calendar()));
  }
  const std::span notes = after.state.prominence.notes;
  ASSERT_GE(notes.size(), kept.size());
  EXPECT_TRUE(std::ranges::equal(kept, notes.first(kept.size())));
  EXPECT_TRUE(std::ranges::all_of(notes.subspan(kept.size()), is_above));
}

}  // namespace hotline::test
