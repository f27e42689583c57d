#include "service/statistics.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>

#include "domain/case_fact.h"
#include "service/cases_behind.h"
#include "service/counted_offices.h"
#include "service/counted_rows.h"
#include "service/figures.h"
#include "service/sight.h"

namespace hotline::service {
namespace {

constexpr int years_max = 50;
constexpr int by_day_max = 400;  // days

constexpr std::size_t dimensions = v1::Dimension_MAX + 1;

/// The figures of a report, of its period (0) and the one compared with (1). Known keys are numbers here, for
/// there may be a million rows.
class Figures {
 public:
  explicit Figures(const std::vector<v1::Dimension>& wanted) : wanted_(wanted) {
    for (const auto dimension : wanted_) {
      wants_.at(dimension) = true;
      known_.at(dimension).resize(known_keys(dimension).size());
    }
  }

  const std::vector<v1::Dimension>& wanted() const { return wanted_; }
  bool wants(v1::Dimension dimension) const { return wants_.at(dimension); }
  bool want_any(bool cases) const {
    return std::ranges::any_of(wanted_, [&](v1::Dimension d) { return counts_cases(d) == cases; });
  }
  /// By its place in known_keys().
  void add(v1::Dimension dimension, std::size_t place, int side, std::uint64_t count) {
    if (auto& cells = known_[dimension]; place < cells.size())
      cells[place][static_cast<std::size_t>(side)] += count;
  }
  /// Of a dimension whose keys only the data knows.
  void add(v1::Dimension dimension, std::string_view key, int side, std::uint64_t count) {
    auto& of = others_[dimension];
    auto found = of.find(key);
    if (found == of.end()) found = of.emplace(std::string(key), Cell{}).first;
    found->second[static_cast<std::size_t>(side)] += count;
  }
  void add_total(bool cases, int side, std::uint64_t count) {
    totals_[cases][static_cast<std::size_t>(side)] += count;
  }

  v1::GetStatisticsResponse response(bool compared) const {
    v1::GetStatisticsResponse out;
    for (const bool cases : {false, true})
      if (want_any(cases)) put(*out.add_totals(), cases ? "cases" : "contacts", totals_[cases], compared);
    for (const auto dimension : wanted_) {
      auto& breakdown = *out.add_breakdowns();
      breakdown.set_dimension(dimension);
      breakdown.set_several(counts_several(dimension));
      const auto& cells = known_[dimension];
      for (std::size_t place = 0; place < cells.size(); ++place)
        if (cells[place] != Cell{})
          put(*breakdown.add_figures(), known_keys(dimension)[place], cells[place], compared);
      if (const auto found = others_.find(dimension); found != others_.end())
        for (const auto& [key, cell] : found->second) put(*breakdown.add_figures(), key, cell, compared);
    }
    return out;
  }

 private:
  using Cell = std::array<std::uint64_t, 2>;

  static void put(v1::Figure& figure, std::string_view key, const Cell& cell, bool compared) {
    figure.set_key(std::string(key));
    figure.set_count(static_cast<std::uint32_t>(cell[0]));
    if (compared) figure.set_compared(static_cast<std::uint32_t>(cell[1]));
  }

  std::vector<v1::Dimension> wanted_;
  std::array<bool, dimensions> wants_{};
  std::array<std::vector<Cell>, dimensions> known_;
  std::map<v1::Dimension, std::map<std::string, Cell, std::less<>>> others_;
  std::array<Cell, 2> totals_{};
};

/// What was counted of each day and office below, put together as months and by name at the end.
class Heaps {
 public:
  void add(std::int32_t day, const std::string* below, std::uint64_t count) {
    if (!last_ || last_->first != day) last_ = &*days_.try_emplace(day).first;
    last_->second += count;
    offices_[below] += count;
  }
  void take(Figures& figures, bool cases, int side) const {
    const auto month = cases ? v1::DIMENSION_CASE_MONTH : v1::DIMENSION_CONTACT_MONTH;
    const auto unit = cases ? v1::DIMENSION_CASE_UNIT : v1::DIMENSION_CONTACT_UNIT;
    if (figures.wants(month))
      for (const auto& [day, count] : days_) figures.add(month, month_key(day), side, count);
    if (!cases && figures.wants(v1::DIMENSION_CONTACT_DAY))
      for (const auto& [day, count] : days_)
        figures.add(v1::DIMENSION_CONTACT_DAY, date_text(date_of_day(day)), side, count);
    if (figures.wants(unit))
      for (const auto& [office, count] : offices_) figures.add(unit, *office, side, count);
  }

