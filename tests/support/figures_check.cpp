#include "support/figures_check.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "app/app.h"
#include "domain/case_fact.h"
#include "domain/report_duty.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "service/recount.h"

namespace hotline::test {
namespace {

service::Cells recounted(RunningService& service) {
  auto& world = service.app().world();
  service::Cells cells;
  const auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto counted = service::recount(world, db, service.clock.now(), [](std::uint64_t, std::uint64_t) {});
    if (!counted) return fail(counted.error());
    cells = std::move(*counted);
    return {};
  });
  EXPECT_TRUE(read.has_value());
  return cells;
}

/// One report: who, when, by what.
struct Asked {
  std::string unit;
  v1::UnitTree tree = v1::UNIT_TREE_TODAY;
  std::int32_t from = 0, to = 0;  // both included

  v1::GetStatisticsRequest request() const {
    v1::GetStatisticsRequest out;
    out.set_unit(unit);
    out.set_tree(tree);
    out.mutable_period()->set_first_day(date_text(date_of_day(from)));
    out.mutable_period()->set_last_day(date_text(date_of_day(to)));
    return out;
  }

  bool counts(const Directory& units, const service::Office& office, std::int32_t day, Date today) const {
    if (day < from || day > to) return false;
    const auto on = tree == v1::UNIT_TREE_THEN ? date_of_day(day) : today;
    const auto* lower =
        holder(units, *UnitKey::parse(tree == v1::UNIT_TREE_THEN ? office.then : office.now), on);
    const auto* upper = tree == v1::UNIT_TREE_THEN ? units.find(*UnitKey::parse(unit))
                                                   : holder(units, *UnitKey::parse(unit), today);
    return lower && upper->valid_on(on) && units.is_same_or_above(*upper, *lower, on);
  }
};

/// The law of special circumstances changed on 1 June 2017: where the days of a report (both included) span
/// that, what was received before it has a key of its own.
std::string by_its_law(v1::Dimension dimension, const std::string& key, std::int32_t day, std::int32_t from,
                       std::int32_t to) {
  const auto change = day_number(parse_date("2017-06-01").value());
  const bool spans = from < change && to >= change;
  const bool of_law = dimension == v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE && key != "none";
  return of_law && spans && day < change ? key + "@2017-06-01" : key;
}

using Figures = std::map<std::pair<v1::Dimension, std::string>, std::uint64_t>;

Figures expected(const service::Cells& cells, const Asked& asked, const Directory& units, Date today) {
  Figures out;
  for (const auto& [cell, count] : cells) {
    const auto& [office, day, dimension, key] = cell;
    if (!asked.counts(units, office, day, today)) continue;
    out[{dimension, by_its_law(dimension, key, day, asked.from, asked.to)}] += count;
    if (dimension != v1::DIMENSION_UNSPECIFIED) continue;
    const auto month = date_text(date_of_day(day)).substr(0, 7);
    out[{key == "cases" ? v1::DIMENSION_CASE_MONTH : v1::DIMENSION_CONTACT_MONTH, month}] += count;
  }
  return out;
}

Figures answered(const v1::GetStatisticsResponse& report) {
  Figures out;
  for (const auto& total : report.totals())
    if (total.count() != 0) out[{v1::DIMENSION_UNSPECIFIED, total.key()}] = total.count();
  for (const auto& breakdown : report.breakdowns())
    for (const auto& figure : breakdown.figures())
      if (breakdown.dimension() != v1::DIMENSION_CASE_UNIT &&
          breakdown.dimension() != v1::DIMENSION_CONTACT_UNIT)
        out[{breakdown.dimension(), figure.key()}] = figure.count();
  return out;
}

