#include "service/kept_rules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/calendar_file.h"
#include "domain/calendar_kept.h"
#include "domain/rules_file.h"
#include "domain/rules_kept.h"
#include "evidence/sha256.h"
#include "service/act.h"

namespace hotline::service {
namespace {

constexpr std::string_view deadlines_blob = "deadlines_kept", calendar_blob = "calendar_kept";
constexpr std::size_t names_max_bytes = 64;  // AdministrationRecord.subject_id

/// "2026-11-30", a line break, the text: what it says of days before that one is what held then.
struct Kept {
  Date first_new_day;
  std::string text;
};

Result<std::optional<Kept>> kept(store::Reader& db, std::string_view blob) {
  auto stored = db.blob(blob);
  if (!stored) return fail(stored.error());
  if (!*stored) return std::nullopt;
  const auto line = (*stored)->find('\n');
  const auto day = parse_date(std::string_view(**stored).substr(0, line));
  HOTLINE_CHECK(line != std::string::npos && day);  // we wrote it
  return Kept{*day, (*stored)->substr(line + 1)};
}

std::unexpected<Error> unreadable() {
  return fail(
      Code::failed_precondition, "kept_rules_unreadable",
      {"Cơ sở dữ liệu giữ thời hạn hoặc lịch mà bản chương trình này chưa biết. Hãy dùng bản mới hơn.",
       "The database keeps deadlines or a calendar that this version does not know. Use a later one."});
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) (out += out.empty() ? "" : " ") += name;
  return out.size() > names_max_bytes ? "all" : out;
}

Result<> join_deadlines(const std::optional<Kept>& before, RulesInForce& out) {
  out.changed = "all";
  if (before) {
    auto rules = parse_rules(before->text);
    if (!rules) return unreadable();
    auto joined_rules = keep_past(*rules, out.rules, out.first_new_day);
    out.rules = std::move(joined_rules.rules);
    out.changed = joined(joined_rules.changed);
    out.held.assign(joined_rules.held.begin(), joined_rules.held.end());
  }
  out.deadlines_text = write_deadlines(out.rules);
  return {};
}

Result<> join_calendar(const std::optional<Kept>& before, RulesInForce& out) {
  out.calendar_changed = true;
  if (before) {
    auto calendar = read_calendar(before->text);
    if (!calendar) return unreadable();
    auto joined_days = keep_past(calendar->data(), out.calendar.data(), out.first_new_day);
    out.calendar_changed = joined_days.changed;
    if (joined_days.held) out.held.emplace_back("calendar");
    auto made = Calendar::make(std::move(joined_days.data));
    HOTLINE_CHECK(made.has_value());  // of parts of two that were sound
    out.calendar = std::move(*made);
  }
  out.calendar_text = write_calendar(out.calendar.data());
  return {};
}

}  // namespace

std::string RulesInForce::digest() const {
  const auto hash = evidence::sha256(deadlines_text + '\0' + calendar_text);
  return {hash.begin(), hash.end()};
}

Result<RulesInForce> rules_in_force(store::Reader& db, Rules file, Calendar file_calendar, Time now) {
  RulesInForce out{.rules = std::move(file), .calendar = std::move(file_calendar)};
  auto deadlines = kept(db, deadlines_blob), days = kept(db, calendar_blob);
  if (!deadlines) return fail(deadlines.error());
  if (!days) return fail(days.error());
  // Never a day that was over before: a machine's clock may have gone back.
  out.first_new_day = Date{std::chrono::sys_days{local_date(now)} + std::chrono::days{1}};
  for (const auto* before : {&*deadlines, &*days})
    if (*before) out.first_new_day = std::max(out.first_new_day, (*before)->first_new_day);
  if (auto done = join_deadlines(*deadlines, out); !done) return fail(done.error());
  if (auto done = join_calendar(*days, out); !done) return fail(done.error());
  return out;
}

Result<> keep_rules(World& world, const RulesInForce& rules) {
  if (rules.changed.empty() && !rules.calendar_changed) return {};
  const auto day = date_text(rules.first_new_day) + "\n";
  return world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    const auto now = world.clock.now();
    if (!rules.changed.empty()) {
      if (auto put = db.put_blob(deadlines_blob, day + rules.deadlines_text); !put) return put;
      if (auto noted =
              record_rules(world, db, now, "deadlines_in_force", rules.changed, rules.deadlines_text);
          !noted)
        return noted;
    }
    if (!rules.calendar_changed) return {};
    if (auto put = db.put_blob(calendar_blob, day + rules.calendar_text); !put) return put;
    return record_rules(world, db, now, "calendar_in_force", "", rules.calendar_text);
  });
}

}  // namespace hotline::service
