#include "service/on_time.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/case_time.h"
#include "service/cases_behind.h"
#include "service/counted_offices.h"
#include "service/counted_rows.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

using Shares = std::map<v1::ClockKind, v1::DeadlineShare>;

v1::DeadlineResult result_of(const history::v1::ClockFact& clock, Time now) {
  const auto ended = clock.has_ended_ms() ? clock.ended_ms() : to_unix_ms(now);
  if (ended > clock.due_ms()) return v1::DEADLINE_RESULT_LATE;
  return clock.has_ended_ms() ? v1::DEADLINE_RESULT_ON_TIME : v1::DEADLINE_RESULT_RUNNING;
}

void add(Shares& shares, v1::ClockKind kind, v1::DeadlineResult result) {
  auto& share = shares[kind];
  share.set_kind(kind);
  if (result == v1::DEADLINE_RESULT_LATE)
    share.set_late(share.late() + 1);
  else if (result == v1::DEADLINE_RESULT_ON_TIME)
    share.set_on_time(share.on_time() + 1);
  else
    share.set_running(share.running() + 1);
}

std::uint32_t late_of(const Shares& shares) {
  std::uint32_t late = 0;
  for (const auto& [kind, share] : shares) late += share.late();
  return late;
}

/// The deadlines of a case that an office of the scope was to keep.
class Keepers {
 public:
  Keepers(Reading& reading, CountedOffices& offices) : reading_(reading), offices_(offices) {}

  /// each(clock, the office as it is called today, how it was kept)
  template <class Each>
  void each(const history::v1::CaseFact& fact, Each&& each) {
    for (const auto& clock : fact.clocks()) {
      const bool of_its_own = clock.unit().empty();
      const auto& unit = of_its_own ? fact.unit() : clock.unit();
      const bool inside =
          of_its_own ? offices_.below(fact) != nullptr : offices_.below(unit, fact.day()) != nullptr;
      if (inside) each(clock, today(unit), result_of(clock, reading_.now));
    }
  }

 private:
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
  std::map<std::string, std::string> today_;
};

v1::GetOnTimeSharesResponse response_of(const Shares& total,
                                        const std::map<std::string, Shares>& of_offices) {
  v1::GetOnTimeSharesResponse out;
  for (const auto& [kind, share] : total) *out.add_total() = share;
  std::vector<std::pair<std::uint32_t, const std::string*>> order;
  order.reserve(of_offices.size());
  for (const auto& [unit, shares] : of_offices) order.emplace_back(late_of(shares), &unit);
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : *a.second < *b.second;
  });
  if (order.size() > on_time_offices_max) order.resize(on_time_offices_max);
  for (const auto& [late, unit] : order) {
    auto& office = *out.add_offices();
    office.set_unit(*unit);
    for (const auto& [kind, share] : of_offices.at(*unit)) *office.add_shares() = share;
  }
  return out;
}

}  // namespace

Result<v1::GetOnTimeSharesResponse> on_time_shares(Reading& reading,
                                                   const v1::GetOnTimeSharesRequest& request) {
  auto days = days_of(request.period());
  if (!days) return fail(days.error());
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto offices = CountedOffices::of(reading, request.unit(), v1::UNIT_TREE_TODAY);
  if (!offices) return fail(offices.error());
  Keepers keepers(reading, *offices);
  Shares total;
  std::map<std::string, Shares> of_offices;
  std::uint32_t cases = 0;
  auto read = each_known_fact(reading, *days, [&](const history::v1::CaseFact& fact, const CaseId&) {
    bool counts = false;
    keepers.each(fact, [&](const history::v1::ClockFact& clock, const std::string& office, auto result) {
      add(total, clock.kind(), result);
      add(of_offices[office], clock.kind(), result);
      counts = true;
    });
    cases += counts;
  });
  if (!read) return fail(read.error());
  auto out = response_of(total, of_offices);
  out.set_cases(cases);
  *out.mutable_at() = timestamp_of(reading.now);
  return out;
}

Result<CaseList> cases_of_share(Reading& reading, const v1::ListCasesOfShareRequest& request,
                                const store::Page& page) {
  auto days = days_of(request.period());
  if (!days) return fail(days.error());
  auto offices = CountedOffices::of(reading, request.unit(), v1::UNIT_TREE_TODAY);
  if (!offices) return fail(offices.error());
  Keepers keepers(reading, *offices);
  return list_counted(
      reading, *days,
      [&](const history::v1::CaseFact& fact) {
        bool counts = false;
        keepers.each(fact, [&](const history::v1::ClockFact& clock, const std::string& office, auto result) {
          counts = counts || (clock.kind() == request.kind() && result == request.result() &&
                              (request.office().empty() || office == request.office()));
        });
        return counts;
      },
      page);
}

}  // namespace hotline::service
