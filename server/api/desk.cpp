#include "api/desk.h"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/answers.h"
#include "domain/sensitivity.h"
#include "hotline/v1/intake.pb.h"
#include "service/password.h"

namespace hotline::api {
namespace {

/// Waits for a store job: `start` gets the `done` to call, on whatever thread; the coroutine goes on on its
/// own.
template <class Start>
asio::awaitable<Result<>> until_done(Start start) {
  auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Result<>)>(
      [executor](auto handler, Start begin) {
        begin([executor, handler = std::move(handler)](Result<> result) mutable {
          asio::post(executor, [handler = std::move(handler), result = std::move(result)]() mutable {
            std::move(handler)(std::move(result));
          });
        });
      },
      asio::use_awaitable, std::move(start));
}

template <class T, class Work>
asio::awaitable<T> on_pool(boost::asio::thread_pool& pool, Work work) {
  auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(T)>(
      [executor, &pool](auto handler, Work begin) {
        asio::post(pool, [executor, handler = std::move(handler), begin = std::move(begin)]() mutable {
          auto value = begin();
          asio::post(executor, [handler = std::move(handler), value = std::move(value)]() mutable {
            std::move(handler)(std::move(value));
          });
        });
      },
      asio::use_awaitable, std::move(work));
}

/// Intakes that open a case go first: a child may be waiting for them.
bool is_urgent(const google::protobuf::Message& request) {
  if (request.GetDescriptor() != v1::SubmitContactRequest::descriptor()) return false;
  return static_cast<const v1::SubmitContactRequest&>(request).contact().contact_class() ==
         record::v1::CONTACT_CLASS_INTERVENTION;
}

}  // namespace

Desk::Desk(service::World& world) : world_(world) {}
Desk::~Desk() { slow_.join(); }

void Desk::publish(std::vector<service::Touched> touched) {
  for (const auto& item : touched) world_.hub.publish(item);
}

asio::awaitable<Result<>> Desk::write_plain(store::Lane lane, store::WriteJob job) {
  co_return co_await until_done([this, lane, job = std::move(job)](store::Done done) mutable {
    world_.store.write(lane, std::move(job), std::move(done));
  });
}

asio::awaitable<Result<>> Desk::read_plain(store::ReadJob job) {
  co_return co_await until_done([this, job = std::move(job)](store::Done done) mutable {
    world_.store.read(std::move(job), std::move(done));
  });
}

asio::awaitable<Result<>> Desk::note(const service::Caller& caller, service::Shown shown) {
  if (shown.empty()) co_return Result<>{};
  const auto person = caller.viewer.person;
  {
    const std::lock_guard lock(guard_);
    auto& waiting = notes_waiting_[person];
    if (waiting >= notes_per_person_max)
      co_return fail(Code::resource_exhausted, "too_many_reads",
                     {"Bạn đang mở quá nhiều hồ sơ cùng lúc. Hãy chờ một chút.",
                      "You are opening too many records at once. Wait a moment."});
    ++waiting;
  }
  struct State {
    service::Caller caller;
    service::Shown shown;
    Time now{};
    std::vector<service::Touched> touched;
  };
  auto state = std::make_shared<State>(State{caller, std::move(shown), {}, {}});
  auto written = co_await write_plain(store::Lane::access, [this, state](store::Writer& db) -> Result<> {
    state->now = world_.clock.now();
    auto touched = service::record_access(world_, db, state->now, state->caller, state->shown);
    if (!touched) return fail(touched.error());
    state->touched = std::move(*touched);
    return {};
  });
  {
    const std::lock_guard lock(guard_);
    if (--notes_waiting_[person] == 0) notes_waiting_.erase(person);
  }
  if (!written) co_return written;
  for (const auto& item : state->shown.cases)
    world_.recent_reads.add(state->caller.viewer.session, item.id.bytes, state->now);
  publish(std::move(state->touched));
  co_return Result<>{};
}

