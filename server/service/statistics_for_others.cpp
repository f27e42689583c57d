// The report that may be handed on: every office of the country of one year, so that it is hidden from all
// reports what one of them must not tell.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "domain/case_fact.h"
#include "domain/publication.h"
#include "service/figures.h"
#include "service/restricted_contacts.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

using Part = Publication::Part;

/// A calendar year, or a half of one.
struct Span {
  std::chrono::year year{};
  Part part = Part::year;

  Date last_day() const { return year / std::chrono::December / 31; }  // whose tree of offices it is
  Days days() const {
    return {day_number(Date{year / std::chrono::January / 1}), day_number(last_day()) + 1};
  }
};

Result<Span> span_of(const v1::Period& period) {
  if (auto days = days_of(period); !days) return fail(days.error());
  const Date first = *parse_date(period.first_day()), last = *parse_date(period.last_day());
  const auto is = [&](Date from, Date to) { return first == from && last == to; };
  using std::chrono::January, std::chrono::June, std::chrono::July, std::chrono::December;
  const auto y = first.year();
  if (is(y / January / 1, y / December / 31)) return Span{y, Part::year};
  if (is(y / January / 1, y / June / 30)) return Span{y, Part::first_half};
  if (is(y / July / 1, y / December / 31)) return Span{y, Part::second_half};
  return fail(
      Code::invalid_argument, "period_not_for_others",
      {"Báo cáo để công bố chỉ lập cho một năm dương lịch hoặc nửa năm (đến 30-6 hoặc 31-12), để không ai "
       "tính ra số nhỏ từ hai báo cáo.",
       "A report for others is of a calendar year or a half of one (to 30 June or 31 December), so that "
       "nobody "
       "works out small numbers from two of them."});
}

Part half_of(std::int32_t day) {
  return date_of_day(day).month() < std::chrono::July ? Part::first_half : Part::second_half;
}

/// The tree of one day, each office after the one above it.
class Tree {
 public:
  Tree(const Directory& directory, Date on) : directory_(directory), on_(on) {
    std::vector<std::pair<std::size_t, const Unit*>> by_depth;
    for (const auto& unit : directory.units())
      if (unit.valid_on(on)) by_depth.emplace_back(directory.ancestors(unit, on).size(), &unit);
    std::ranges::sort(by_depth);
    for (const auto& [depth, unit] : by_depth) {
      const auto* above = directory.parent(*unit, on);
      parents.push_back(above ? places_.at(above) : 0);
      places_.emplace(unit, places_.size());
      units.push_back(unit);
    }
  }

  /// Of an office of any era; what is of no list any more is the helpline's.
  std::size_t place_of(const std::string& office) {
    const auto [known, fresh] = known_.try_emplace(office, 0);
    if (!fresh) return known->second;
    const auto key = UnitKey::parse(office);
    const auto* unit = key ? holder(directory_, *key, on_) : nullptr;
    if (const auto place = places_.find(unit); place != places_.end()) known->second = place->second;
    return known->second;
  }

  std::vector<std::size_t> parents;
  std::vector<const Unit*> units;

 private:
  const Directory& directory_;
  Date on_;
  std::unordered_map<const Unit*, std::size_t> places_;
  std::unordered_map<std::string, std::size_t> known_;
};

using Totals = std::map<std::pair<std::size_t, Part>, std::uint32_t>;  // of an office and half

/// The cells of one dimension, gathered before it is known which keys there are.
class Table {
 public:
  explicit Table(v1::Dimension dimension) : dimension_(dimension) {
    for (const auto key : known_keys(dimension)) place_of(key);
  }

  void add(std::size_t office, Part half, std::string_view key, std::uint32_t count) {
    cells_[{office, half, place_of(key)}] += count;
  }
  /// Of one case, or of contacts that are alike.
  void add(std::size_t office, Part half, const std::vector<std::string>& keys, std::uint32_t count) {
    for (const auto& key : keys) add(office, half, key, count);
    if (!counts_several(dimension_)) return;
    std::set<std::size_t> families;
    for (const auto& key : keys) families.insert(family_of_.at(place_of(key)));
    for (const auto family : families) in_family_[{office, half, family}] += count;
  }

  Publication publication(const Tree& tree, const Totals& totals) const {
    Publication out(tree.parents, {family_of_, counts_several(dimension_)});
    for (const auto& [at, count] : cells_) out.add(std::get<0>(at), std::get<1>(at), std::get<2>(at), count);
    for (const auto& [at, count] : in_family_)
      out.add_family(std::get<0>(at), std::get<1>(at), std::get<2>(at), count);
    for (const auto& [at, count] : totals) {
      out.add_total(at.first, at.second, count);
      // How many contacts gave any reason is not counted: as if all of them did.
      if (dimension_ == v1::DIMENSION_CONTACT_REASON) out.add_family(at.first, at.second, 0, count);
    }
    out.finish();
    return out;
  }
  const std::vector<std::string>& keys() const { return keys_; }

