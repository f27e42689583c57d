#include "service/report_forms.h"

#include <algorithm>
#include <set>

#include "domain/case_time.h"
#include "domain/report_sheet.h"
#include "service/cases_behind.h"
#include "service/counted_rows.h"

namespace hotline::service {
namespace {

/// The helpline is called by its name alone, which says already what it is.
std::string name_of(const Unit& unit) { return unit.level == Level::helpline ? unit.name : unit.full_name(); }

/// The office itself and those directly below it on any day of the period; in today's tree, today. By name.
std::vector<ReportOffice> offices_of(const Reading& reading, const std::string& unit, v1::UnitTree tree,
                                     const Days& days) {
  const auto& directory = reading.directory();
  const auto key = UnitKey::parse(unit);
  const auto* upper = key ? directory.find(*key) : &directory.helpline();
  if (upper == nullptr) return {};
  std::set<std::int32_t> on = {days.from, days.to - 1};
  if (tree != v1::UNIT_TREE_THEN)
    on = {day_number(reading.today)};
  else
    for (const auto& one : directory.units())
      if (const auto day = day_number(one.key.valid_from); day > days.from && day < days.to) on.insert(day);
  std::set<std::pair<std::string, std::string>> below;
  for (const auto day : on)
    for (const auto* child : directory.children(*upper, date_of_day(day)))
      below.emplace(child->full_name(), child->key.text());
  std::vector<ReportOffice> out = {{upper->key.text(), name_of(*upper)}};
  for (const auto& [name, text] : below) out.push_back({text, name});
  return out;
}

Result<> count(Reading& reading, const RestrictedContacts& unknown, CountedOffices& offices, const Days& days,
               std::size_t side, ReportSheet& sheet) {
  if (sheet.counts_contacts()) {
    auto read =
        each_contact_tally(reading, unknown, offices, days, [&](const auto& row, const std::string& below) {
          sheet.add_contacts(row.contact_class, row.channel, row.call_type, row.hours, below, side);
        });
    if (!read) return read;
  }
  if (sheet.counts_reasons()) {
    const ReasonCodes codes(reading.world);
    auto read =
        each_reason_tally(reading, unknown, offices, days, [&](const auto& row, const std::string& below) {
          sheet.add_reason(codes.code_of(row.reason), row.contact_class, row.count, row.day, below, side);
        });
    if (!read) return read;
  }
  if (!sheet.counts_cases()) return {};
  return each_case_fact(reading, offices, days,
                        [&](const auto& fact, const CaseId& id, const std::string& below) {
                          sheet.add_case(fact, id, reading.now, below, side);
                        });
}

v1::GetStatisticsRequest published_request(const v1::FillReportRequest& request, const ReportSheet& sheet) {
  v1::GetStatisticsRequest out;
  out.set_unit(request.unit());
  out.set_for_others(true);
  *out.mutable_period() = request.period();
  if (request.has_compared_with()) *out.mutable_compared_with() = request.compared_with();
  for (const auto dimension : sheet.dimensions()) out.add_dimensions(dimension);
  return out;
}

/// What is told of the report beside its tables.
void head(const Reading& reading, const v1::ReportForm& form, const v1::FillReportRequest& request,
          bool for_others, v1::FilledReport& out) {
  *out.mutable_form() = form;
  out.mutable_form()->clear_tables();
  out.set_unit_name(office_name(reading.directory(), out.unit()));
  out.set_tree(request.tree() == v1::UNIT_TREE_THEN ? v1::UNIT_TREE_THEN : v1::UNIT_TREE_TODAY);
  *out.mutable_period() = request.period();
  if (request.has_compared_with()) *out.mutable_compared_with() = request.compared_with();
  out.set_for_others(for_others);
  if (form.for_others() && !for_others) {
    out.mutable_mark()->set_vi("NỘI BỘ, KHÔNG CÔNG BỐ");
    out.mutable_mark()->set_en("INTERNAL, NOT TO BE PUBLISHED");
  }
  *out.mutable_made_at() = timestamp_of(reading.now);
}

/// Of one year: the offices below are those that its figures name.
Result<v1::FilledReport> fill_for_others(Reading& reading, const v1::ReportForm& form,
                                         const v1::FillReportRequest& request,
                                         const std::vector<Days>& years) {
  const ReportSheet sheet(form, reading.world.reference.lists, years);
  auto figures = statistics(reading, published_request(request, sheet));
  if (!figures) return fail(figures.error());
  std::set<std::pair<std::string, std::string>> below;
  for (const auto& breakdown : figures->breakdowns())
    if (is_by_office(breakdown.dimension()))
      for (const auto& figure : breakdown.figures())
        below.emplace(office_name(reading.directory(), figure.key()), figure.key());
  std::vector<ReportOffice> offices = {{figures->unit(), office_name(reading.directory(), figures->unit())}};
  for (const auto& [name, key] : below) offices.push_back({key, name});
  v1::FilledReport out;
  out.set_unit(figures->unit());
  head(reading, form, request, true, out);
  sheet.fill_published(*figures, offices, request.has_compared_with(), out);
  return out;
}

}  // namespace

std::string office_name(const Directory& directory, const std::string& unit) {
  const auto key = UnitKey::parse(unit);
  const auto* known = key ? directory.find(*key) : nullptr;
  return known ? name_of(*known) : unit;
}

Result<v1::FilledReport> fill_report(Reading& reading, const v1::ReportForm& form,
                                     const v1::FillReportRequest& request) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto spans = spans_of(request);
  if (!spans) return fail(spans.error());
  if (request.for_others() && request.exact())
    return fail(Code::invalid_argument, "exact_for_others",
                {"Bản để công bố không có số chính xác. Hãy chọn một trong hai.",
                 "What may be handed on has no exact numbers. Choose one of the two."});
  if (request.for_others() || (form.for_others() && !request.exact())) {
    auto whole = request;
    if (whole.unit().empty() && !request.for_others()) whole.set_unit(hat->unit.text());
    return fill_for_others(reading, form, whole, whole_years(*spans));
  }
  ReportSheet sheet(form, reading.world.reference.lists, *spans);
  auto offices = CountedOffices::of(reading, request.unit(), request.tree());
  if (!offices) return fail(offices.error());
  auto unknown = RestrictedContacts::unknown_to(reading);
  if (!unknown) return fail(unknown.error());
  for (std::size_t side = 0; const auto& days : *spans)
    if (auto counted = count(reading, *unknown, *offices, days, side++, sheet); !counted)
      return fail(counted.error());
  v1::FilledReport out;
  out.set_unit(offices->unit());
  head(reading, form, request, false, out);
  // Without a unit the offices of a narrow scope stand for themselves: those that count something.
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  if (out.unit().empty() && (*scope)->all) out.set_unit_name(name_of(reading.directory().helpline()));
  std::vector<ReportOffice> below;
  if (!out.unit().empty() || (*scope)->all)
    below = offices_of(reading, out.unit(), request.tree(), spans->front());
  sheet.fill(
      below, [&](const std::string& key) { return office_name(reading.directory(), key); },
      request.has_compared_with(), out);
  return out;
}

Result<CaseList> cases_of_cell(Reading& reading, const v1::ReportForm& form,
                               const v1::ListCasesOfCellRequest& request, const store::Page& page) {
  auto spans = spans_of(request);
  if (!spans) return fail(spans.error());
  const ReportSheet sheet(form, reading.world.reference.lists, *spans);
  const auto cell = sheet.case_cell(
      {.table = request.table(), .row = request.row(), .column = request.column(), .key = request.key()});
  if (!cell) return fail(cell.error());
  auto offices = CountedOffices::of(reading, request.unit(), request.tree());
  if (!offices) return fail(offices.error());
  return list_counted(
      reading, spans->front(),
      [&](const history::v1::CaseFact& fact) {
        const auto* below = offices->below(fact);
        return below != nullptr && sheet.counts(*cell, fact, reading.now, *below);
      },
      page);
}

}  // namespace hotline::service
