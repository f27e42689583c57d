#include "api/watch.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/desk.h"
#include "api/map_case.h"
#include "api/page.h"
#include "domain/case_time.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/account.h"
#include "service/overview.h"

namespace hotline::api {
namespace {

constexpr std::uint32_t page_rows = 200, pages_a_read = 5;  // of a queue when its watch begins

IdBytes cursor_row(const service::World& world) { return world.keys.lookup("page", "queue_cursor"); }

/// An event that any thread may set and one coroutine waits for. Kept alive by the hub's call as long as it
/// runs.
class Bell : public std::enable_shared_from_this<Bell> {
 public:
  explicit Bell(const asio::any_io_executor& executor) : executor_(executor), timer_(executor) {}

  void ring() {
    asio::post(executor_, [self = shared_from_this()] {
      self->rung_ = true;
      self->timer_.cancel();
    });
  }
  /// True when rung, false after `wait`.
  asio::awaitable<bool> wait(Duration wait) {
    if (!rung_) {
      timer_.expires_after(wait);
      boost::system::error_code ignored;
      co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return std::exchange(rung_, false);
  }

 private:
  asio::any_io_executor executor_;
  asio::steady_timer timer_;
  bool rung_ = false;
};

/// An open watch is a use of its session: when it looks, and again when it sends what it saw, since reading
/// may have taken long.
void mark_used(service::World& world, const service::Caller& caller) {
  (void)world.sessions.use(caller.viewer.session, world.clock.now());
}

/// Who watches, as of now: hats change, sessions end.
Result<service::Caller> caller_now(service::World& world, const service::Caller& before) {
  mark_used(world, before);
  const auto now = world.clock.now();
  auto as_of = service::as_of(world, before, now);
  if (!as_of) return fail(as_of.error());
  return std::move(as_of->caller);
}

using ScopePtr = std::shared_ptr<const store::Scope>;

ScopePtr scope_of(service::World& world, const service::Caller& caller, const service::Demand& demand) {
  const auto places = world.places.get();
  const auto today = local_date(world.clock.now());
  const auto hats = standings_of(caller.viewer, *places->directory, today);
  return world.scopes.of(granted_hats(*demand.access, hats), places, today);
}

/// Only what touches the units of one's queues, or oneself, is worth a look.
service::Hub::Subscription subscribe(service::World& world, const service::Caller& caller, ScopePtr scope,
                                     std::shared_ptr<Bell> bell) {
  return world.hub.subscribe(
      [scope = std::move(scope), person = caller.viewer.person](const service::Touched& touched) {
        return scope->all || touched.person == person ||
               std::ranges::any_of(touched.units, [&](const std::string& unit) {
                 return std::ranges::binary_search(scope->units, unit);
               });
      },
      [bell = std::move(bell)] { bell->ring(); });
}

/// Listens to what touches the caller's units, with the rights of each moment.
class Attention {
 public:
  Attention(service::World& world, const Ask& ask, std::shared_ptr<Bell> bell)
      : world_(world),
        demand_(ask.demand),
        bell_(std::move(bell)),
        scope_(scope_of(world, ask.caller, demand_)),
        subscription_(subscribe(world, ask.caller, scope_, bell_)) {}

  /// Who watches, as of now, and their units. An error where they may not any more.
  Result<> renew(service::Caller& caller) {
    auto now = caller_now(world_, caller);
    if (!now) return fail(now.error());
    caller = std::move(*now);
    if (auto wider = scope_of(world_, caller, demand_); wider != scope_) {
      scope_ = std::move(wider);
      subscription_ = subscribe(world_, caller, scope_, bell_);
    }
    return {};
  }