namespace {

/// What is not yet in the log of this session, and whatever raises a proof level.
void drop_known(service::World& world, const service::Caller& caller, service::Shown& shown, Time now) {
  std::erase_if(shown.cases, [&](const service::Shown::Case& item) {
    return !item.raises && world.recent_reads.known(caller.viewer.session, item.id.bytes, now);
  });
}

}  // namespace

asio::awaitable<Result<MessagePtr>> Desk::read(Ask& ask, ReadFn fn) {
  struct State {
    Ask ask;
    ReadFn fn;
    MessagePtr answer;
    service::Shown shown;
  };
  auto state = std::make_shared<State>(State{ask, std::move(fn), nullptr, {}});
  auto ran = co_await read_plain([this, state](store::Reader& db) -> Result<> {
    service::Reading reading(world_, db, state->ask.caller, state->ask.demand, world_.clock.now());
    auto answer = state->fn(reading, *state->ask.request);
    if (!answer) return fail(answer.error());
    HOTLINE_CHECK(reading.settled || !demands_relation(*state->ask.demand.access));
    redact(**answer, reading.released);
    state->answer = std::move(*answer);
    drop_known(world_, state->ask.caller, reading.shown, reading.now);
    state->shown = std::move(reading.shown);
    return {};
  });
  if (!ran) co_return fail(ran.error());
  if (auto noted = co_await note(state->ask.caller, std::move(state->shown)); !noted)
    co_return fail(noted.error());
  co_return std::move(state->answer);
}

asio::awaitable<Result<MessagePtr>> Desk::write(Ask& ask, WriteFn fn) {
  struct State {
    Ask ask;
    WriteFn fn;
    MessagePtr answer;
    service::Shown shown;
    std::vector<service::Touched> touched;
    std::vector<std::function<void()>> after_commit;
  };
  auto state = std::make_shared<State>(State{ask, std::move(fn), nullptr, {}, {}, {}});
  const auto lane = is_urgent(*ask.request) ? store::Lane::urgent : store::Lane::normal;
  auto ran = co_await write_plain(lane, [this, state](store::Writer& db) -> Result<> {
    service::Writing writing(world_, db, state->ask.caller, state->ask.demand, world_.clock.now());
    auto before = answer_before(writing, *state->ask.request, state->ask.call.method());
    if (!before) return fail(before.error());
    if (*before) {
      state->answer = std::move(*before);
      state->shown = std::move(writing.shown);
    } else {
      auto answer = state->fn(writing, *state->ask.request);
      if (!answer) return fail(answer.error());
      HOTLINE_CHECK(writing.settled || !demands_relation(*state->ask.demand.access));
      if (auto kept = keep_answer(writing, *state->ask.request, **answer, state->ask.call.method()); !kept)
        return kept;
      state->answer = std::move(*answer);
      state->touched = std::move(writing.touched);
      state->after_commit = std::move(writing.after_commit);
    }
    redact(*state->answer, writing.released);
    return {};
  });
  if (!ran) co_return fail(ran.error());
  for (const auto& follow : state->after_commit) follow();
  if (std::ranges::any_of(state->touched, [](const auto& t) { return static_cast<bool>(t.person); })) {
    auto reloaded = co_await reload_people(*this);
    if (!reloaded) co_return fail(reloaded.error());
  }
  publish(std::move(state->touched));
  drop_known(world_, state->ask.caller, state->shown, world_.clock.now());
  if (auto noted = co_await note(state->ask.caller, std::move(state->shown)); !noted)
    co_return fail(noted.error());
  co_return std::move(state->answer);
}

asio::awaitable<void> Desk::aside(std::function<void()> work) {
  co_await on_pool<bool>(slow_, [work = std::move(work)] {
    work();
    return true;
  });
}

asio::awaitable<std::string> Desk::hash_password(std::string password) {
  co_return co_await on_pool<std::string>(
      slow_, [password = std::move(password)] { return service::hash_password(password); });
}

asio::awaitable<bool> Desk::password_fits(std::string hash, std::string password) {
  co_return co_await on_pool<bool>(slow_, [hash = std::move(hash), password = std::move(password)] {
    return service::password_fits(hash, password);
  });
}

}  // namespace hotline::api
