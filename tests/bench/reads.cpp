#include "bench/reads.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "bench/floor_sqlite.h"
#include "bench/timed.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/referral.pb.h"

namespace hotline::bench {
namespace {

constexpr int queue_reads = 300;
/// Of a median, whatever the number of cases: no more than a step of a tree. Cold, a page that is read brings
/// its neighbours; of a small store that is soon all of it, of a large one next to nothing.
constexpr double growth_max = 1.5, cold_growth_max = 2;

template <class Response>
double ask_ms(rpc::Client& client, const std::string& name, const google::protobuf::Message& request) {
  Response response;
  const auto began = std::chrono::steady_clock::now();
  const auto answered = client.unary(method(name), request, response);
  HOTLINE_CHECK(answered.has_value());
  return seconds_since(began) * 1000;
}

std::vector<double> read_all(rpc::Client& reader, const std::vector<std::string>& ids) {
  std::vector<double> times;
  for (const auto& id : ids) {
    v1::GetCaseRequest request;
    request.set_case_id(id);
    times.push_back(ask_ms<v1::GetCaseResponse>(reader, "CaseService.GetCase", request));
  }
  return times;
}

}  // namespace

void ReadTimes::add(const ReadTimes& more) {
  first_ms.insert(first_ms.end(), more.first_ms.begin(), more.first_ms.end());
  again_ms.insert(again_ms.end(), more.again_ms.begin(), more.again_ms.end());
  queue_ms.insert(queue_ms.end(), more.queue_ms.begin(), more.queue_ms.end());
}

ReadTimes time_reads(Town& town, std::size_t count) {
  ReadTimes times;
  times.cases = case_count(town.database());
  auto ids = case_ids(town.database(), count);
  // In no order of time: neighbours would warm each other's pages.
  for (std::size_t i = 0; i < ids.size(); ++i) std::swap(ids[i], ids[i * 7919 % ids.size()]);
  town.start_cold();
  auto reader = client_of(town, town.people().operator_token);
  times.first_ms = read_all(*reader, ids);
  times.again_ms = read_all(*reader, ids);
  auto officer = client_of(town, town.people().officer_tokens.front());
  for (int i = 0; i <= queue_reads; ++i) {
    const double took =
        ask_ms<v1::ListQueueResponse>(*officer, "ReferralService.ListQueue", v1::ListQueueRequest());
    if (i > 0) times.queue_ms.push_back(took);  // the first one writes what it delivers
  }
  return times;
}

std::vector<Figure> read_figures(ReadTimes times, const Floor& floor) {
  const auto median = [](std::vector<double>& of) { return plain("  median", percentile(of, 0.5), "ms"); };
  return {plain("cases that are read from", static_cast<double>(times.cases), ""),
          at_most("GetCase, cold, first reading, p99", percentile(times.first_ms, 0.99), "ms",
                  2 * floor.fsync_ms() + 3),
          median(times.first_ms),
          at_most("GetCase, again, p99", percentile(times.again_ms, 0.99), "ms", 5),
          median(times.again_ms),
          at_most("ListQueue, p99", percentile(times.queue_ms, 0.99), "ms", 5),
          median(times.queue_ms)};
}

std::vector<Figure> growth_figures(ReadTimes of_few, ReadTimes of_all) {
  const auto times_as_long = [](std::vector<double>& few, std::vector<double>& all) {
    return percentile(all, 0.5) / percentile(few, 0.5);
  };
  const auto of =
      " of " + std::to_string(of_all.cases) + " against " + std::to_string(of_few.cases) + " cases";
  return {
      at_most("GetCase, cold," + of, times_as_long(of_few.first_ms, of_all.first_ms), "times",
              cold_growth_max),
      at_most("GetCase, again," + of, times_as_long(of_few.again_ms, of_all.again_ms), "times", growth_max),
      at_most("ListQueue," + of, times_as_long(of_few.queue_ms, of_all.queue_ms), "times", growth_max)};
}

}  // namespace hotline::bench
