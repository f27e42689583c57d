#include "service/report_keeper.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "domain/case_time.h"
#include "service/account.h"
#include "service/report_file.h"
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
  his::ReportStep step = his::REPORT_STEP_UNSPECIFIED;
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
  std::vector<std::pair<ReportSpan, his::ReportStep>> spans;
  std::vector<Due> due;
  each_step(duties, now,
            [&](const record::v1::ReportDuty& duty, const ReportSpan& span, const ReportStepDue& step) {
              if (step.at <= from || step.at > now) return;
              const Date day = span.before, next = Date{sys_days{day} + days{1}};
              for (auto& report : owed_reports(duties, directory, day, next))
                if (report.duty == &duty && report.span == span)
                  due.push_back({std::move(report), step.step});
            });
  return due;
}

/// The office that is told; null where whoever gets the report is not in the service.
const Unit* told(const Due& due, const Directory& directory, Date today) {
  const auto key = due.step == his::REPORT_STEP_ABOVE ? due.report.to : std::optional(due.report.unit);
  const auto* unit = key ? directory.find(*key) : nullptr;
  return unit == nullptr ? nullptr : &acts_for(directory, *unit, today);
}

Result<bool> message(Writing& writing, const Due& due, const Unit& office) {
  Notice notice;
  notice.kind =
      due.step == his::REPORT_STEP_REMINDED ? v1::NOTICE_KIND_REPORT_DUE : v1::NOTICE_KIND_REPORT_LATE;
  notice.unit = office.key;
  notice.due = due.report.span.due();
  notice.link = "/reports/" + due.report.duty->code() + "/" + due.report.unit.text() + "/" +
                date_text(due.report.span.first);
  notice.cause = "report";
  auto ids = put_message(writing.world, writing.out, writing.now, notice);
  if (!ids) return fail(ids.error());
  return !ids->empty();
}

/// Whether anything was told.
Result<bool> take(World& world, store::Writer& db, AfterCommit& after, const Due& due) {
  static const Caller nobody;
  static const Demand nothing;
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  auto file = ReportFile::load(world, db, due.report);
  if (!file) return fail(file.error());
  if (!wants_step(file->state(), due.step)) return false;
  Writing writing(world, db, after, nobody, nothing, world.clock.now(), *people);
  const auto* office = told(due, writing.directory(), writing.today);
  if (office == nullptr) return false;
  auto sent = message(writing, due, *office);
  if (!sent) return fail(sent.error());
  his::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(writing.now);
  *event.mutable_report() = owed_of(due.report);
  auto& step = *event.mutable_step_taken();
  step.set_step(due.step);
  step.set_unit(office->key.text());
  step.set_by_message(*sent);
  if (auto recorded = file->record(writing, std::move(event)); !recorded) return fail(recorded.error());
  return true;
}

/// Those that are still wanted and have somebody to be told, as far as they fit into one look.
Result<std::vector<Due>> wanted_of(World& world, std::vector<Due> due, Date today) {
  const auto places = world.places.get();
  const auto people = world.people.get();
  const auto roster = roster_of(*people, *places->directory, today);
  std::vector<Due> wanted;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    for (auto& one : due) {
      if (wanted.size() == report_steps_at_once) return {};
      const auto* office = told(one, *places->directory, today);
      if (office == nullptr || !(roster.is_registered(*office) || reaches(world, office->key))) continue;
      auto file = ReportFile::load(world, db, one.report);
      if (!file && store::passes(file.error())) return fail(file.error());
      if (!file) {
        log::error("report_step_failed", {{"reason", file.error()}});
        continue;
      }
      if (wants_step(file->state(), one.step)) wanted.push_back(std::move(one));
    }
    return {};
  });
  if (!read) return fail(read.error());
  return wanted;
}

}  // namespace

Result<std::optional<Time>> take_report_steps(World& world) {
  const auto& duties = world.reference.report_duties;
  if (duties.duties().empty()) return std::nullopt;
  const auto now = world.clock.now();
  std::optional<std::string> kept;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob(mark_blob);
    if (!blob) return fail(blob.error());
    kept = std::move(*blob);
    return {};
  });
  if (!read) return fail(read.error());
  const auto mark = time_in(kept);
  if (!mark ||
      *mark > now) {  // the first time, or the clock was turned back: the histories know what was told
    if (auto put = put_mark(world, now); !put) return fail(put.error());
    return next_step(duties, now);
  }
  if (const auto next = next_step(duties, *mark); !next || *next > now) return next;
  const auto places = world.places.get();
  auto due = due_steps(duties, *places->directory, std::max(*mark, now - too_old), now);
  auto wanted = wanted_of(world, std::move(due), local_date(now));
  if (!wanted) return fail(wanted.error());
  std::size_t taken = 0;
  for (const auto& one : *wanted) {
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
  if (taken > 0 && wanted->size() == report_steps_at_once) return now;  // more may be due
  if (auto put = put_mark(world, now); !put) return fail(put.error());
  return next_step(duties, now);
}

}  // namespace hotline::service
