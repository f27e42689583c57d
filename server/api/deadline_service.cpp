#include <memory>
#include <utility>

#include "api/case_page.h"
#include "api/desk.h"
#include "api/map_deadlines.h"
#include "api/outlet.h"
#include "domain/case_fact.h"
#include "domain/permission.h"
#include "hotline/v1/deadline.pb.h"
#include "service/account.h"
#include "service/on_time.h"
#include "service/statistics.h"
#include "service/what_if.h"

namespace hotline::api {
namespace {

/// It reads the cases of every office.
Result<> check_helpline_supervisor(const service::World& world, const Viewer& viewer, Time now) {
  const auto places = world.places.get();
  for (const auto& hat : standings_of(viewer, *places->directory, local_date(now)))
    if (hat.acting.role == record::v1::ROLE_SUPERVISOR && hat.level == Level::helpline) return {};
  return fail(Code::permission_denied, "role_missing",
              {"Chỉ giám sát viên của tổng đài được thử thời hạn trên toàn bộ các ca.",
               "Only a supervisor of the helpline may try deadlines on all cases."});
}

Result<service::WhatIfPlan> plan_of(const v1::SimulateDeadlinesRequest& request, Time now) {
  auto days = service::days_of(request.period());
  if (!days) return fail(days.error());
  const auto begin_of = [](std::int32_t day) { return start_of(date_of_day(day)); };
  return service::WhatIfPlan{.from = begin_of(days->from), .to = begin_of(days->to), .now = now};
}

Result<v1::ListCasesOfShareResponse> list_cases_of_share(service::Reading& reading,
                                                         const v1::ListCasesOfShareRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListCasesOfShareResponse>(reading, service::cases_of_share(reading, request, *page));
}

struct Simulating {
  Ask ask;
  service::WhatIfRun run;
  bool more = true;
};

/// The next part, for whoever asks as of now: roles change, sessions end.
Result<> take_part(service::World& world, Simulating& state, store::Reader& db) {
  const auto now = world.clock.now();
  auto as_of = service::as_of(world, state.ask.caller, now);
  if (!as_of) return fail(as_of.error());
  if (auto may = check_helpline_supervisor(world, as_of->caller.viewer, now); !may) return may;
  service::Reading reading(world, db, as_of->caller, state.ask.demand, now);
  auto stepped = state.run.step(reading);
  if (!stepped) return fail(stepped.error());
  state.more = *stepped;
  return {};
}

/// A part at a time on a reader, and a word after each: whoever leaves ends it with the next part.
asio::awaitable<Result<>> simulate(Desk& desk, Ask& ask, Outlet& sender) {
  auto& world = desk.world();
  const auto& request = ask.as<v1::SimulateDeadlinesRequest>();
  const auto now = world.clock.now();
  if (auto may = check_helpline_supervisor(world, ask.caller.viewer, now); !may) co_return may;
  auto plan = plan_of(request, now);
  if (!plan) co_return fail(plan.error());
  auto rules = tried_rules(world.rules, request.deadlines());
  if (!rules) co_return fail(rules.error());
  const auto place = desk.begin(Desk::LongWork::simulating, ask.caller.viewer.person);
  if (!place)
    co_return fail(Code::resource_exhausted, "simulation_running",
                   {"Bạn đang chạy một lần thử rồi. Hãy chờ lần đó xong hoặc dừng nó.",
                    "A simulation of yours is running already. Wait until it has finished, or stop it."});
  auto state = std::make_shared<Simulating>(
      Simulating{ask, service::WhatIfRun(world, std::move(*rules), world.calendar, *plan)});
  if (auto started = co_await sender.start(); !started) co_return started;
  v1::SimulateDeadlinesResponse word;
  while (state->more) {
    auto read = co_await desk.read_plain(
        [&world, state](store::Reader& db) -> Result<> { return take_part(world, *state, db); });
    if (!read) co_return read;
    word.set_cases_done(state->run.done());
    word.set_cases_total(state->run.total());
    if (state->more)
      if (auto sent = co_await sender.send(word); !sent) co_return sent;
  }
  word.set_done(true);
  add_found(state->run.found(), word);
  co_return co_await sender.send(word);
}

}  // namespace

void add_deadline_service(Methods& methods) {
  const std::string service = "hotline.v1.DeadlineService.";
  methods.read<v1::ListCasesOfShareRequest>(service + "ListCasesOfShare", list_cases_of_share);
  methods.read<v1::GetOnTimeSharesRequest>(
      service + "GetOnTimeShares", [](service::Reading& reading, const v1::GetOnTimeSharesRequest& request) {
        return service::on_time_shares(reading, request);
      });
  methods.read<v1::GetDeadlinesRequest>(
      service + "GetDeadlines",
      [](service::Reading& reading, const v1::GetDeadlinesRequest&) -> Result<v1::GetDeadlinesResponse> {
        return to_deadlines(reading.world.rules);
      });
  methods.watch(service + "SimulateDeadlines", simulate);
}

}  // namespace hotline::api
