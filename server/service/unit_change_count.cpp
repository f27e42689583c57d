#include "service/unit_change_count.h"

#include <algorithm>

#include "service/case_file.h"
#include "service/revived_units.h"

namespace hotline::service {
namespace {
constexpr std::uint32_t rows_a_page = 100;  // each of which may have to be folded from its history
}  // namespace

UnitChangeCount::UnitChangeCount(std::shared_ptr<const Gazetteer> before,
                                 std::shared_ptr<const Gazetteer> after, Date today, Date on)
    : before_(std::move(before)),
      after_(std::move(after)),
      on_(on),
      revived_(revived_by(*before_->directory, *after_->directory, today)),
      followers_(followers_of(revived_)),
      page_{.size_max = rows_a_page, .after = {}} {}

Result<bool> UnitChangeCount::look(const World& world, store::Reader& db) {
  auto rows = db.cases(open_cases(), page_);
  if (!rows) return fail(rows.error());
  for (const auto& row : rows->rows) {
    if (may_move(row, *before_->directory, on_, {})) continue;
    if (may_move(row, *after_->directory, on_, {})) {
      ++count_;
      continue;
    }
    if (!may_move(row, *after_->directory, on_, followers_)) continue;
    auto moves = moves_by_history(world, db, row.case_id);
    if (!moves) return moves;
    count_ += *moves ? 1 : 0;
  }
  page_.after = std::move(rows->after);
  return !page_.after.empty();
}

Result<bool> UnitChangeCount::moves_by_history(const World& world, store::Reader& db,
                                               const CaseId& id) const {
  auto file = CaseFile::load(world, db, id);
  if (!file && file.error().code == Code::unavailable) return fail(file.error());
  if (!file) return false;
  const UnitDay day{.now = std::max(world.clock.now(), start_of(on_)),
                    .directory = *after_->directory,
                    .new_referrals = {},
                    .revived = revived_};
  return !follow_units(file->state(), day).empty();
}

}  // namespace hotline::service