/// By office directly below: they add up to the total.
void expect_units_to_add_up(const v1::GetStatisticsResponse& report) {
  for (const auto& breakdown : report.breakdowns()) {
    const bool cases = breakdown.dimension() == v1::DIMENSION_CASE_UNIT;
    if (!cases && breakdown.dimension() != v1::DIMENSION_CONTACT_UNIT) continue;
    std::uint64_t sum = 0;
    for (const auto& figure : breakdown.figures()) sum += figure.count();
    EXPECT_EQ(sum, report.totals(cases ? 1 : 0).count());
  }
}

}  // namespace

void expect_stored_as_recounted(RunningService& service) {
  auto& world = service.app().world();
  const auto cells = recounted(service);
  ASSERT_FALSE(cells.empty());
  service::Cells stored;
  ASSERT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto found = service::stored_cells(world, db, service.clock.now());
    if (!found) return fail(found.error());
    stored = std::move(*found);
    return {};
  }));
  for (const auto& [cell, counted, kept] : service::differences(cells, stored))
    ADD_FAILURE() << std::get<0>(cell).now << " " << date_text(date_of_day(std::get<1>(cell))) << " "
                  << v1::Dimension_Name(std::get<2>(cell)) << " " << std::get<3>(cell) << ": " << counted
                  << " and " << kept;
}

