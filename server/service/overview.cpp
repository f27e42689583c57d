#include "service/overview.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/case_time.h"
#include "service/case_row.h"
#include "service/contact_day.h"
#include "service/on_time.h"
#include "service/open_cases.h"
#include "service/report_calls.h"
#include "service/sight.h"

namespace hotline::service {
namespace {

// Half an hour and two hours are the times to acknowledge, twelve hours those of the law (Decree 56/2017
// art. 26.3).
constexpr std::chrono::minutes ages[] = {std::chrono::minutes{0}, std::chrono::minutes{30},
                                         std::chrono::hours{2},   std::chrono::hours{12},
                                         std::chrono::hours{24},  std::chrono::hours{72}};

/// Numbers of one office, gathered from its cases.
struct Office {
  v1::UnitOverview numbers;
  std::optional<Time> next_due;
  std::map<v1::ClockKind, v1::ClockShare> shares;

  std::int64_t late() const {
    std::int64_t all = 0;
    for (const auto& [kind, of_kind] : shares) all += of_kind.late();
    return all;
  }
};

class Gathering {
 public:
  Gathering(Reading& reading, const store::Scope& scope) : reading_(reading), scope_(scope) {}

  /// Every open case of the scope, and the late reports that somebody has to telephone about.
  Result<> count_open() {
    auto all = each_open_case(reading_, scope_, [this](const store::CaseRow& row) { count(row); });
    if (!all) return fail(all.error());
    out_.set_counted_all(*all);
    auto reports = count_report_calls(reading_, scope_);
    if (!reports) return fail(reports.error());
    out_.set_to_call(out_.to_call() + *reports);
    return {};
  }

  /// As the page of deadlines counts them (on_time.h), of the cases of a year.
  Result<> share_times(std::string_view unit) {
    const auto first =
        Date{std::chrono::sys_days{reading_.today} - overview_shares_days + std::chrono::days{1}};
    v1::GetOnTimeSharesRequest request;
    request.set_unit(std::string(unit));
    request.mutable_period()->set_first_day(date_text(first));
    request.mutable_period()->set_last_day(date_text(reading_.today));
    auto shares = on_time_shares(reading_, request);
    if (!shares) return fail(shares.error());
    for (const auto& office : shares->offices())
      for (const auto& share : office.shares()) {
        if (share.on_time() + share.late() == 0) continue;  // still to be seen
        auto& of_kind = office_of(office.unit()).shares[share.kind()];
        of_kind.set_kind(share.kind());
        of_kind.set_on_time(of_kind.on_time() + share.on_time());
        of_kind.set_late(of_kind.late() + share.late());
      }
    out_.set_shares_cases(shares->cases());
    if (shares->cases() > 0) *out_.mutable_shares_since() = timestamp_of(start_of(first));
    return {};
  }

  v1::GetOverviewResponse finish() {
    for (const auto& [key, numbers] : waiting_) *out_.add_waiting_by_proof() = numbers;
    std::vector<Office*> offices;
    offices.reserve(offices_.size());
    for (auto& [unit, office] : offices_) offices.push_back(&office);
    std::ranges::sort(offices, std::less<>{}, [](const Office* office) {
      return std::tuple(office->next_due.value_or(Time::max()), office->numbers.open() == 0, -office->late(),
                        std::string_view(office->numbers.unit()));
    });
    out_.set_units_in_all(static_cast<std::uint32_t>(offices.size()));
    if (offices.size() > overview_units_max) offices.resize(overview_units_max);
    for (auto* office : offices) {
      if (office->next_due) *office->numbers.mutable_next_due_at() = timestamp_of(*office->next_due);
      for (const auto& [kind, of_kind] : office->shares) *office->numbers.add_shares() = of_kind;
      *out_.add_units() = std::move(office->numbers);
    }
    return std::move(out_);
  }

 private:
  bool within(const std::string& unit) const { return std::ranges::binary_search(scope_.units, unit); }