 private:
  std::map<std::int32_t, std::uint64_t> days_;
  std::pair<const std::int32_t, std::uint64_t>* last_ = nullptr;   // rows come by day
  std::unordered_map<const std::string*, std::uint64_t> offices_;  // those that CountedOffices names
};

class Counting {
 public:
  Counting(Reading& reading, const RestrictedContacts& unknown, CountedOffices& offices, Figures& figures,
           const std::vector<Days>& spans)
      : reading_(reading),
        unknown_(unknown),
        offices_(offices),
        figures_(figures),
        in_force_(reading.world.reference.lists, spans) {
    for (const auto dimension : figures.wanted())
      if (counts_cases(dimension) && !known_keys(dimension).empty()) of_cases_.push_back(dimension);
  }

  Result<> count(const Days& days, int side) {
    if (figures_.want_any(false))
      if (auto done = count_contacts(days, side); !done) return done;
    if (figures_.wants(v1::DIMENSION_CONTACT_REASON))
      if (auto done = count_reasons(days, side); !done) return done;
    if (figures_.want_any(true))
      if (auto done = count_cases(days, side); !done) return done;
    return {};
  }

 private:
  Result<> count_contacts(const Days& days, int side) {
    Heaps heaps;
    std::array<std::uint64_t, 24> hours{};
    auto read = each_contact_tally(
        reading_, unknown_, offices_, days, [&](const auto& row, const std::string& below) {
          std::uint64_t count = 0;
          for (std::size_t hour = 0; hour < row.hours.size(); ++hour) {
            hours[hour] += row.hours[hour];
            count += row.hours[hour];
          }
          heaps.add(row.day, &below, count);
          figures_.add_total(false, side, count);
          figures_.add(v1::DIMENSION_CONTACT_CLASS, std::size_t{row.contact_class}, side, count);
          figures_.add(v1::DIMENSION_CONTACT_CHANNEL, std::size_t{row.channel}, side, count);
          figures_.add(v1::DIMENSION_CONTACT_CALL_TYPE, std::size_t{row.call_type}, side, count);
        });
    if (!read) return read;
    for (std::size_t hour = 0; hour < hours.size(); ++hour)
      figures_.add(v1::DIMENSION_CONTACT_HOUR, hour, side, hours[hour]);
    heaps.take(figures_, false, side);
    return {};
  }

  Result<> count_reasons(const Days& days, int side) {
    // By the list of the day: rows come by day, and a list holds for years.
    std::map<const ListInForce*, std::unordered_map<store::Hash16, std::uint64_t, HashOfHash>> reasons;
    const bool one_list = in_force_.lists_of(v1::DIMENSION_CONTACT_REASON).size() < 2;
    auto read =
        each_reason_tally(reading_, unknown_, offices_, days, [&](const auto& row, const std::string&) {
          const auto* list = one_list ? nullptr : in_force_.on(v1::DIMENSION_CONTACT_REASON, row.day);
          reasons[list][row.reason] += row.count;
        });
    if (!read) return read;
    const ReasonCodes codes(reading_.world);
    for (const auto& [list, counts] : reasons)
      for (const auto& [hash, count] : counts)
        figures_.add(v1::DIMENSION_CONTACT_REASON, codes.code_of(hash) + (list ? list->mark : ""), side,
                     count);
    return {};
  }

  Result<> count_cases(const Days& days, int side) {
    Heaps heaps;
    auto read = each_case_fact(
        reading_, offices_, days,
        [&](const auto& fact, const CaseId&, const std::string& below) { take(fact, below, heaps, side); });
    if (!read) return read;
    heaps.take(figures_, true, side);
    return {};
  }

  void take(const history::v1::CaseFact& fact, const std::string& below, Heaps& heaps, int side) {
    figures_.add_total(true, side, 1);
    heaps.add(fact.day(), &below, 1);
    for (const auto dimension : of_cases_)
      for (const auto place : places_of(dimension, fact, reading_.now))
        figures_.add(dimension, place, side, 1);
    for (const auto of_codes : {v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE, v1::DIMENSION_CASE_SETTING})
      if (figures_.wants(of_codes))
        for (const auto& code : keys_of(of_codes, fact, reading_.now))
          figures_.add(of_codes, in_force_.key_of(of_codes, code, fact.day()), side, 1);
  }

