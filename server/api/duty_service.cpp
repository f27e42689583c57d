#include "api/answers.h"
#include "api/dispatcher.h"
#include "api/turn.h"
#include "evidence/lookup.h"
#include "hotline/v1/duty.pb.h"
#include "service/account.h"
#include "service/duty_link.h"

namespace hotline::api {
namespace {

/// Tokens cannot be guessed; whoever tries all the same is slowed down by network, and the tries of one token
/// stand in line. A good link is never shut out by what others try.
std::string name_of(const std::string& token) {
  const auto hash = evidence::token_hash(token);
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

asio::awaitable<Result<>> turn_of(Desk& desk, const Ask& ask, const std::string& token) {
  auto& world = desk.world();
  co_return co_await take_turn(world.duty_guard, world.clock, name_of(token), ask.caller.address);
}

void was_right(Desk& desk, const Ask& ask, const std::string& token) {
  desk.world().duty_guard.succeeded(name_of(token), ask.caller.address);
}

struct LookingUp {
  std::string token;
  v1::LookUpDutyLinkResponse response = {};
};

asio::awaitable<Result<MessagePtr>> look_up(Desk& desk, Ask& ask) {
  auto state = std::make_shared<LookingUp>(LookingUp{.token = ask.as<v1::LookUpDutyLinkRequest>().token()});
  if (auto turn = co_await turn_of(desk, ask, state->token); !turn) co_return fail(turn.error());
  auto& world = desk.world();
  auto read = co_await desk.read_plain([&world, state](store::Reader& db) -> Result<> {
    auto found = service::look_up_duty_link(world, db, state->token, world.clock.now());
    if (!found) return fail(found.error());
    *state->response.mutable_referral() = std::move(*found);
    return {};
  });
  if (!read) co_return fail(read.error());
  was_right(desk, ask, state->token);
  co_return std::make_unique<v1::LookUpDutyLinkResponse>(std::move(state->response));
}

struct Answering {
  service::Caller caller;
  service::Demand demand;
  v1::AnswerDutyLinkRequest request;
  RequestMark mark;  // of nobody and the request_id
  const google::protobuf::MethodDescriptor& method;
  MessagePtr answer = nullptr;
  std::vector<service::Touched> touched = {};
};

Result<> answer_now(service::World& world, Answering& state, store::Writer& db, service::AfterCommit& after) {
  auto people = service::people_as_of(world, db);
  if (!people) return fail(people.error());
  service::Writing writing(world, db, after, state.caller, state.demand, world.clock.now(),
                           std::move(*people));
  auto before = answer_before(writing, state.mark, state.method);
  if (!before) return fail(before.error());
  if (*before) {
    state.answer = std::move(*before);
    return {};
  }
  auto said = service::answer_duty_link(writing, state.request.token(), state.request.answer());
  if (!said) return fail(said.error());
  v1::AnswerDutyLinkResponse response;
  *response.mutable_referral() = std::move(*said);
  state.touched = std::move(writing.touched);
  // What was said before changes nothing, however often; only what changed something is kept.
  if (!state.touched.empty())
    if (auto kept = keep_answer(writing, state.mark, response); !kept) return kept;
  state.answer = std::make_unique<v1::AnswerDutyLinkResponse>(std::move(response));
  return {};
}

asio::awaitable<Result<>> was_made(Desk& desk, std::string token) {
  co_return co_await desk.read_plain([token = std::move(token)](store::Reader& db) -> Result<> {
    return service::check_duty_link_made(db, token);
  });
}

asio::awaitable<Result<MessagePtr>> answer(Desk& desk, Ask& ask) {
  const auto& request = ask.as<v1::AnswerDutyLinkRequest>();
  if (auto turn = co_await turn_of(desk, ask, request.token()); !turn) co_return fail(turn.error());
  auto& world = desk.world();
  // Asked for on a reader first: a token that was never made is no work for the writer, who has intakes to
  // write. One that leads nowhere any more may still be the repetition of an answer that was kept.
  if (auto known = co_await was_made(desk, request.token()); !known) co_return fail(known.error());
  was_right(desk, ask, request.token());  // no guess, whatever it leads to now
  auto state = std::make_shared<Answering>(
      Answering{.caller = ask.caller,
                .demand = ask.demand,
                .request = request,
                .mark = mark_of(world.keys, PersonId{}, request, ask.call.method()),
                .method = ask.call.method()});
  auto written = co_await desk.write_plain(store::Lane::normal,
                                           [&world, state](store::Writer& db, service::AfterCommit& after) {
                                             return answer_now(world, *state, db, after);
                                           });
  if (!written) co_return fail(written.error());
  desk.publish(state->touched);
  co_return std::move(state->answer);
}

Result<v1::RevokeDutyLinksResponse> revoke(service::Writing& writing,
                                           const v1::RevokeDutyLinksRequest& request) {
  auto done =
      service::revoke_duty_links(writing, *CaseId::parse(request.case_id()), request.expected_version());
  if (!done) return fail(done.error());
  return v1::RevokeDutyLinksResponse{};
}

}  // namespace

void add_duty_service(Methods& methods) {
  const std::string service = "hotline.v1.DutyLinkService.";
  methods.steps(service + "LookUpDutyLink", look_up);
  methods.steps(service + "AnswerDutyLink", answer);
  methods.write<v1::RevokeDutyLinksRequest>(service + "RevokeDutyLinks", revoke);
}

}  // namespace hotline::api
