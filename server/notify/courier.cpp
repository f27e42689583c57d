#include "notify/courier.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.h"
#include "service/referral_notice.h"
#include "service/world.h"
#include "store/trouble.h"

namespace hotline::notify {
namespace {

constexpr std::array channels = {v1::MESSAGE_CHANNEL_EMAIL, v1::MESSAGE_CHANNEL_WEBHOOK};
/// Attempts that were begun and cut off by the end of the process, beyond those that count.
constexpr std::uint32_t cut_off_max = 3;

}  // namespace

Courier::Courier(service::World& world, std::unique_ptr<Transport> transport, const CourierLimits& limits,
                 std::function<double()> random)
    : world_(world), transport_(std::move(transport)), limits_(limits), random_(std::move(random)) {}

Courier::~Courier() { stop(); }

void Courier::start() {
  world_.outbox.on_put([this] { wake(); });
  thread_ = std::thread([this] { run(); });
}

void Courier::stop() {
  if (!thread_.joinable()) return;
  world_.outbox.on_put({});
  stopping_ = true;
  wake();
  thread_.join();
}

CourierStats Courier::stats() const {
  CourierStats stats{.delivered = delivered_,
                     .given_up = given_up_,
                     .failed_attempts = failed_attempts_,
                     .waiting = waiting_,
                     .dead = dead_,
                     .oldest_waiting = {}};
  if (const auto ms = oldest_ms_.load(); ms != 0) stats.oldest_waiting = from_unix_ms(ms);
  return stats;
}

void Courier::run() {
  while (!stopping_) {
    keep(std::exchange(unrecorded_, {}));
    const auto rest = claim();
    if (stopping_) break;
    keep(transport_->wait(unrecorded_.empty() ? rest : std::min(rest, limits_.soon)));
  }
  const auto until = std::chrono::steady_clock::now() + limits_.stop_grace;
  while (!in_flight_.empty()) {
    const auto left = std::chrono::duration_cast<Duration>(until - std::chrono::steady_clock::now());
    if (left <= Duration{0}) break;
    keep(transport_->wait(left));
  }
}

void Courier::deliver_due() {
  for (claim(); !in_flight_.empty(); claim())
    while (!in_flight_.empty()) {
      keep(std::exchange(unrecorded_, {}));
      keep(transport_->wait(limits_.soon));
    }
}

/// Through the writer: behind whatever put a message, and answered only when that is durable.
Duration Courier::claim() {
  std::vector<Letter> letters;
  store::MessageCounts counts;
  Time now{};
  auto claimed = world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
    letters.clear();
    now = world_.clock.now();
    for (const auto channel : channels)
      if (auto some = claim_of(db, channel, now, letters); !some) return some;
    auto counted = db.message_counts();
    if (!counted) return fail(counted.error());
    counts = *counted;
    return {};
  });
  if (!claimed) {
    log::warning("messages_not_claimed", {{"reason", claimed.error()}});
    return limits_.soon;
  }
  note(counts);
  for (const auto& letter : letters) {
    in_flight_.emplace(letter.channel, letter.id);
    transport_->begin(letter);
  }
  if (!counts.next_try) return limits_.rest_max;
  // What is due and was not claimed waits for a place.
  return std::clamp<Duration>(*counts.next_try - now, limits_.soon, limits_.rest_max);
}

Result<> Courier::claim_of(store::Writer& db, v1::MessageChannel channel, Time now,
                           std::vector<Letter>& letters) {
  const auto running = static_cast<std::uint32_t>(
      std::ranges::count_if(in_flight_, [&](const auto& one) { return one.first == channel; }));
  if (running >= limits_.at_once_max) return {};
  auto due = db.due_messages(channel, now, limits_.at_once_max);
  if (!due) return fail(due.error());
  auto places = limits_.at_once_max - running;
  for (auto& row : *due) {
    if (places == 0) break;
    if (in_flight_.contains({channel, row.id})) continue;
    const auto id = row.id;
    auto one = claim_one(db, std::move(row), now, letters);
    if (!one && store::passes(one.error())) return one;
    // One that cannot be read must not hold up those behind it.
    if (!one) log::error("message_not_claimed", {{"message", id}, {"reason", one.error()}});
    --places;
  }
  return {};
}

Result<> Courier::claim_one(store::Writer& db, store::MessageRow row, Time now,
                            std::vector<Letter>& letters) {
  ++row.attempts;
  if (row.attempts > limits_.attempts_max + cut_off_max) {
    ++given_up_;
    return service::end_message(world_, db, std::move(row), false, v1::MESSAGE_FAILURE_CUT_OFF, now);
  }
  auto content = service::open_message(world_, row);
  if (content) {
    auto holds = service::still_holds(world_, db, content->notice(), now);
    if (!holds) return fail(holds.error());
    if (!*holds)
      return service::end_message(world_, db, std::move(row), false, v1::MESSAGE_FAILURE_OVERTAKEN, now);
  }
  row.next_try = now + limits_.backoff.after(row.attempts, random_());
  if (auto put = db.put(row); !put) return put;
  if (!content) return fail(content.error());
  letters.push_back({.id = row.id,
                     .channel = static_cast<v1::MessageChannel>(row.channel),
                     .created = row.created,
                     .now = now,
                     .content = std::move(*content)});
  return {};
}

void Courier::keep(const std::vector<Outcome>& outcomes) {
  for (const auto& outcome : outcomes) {
    auto recorded = world_.store.write_and_wait([&](store::Writer& db) { return record(db, outcome); });
    if (!recorded)
      log::warning("message_not_recorded", {{"message", outcome.id}, {"reason", recorded.error()}});
    if (!recorded && store::passes(recorded.error())) {
      unrecorded_.push_back(outcome);  // still in flight: not sent again before it could be recorded
      continue;
    }
    std::erase_if(in_flight_, [&](const auto& one) { return one.second == outcome.id; });
    if (!recorded) continue;  // as after a kill: sent again when its time comes
    if (outcome.verdict == Verdict::delivered)
      ++delivered_;
    else
      ++failed_attempts_;
  }
}

Result<> Courier::record(store::Writer& db, const Outcome& outcome) {
  auto stored = db.message(outcome.id);
  if (!stored) return fail(stored.error());
  if (!*stored || (*stored)->state != store::MessageState::waiting) return {};
  auto& row = **stored;
  const auto now = world_.clock.now();
  if (outcome.verdict == Verdict::delivered)
    return service::end_message(world_, db, std::move(row), true, v1::MESSAGE_FAILURE_UNSPECIFIED, now);
  if (outcome.verdict == Verdict::never || row.attempts >= limits_.attempts_max) {
    log::warning("message_given_up", {{"message", row.id}, {"failure", static_cast<int>(outcome.failure)}});
    ++given_up_;
    return service::end_message(world_, db, std::move(row), false, outcome.failure, now);
  }
  row.failure = outcome.failure;
  row.next_try = now + limits_.backoff.after(row.attempts, random_());
  return db.put(row);
}

void Courier::note(const store::MessageCounts& counts) {
  waiting_ = counts.waiting;
  dead_ = counts.dead;
  oldest_ms_ = counts.oldest_waiting ? to_unix_ms(*counts.oldest_waiting) : 0;
}

}  // namespace hotline::notify