  /// What is a hash already.
  struct HashOfHash {
    std::size_t operator()(const store::Hash16& hash) const {
      std::size_t out = 0;
      std::memcpy(&out, hash.data(), sizeof out);
      return out;
    }
  };

  Reading& reading_;
  const RestrictedContacts& unknown_;
  CountedOffices& offices_;
  Figures& figures_;
  CodesInForce in_force_;
  std::vector<v1::Dimension> of_cases_;  // those with known keys
};

}  // namespace

ReasonCodes::ReasonCodes(const World& world) {
  for (const auto& list : world.reference.lists)
    for (const auto& code : list.items()) codes_.emplace(reason_hash(world.keys, code.code()), code.code());
}

const std::string& ReasonCodes::code_of(const store::Hash16& hash) const {
  const auto found = codes_.find(hash);
  return found == codes_.end() ? other_ : found->second;
}

Result<Days> days_of(const v1::Period& period) {
  const auto first = parse_date(period.first_day()), last = parse_date(period.last_day());
  if (!first || !last || *last < *first || *last > Date{*first + std::chrono::years{years_max}})
    return fail(
        Code::invalid_argument, "period_invalid",
        {"Khoảng thời gian chưa đúng: cần ngày đầu không sau ngày cuối, không quá năm mươi năm.",
         "The period is not right: its first day is not after its last, and it is at most fifty years."});
  return Days{day_number(*first), day_number(*last) + 1};
}

Result<bool> knows_restricted(Reading& reading, const CaseId& id) {
  auto row = reading.db.case_row(id);
  if (!row) return fail(row.error());
  if (!*row) {  // erased: only the helpline counts it on
    auto scope = reading.scope({});
    if (!scope) return fail(scope.error());
    return (*scope)->all;
  }
  auto sight = sight_of(reading, **row);
  if (!sight) return fail(sight.error());
  return in_scope(sight->standings);
}

std::vector<v1::Dimension> dimensions_of(const v1::GetStatisticsRequest& request) {
  std::set<v1::Dimension> wanted;
  for (const auto dimension : request.dimensions()) wanted.insert(static_cast<v1::Dimension>(dimension));
  if (wanted.empty())
    for (int d = 1; d <= v1::Dimension_MAX; ++d)
      if (v1::Dimension_IsValid(d) && d != v1::DIMENSION_CONTACT_DAY)
        wanted.insert(static_cast<v1::Dimension>(d));
  return {wanted.begin(), wanted.end()};
}

Result<v1::GetStatisticsResponse> statistics(Reading& reading, const v1::GetStatisticsRequest& request) {
  if (request.for_others()) return publish(reading, request);
  auto spans = spans_of(request);
  if (!spans) return fail(spans.error());
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto offices = CountedOffices::of(reading, request.unit(), request.tree());
  if (!offices) return fail(offices.error());
  auto wanted = dimensions_of(request);
  if (spans->front().to - spans->front().from > by_day_max) std::erase(wanted, v1::DIMENSION_CONTACT_DAY);
  Figures figures(wanted);
  auto unknown = RestrictedContacts::unknown_to(reading);
  if (!unknown) return fail(unknown.error());
  Counting counting(reading, *unknown, *offices, figures, *spans);
  for (int side = 0; const auto& days : *spans)
    if (auto counted = counting.count(days, side++); !counted) return fail(counted.error());
  auto out = figures.response(request.has_compared_with());
  out.set_unit(offices->unit());
  return out;
}

Result<CaseList> cases_behind(Reading& reading, const v1::ListCasesBehindRequest& request,
                              const store::Page& page) {
  auto spans = spans_of(request);
  if (!spans) return fail(spans.error());
  auto offices = CountedOffices::of(reading, request.unit(), request.tree());
  if (!offices) return fail(offices.error());
  const CodesInForce in_force(reading.world.reference.lists, *spans);
  if (request.dimension() != v1::DIMENSION_UNSPECIFIED && !counts_cases(request.dimension()))
    return counts_no_cases("dimension");
  const auto dimension = request.dimension();
  return list_counted(
      reading, spans->front(),
      [&](const history::v1::CaseFact& fact) {
        const auto* below = offices->below(fact);
        if (below == nullptr || dimension == v1::DIMENSION_UNSPECIFIED) return below != nullptr;
        if (dimension == v1::DIMENSION_CASE_UNIT) return *below == request.key();
        return counts_for(dimension, request.key(), fact, reading.now, in_force);
      },
      page);
}

}  // namespace hotline::service
