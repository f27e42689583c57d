#include "service/on_time.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/case_time.h"
#include "service/counted_offices.h"
#include "service/counted_rows.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

using Shares = std::map<v1::ClockKind, v1::DeadlineShare>;

void add(Shares& shares, v1::ClockKind kind, const history::v1::ClockFact& clock, Time now) {
  auto& share = shares[kind];
  share.set_kind(kind);
  const auto ended = clock.has_ended_ms() ? clock.ended_ms() : to_unix_ms(now);
  if (ended > clock.due_ms())
    share.set_late(share.late() + 1);
  else if (clock.has_ended_ms())
    share.set_on_time(share.on_time() + 1);
  else
    share.set_running(share.running() + 1);
}

std::uint32_t late_of(const Shares& shares) {
  std::uint32_t late = 0;
  for (const auto& [kind, share] : shares) late += share.late();
  return late;
}

class Counting {
 public:
  Counting(Reading& reading, CountedOffices& offices) : reading_(reading), offices_(offices) {}

  Result<> count(const Days& days) {
    return each_known_fact(reading_, days, [this](const history::v1::CaseFact& fact) { take(fact); });
  }

  v1::GetOnTimeSharesResponse response() {
    v1::GetOnTimeSharesResponse out;
    for (auto& [kind, share] : total_) *out.add_total() = share;
    std::vector<std::pair<std::uint32_t, const std::string*>> order;
    order.reserve(of_offices_.size());
    for (const auto& [unit, shares] : of_offices_) order.emplace_back(late_of(shares), &unit);
    std::ranges::sort(order, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : *a.second < *b.second;
    });
    if (order.size() > on_time_offices_max) order.resize(on_time_offices_max);
    for (const auto& [late, unit] : order) {
      auto& office = *out.add_offices();
      office.set_unit(*unit);
      for (const auto& [kind, share] : of_offices_.at(*unit)) *office.add_shares() = share;
    }
    *out.mutable_at() = timestamp_of(reading_.now);
    return out;
  }

 private:
  void take(const history::v1::CaseFact& fact) {
    for (const auto& clock : fact.clocks()) {
      const bool of_its_own = clock.unit().empty();
      const auto& unit = of_its_own ? fact.unit() : clock.unit();
      const bool inside =
          of_its_own ? offices_.below(fact) != nullptr : offices_.below(unit, fact.day()) != nullptr;
      if (!inside) continue;
      add(total_, clock.kind(), clock, reading_.now);
      add(of_offices_[today(unit)], clock.kind(), clock, reading_.now);
    }
  }

  /// What an office of any day is called today; one whose fate a person has to say keeps its own name.
  const std::string& today(const std::string& unit) {
    auto found = today_.find(unit);
    if (found == today_.end()) {
      const auto key = UnitKey::parse(unit);
      const auto* now = key ? holder(reading_.directory(), *key, reading_.today) : nullptr;
      found = today_.emplace(unit, now ? now->key.text() : unit).first;
    }
    return found->second;
  }

  Reading& reading_;
  CountedOffices& offices_;
  Shares total_;
  std::map<std::string, Shares> of_offices_;
  std::map<std::string, std::string> today_;
};

}  // namespace

Result<v1::GetOnTimeSharesResponse> on_time_shares(Reading& reading,
                                                   const v1::GetOnTimeSharesRequest& request) {
  auto days = days_of(request.period());
  if (!days) return fail(days.error());
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto offices = CountedOffices::of(reading, request.unit(), v1::UNIT_TREE_TODAY);
  if (!offices) return fail(offices.error());
  Counting counting(reading, *offices);
  if (auto counted = counting.count(*days); !counted) return fail(counted.error());
  return counting.response();
}

}  // namespace hotline::service
