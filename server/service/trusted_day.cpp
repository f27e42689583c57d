#include "service/trusted_day.h"

#include <algorithm>

namespace hotline::service {
namespace {

constexpr std::string_view day_blob = "units_day";

}  // namespace

Result<> TrustedDay::open(store::Reader& db, std::optional<Time> log_stood_at) {
  std::optional<Time> not_before;
  if (log_stood_at) not_before = *log_stood_at - behind_max;
  auto day = db.blob(day_blob);
  if (!day) return fail(day.error());
  if (const auto last = *day ? parse_date(**day) : std::nullopt)
    not_before = std::max(not_before.value_or(start_of(*last)), start_of(*last));
  const std::lock_guard lock(guard_);
  not_before_ = not_before;
  return {};
}

TrustedDay::Word TrustedDay::look(Time now, Duration running) {
  const std::lock_guard lock(guard_);
  const bool doubted = !doubt_.believes(now, running);
  behind_ = is_behind(now);
  if (behind_) return Word::behind;
  if (doubted) return Word::jumped_ahead;
  believed_ = {now, running};
  return Word::believed;
}

bool TrustedDay::allows(Time now, Duration running) const {
  const std::lock_guard lock(guard_);
  if (is_behind(now)) return false;
  return !believed_ || (now - believed_->first) - (running - believed_->second) <= ClockDoubt::jump_min;
}

Result<> TrustedDay::followed(store::Writer& db, Date day) {
  auto stored = db.blob(day_blob);
  if (!stored) return fail(stored.error());
  if (const auto last = *stored ? parse_date(**stored) : std::nullopt; !last || *last < day)
    if (auto put = db.put_blob(day_blob, date_text(day)); !put) return put;
  const std::lock_guard lock(guard_);
  not_before_ = std::max(not_before_.value_or(start_of(day)), start_of(day));
  return {};
}

Result<> TrustedDay::forget(store::Writer& db) { return db.put_blob(day_blob, ""); }

}  // namespace hotline::service
