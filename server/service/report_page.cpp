// One report as its page shows it: counted now, beside what was signed and what the office says instead, and
// the cases behind a number of it.
#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/report_form.h"
#include "domain/report_sheet.h"
#include "service/report_access.h"
#include "service/report_figures.h"
#include "service/report_offices.h"
#include "service/report_rows.h"
#include "service/reports.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

std::unexpected<Error> line_unknown(std::string field) {
  constexpr Text text = {"Báo cáo này không có dòng ấy. Hãy chọn một dòng của báo cáo.",
                         "The report has no such line. Choose one of its lines."};
  return fail({Code::invalid_argument, "line_unknown", text, {{std::move(field), "not_in_report", text}}});
}

using Cell = std::pair<v1::Dimension, std::string>;

/// The figures that a report may have of codes: those of the lists that held in its time, whether any was
/// counted or not, since what stands on paper alone is told as a correction.
std::vector<Cell> cells_of_lists(const Reading& reading, const OwedReport& report,
                                 std::span<const v1::Dimension> by) {
  std::vector<Cell> out;
  for (const auto dimension : by) {
    if (list_of(dimension).empty()) continue;
    for (const auto& list : reading.world.reference.lists) {
      const auto from = parse_date(list.valid_from()), to = parse_date(list.valid_to());
      if (list.list() != list_of(dimension) || (from && *from > report.span.last) ||
          (to && *to <= report.span.first))
        continue;
      for (const auto& item : list.items()) out.emplace_back(dimension, item.code());
    }
  }
  return out;
}

/// Counted now, beside what was signed and what the office says instead.
void fill_lines(const ReportState& state, const std::vector<v1::ReportFigure>& counted,
                std::span<const Cell> uncounted, v1::GetReportResponse& out) {
  std::map<Cell, v1::ReportLine*> lines;
  const auto line_of = [&](v1::Dimension dimension, const std::string& key) -> v1::ReportLine& {
    auto& line = lines[{dimension, key}];
    if (line == nullptr) {
      line = out.add_lines();
      line->set_dimension(dimension);
      line->set_key(key);
    }
    return *line;
  };
  for (const auto& figure : counted) line_of(figure.dimension(), figure.key()).set_counted(figure.count());
  for (const auto& [dimension, key] : uncounted) line_of(dimension, key);
  if (state.signed_as) {
    for (const auto& figure : state.signed_as->figures())
      line_of(figure.dimension(), figure.key()).set_signed_(figure.count());
    // A key that came up since was none when the report was signed.
    for (auto& line : *out.mutable_lines()) {
      if (!line.has_signed_()) line.set_signed_(0);
      line.set_differs(line.signed_() != line.counted());
    }
  }
  for (const auto& correction : state.corrections) {
    auto& line = line_of(correction.dimension(), correction.key());
    line.set_corrected(correction.count());
    line.set_reason(correction.reason());
  }
}

bool is_handed_over(const ReportState& state) {
  return state.state == v1::REPORT_STATE_SIGNED || state.state == v1::REPORT_STATE_ACCEPTED;
}

/// By which form it is filled in: while a signature stands by that of the signature, whatever the
/// configuration says by now, else by that of its rule. Null: figures by dimension.
const v1::ReportForm* form_of(const World& world, const ReportFile& file) {
  const auto& state = file.state();
  if (!is_handed_over(state)) return form_of_duty(world, file.report());
  return state.signed_as->has_filled() ? &state.signed_as->filled().form() : nullptr;
}

/// By what a report by dimensions is counted: one that was signed by those of its signature.
std::vector<v1::Dimension> dimensions_in(const ReportFile& file) {
  if (!is_handed_over(file.state())) return dimensions_of(*file.report().duty);
  std::vector<v1::Dimension> out;
  for (const auto& figure : file.state().signed_as->figures())
    if (figure.dimension() != v1::DIMENSION_UNSPECIFIED &&
        std::ranges::find(out, figure.dimension()) == out.end())
      out.push_back(figure.dimension());
  return out;
}