 private:
  std::size_t place_of(std::string_view key) {
    const auto found = places_.find(key);
    if (found != places_.end()) return found->second;
    keys_.emplace_back(key);
    places_.emplace(std::string(key), keys_.size() - 1);
    const auto family = hotline::family_of(dimension_, key);
    family_of_.push_back(families_.try_emplace(family, families_.size()).first->second);
    return keys_.size() - 1;
  }

  v1::Dimension dimension_;
  std::vector<std::string> keys_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::vector<std::size_t> family_of_;  // by key
  std::map<std::string, std::size_t> families_;
  std::map<std::tuple<std::size_t, Part, std::size_t>, std::uint32_t> cells_, in_family_;
};

/// All that a year counts, for every office.
class Year {
 public:
  Year(Reading& reading, const std::vector<v1::Dimension>& wanted, Span span,
       const std::vector<Days>& all_years)
      : reading_(reading),
        in_force_(reading.world.reference.lists, all_years),
        tree(reading.directory(), span.last_day()),
        span_(span) {
    for (const auto dimension : wanted)
      if (is_for_others(dimension)) tables.emplace(dimension, Table(dimension));
  }

  Result<> count() {
    const auto days = span_.days();
    auto restricted = RestrictedContacts::all(reading_.world, reading_.db);
    if (!restricted) return fail(restricted.error());
    auto read = restricted->contact_tallies(reading_.db, days, [&](const auto& row) { take(row); });
    if (!read) return read;
    const ReasonCodes codes(reading_.world);
    read = restricted->reason_tallies(reading_.db, days, [&](const auto& row) {
      add(v1::DIMENSION_CONTACT_REASON, tree.place_of(row.unit), half_of(row.day),
          in_force_.key_of(v1::DIMENSION_CONTACT_REASON, codes.code_of(row.reason), row.day), row.count);
    });
    if (!read) return read;
    Result<> opened;
    history::v1::CaseFact fact;
    read = reading_.db.case_facts(days.from, days.to, [&](const store::CaseFactRow& row) {
      if (opened) opened = open_fact(reading_.world.keys, row, fact);
      if (opened) take(fact);
    });
    return read ? opened : read;
  }

  std::map<v1::Dimension, Table> tables;
  std::array<Totals, 2> totals;  // of contacts, of cases

 private:
  void add(v1::Dimension dimension, std::size_t office, Part half, std::string_view key,
           std::uint32_t count) {
    if (const auto table = tables.find(dimension); table != tables.end() && count != 0)
      table->second.add(office, half, key, count);
  }

  void take(const store::ContactTally& row) {
    const auto office = tree.place_of(row.unit);
    const auto half = half_of(row.day);
    std::uint32_t count = 0;
    for (std::size_t hour = 0; hour < row.hours.size(); ++hour) {
      add(v1::DIMENSION_CONTACT_HOUR, office, half, std::to_string(hour), row.hours[hour]);
      count += row.hours[hour];
    }
    add(v1::DIMENSION_CONTACT_CLASS, office, half, std::to_string(row.contact_class), count);
    add(v1::DIMENSION_CONTACT_CHANNEL, office, half, std::to_string(row.channel), count);
    add(v1::DIMENSION_CONTACT_CALL_TYPE, office, half, std::to_string(row.call_type), count);
    if (count != 0) totals[0][{office, half}] += count;
  }

  void take(const history::v1::CaseFact& fact) {
    if (fact.restricted()) return;
    const auto office = tree.place_of(fact.unit_then().empty() ? fact.unit() : fact.unit_then());
    const auto half = half_of(fact.day());
    ++totals[1][{office, half}];
    for (auto& [dimension, table] : tables)
      if (counts_cases(dimension))
        table.add(office, half, keys_of(dimension, fact, reading_.now, in_force_), 1);
  }

  Reading& reading_;
  CodesInForce in_force_;

 public:
  Tree tree;

 private:
  Span span_;
};

/// Hands each figure of the report over: dimension (none: a total), key, what is shown of it.
template <class Each>
void each_figure(const Year& year, std::size_t office, Part part, Each&& each) {
  for (const bool cases : {false, true}) {
    const Publication alone = Table(v1::DIMENSION_UNSPECIFIED).publication(year.tree, year.totals[cases]);
    if (std::ranges::any_of(year.tables, [&](const auto& one) { return counts_cases(one.first) == cases; }))
      each(v1::DIMENSION_UNSPECIFIED, cases ? "cases" : "contacts", alone.shown_total(office, part));
    const auto by_unit = cases ? v1::DIMENSION_CASE_UNIT : v1::DIMENSION_CONTACT_UNIT;
    if (!year.tables.contains(by_unit)) continue;
    for (std::size_t below = 1; below < year.tree.units.size(); ++below)
      if (year.tree.parents[below] == office)
        each(by_unit, year.tree.units[below]->key.text(), alone.shown_total(below, part));
  }
  for (const auto& [dimension, table] : year.tables) {
    if (table.keys().empty()) continue;
    const auto publication = table.publication(year.tree, year.totals[counts_cases(dimension)]);
    for (std::size_t i = 0; i < table.keys().size(); ++i)
      each(dimension, table.keys()[i], publication.shown(office, part, i));
  }
}

