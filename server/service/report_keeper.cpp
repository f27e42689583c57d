#include "service/report_keeper.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "domain/case_time.h"
#include "domain/report_ladder.h"
#include "service/account.h"
#include "service/installed_day.h"
#include "service/report_call_index.h"
#include "service/report_file.h"
#include "service/report_notice.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {
namespace his = history::v1;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::string_view mark_blob =
    "report_steps";  // up to when every step was taken, in Unix milliseconds
constexpr Duration too_old = days{31};
constexpr days looked_ahead{400};  // further than any span is from the next
constexpr Duration looks_apart_max = 15min;

std::optional<Time> time_in(const std::optional<std::string>& text) {
  std::int64_t ms = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), ms).ec != std::errc{})
    return std::nullopt;
  return from_unix_ms(ms);
}

Result<> put_mark(World& world, Time at) {
  return world.store.write_and_wait(
      [&](store::Writer& db) { return db.put_blob(mark_blob, std::to_string(to_unix_ms(at))); });
}

struct Due {
  OwedReport report;
  ReportStepDue step;
};

/// Steps of the spans around an instant, of every duty, each once for all offices that owe it.
template <class Each>
void each_step(const record::v1::ReportDuties& duties, Time around, Each each) {
  const auto day = sys_days{local_date(around)};
  for (const auto& duty : duties.duties())
    for (const auto& span : spans_of(duty, Date{day - looked_ahead}, Date{day + looked_ahead}))
      for (const auto& step : steps_of(duty, span)) each(duty, span, step);
}

std::optional<Time> next_step(const record::v1::ReportDuties& duties, Time after) {
  std::optional<Time> next;
  each_step(duties, after, [&](const auto&, const auto&, const ReportStepDue& step) {
    if (step.at > after && (!next || step.at < *next)) next = step.at;
  });
  return next;
}

/// What came after `from` and is there by now.
std::vector<Due> due_steps(const record::v1::ReportDuties& duties, const Directory& directory, Time from,
                           Time now) {
  std::vector<Due> due;
  each_step(duties, now,
            [&](const record::v1::ReportDuty& duty, const ReportSpan& span, const ReportStepDue& step) {
              if (step.at <= from || step.at > now) return;
              const Date day = span.before, next = Date{sys_days{day} + days{1}};
              for (auto& report : owed_reports(duties, directory, day, next))
                if (report.duty == &duty && report.span == span) due.push_back({std::move(report), step});
            });
  return due;
}

/// Of reports that were returned: their ladder started again, at a time that no rule knows. Which of these
/// were taken already, their histories say.
std::vector<Due> due_again(const record::v1::ReportDuties& duties, const Directory& directory,
                           const record::v1::StoredReportCalls& calls, Time now) {
  std::vector<Due> due;
  for (const auto& one : calls.returned()) {
    const auto unit = UnitKey::parse(one.unit());
    const auto first = parse_date(one.first_day());
    if (!unit || !first) continue;
    const auto report = owed_report(duties, directory, one.duty(), *unit, *first);
    if (!report) continue;  // the rules have no such report any more
    for (const auto& step : steps_of(*report->duty, report->span, time_of(one.since())))
      if (step.at <= now && step.at > now - too_old) due.push_back({*report, step});
  }
  return due;
}

/// Who is told, as it is inside this transaction or reading.
std::optional<Address> told(const World& world, const Due& due, const ReportState& state,
                            const Roster& roster, const Directory& directory, Time now) {
  const ReportDay day{roster, directory, [&](const Unit& unit) { return reaches(world, unit.key); }, now};
  return address(due.report, state, due.step.step, day);
}

/// Whether anything was told.
Result<bool> take(World& world, store::Writer& db, AfterCommit& after, const Due& due) {
  static const Caller nobody;
  static const Demand nothing;
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  auto file = ReportFile::load(world, db, due.report);
  if (!file) return fail(file.error());
  if (!wants_step(file->state(), due.report, due.step)) return false;
  Writing writing(world, db, after, nobody, nothing, world.clock.now(), *people);
  const auto roster = world.rosters.of(writing.people, writing.places->directory, writing.today);
  const auto to = told(world, due, file->state(), *roster, writing.directory(), writing.now);
  if (!to) return false;
  auto sent = tell_of_report(writing, due.report, due.step.step, *to);
  if (!sent) return fail(sent.error());
  auto event = step_taken(due.report, due.step, *to, writing.now);
  event.mutable_step_taken()->set_by_message(*sent);
  if (auto recorded = file->record(writing, std::move(event)); !recorded) return fail(recorded.error());
  return true;
}