using Place =
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string>;  // table, row, column, key

/// each(place, cell) for every number of a filled report.
template <class Report, class Each>
void each_cell(Report& filled, Each&& each) {
  for (int t = 0; t < filled.tables_size(); ++t) {
    auto& rows = [&]() -> auto& {
      if constexpr (std::is_const_v<Report>)
        return filled.tables(t).rows();
      else
        return *filled.mutable_tables(t)->mutable_rows();
    }();
    for (auto& row : rows)
      for (int c = 0; c < row.cells_size(); ++c) {
        const Place place{static_cast<std::uint32_t>(t) + 1, row.row(), static_cast<std::uint32_t>(c) + 1,
                          row.key()};
        if constexpr (std::is_const_v<Report>)
          each(place, row.cells(c));
        else
          each(place, *row.mutable_cells(c));
      }
  }
}

/// What was signed, and what the office says instead, onto what is counted now. A row that came up since was
/// none when the report was signed.
void lay_beside(const ReportState& state, const v1::ReportForm& form, v1::FilledReport& filled) {
  std::map<Place, const v1::ReportCorrection*> corrected;
  for (const auto& one : state.corrections)
    corrected[Place{one.table(), one.row(), one.column(), one.key()}] = &one;
  std::map<Place, const v1::ReportCell*> signed_cells;
  const bool same_form = state.signed_as && state.signed_as->has_filled() &&
                         state.signed_as->filled().form().SerializeAsString() == form.SerializeAsString();
  if (same_form)
    each_cell(state.signed_as->filled(),
              [&](const Place& place, const v1::ReportCell& cell) { signed_cells[place] = &cell; });
  each_cell(filled, [&](const Place& place, v1::ReportCell& cell) {
    if (const auto found = corrected.find(place); found != corrected.end())
      cell.set_corrected(found->second->count());
    if (!same_form) return;
    const auto found = signed_cells.find(place);
    if (found == signed_cells.end())
      cell.set_signed_(0);
    else if (found->second->has_number())
      cell.set_signed_(found->second->number());
    const auto& [table, row, column, key] = place;
    cell.set_differs(cell.signed_() != cell.number() && !goes_on_changing(form, table, row, column));
  });
}

/// Of a report by form: its numbers, and the corrections that are of one of them.
Result<> tell_filled(Reading& reading, const ReportFile& file, const v1::ReportForm& form,
                     v1::GetReportResponse& out) {
  auto filled = fill_owed(reading.world, reading.db, reading.directory(), file.report(), form, reading.now);
  if (!filled) return fail(filled.error());
  lay_beside(file.state(), form, *filled);
  filled->mutable_form()->clear_tables();
  *out.mutable_filled() = std::move(*filled);
  for (const auto& one : file.state().corrections) *out.add_corrections() = one;
  return {};
}

Result<> tell_lines(Reading& reading, const ReportFile& file, v1::GetReportResponse& out) {
  const auto by = dimensions_in(file);
  auto counted = count_report(reading.world, reading.db, reading.directory(), file.report(), by, reading.now);
  if (!counted) return fail(counted.error());
  fill_lines(file.state(), *counted, cells_of_lists(reading, file.report(), by), out);
  return {};
}

/// Those of the same days that this office gets, by office: how far each is and, once it was handed over,
/// what it says.
Result<> tell_below(Reading& reading, const OwedReport& upper, v1::GetReportResponse& out) {
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  const Date after{std::chrono::sys_days{upper.span.before} + std::chrono::days{1}};
  for (const auto& report :
       owed_reports(reading.world.reference.report_duties, reading.directory(), upper.span.last, after)) {
    if (report.to != upper.unit || report.span.first != upper.span.first ||
        report.span.last != upper.span.last || !is_visible(reading, **scope, report))
      continue;
    if (static_cast<std::size_t>(out.below_size()) == offices_below_max) return {};
    auto file = ReportFile::load(reading.world, reading.db, report);
    if (!file) return fail(file.error());
    auto& one = *out.add_below();
    *one.mutable_report() = report_row(report, file->state(), reading.now);
    if (!is_handed_over(file->state())) continue;
    one.set_narrative(file->state().narrative);
    for (const auto& correction : file->state().corrections) *one.add_corrections() = correction;
  }
  return {};
}

}  // namespace

