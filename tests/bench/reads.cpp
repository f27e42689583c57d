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
constexpr double growth_max =
    1.5;  // of a median, whatever the number of cases: no more than a step of a tree

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

std::vector<Figure> growth_figures(ReadTimes before, ReadTimes now) {
  const auto times_as_long = [](std::vector<double>& then, std::vector<double>& since) {
    return percentile(since, 0.5) / percentile(then, 0.5);
  };
  const auto of = " of " + std::to_string(now.cases) + " against " + std::to_string(before.cases) + " cases";
  return {at_most("GetCase, cold," + of, times_as_long(before.first_ms, now.first_ms), "times", growth_max),
          at_most("GetCase, again," + of, times_as_long(before.again_ms, now.again_ms), "times", growth_max),
          at_most("ListQueue," + of, times_as_long(before.queue_ms, now.queue_ms), "times", growth_max)};
}

}  // namespace hotline::bench
