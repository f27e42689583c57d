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
#include "service/account.h"
#include "service/case_row.h"
#include "service/password.h"

namespace hotline::api {
namespace {

/// Waits for a store job: `start` gets the `done` to call, on whatever thread; the coroutine goes on on its
/// own.
template <class Start>
asio::awaitable<Result<>> until_done(WayBack& way_back, Start start) {
  auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Result<>)>(
      [executor, &way_back](auto handler, Start begin) {
        begin([executor, &way_back, handler = std::move(handler)](Result<> result) mutable {
          way_back.bring(executor, [handler = std::move(handler), result = std::move(result)]() mutable {
            std::move(handler)(std::move(result));
          });
        });
      },
      asio::use_awaitable, std::move(start));
}

asio::awaitable<void> on_pool(boost::asio::thread_pool& pool, std::function<void()> work) {
  auto executor = co_await asio::this_coro::executor;
  co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
      [executor, &pool](auto handler, std::function<void()> begin) {
        asio::post(pool, [executor, handler = std::move(handler), begin = std::move(begin)]() mutable {
          begin();
          asio::post(executor, [handler = std::move(handler)]() mutable { std::move(handler)(); });
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

Desk::Desk(service::World& world, const DeskLimits& limits, Copying& copying,
           service::ReadKeptProofs kept_proofs)
    : world_(world),
      limits_(limits),
      copying_(copying),
      kept_proofs_(std::move(kept_proofs)),
      slow_(static_cast<std::size_t>(limits.slow_at_once)) {}
Desk::~Desk() { slow_.join(); }

void Desk::publish(std::span<const service::Touched> touched) {
  for (const auto& item : touched) world_.hub.publish(item);
}

asio::awaitable<Result<>> Desk::write_plain(store::Lane lane, PlainJob job) {
  auto after = std::make_shared<service::AfterCommit>(world_.behind);
  co_return co_await until_done(
      way_back_, [this, lane, after, job = std::move(job)](store::Done done) mutable {
        world_.store.write(
            lane, [after, job = std::move(job)](store::Writer& db) mutable { return job(db, *after); },
            [after, done = std::move(done)](Result<> result) mutable {
              after->settle(result.has_value());
              done(std::move(result));
            });
      });
}

asio::awaitable<Result<>> Desk::read_plain(store::ReadJob job) {
  co_return co_await until_done(way_back_, [this, job = std::move(job)](store::Done done) mutable {
    world_.store.read(std::move(job), std::move(done));
  });
}

struct Desk::Note {
  service::Caller caller;
  service::Shown shown;
  Time now{};
  std::vector<service::Touched> touched;
  bool begun = false;

  const SessionId& session() const { return caller.viewer.session; }
};

Result<> Desk::drop_begun(Note& note, store::Reader& db) const {
  std::vector<service::Shown::Case> left;
  for (const auto& item : note.shown.cases) {
    const auto grasp = note.shown.grasp(item);
    const auto begun = begun_.find({note.session(), item.id});
    bool needed = !world_.recent_reads.known(note.session(), item.id.bytes, note.now, grasp) &&
                  (begun == begun_.end() || (begun->second & grasp) != grasp);
    if (!needed && item.raises) {
      auto raises = service::raises_proof(db, item.id, item.raises, service::proof_level(note.shown.what));
      if (!raises) return fail(raises.error());
      needed = *raises;
    }
    if (needed) left.push_back(item);
  }
  note.shown.cases = std::move(left);
  return {};
}

/// Of those who read at once, the first whose job runs writes the entry. The others are answered by the same
/// commit or a later one: were it lost, so were their jobs.
Result<> Desk::write_entry(Note& note, store::Writer& db) {
  note.now = world_.clock.now();
  if (auto dropped = drop_begun(note, db); !dropped) return dropped;
  if (note.shown.empty()) return {};
  auto touched = service::record_access(world_, db, note.now, note.caller, note.shown);
  if (!touched) return fail(touched.error());
  note.touched = std::move(*touched);
  note.begun = true;  // nothing may fail from here on
  for (const auto& item : note.shown.cases) begun_[{note.session(), item.id}] |= note.shown.grasp(item);
  return {};
}

void Desk::end_entry(const Note& note, bool durable) {
  if (!note.begun) return;
  for (const auto& item : note.shown.cases) {
    begun_.erase({note.session(), item.id});
    if (durable) world_.recent_reads.add(note.session(), item.id.bytes, note.now, note.shown.grasp(item));
  }
}

asio::awaitable<Result<>> Desk::note(const service::Caller& caller, service::Shown shown) {
  if (shown.empty()) co_return Result<>{};
  const auto person = caller.viewer.person;
  {
    const std::lock_guard lock(guard_);
    auto& waiting = notes_waiting_[person];
    if (waiting >= limits_.notes_per_person_max)
      co_return fail(Code::resource_exhausted, "too_many_reads",
                     {"Bạn đang mở quá nhiều hồ sơ cùng lúc. Hãy chờ một chút.",
                      "You are opening too many records at once. Wait a moment."});
    ++waiting;
  }
  auto note = std::make_shared<Note>(Note{caller, std::move(shown), {}, {}, false});
  auto written = co_await until_done(way_back_, [this, note](store::Done done) mutable {
    world_.store.write(
        store::Lane::access, [this, note](store::Writer& db) { return write_entry(*note, db); },
        [this, note, done = std::move(done)](Result<> result) mutable {
          end_entry(*note, result.has_value());
          done(std::move(result));
        });
  });
  {
    const std::lock_guard lock(guard_);
    if (--notes_waiting_[person] == 0) notes_waiting_.erase(person);
  }
  if (!written) co_return written;
  publish(note->touched);
  co_return Result<>{};
}

void Desk::drop_known(const service::Caller& caller, service::Shown& shown) const {
  const auto now = world_.clock.now();
  std::erase_if(shown.cases, [&](const service::Shown::Case& item) {
    return !item.raises &&
           world_.recent_reads.known(caller.viewer.session, item.id.bytes, now, shown.grasp(item));
  });
}

asio::awaitable<Result<MessagePtr>> Desk::read(Ask& ask, ReadFn fn) {
  struct State {
    Ask ask;
    ReadFn fn;
    MessagePtr answer;
    service::Shown shown;
  };
  auto state = std::make_shared<State>(State{ask, std::move(fn), nullptr, {}});
  auto ran = co_await read_plain([this, state](store::Reader& db) -> Result<> {
    const auto now = world_.clock.now();
    auto as_of = service::as_of(world_, state->ask.caller, now);
    if (!as_of) return fail(as_of.error());
    state->ask.caller = std::move(as_of->caller);
    if (auto role = service::check_role(*state->ask.demand.access, state->ask.caller.viewer); !role)
      return role;
    service::Reading reading(world_, db, state->ask.caller, state->ask.demand, now, as_of->people);
    auto answer = state->fn(reading, *state->ask.request);
    if (!answer) return fail(answer.error());
    HOTLINE_CHECK(reading.settled || !demands_relation(*state->ask.demand.access));
    redact(**answer, reading.released);
    state->answer = std::move(*answer);
    drop_known(state->ask.caller, reading.shown);
    state->shown = std::move(reading.shown);
    return {};
  });
  if (!ran) co_return fail(ran.error());
  if (auto noted = co_await note(state->ask.caller, std::move(state->shown)); !noted)
    co_return fail(noted.error());
  co_return std::move(state->answer);
}

struct Desk::Write {
  Ask ask;
  WriteFn fn;
  RequestMark mark;
  MessagePtr answer;
  service::Shown shown;
  std::vector<service::Touched> touched;
};

Result<> Desk::run(Write& write, store::Writer& db, service::AfterCommit& after) {
  const auto now = world_.clock.now();
  auto as_of = service::as_of(world_, db, write.ask.caller, now);
  if (!as_of) return fail(as_of.error());
  write.ask.caller = std::move(as_of->caller);
  const auto& demand = write.ask.demand;
  if (auto role = service::check_role(*demand.access, write.ask.caller.viewer); !role) return role;
  service::Writing writing(world_, db, after, write.ask.caller, demand, now, std::move(as_of->people));
  const auto& request = *write.ask.request;
  auto before = answer_before(writing, write.mark, write.ask.call.method());
  if (!before) return fail(before.error());
  if (*before) {
    write.answer = std::move(*before);
  } else {
    auto answer = write.fn(writing, request);
    if (!answer) return fail(answer.error());
    HOTLINE_CHECK(writing.settled || !demands_relation(*demand.access));
    if (auto kept = keep_answer(writing, write.mark, **answer); !kept) return kept;
    write.answer = std::move(*answer);
    write.touched = std::move(writing.touched);
  }
  write.shown = std::move(writing.shown);  // of the case, as an act and its repetition show it
  redact(*write.answer, writing.released);
  return {};
}

asio::awaitable<Result<MessagePtr>> Desk::write(Ask& ask, WriteFn fn) {
  auto state = std::make_shared<Write>(
      Write{ask,
            std::move(fn),
            mark_of(world_.keys, ask.caller.viewer.person, *ask.request, ask.call.method()),
            nullptr,
            {},
            {}});
  const auto lane = is_urgent(*ask.request) ? store::Lane::urgent : store::Lane::normal;
  auto ran = co_await write_plain(
      lane, [this, state](store::Writer& db, service::AfterCommit& after) { return run(*state, db, after); });
  if (!ran) co_return fail(ran.error());
  publish(state->touched);
  drop_known(state->ask.caller, state->shown);
  if (auto noted = co_await note(state->ask.caller, std::move(state->shown)); !noted)
    co_return fail(noted.error());
  co_return std::move(state->answer);
}

asio::awaitable<Result<>> Desk::aside(std::function<void()> work) {
  if (++slow_ones_ > limits_.slow_at_once + limits_.slow_waiting_max) {
    --slow_ones_;
    co_return fail(Code::resource_exhausted, "too_busy",
                   {"Máy chủ đang bận. Hãy chờ ít giây rồi thử lại.",
                    "The server is busy. Wait a few seconds, then try again."});
  }
  co_await on_pool(slow_, [this, work = std::move(work)] {
    work();
    --slow_ones_;
  });
  co_return Result<>{};
}

Desk::Place Desk::begin(LongWork work, const PersonId& person) {
  const std::lock_guard lock(guard_);
  if (!long_works_.emplace(work, person).second) return nullptr;
  return {this, [work, person](void* desk) {
            auto& self = *static_cast<Desk*>(desk);
            const std::lock_guard inner(self.guard_);
            self.long_works_.erase({work, person});
          }};
}

asio::awaitable<Result<std::string>> Desk::hash_password(std::string password) {
  auto hash = std::make_shared<std::string>();
  auto done =
      co_await aside([hash, password = std::move(password)] { *hash = service::hash_password(password); });
  if (!done) co_return fail(done.error());
  co_return std::move(*hash);
}

asio::awaitable<Result<bool>> Desk::password_fits(std::string hash, std::string password) {
  auto fits = std::make_shared<bool>(false);
  auto done = co_await aside([fits, hash = std::move(hash), password = std::move(password)] {
    *fits = service::password_fits(hash, password);
  });
  if (!done) co_return fail(done.error());
  co_return *fits;
}

}  // namespace hotline::api