v1::Figure& figure_of(v1::GetStatisticsResponse& out, v1::Dimension dimension, const std::string& key) {
  if (dimension == v1::DIMENSION_UNSPECIFIED) {
    for (auto& figure : *out.mutable_totals())
      if (figure.key() == key) return figure;
    auto& fresh = *out.add_totals();
    fresh.set_key(key);
    return fresh;
  }
  auto breakdown = std::ranges::find(*out.mutable_breakdowns(), dimension, &v1::Breakdown::dimension);
  if (breakdown == out.mutable_breakdowns()->end()) {
    auto& fresh = *out.add_breakdowns();
    fresh.set_dimension(dimension);
    fresh.set_several(counts_several(dimension));
    breakdown = std::prev(out.mutable_breakdowns()->end());
  }
  for (auto& figure : *breakdown->mutable_figures())
    if (figure.key() == key) return figure;
  auto& fresh = *breakdown->add_figures();
  fresh.set_key(key);
  return fresh;
}

using Told = std::set<std::pair<v1::Dimension, std::string>>;

/// What no office of that year counts at all is 0, and not hidden.
void put_zeros(const Told& told, bool compared, v1::GetStatisticsResponse& out) {
  for (auto& breakdown : *out.mutable_breakdowns())
    for (auto& figure : *breakdown.mutable_figures()) {
      if (told.contains({breakdown.dimension(), figure.key()})) continue;
      if (compared)
        figure.set_compared(0);
      else
        figure.set_count(0);
    }
}

Result<Told> publish_side(Reading& reading, const v1::GetStatisticsRequest& request, bool compared,
                          v1::GetStatisticsResponse& out) {
  auto span = span_of(compared ? request.compared_with() : request.period());
  if (!span) return fail(span.error());
  if (span->last_day() >= reading.today)
    return fail(Code::failed_precondition, "period_not_over",
                {"Năm này chưa kết thúc. Báo cáo để công bố, cả của nửa đầu năm, chỉ lập sau ngày 31-12, để "
                 "không ai thấy số nào vừa thay đổi.",
                 "This year is not over. A report for others, also of its first half, is made after "
                 "31 December, so that nobody sees which number has just changed."});
  auto spans = spans_of(request);
  if (!spans) return fail(spans.error());
  Year year(reading, dimensions_of(request), *span, whole_years(*spans));
  const auto* unit = reading.directory().find(*UnitKey::parse(request.unit()));
  if (unit == nullptr || !unit->valid_on(span->last_day()))
    return fail(Code::invalid_argument, "unit_not_of_period",
                {"Đơn vị này không còn, hoặc chưa có, vào ngày cuối năm. Hãy chọn đơn vị của năm đó.",
                 "This unit is not there on the last day of that year. Choose the one of that year."});
  if (auto counted = year.count(); !counted) return fail(counted.error());
  Told told;
  each_figure(year, year.tree.place_of(request.unit()), span->part,
              [&](v1::Dimension dimension, const std::string& key, std::optional<std::uint32_t> shown) {
                auto& figure = figure_of(out, dimension, key);
                told.emplace(dimension, key);
                if (!shown) return;
                if (compared)
                  figure.set_compared(*shown);
                else
                  figure.set_count(*shown);
              });
  return told;
}

}  // namespace

std::vector<Days> whole_years(const std::vector<Days>& spans) {
  using std::chrono::January;
  std::vector<Days> out;
  out.reserve(spans.size());
  for (const auto& span : spans)
    out.push_back(
        {day_number(Date{date_of_day(span.from).year() / January / 1}),
         day_number(Date{(date_of_day(span.to - 1).year() + std::chrono::years{1}) / January / 1})});
  return out;
}

Result<v1::GetStatisticsResponse> publish(Reading& reading, const v1::GetStatisticsRequest& request) {
  if (request.unit().empty())
    return fail(Code::invalid_argument, "unit_needed",
                {"Báo cáo để công bố cần nêu một đơn vị.", "A report for others is of one named unit."});
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope(request.unit());
  if (!scope) return fail(scope.error());
  v1::GetStatisticsResponse out;
  out.set_unit(request.unit());
  out.set_for_others(true);
  auto whole = reading.scope({});
  if (!whole) return fail(whole.error());
  if (!(*whole)->all && !std::ranges::binary_search((*whole)->units, request.unit()))
    return fail(Code::permission_denied, "unit_not_yours",
                {"Đơn vị này không thuộc phạm vi của bạn.", "This unit is not in your scope."});
  const auto told = publish_side(reading, request, false, out);
  if (!told) return fail(told.error());
  if (!request.has_compared_with()) return out;
  const auto beside = publish_side(reading, request, true, out);
  if (!beside) return fail(beside.error());
  put_zeros(*told, false, out);
  put_zeros(*beside, true, out);
  return out;
}

}  // namespace hotline::service