Result<v1::GetReportResponse> get_report(Reading& reading, const v1::GetReportRequest& request) {
  auto report = find_report(reading, request.key());
  if (!report) return fail(report.error());
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  v1::GetReportResponse out;
  *out.mutable_report() = report_row(*report, file->state(), reading.now);
  out.set_source(report->duty->source());
  const auto* form = form_of(reading.world, *file);
  const auto told = form ? tell_filled(reading, *file, *form, out) : tell_lines(reading, *file, out);
  if (!told) return fail(told.error());
  if (auto below = tell_below(reading, *report, out); !below) return fail(below.error());
  out.set_narrative(file->state().narrative);
  for (const auto& entry : file->entries()) *out.add_entries() = report_entry(entry);
  if (may(reading, *file, "SaveReportDraft", SaveReportDraft{})) out.add_possible(v1::REPORT_ACT_SAVE_DRAFT);
  if (may(reading, *file, "SignReport", SignReport{})) out.add_possible(v1::REPORT_ACT_SIGN);
  if (may(reading, *file, "ReturnReport", ReturnReport{})) out.add_possible(v1::REPORT_ACT_RETURN);
  if (may(reading, *file, "AcceptReport", AcceptReport{})) out.add_possible(v1::REPORT_ACT_ACCEPT);
  reading.released.child = true;  // what officers wrote, for those who may see the report at all
  return out;
}

namespace {

/// Of a report by form.
Result<CaseList> cases_of_number(Reading& reading, const OwedReport& report, const v1::ReportForm& form,
                                 const v1::ListCasesOfLineRequest& request, const store::Page& page) {
  const Days days{day_number(report.span.first), day_number(report.span.last) + 1};
  const ReportSheet sheet(form, reading.world.reference.lists, std::span(&days, 1));
  const auto cell = sheet.case_cell({.table = request.table(),
                                     .row = request.row(),
                                     .column = request.column(),
                                     .key = request.line_key()});
  if (!cell) return fail(cell.error());
  return list_counted(
      reading, days,
      [&, offices = ReportOffices(reading.directory(), report)](const history::v1::CaseFact& fact) mutable {
        const auto* below = offices.below(fact);
        return below != nullptr && sheet.counts(*cell, fact, reading.now, *below);
      },
      page);
}

}  // namespace

Result<CaseList> cases_of_line(Reading& reading, const v1::ListCasesOfLineRequest& request,
                               const store::Page& page) {
  auto report = find_report(reading, request.key());
  if (!report) return fail(report.error());
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  const auto* form = form_of(reading.world, *file);
  if (form != nullptr) return cases_of_number(reading, *report, *form, request, page);
  const auto dimension = request.dimension();
  const bool total = dimension == v1::DIMENSION_UNSPECIFIED;
  if (total ? request.line_key() == "contacts" : !counts_cases(dimension))
    return counts_no_cases(total ? "line_key" : "dimension");
  const auto by = dimensions_in(*file);
  if (total ? request.line_key() != "cases" : std::ranges::find(by, dimension) == by.end())
    return line_unknown(total ? "line_key" : "dimension");
  const Days days{day_number(report->span.first), day_number(report->span.last) + 1};
  const CodesInForce in_force(reading.world.reference.lists, std::span(&days, 1));
  return list_counted(
      reading, days,
      [&, counts = cases_of_report(reading.directory(), *report)](const history::v1::CaseFact& fact) {
        return counts(fact) &&
               (total || counts_for(dimension, request.line_key(), fact, reading.now, in_force));
      },
      page);
}

}  // namespace hotline::service
