#include "service/report_figures.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "domain/case_fact.h"
#include "domain/permission.h"
#include "service/figures.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

/// Which offices, of any era, are the reporting one's or below it on one day.
class ReportOffices {
 public:
  ReportOffices(const Directory& directory, const OwedReport& report)
      : directory_(directory), upper_(directory.find(report.unit)), on_(report.span.last_in_time()) {}

  bool whole_country() const { return upper_ == &directory_.helpline(); }
  bool holds(const std::string& office) {
    if (whole_country()) return true;
    const auto [known, fresh] = known_.try_emplace(office, false);
    if (!fresh) return known->second;
    const auto key = UnitKey::parse(office);
    const auto* unit = key ? holder(directory_, *key, on_) : nullptr;
    known->second = unit != nullptr && upper_ != nullptr && directory_.is_same_or_above(*upper_, *unit, on_);
    return known->second;
  }
  bool holds(const history::v1::CaseFact& fact) {
    if (fact.restricted() && !whole_country()) return false;
    // Work that was followed to another office since was this one's.
    return holds(fact.unit_then().empty() ? fact.unit() : fact.unit_then());
  }

 private:
  const Directory& directory_;
  const Unit* upper_;
  Date on_;
  std::unordered_map<std::string, bool> known_;
};

class ReportCount {
 public:
  ReportCount(const World& world, store::Reader& db, const Directory& directory, const OwedReport& report,
              Time now)
      : world_(world), db_(db), offices_(directory, report), now_(now) {
    for (const auto& word : report.duty->figures())
      if (const auto dimension = report_dimension(word)) {
        order_.push_back(*dimension);
        auto& cells = counts_[*dimension];
        for (const auto key : known_keys(*dimension)) cells.emplace(key, 0);
      }
    from_ = day_number(report.span.first);
    to_ = day_number(report.span.last) + 1;
  }

  Result<> count() {
    auto read = db_.contact_tallies(from_, to_, [&](const store::ContactTally& row) { take(row); });
    if (!read) return read;
    if (counts_.contains(v1::DIMENSION_CONTACT_REASON)) {
      const ReasonCodes codes(world_);
      read = db_.reason_tallies(from_, to_, [&](const store::ReasonTally& row) {
        if (row.count != 0 && offices_.holds(row.unit))
          add(v1::DIMENSION_CONTACT_REASON, codes.code_of(row.reason), row.count);
      });
      if (!read) return read;
    }
    Result<> opened;
    history::v1::CaseFact fact;
    read = db_.case_facts(from_, to_, [&](const store::CaseFactRow& row) {
      if (opened) opened = open_fact(world_.keys, row, fact);
      if (opened) take(fact);
    });
    return read ? opened : read;
  }

  std::vector<v1::ReportFigure> figures() const {
    std::vector<v1::ReportFigure> out;
    const auto put = [&](v1::Dimension dimension, std::string_view key, std::uint32_t count) {
      auto& figure = out.emplace_back();
      figure.set_dimension(dimension);
      figure.set_key(std::string(key));
      figure.set_count(count);
    };
    put(v1::DIMENSION_UNSPECIFIED, "contacts", contacts_);
    put(v1::DIMENSION_UNSPECIFIED, "cases", cases_);
    for (const auto dimension : order_) {
      const auto& cells = counts_.at(dimension);
      const auto known = known_keys(dimension);
      for (const auto key : known)
        if (const auto count = cells.at(std::string(key)); count != 0 || key != "0")
          put(dimension, key, count);
      if (known.empty())
        for (const auto& [key, count] : cells) put(dimension, key, count);
    }
    return out;
  }

 private:
  void add(v1::Dimension dimension, const std::string& key, std::uint32_t count) {
    if (const auto cells = counts_.find(dimension); cells != counts_.end()) cells->second[key] += count;
  }

  void take(const store::ContactTally& row) {
    if (!offices_.holds(row.unit)) return;
    std::uint32_t count = 0;
    for (std::size_t hour = 0; hour < row.hours.size(); ++hour) {
      if (row.hours[hour] != 0) add(v1::DIMENSION_CONTACT_HOUR, std::to_string(hour), row.hours[hour]);
      count += row.hours[hour];
    }
    contacts_ += count;
    add(v1::DIMENSION_CONTACT_CLASS, std::to_string(row.contact_class), count);
    add(v1::DIMENSION_CONTACT_CHANNEL, std::to_string(row.channel), count);
    add(v1::DIMENSION_CONTACT_CALL_TYPE, std::to_string(row.call_type), count);
  }

  void take(const history::v1::CaseFact& fact) {
    if (!offices_.holds(fact)) return;
    ++cases_;
    for (const auto dimension : order_)
      if (counts_cases(dimension))
        for (const auto& key : keys_of(dimension, fact, now_)) add(dimension, key, 1);
  }

  const World& world_;
  store::Reader& db_;
  ReportOffices offices_;
  Time now_;
  std::int32_t from_ = 0, to_ = 0;
  std::vector<v1::Dimension> order_;
  std::map<v1::Dimension, std::map<std::string, std::uint32_t>> counts_;
  std::uint32_t contacts_ = 0, cases_ = 0;
};

}  // namespace

Result<std::vector<v1::ReportFigure>> count_report(const World& world, store::Reader& db,
                                                   const Directory& directory, const OwedReport& report,
                                                   Time now) {
  ReportCount counting(world, db, directory, report, now);
  if (auto counted = counting.count(); !counted) return fail(counted.error());
  return counting.figures();
}

Counts cases_of_report(const Directory& directory, const OwedReport& report) {
  return [offices = ReportOffices(directory, report)](const history::v1::CaseFact& fact) mutable {
    return offices.holds(fact);
  };
}

}  // namespace hotline::service