 private:
  service::World& world_;
  const service::Demand& demand_;
  std::shared_ptr<Bell> bell_;
  ScopePtr scope_;
  service::Hub::Subscription subscription_;
};

struct QueueState {
  Ask ask;
  std::string unit;
  std::uint64_t cursor = 0;
  std::vector<service::ListedCase> there;
  std::vector<CaseId> gone;
  std::vector<service::ListedCase> prominent;
  std::string after;  // where the first load goes on; empty: it is whole
  std::string sealed_cursor;
  bool more = false;
  Visibility released;
  service::Shown shown;
};

/// The next rows of the whole queue. The cursor is that of the first of these transactions: what changes
/// while the others are read comes as news afterwards.
Result<> read_whole(service::World& world, store::Reader& db, QueueState& state, bool begins) {
  service::Reading reading(world, db, state.ask.caller, state.ask.demand, world.clock.now());
  if (begins) {
    auto size = db.log_size();
    if (!size) return fail(size.error());
    auto prominent = service::prominent_above(reading, state.unit);
    if (!prominent) return fail(prominent.error());
    state.prominent = std::move(*prominent);
    state.cursor = *size == 0 ? 0 : *size - 1;
    state.sealed_cursor = queue_cursor(reading, *size);
  }
  store::Page page{.size_max = page_rows, .after = state.after};
  for (std::uint32_t i = 0; i < pages_a_read; ++i) {
    auto list = service::list_queue(reading, state.unit, page);
    if (!list) return fail(list.error());
    std::ranges::move(list->cases, std::back_inserter(state.there));
    page.after = list->after;
    if (page.after.empty()) break;
  }
  state.after = page.after;
  state.more = !state.after.empty();
  state.released = reading.released;
  state.shown = std::move(reading.shown);
  return {};
}

Result<> read_news(service::World& world, store::Reader& db, QueueState& state) {
  service::Reading reading(world, db, state.ask.caller, state.ask.demand, world.clock.now());
  auto news = service::queue_news(reading, state.unit, state.cursor);
  if (!news) return fail(news.error());
  state.there = std::move(news->there);
  state.gone = std::move(news->gone);
  state.prominent = std::move(news->prominent);
  state.cursor = news->cursor;
  state.more = news->more;
  state.sealed_cursor = queue_cursor(reading, state.cursor + 1);
  state.released = reading.released;
  state.shown = std::move(reading.shown);
  return {};
}

Result<std::uint64_t> cursor_of(const service::World& world, const std::string& token) {
  if (const auto sealed = rpc::base64_decoded(token))
    if (const auto text = world.keys.unseal(evidence::VaultKey::answers, cursor_row(world), *sealed))
      return std::stoull(*text);
  return fail(Code::invalid_argument, "cursor_unknown",
              {"Không nối tiếp được từ chỗ này. Hãy tải lại hàng đợi.",
               "This cursor is of no use. Load the queue again."});
}

/// Rows and departures, then the cursor that stands for all of them.
asio::awaitable<Result<>> send_news(Outlet& outlet, QueueState& state, bool caught_up) {
  std::vector<Outlet::Piece<v1::WatchQueueResponse>> pieces;
  for (const auto& item : state.there)
    *pieces.emplace_back(v1::WatchQueueResponse(), state.released).message.mutable_row() = to_row(item);
  for (const auto& id : state.gone)
    pieces.emplace_back(v1::WatchQueueResponse(), Outlet::plain).message.set_gone_case_id(id.text());
  for (const auto& item : state.prominent)  // after the departures: a case may leave a queue and be reported
    *pieces.emplace_back(v1::WatchQueueResponse(), state.released).message.mutable_prominent() = to_row(item);
  state.there.clear();
  state.gone.clear();
  state.prominent.clear();
  // No cursor stands for part of a queue, nor for nothing new.
  if (state.after.empty() && (caught_up || !pieces.empty())) {
    auto& last = pieces.emplace_back(v1::WatchQueueResponse(), Outlet::plain).message;
    last.set_caught_up(caught_up);
    last.set_cursor(state.sealed_cursor);
  }
  co_return co_await outlet.send_together(std::move(pieces));
}

}  // namespace

std::string queue_cursor(const service::Reading& reading, std::uint64_t log_size) {
  const auto last = log_size == 0 ? 0 : log_size - 1;
  return rpc::base64(
      reading.world.keys.seal(evidence::VaultKey::answers, cursor_row(reading.world), std::to_string(last)));
}

asio::awaitable<Result<>> watch_queue(Desk& desk, Ask& ask, Outlet& outlet) {
  auto& world = desk.world();
  const auto& request = ask.as<v1::WatchQueueRequest>();
  auto state = std::make_shared<QueueState>(QueueState{.ask = ask,
                                                       .unit = request.unit(),
                                                       .there = {},
                                                       .gone = {},
                                                       .prominent = {},
                                                       .after = {},
                                                       .sealed_cursor = {},
                                                       .released = {},
                                                       .shown = {}});
  auto bell = std::make_shared<Bell>(co_await asio::this_coro::executor);
  // Subscribe first, read after: no change falls between.
  Attention attention(world, ask, bell);
  if (auto started = co_await outlet.start(); !started) co_return started;

  bool first = true;
  if (!request.cursor().empty()) {
    auto cursor = cursor_of(world, request.cursor());
    if (!cursor) co_return fail(cursor.error());
    state->cursor = *cursor;
    first = false;
    bell->ring();
  }
  for (;;) {
    if (!first) {
      const bool rung = co_await bell->wait(heartbeat_every);
      if (auto renewed = attention.renew(state->ask.caller); !renewed) co_return renewed;
      if (!rung) {
        v1::WatchQueueResponse beat;
        beat.set_heartbeat(true);
        if (auto sent = co_await outlet.send(beat); !sent) co_return sent;
        continue;
      }
    }
    do {
      const bool loading = first || !state->after.empty();
      auto read = co_await desk.read_plain([&world, state, first, loading](store::Reader& db) {
        return loading ? read_whole(world, db, *state, first) : read_news(world, db, *state);
      });
      if (!read) co_return read;
      desk.drop_known(state->ask.caller, state->shown);
      if (auto noted = co_await desk.note(state->ask.caller, std::move(state->shown)); !noted)
        co_return noted;
      mark_used(world, state->ask.caller);
      if (auto sent = co_await send_news(outlet, *state, loading); !sent) co_return sent;
      first = false;
    } while (state->more);
  }
}

asio::awaitable<Result<>> watch_case(Desk& desk, Ask& ask, Outlet& outlet) {
  auto& world = desk.world();
  const auto& request = ask.as<v1::WatchCaseRequest>();
  const auto id = *CaseId::parse(request.case_id());
  auto bell = std::make_shared<Bell>(co_await asio::this_coro::executor);
  auto subscription = world.hub.subscribe(
      [id, person = ask.caller.viewer.person](const service::Touched& touched) {
        return touched.case_id == id || touched.person == person;
      },
      [bell] { bell->ring(); });

  struct State {
    Ask ask;
    v1::WatchCaseResponse message;
    Visibility released;
    service::Shown shown;
  };
  auto state = std::make_shared<State>(State{ask, {}, {}, {}});
  std::uint32_t sent_version = request.after_version();
  // A proof is no act and makes no version, but it is what a sender waits for. Unknown of what was seen
  // before.
  std::optional<record::v1::ProofLevel> sent_proof;
  std::optional<std::uint32_t> sent_entries;              // nor does a step of the ladder make a version
  std::optional<std::vector<std::string>> sent_possible;  // nor the end of links to a duty telephone
  bool started = false;
  for (bool look = true;; look = co_await bell->wait(heartbeat_every)) {
    auto caller = caller_now(world, state->ask.caller);
    if (!caller) co_return fail(caller.error());
    state->ask.caller = std::move(*caller);
    state->message.Clear();
    if (look) {
      auto read = co_await desk.read_plain([&world, state, id](store::Reader& db) -> Result<> {
        service::Reading reading(world, db, state->ask.caller, state->ask.demand, world.clock.now());
        auto detail = show_case(reading, id);
        if (!detail) return fail(detail.error());
        *state->message.mutable_case_() = std::move(*detail);
        state->released = reading.released;
        state->shown = std::move(reading.shown);
        return {};
      });
      if (!read) co_return read;  // also when the right to see it was lost: the stream ends with not_found
      const auto& row = state->message.case_().row();
      const auto proof = row.referral().proof_level();
      const auto entries = state->message.case_().entries();
      const std::vector<std::string> possible{state->message.case_().possible().begin(),
                                              state->message.case_().possible().end()};
      const bool known = row.version() == sent_version && sent_proof.value_or(proof) == proof &&
                         sent_entries.value_or(entries) == entries &&
                         sent_possible.value_or(possible) == possible;
      sent_proof = proof;
      sent_entries = entries;
      sent_possible = possible;
      if (known) {
        state->message.Clear();
      } else {
        desk.drop_known(state->ask.caller, state->shown);
        if (auto noted = co_await desk.note(state->ask.caller, std::move(state->shown)); !noted)
          co_return noted;
      }
    }
    if (!started) {
      if (auto opened = co_await outlet.start(); !opened) co_return opened;
      started = true;
    }
    if (look && !state->message.has_case_()) continue;
    mark_used(world, state->ask.caller);
    if (auto sent = co_await outlet.send(state->message, state->released); !sent) co_return sent;
    if (state->message.has_case_()) sent_version = state->message.case_().row().version();
  }
}

asio::awaitable<Result<>> watch_overview(Desk& desk, Ask& ask, Outlet& outlet) {
  auto& world = desk.world();
  struct State {
    Ask ask;
    std::string counted;  // as of the last message
    bool other = false;
  };
  auto state = std::make_shared<State>(State{ask, {}, {}});
  const auto unit = ask.as<v1::WatchOverviewRequest>().unit();
  auto bell = std::make_shared<Bell>(co_await asio::this_coro::executor);
  Attention attention(world, ask, bell);
  asio::steady_timer pause(co_await asio::this_coro::executor);
  if (auto started = co_await outlet.start(); !started) co_return started;
  for (bool first = true, rung = false;; first = false) {
    if (!first) {
      pause.expires_after(overview_pause);
      co_await pause.async_wait(asio::use_awaitable);
      rung = co_await bell->wait(heartbeat_every);
      if (auto renewed = attention.renew(state->ask.caller); !renewed) co_return renewed;
    }
    auto read = co_await desk.read_plain([&world, state, unit](store::Reader& db) -> Result<> {
      service::Reading reading(world, db, state->ask.caller, state->ask.demand, world.clock.now());
      auto counts = service::overview_counts(reading, unit);
      if (!counts) return fail(counts.error());
      auto counted = counts->SerializeAsString();
      state->other = counted != state->counted;
      state->counted = std::move(counted);
      return {};
    });
    if (!read) co_return read;
    // What changed no number that the caller may see is not even told by a beat.
    if (rung && !state->other) continue;
    v1::WatchOverviewResponse message;
    if (first || state->other) *message.mutable_changed_at() = timestamp_of(world.clock.now());
    if (auto sent = co_await outlet.send(message); !sent) co_return sent;
  }
}

}  // namespace hotline::api
