#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/answers.h"
#include "api/copying.h"
#include "api/desk.h"
#include "api/outlet.h"
#include "domain/case_time.h"
#include "hotline/v1/maintenance.pb.h"
#include "service/account.h"
#include "service/administration.h"

namespace hotline::api {
namespace {

constexpr std::chrono::milliseconds look_every{100};
constexpr int silent_looks_max = 100;  // then a word is sent even if nothing moved: the line is alive

v1::MakeSecondCopyResponse word_of(const CopyState& state) {
  v1::MakeSecondCopyResponse word;
  word.set_pages_done(state.pages_done);
  word.set_pages_total(state.pages_total);
  return word;
}

struct Begin {
  Ask ask;
  RequestMark mark;
  Time at{};              // a copy of this time or a later one is the one that was asked for
  bool repeated = false;  // the request, after a broken line

  bool made(const CopyState& state) const { return repeated && state.taken_at && *state.taken_at >= at; }
};

/// Once for a request, however often it is sent. Recorded before the copy is made, so that it holds it:
/// nothing that is signed is newer than the copy. Not where none can be made: the log says nothing that did
/// not happen.
Result<> record_begin(Desk& desk, Begin& begin, store::Writer& db, service::AfterCommit& after) {
  auto& world = desk.world();
  const auto& copying = desk.copying();
  const auto now = world.clock.now();
  auto as_of = service::as_of(world, db, begin.ask.caller, now);
  if (!as_of) return fail(as_of.error());
  if (auto may = service::check_helpline_administrator(world, as_of->caller.viewer, now); !may) return may;
  service::Writing writing(world, db, after, as_of->caller, begin.ask.demand, now, as_of->people);
  auto before = answer_before(writing, begin.mark, begin.ask.call.method());
  if (!before) return fail(before.error());
  if (*before) {
    begin.repeated = true;
    begin.at = time_of(static_cast<const v1::MakeSecondCopyResponse&>(**before).taken_at());
    return {};
  }
  if (auto may = copying.may_begin(); !may) return may;
  begin.at = copying.state().begun_at.value_or(now);  // it joins one that is being made
  v1::MakeSecondCopyResponse begun;
  *begun.mutable_taken_at() = timestamp_of(begin.at);
  if (auto kept = keep_answer(writing, begin.mark, begun); !kept) return kept;
  return service::record_administration(world, db, now, &as_of->caller, "second_copy_begun", "");
}

asio::awaitable<Result<>> make_second_copy(Desk& desk, Ask& ask, Outlet& outlet) {
  auto& copying = desk.copying();
  auto begin = std::make_shared<Begin>(
      Begin{ask, mark_of(desk.world().keys, ask.caller.viewer.person, *ask.request, ask.call.method())});
  auto recorded = co_await desk.write_plain(store::Lane::normal,
                                            [&desk, begin](store::Writer& db, service::AfterCommit& after) {
                                              return record_begin(desk, *begin, db, after);
                                            });
  if (!recorded) co_return recorded;
  if (!begin->made(copying.state()))
    if (auto begun = copying.begin(desk.world().clock.now()); !begun) co_return begun;
  if (auto started = co_await outlet.start(); !started) co_return started;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  std::uint64_t told = 0;
  int silent = 0;
  for (auto state = copying.state();; state = copying.state()) {
    if (!state.running) {
      if (state.failed && !begin->made(state)) co_return fail(*state.failed);
      auto last = word_of(state);
      last.set_done(true);
      if (state.taken_at) *last.mutable_taken_at() = timestamp_of(*state.taken_at);
      co_return co_await outlet.send(last);
    }
    if (state.pages_done != told || ++silent == silent_looks_max) {
      told = state.pages_done;
      silent = 0;
      auto word = word_of(state);
      if (auto sent = co_await outlet.send(word); !sent) co_return sent;
    }
    timer.expires_after(look_every);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace

void add_maintenance_service(Methods& methods) {
  methods.watch("hotline.v1.MaintenanceService.MakeSecondCopy", make_second_copy);
}

}  // namespace hotline::api
