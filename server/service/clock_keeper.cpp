#include "service/clock_keeper.h"

#include <pthread.h>

#include <algorithm>
#include <charconv>
#include <latch>
#include <utility>

#include "base/log.h"
#include "domain/case_time.h"
#include "domain/ladder.h"
#include "domain/take_note.h"
#include "service/account.h"
#include "service/case_file.h"
#include "service/ladder_notice.h"
#include "service/prominent_notice.h"
#include "service/report_keeper.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t cases_at_once_max = 64;
constexpr auto looks_apart_min = 100ms;  // commits come in bursts: one look for all of them
constexpr auto clock_read_every = 1s;    // so soon is a jump of the clock noticed
constexpr Duration set_aside_for = 10min;
constexpr std::string_view doubt_blob = "clock_doubted";  // the last time known before the doubt, or nothing

}  // namespace

struct ClockKeeper::Job {
  CaseId id;
  AfterCommit after;
  std::vector<Touched> touched;
  std::size_t steps = 0;
  Duration late{0};
  Time now{};
  Result<> result;

  Job(const CaseId& of, std::atomic<int>& behind) : id(of), after(behind) {}
};

void ClockKeeper::start() {
  commits_ = world_.hub.subscribe([](const Touched& touched) { return static_cast<bool>(touched.case_id); },
                                  [this] { wake(); });
  world_.outbox.on_ended(note_delivery);
  if (auto known = know_the_last_time(); !known)
    log::error("clock_keeper_knows_no_time", {{"reason", known.error()}});
  thread_ = std::thread([this] { run(); });
}

/// Between two looks the thread is left asleep: waking it for every commit costs each intake a change of
/// threads.
void ClockKeeper::wake() {
  bool rests = false;
  {
    const std::lock_guard lock(guard_);
    rests = !std::exchange(woken_, true) && resting_;
  }
  if (rests) changed_.notify_all();
}

void ClockKeeper::stop() {
  commits_ = {};
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

/// The earlier of two: entries that were written while the clock was doubted do not vouch for it.
Result<> ClockKeeper::know_the_last_time() {
  auto read = world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob(doubt_blob);
    if (!blob) return fail(blob.error());
    std::int64_t ms = 0;
    const auto& text = blob->value_or("");
    if (std::from_chars(text.data(), text.data() + text.size(), ms).ptr != text.data())
      stored_doubt_ = from_unix_ms(ms);
    return {};
  });
  const auto& of_the_log = world_.ledger.stood_at();
  auto known = of_the_log ? *of_the_log : std::nullopt;
  if (stored_doubt_) known = std::min(known.value_or(*stored_doubt_), *stored_doubt_);
  doubt_.start(known, world_.clock.now(), world_.clock.running());
  holds_ = doubt_.known_before().has_value();
  return of_the_log ? read : fail(of_the_log.error());
}

bool ClockKeeper::believes_the_clock() {
  const bool believed = doubt_.believes(world_.clock.now(), world_.clock.running());
  if (doubt_.known_before() != stored_doubt_)
    if (auto stored = store_doubt(); !stored)
      log::error("clock_doubt_not_stored", {{"reason", stored.error()}});
  holds_ = !believed;
  const std::lock_guard lock(stats_guard_);
  stats_.held += believed ? 0 : 1;
  return believed;
}

Result<> ClockKeeper::store_doubt() {
  const auto known = doubt_.known_before();
  auto stored = world_.store.write_and_wait([&](store::Writer& db) {
    return db.put_blob(doubt_blob, known ? std::to_string(to_unix_ms(*known)) : "");
  });
  if (stored) stored_doubt_ = known;
  return stored;
}

void ClockKeeper::run() {
  pthread_setname_np(pthread_self(), "clock keeper");  // for `top -H`
  std::unique_lock lock(guard_);
  const auto stopping = [this] { return stopping_; };
  while (!stopping_) {
    lock.unlock();  // the store may wait for those who wake this thread
    const bool believed = believes_the_clock();
    lock.lock();
    if (!believed) {
      changed_.wait_for(lock, clock_read_every, stopping);
      continue;
    }
    woken_ = false;
    lock.unlock();
    auto next = look();
    if (!next) log::error("clock_keeper_failed", {{"reason", next.error()}});
    lock.lock();
    const auto called = [this] { return stopping_ || woken_; };
    changed_.wait_for(lock, next ? Duration{looks_apart_min} : Duration{clock_read_every}, stopping);
    if (!next) continue;
    resting_ = true;
    if (!*next) changed_.wait(lock, called);
    // What is due and could not be taken is looked at again in a second, not at once.
    while (*next && !called() && world_.clock.now() < **next)
      changed_.wait_for(lock, std::clamp<Duration>(**next - world_.clock.now(), 1ms, clock_read_every),
                        called);
    resting_ = false;
  }
}

Result<std::optional<Time>> ClockKeeper::look() {
  if (auto taken = take_due(); !taken) return fail(taken.error());
  std::optional<Time> next;
  auto read = world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto at = db.next_step();
    if (!at) return fail(at.error());
    next = *at;
    return {};
  });
  if (!read) return fail(read.error());
  if (auto looked = look_at_reports(); !looked) return fail(looked.error());
  if (report_step_ && (!next || *report_step_ < *next)) next = report_step_;
  const std::lock_guard taking(taking_);
  if (next && !set_aside_.empty()) next = std::max(*next, world_.clock.now() + clock_read_every);
  return next;
}