/// Those that are still wanted and have somebody to be told, as far as they fit into one look.
Result<std::vector<Due>> wanted_of(World& world, std::vector<Due> due, Time now) {
  const auto places = world.places.get();
  const auto people = world.people.get();
  const auto roster = roster_of(*people, *places->directory, local_date(now));
  std::vector<Due> wanted;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    for (auto& one : due) {
      if (wanted.size() == report_steps_at_once) return {};
      auto file = ReportFile::load(world, db, one.report);
      if (!file && store::passes(file.error())) return fail(file.error());
      if (!file) {
        log::error("report_step_failed", {{"reason", file.error()}});
        continue;
      }
      if (wants_step(file->state(), one.report, one.step) &&
          told(world, one, file->state(), roster, *places->directory, now))
        wanted.push_back(std::move(one));
    }
    return {};
  });
  if (!read) return fail(read.error());
  return wanted;
}

/// Each in a transaction of its own. How many told anybody.
Result<std::size_t> take_all(World& world, const std::vector<Due>& wanted) {
  std::size_t taken = 0;
  for (const auto& one : wanted) {
    AfterCommit after(world.behind);
    auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto done = take(world, db, after, one);
      if (!done) return fail(done.error());
      taken += *done;
      return {};
    });
    after.settle(written.has_value());
    if (!written && store::passes(written.error())) return fail(written.error());
    if (!written) log::error("report_step_failed", {{"reason", written.error()}});
  }
  return taken;
}

struct Kept {
  Date began{};  // when the service did: nobody is told of what ended before
  std::optional<Time> mark;
  record::v1::StoredReportCalls calls;
};

Result<Kept> kept(World& world) {
  Kept out;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto began = installed_day(db, local_date(world.clock.now()));
    if (!began) return fail(began.error());
    out.began = *began;
    auto blob = db.blob(mark_blob);
    if (!blob) return fail(blob.error());
    out.mark = time_in(*blob);
    auto calls = report_calls(db);
    if (!calls) return fail(calls.error());
    out.calls = std::move(*calls);
    return {};
  });
  if (!read) return fail(read.error());
  return out;
}

/// A return may bring a step that no rule foretells.
Time next_look(const record::v1::ReportDuties& duties, Time now) {
  return std::min(next_step(duties, now).value_or(Time::max()), now + looks_apart_max);
}

}  // namespace

Result<std::optional<Time>> take_report_steps(World& world) {
  const auto& duties = world.reference.report_duties;
  if (duties.duties().empty()) return std::nullopt;
  const auto now = world.clock.now();
  auto before = kept(world);
  if (!before) return fail(before.error());
  // The first time, or the clock was turned back: the histories know what was told.
  const bool begins = !before->mark || *before->mark > now;
  const auto next = begins ? std::nullopt : next_step(duties, *before->mark);
  const bool has_come = next && *next <= now;
  const auto places = world.places.get();
  auto due = due_again(duties, *places->directory, before->calls, now);
  if (has_come) {
    auto more = due_steps(duties, *places->directory, std::max(*before->mark, now - too_old), now);
    std::ranges::move(more, std::back_inserter(due));
  }
  std::erase_if(due, [&](const Due& one) { return !is_owed(duties, one.report, before->began); });
  auto wanted = wanted_of(world, std::move(due), now);
  if (!wanted) return fail(wanted.error());
  auto taken = take_all(world, *wanted);
  if (!taken) return fail(taken.error());
  if (*taken > 0 && wanted->size() == report_steps_at_once) return now;  // more may be due
  if (begins || has_come)
    if (auto put = put_mark(world, now); !put) return fail(put.error());
  return next_look(duties, now);
}

}  // namespace hotline::service
