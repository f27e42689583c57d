#include "service/report_figures.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "service/figures.h"
#include "service/report_forms.h"
#include "service/report_offices.h"
#include "service/restricted_contacts.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

/// A report that says nothing of restricted cases says nothing of the contacts that told of them.
Result<RestrictedContacts> untold(const World& world, store::Reader& db, const ReportOffices& offices) {
  return offices.whole_country() ? RestrictedContacts() : RestrictedContacts::all(world, db);
}

class ReportCount {
 public:
  ReportCount(const World& world, store::Reader& db, const Directory& directory, const OwedReport& report,
              std::span<const v1::Dimension> by, Time now)
      : world_(world),
        db_(db),
        offices_(directory, report),
        now_(now),
        days_{day_number(report.span.first), day_number(report.span.last) + 1},
        in_force_(world.reference.lists, std::span(&days_, 1)),
        order_(by.begin(), by.end()) {
    for (const auto dimension : order_) {
      auto& cells = counts_[dimension];
      for (const auto key : known_keys(dimension)) cells.emplace(key, 0);
    }
  }

  Result<> count() {
    const auto restricted = untold(world_, db_, offices_);
    if (!restricted) return fail(restricted.error());
    auto read = restricted->contact_tallies(db_, days_, [&](const auto& row) { take(row); });
    if (!read) return read;
    if (counts_.contains(v1::DIMENSION_CONTACT_REASON)) {
      const ReasonCodes codes(world_);
      read = restricted->reason_tallies(db_, days_, [&](const auto& row) {
        if (row.count != 0 && offices_.holds(row.unit))
          add(v1::DIMENSION_CONTACT_REASON,
              in_force_.key_of(v1::DIMENSION_CONTACT_REASON, codes.code_of(row.reason), row.day), row.count);
      });
      if (!read) return read;
    }
    Result<> opened;
    history::v1::CaseFact fact;
    read = db_.case_facts(days_.from, days_.to, [&](const store::CaseFactRow& row) {
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
        for (const auto& key : keys_of(dimension, fact, now_, in_force_)) add(dimension, key, 1);
  }

  const World& world_;
  store::Reader& db_;
  ReportOffices offices_;
  Time now_;
  Days days_;
  CodesInForce in_force_;
  std::vector<v1::Dimension> order_;
  std::map<v1::Dimension, std::map<std::string, std::uint32_t>> counts_;
  std::uint32_t contacts_ = 0, cases_ = 0;
};

}  // namespace

Result<std::vector<v1::ReportFigure>> count_report(const World& world, store::Reader& db,
                                                   const Directory& directory, const OwedReport& report,
                                                   std::span<const v1::Dimension> by, Time now) {
  ReportCount counting(world, db, directory, report, by, now);
  if (auto counted = counting.count(); !counted) return fail(counted.error());
  return counting.figures();
}

std::vector<v1::Dimension> dimensions_of(const record::v1::ReportDuty& duty) {
  std::vector<v1::Dimension> out;
  for (const auto& word : duty.figures())
    if (const auto dimension = report_dimension(word)) out.push_back(*dimension);
  return out;
}

namespace {

/// Contacts, reasons and cases of the report's days onto the sheet, each under its office.
Result<> count_onto(const World& world, store::Reader& db, const OwedReport& report, ReportOffices& offices,
                    Time now, ReportSheet& sheet) {
  const Days days{day_number(report.span.first), day_number(report.span.last) + 1};
  const auto restricted = untold(world, db, offices);
  if (!restricted) return fail(restricted.error());
  Result<> read;
  if (sheet.counts_contacts())
    read = restricted->contact_tallies(db, days, [&](const auto& row) {
      if (const auto* below = offices.below(row.unit))
        sheet.add_contacts(row.contact_class, row.channel, row.call_type, row.hours, *below, 0);
    });
  if (!read) return read;
  if (sheet.counts_reasons()) {
    const ReasonCodes codes(world);
    read = restricted->reason_tallies(db, days, [&](const auto& row) {
      const auto* below = row.count == 0 ? nullptr : offices.below(row.unit);
      if (below != nullptr)
        sheet.add_reason(codes.code_of(row.reason), row.contact_class, row.count, row.day, *below, 0);
    });
  }
  if (!read || !sheet.counts_cases()) return read;
  Result<> opened;
  history::v1::CaseFact fact;
  read = db.case_facts(days.from, days.to, [&](const store::CaseFactRow& row) {
    if (opened) opened = open_fact(world.keys, row, fact);
    const auto* below = opened ? offices.below(fact) : nullptr;
    if (below != nullptr) sheet.add_case(fact, row.case_id, now, *below, 0);
  });
  return read ? opened : read;
}

}  // namespace

Result<v1::FilledReport> fill_owed(const World& world, store::Reader& db, const Directory& directory,
                                   const OwedReport& report, const v1::ReportForm& form, Time now) {
  const Days days{day_number(report.span.first), day_number(report.span.last) + 1};
  ReportSheet sheet(form, world.reference.lists, std::span(&days, 1));
  ReportOffices offices(directory, report);
  if (auto counted = count_onto(world, db, report, offices, now, sheet); !counted)
    return fail(counted.error());
  v1::FilledReport out;
  *out.mutable_form() = form;
  out.set_unit(report.unit.text());
  out.set_unit_name(office_name(directory, report.unit.text()));
  out.mutable_period()->set_first_day(date_text(report.span.first));
  out.mutable_period()->set_last_day(date_text(report.span.last));
  *out.mutable_made_at() = timestamp_of(now);
  sheet.fill(
      offices.named(), [&](const std::string& key) { return office_name(directory, key); }, false, out);
  return out;
}

Counts cases_of_report(const Directory& directory, const OwedReport& report) {
  return [offices = ReportOffices(directory, report)](const history::v1::CaseFact& fact) mutable {
    return offices.holds(fact);
  };
}

}  // namespace hotline::service