/// Only when a step of theirs has come, or the clock was turned back.
Result<> ClockKeeper::look_at_reports() {
  const auto now = world_.clock.now();
  const bool known = reports_looked_at_ && *reports_looked_at_ <= now;
  if (known && (!report_step_ || now < *report_step_)) return {};
  auto next = take_report_steps(world_);
  if (!next) return fail(next.error());
  reports_looked_at_ = now;
  report_step_ = *next;
  return {};
}

Result<std::vector<CaseId>> ClockKeeper::due_cases(Time now) {
  std::erase_if(set_aside_, [&](const auto& item) {
    return item.second <= now || item.second > now + set_aside_for;  // the clock may have been turned back
  });
  std::vector<CaseId> due;
  auto read = world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto ids = db.steps_due(now, cases_at_once_max + static_cast<std::uint32_t>(set_aside_.size()));
    if (!ids) return fail(ids.error());
    due = std::move(*ids);
    return {};
  });
  if (!read) return fail(read.error());
  std::erase_if(due, [&](const CaseId& id) { return set_aside_.contains(id); });
  return due;
}

Result<std::uint32_t> ClockKeeper::take_due() {
  const std::lock_guard taking(taking_);
  std::uint32_t moved = 0;
  for (;;) {
    {
      const std::lock_guard lock(guard_);
      if (stopping_) return moved;
    }
    auto due = due_cases(world_.clock.now());
    if (!due) return fail(due.error());
    if (due->empty()) return moved;
    if (auto taken = take_all(*due, moved); !taken) return fail(taken.error());
  }
}

/// A job a case, so that one that fails takes no other with it; the store puts them into one commit.
Result<> ClockKeeper::take_all(const std::vector<CaseId>& ids, std::uint32_t& moved) {
  // As of the last commit, for all of the round: what an act before it in the same batch changes of the
  // people waits for the next step, and nobody waits until they were read anew for each case.
  const auto people = world_.people.get();
  std::vector<std::unique_ptr<Job>> jobs;
  jobs.reserve(ids.size());
  for (const auto& id : ids) jobs.push_back(std::make_unique<Job>(id, world_.behind));
  std::latch done(static_cast<std::ptrdiff_t>(jobs.size()));
  for (auto& job : jobs)
    world_.store.write(
        store::Lane::urgent, [this, &job, &people](store::Writer& db) { return take(*job, db, people); },
        [&job, &done](Result<> result) {
          job->after.settle(result.has_value());
          job->result = std::move(result);
          done.count_down();
        });
  done.wait();
  Result<> of_the_store;  // the others of the round may stand all the same, and are told of
  for (const auto& job : jobs) {
    if (!job->result && store::passes(job->result.error())) {
      of_the_store = job->result;
      continue;
    }
    const std::lock_guard lock(stats_guard_);
    if (!job->result) {
      log::error("clock_step_failed", {{"reason", job->result.error()}});
      ++stats_.failures;
      set_aside_[job->id] = world_.clock.now() + set_aside_for;
      continue;
    }
    moved += job->steps > 0;
    stats_.steps += job->steps;
    if (job->steps > 0) stats_.late_last = job->late;
    stats_.late_max = std::max(stats_.late_max, job->late);
    for (const auto& touched : job->touched) world_.hub.publish(touched);
  }
  return of_the_store;
}

Result<> ClockKeeper::take(Job& job, store::Writer& db, const std::shared_ptr<const People>& people) {
  static const Caller nobody;
  static const Demand nothing;
  auto file = CaseFile::load(world_, db, job.id);
  if (!file) return fail(file.error());
  Writing writing(world_, db, job.after, nobody, nothing, world_.clock.now(), people);
  const auto roster = world_.rosters.of(people, writing.places->directory, writing.today);
  const LadderDay day{world_.rules, world_.calendar, *roster, writing.directory(), writing.now};
  auto steps = due_steps(file->state(), day);
  auto notes = due_note_steps(file->state(), day);
  job.steps = steps.size() + notes.size();
  if (job.steps == 0) return file->renew_row(world_, db);  // the index was behind
  const auto was_due = [&](const google::protobuf::Timestamp& at) {
    job.late = std::max(job.late, writing.now - std::max(time_of(at), file->state().changed_at));
  };
  for (auto& event : steps) {
    auto& step = *event.mutable_ladder_step_taken();
    was_due(step.step_at());
    if (auto told = tell_outside(writing, job.id, file->state(), step); !told) return told;
  }
  for (auto& event : notes) {
    const auto& entry = event.prominent_reminded();
    was_due(entry.step_at());
    if (auto told = tell_of_silence(writing, job.id, file->state(), entry); !told) return told;
    steps.push_back(std::move(event));
  }
  if (auto noted = file->record(writing, steps); !noted) return noted;
  job.touched = std::move(writing.touched);
  return {};
}

bool ClockKeeper::rests() const {
  const std::lock_guard lock(guard_);
  return resting_ && !woken_;
}

ClockKeeper::Stats ClockKeeper::stats() const {
  const std::lock_guard lock(stats_guard_);
  return stats_;
}

}  // namespace hotline::service