namespace {

void expect_as_recounted(RunningService& service, unsigned seed, int reports,
                         const std::vector<std::string>& some) {
  const auto cells = recounted(service);
  ASSERT_FALSE(cells.empty());
  std::int32_t first = std::numeric_limits<std::int32_t>::max(),
               last = std::numeric_limits<std::int32_t>::min();
  for (const auto& [cell, count] : cells) {
    first = std::min(first, std::get<1>(cell));
    last = std::max(last, std::get<1>(cell));
  }
  const auto& places = service.app().world().places.get();
  const auto& units = *places->directory;
  const auto today = local_date(service.clock.now());
  std::mt19937 random(seed);
  const auto draw = [&](std::int32_t from, std::int32_t to) {
    return std::uniform_int_distribution<std::int32_t>(from, to)(random);
  };
  for (int i = 0; i < reports; ++i) {
    Asked asked{.unit = some[static_cast<std::size_t>(draw(0, static_cast<std::int32_t>(some.size()) - 1))],
                .tree = draw(0, 1) == 0 ? v1::UNIT_TREE_TODAY : v1::UNIT_TREE_THEN,
                .from = draw(first - 3, last + 3)};
    asked.to = draw(asked.from, last + 5);
    // Of one that was split nobody can say what it is today.
    if (holder(units, *UnitKey::parse(asked.unit), today) == nullptr) asked.tree = v1::UNIT_TREE_THEN;
    const auto report = service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(asked.request());
    EXPECT_EQ(answered(report), expected(cells, asked, units, today))
        << asked.unit << " " << v1::UnitTree_Name(asked.tree) << " " << date_text(date_of_day(asked.from))
        << " " << date_text(date_of_day(asked.to));
    expect_units_to_add_up(report);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace

void expect_reports_as_recounted(RunningService& service, unsigned seed, int reports) {
  expect_as_recounted(service, seed, reports,
                      {helpline, province, district, tam_di, bao_son, "24@2025-07-01", "07462@2025-07-01"});
}

void expect_reports_of_every_office_as_recounted(RunningService& service, unsigned seed, int reports) {
  std::vector<std::string> all;
  for (const auto& unit : service.app().world().places.get()->directory->units())
    all.push_back(unit.key.text());
  expect_as_recounted(service, seed, reports, all);
}

namespace {

/// What a plain count gives of a report's office and days.
class Owed {
 public:
  Owed(const service::Cells& cells, const Directory& units, const OwedReport& report) {
    const auto on = report.span.last_in_time();
    const auto* upper = units.find(report.unit);
    for (const auto& [cell, count] : cells) {
      const auto& [office, day, dimension, key] = cell;
      if (day < day_number(report.span.first) || day > day_number(report.span.last)) continue;
      const auto* lower = holder(units, *UnitKey::parse(office.then), on);
      if (upper == &units.helpline() || (lower && units.is_same_or_above(*upper, *lower, on)))
        counts_[{dimension, by_its_law(dimension, key, day, day_number(report.span.first),
                                       day_number(report.span.last))}] += count;
    }
  }
  std::uint64_t of(v1::Dimension dimension, const std::string& key) const {
    const auto found = counts_.find({dimension, key});
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  Figures counts_;
};

void expect_letter(const v1::FilledReport& letter, const Owed& owed) {
  const auto& contacts = letter.tables(0);
  EXPECT_EQ(contacts.rows(0).cells(0).number(), owed.of(v1::DIMENSION_UNSPECIFIED, "contacts"));
  EXPECT_EQ(contacts.rows(0).cells(1).number(), owed.of(v1::DIMENSION_CONTACT_CHANNEL, "1"));
  for (int kind = 1; kind <= 3; ++kind)
    EXPECT_EQ(contacts.rows(kind).cells(0).number(),
              owed.of(v1::DIMENSION_CONTACT_CLASS, std::to_string(kind)));
  const auto& cases = letter.tables(1);
  const auto all = owed.of(v1::DIMENSION_UNSPECIFIED, "cases"),
             closed = owed.of(v1::DIMENSION_CASE_STATUS, "9");
  EXPECT_EQ(cases.rows(0).cells(0).number(), all);
  EXPECT_EQ(cases.rows(0).cells(1).number(), owed.of(v1::DIMENSION_CASE_EMERGENCY, "yes"));
  EXPECT_EQ(cases.rows(1).cells(0).number(), closed);
  EXPECT_EQ(cases.rows(2).cells(0).number(), all - closed);
  EXPECT_EQ(cases.rows(3).cells(0).number(), owed.of(v1::DIMENSION_CASE_CLOCK, "1.on_time"));
  std::uint64_t by_office = 0;
  for (const auto& row : letter.tables(2).rows()) by_office += row.cells(0).number();
  EXPECT_EQ(by_office, all) << "each case under one office";
  for (const auto& row : letter.tables(3).rows()) {
    if (row.heading()) continue;
    EXPECT_EQ(row.cells(0).number(), owed.of(v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE, row.key()))
        << row.key();
  }
}

}  // namespace

void expect_owed_reports_as_recounted(RunningService& service, unsigned seed, int reports) {
  const auto cells = recounted(service);
  ASSERT_FALSE(cells.empty());
  auto& world = service.app().world();
  const auto places = world.places.get();
  const auto& units = *places->directory;
  const auto today = local_date(service.clock.now());
  // Every office owes most of the time nothing: half of those drawn have something to tell.
  std::vector<OwedReport> all, telling;
  for (const auto& report :
       owed_reports(world.reference.report_duties, units, local_date(first_day), today)) {
    if (!is_owed(world.reference.report_duties, report, local_date(first_day))) continue;
    all.push_back(report);
    const Owed owed(cells, units, report);
    if (owed.of(v1::DIMENSION_UNSPECIFIED, "cases") + owed.of(v1::DIMENSION_UNSPECIFIED, "contacts") > 0)
      telling.push_back(report);
  }
  ASSERT_FALSE(telling.empty());
  std::mt19937 random(seed);
  for (int i = 0; i < reports; ++i) {
    const auto& from = i % 2 == 0 ? telling : all;
    const auto& report = from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
    v1::GetReportRequest request;
    request.mutable_key()->set_duty(report.duty->code());
    request.mutable_key()->set_unit(report.unit.text());
    request.mutable_key()->set_first_day(date_text(report.span.first));
    const auto told = service.as("supervisor.helpline").must<v1::GetReportResponse>(request);
    const Owed owed(cells, units, report);
    SCOPED_TRACE(request.key().duty() + " " + request.key().unit() + " " + request.key().first_day());
    if (told.has_filled()) expect_letter(told.filled(), owed);
    for (const auto& line : told.lines()) EXPECT_EQ(line.counted(), owed.of(line.dimension(), line.key()));
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace hotline::test