  Office& office_of(const std::string& unit) {
    const auto today = office_of_today(reading_, unit);
    auto& office = offices_[today];
    office.numbers.set_unit(today);
    return office;
  }

  void count(const store::CaseRow& row) {
    const bool waits = is_unaccepted(row);
    const std::uint32_t late = row.next_due && *row.next_due < reading_.now ? 1 : 0;
    const std::uint32_t danger = row.emergency ? 1 : 0;
    const std::uint32_t no_deadline = row.next_due ? 0 : 1;
    out_.set_open(out_.open() + 1);
    out_.set_waiting(out_.waiting() + (waits ? 1 : 0));
    out_.set_overdue(out_.overdue() + late);
    out_.set_emergencies(out_.emergencies() + danger);
    out_.set_without_deadline(out_.without_deadline() + no_deadline);
    const bool to_call =
        row.call_since && (scope_.all || within(row.responsible_unit) || within(row.receiving_unit));
    out_.set_to_call(out_.to_call() + (to_call ? 1 : 0));
    const bool claimed =
        row.claim_since && (scope_.all || within(row.responsible_unit) || within(row.receiving_unit));
    out_.set_duty_claims(out_.duty_claims() + (claimed ? 1 : 0));

    auto& office = office_of(waits ? row.queue_unit : row.responsible_unit);
    auto& numbers = office.numbers;
    numbers.set_open(numbers.open() + 1);
    numbers.set_waiting(numbers.waiting() + (waits ? 1 : 0));
    numbers.set_overdue(numbers.overdue() + late);
    numbers.set_emergencies(numbers.emergencies() + danger);
    numbers.set_without_deadline(numbers.without_deadline() + no_deadline);
    if (row.next_due && (!office.next_due || *row.next_due < *office.next_due)) {
      office.next_due = row.next_due;
      numbers.set_next_due_kind(static_cast<v1::ClockKind>(row.next_due_kind));
    }
    if (waits) count_waiting(row);
  }

  void count_waiting(const store::CaseRow& row) {
    const auto waited = reading_.now - row.received_at;
    const auto older = std::ranges::find_if(ages, [&](auto age) { return age > waited; });
    const auto age = older == std::begin(ages) ? older : std::prev(older);
    const auto level = std::max<std::uint32_t>(row.proof_level, record::v1::PROOF_LEVEL_QUEUED);
    auto& cell = waiting_[{level, age->count()}];
    cell.set_proof_level(static_cast<record::v1::ProofLevel>(level));
    cell.set_age_minutes_min(static_cast<std::uint32_t>(age->count()));
    cell.set_cases(cell.cases() + 1);
    cell.set_emergencies(cell.emergencies() + (row.emergency ? 1 : 0));
  }

  Reading& reading_;
  const store::Scope& scope_;
  v1::GetOverviewResponse out_;
  std::map<std::string, Office> offices_;
  std::map<std::pair<std::uint32_t, std::int64_t>, v1::WaitingCount> waiting_;  // by proof level and age
};

}  // namespace

Result<v1::GetOverviewResponse> overview(Reading& reading, std::string_view unit) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  Gathering gathering(reading, **scope);
  if (auto counted = gathering.count_open(); !counted) return fail(counted.error());
  if (auto shared = gathering.share_times(unit); !shared) return fail(shared.error());
  auto out = gathering.finish();
  *out.mutable_at() = timestamp_of(reading.now);
  for (const int year : reading.world.calendar.missing_years(reading.today))
    out.add_calendar_missing_years(static_cast<std::uint32_t>(year));
  if (!(*scope)->all) return out;
  if (auto counted = count_contact_day(reading, out); !counted) return fail(counted.error());
  return out;
}

Result<v1::GetOverviewResponse> overview_counts(Reading& reading, std::string_view unit) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  Gathering gathering(reading, **scope);
  if (auto counted = gathering.count_open(); !counted) return fail(counted.error());
  return gathering.finish();
}

}  // namespace hotline::service
