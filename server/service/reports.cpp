#include "service/reports.h"

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/report_form.h"
#include "domain/sensitivity.h"
#include "service/report_figures.h"
#include "service/report_file.h"
#include "service/report_notice.h"
#include "service/report_rows.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {
namespace rec = record::v1;

constexpr int due_days_max = 400;

std::unexpected<Error> report_unknown() {
  return fail(Code::not_found, "report_unknown",
              {"Không có báo cáo này trong phạm vi của bạn.", "There is no such report within your scope."});
}

std::unexpected<Error> line_unknown(std::string field) {
  constexpr Text text = {"Báo cáo này không có dòng ấy. Hãy chọn một dòng của báo cáo.",
                         "The report has no such line. Choose one of its lines."};
  return fail({Code::invalid_argument, "line_unknown", text, {{std::move(field), "not_in_report", text}}});
}

bool gets(const Reading& reading, const OwedReport& report) {
  const auto* to = report.to ? reading.directory().find(*report.to) : nullptr;
  if (to == nullptr) return false;
  const auto& acting = acts_for(reading.directory(), *to, reading.today).key;
  return std::ranges::any_of(reading.hats, [&](const Standing& hat) {
    return !hat.ended && hat.acting.unit == acting &&
           (hat.acting.role == rec::ROLE_SUPERVISOR || hat.acting.role == rec::ROLE_CHAIRMAN ||
            hat.acting.role == rec::ROLE_OFFICER);
  });
}

bool in(const store::Scope& scope, const std::string& unit) {
  return scope.all || std::ranges::binary_search(scope.units, unit);
}

/// Office and recipient may both be the caller's; whose the report is by now may also be the caller's.
bool is_visible(const Reading& reading, const store::Scope& scope, const OwedReport& report) {
  if (in(scope, report.unit.text()) || gets(reading, report)) return true;
  const auto* unit = reading.directory().find(report.unit);
  return in(scope, acts_for(reading.directory(), *unit, reading.today).key.text());
}

Result<OwedReport> find(Reading& reading, const v1::ReportKey& key) {
  const auto unit = UnitKey::parse(key.unit());
  const auto first = parse_date(key.first_day());
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  if (!unit || !first) return report_unknown();
  auto report =
      owed_report(reading.world.reference.report_duties, reading.directory(), key.duty(), *unit, *first);
  if (!report || reading.today < report->span.first || !is_visible(reading, **scope, *report))
    return report_unknown();
  return *report;
}

void count(v1::ReportCounts& counts, const v1::ReportRow& row) {
  if (row.late()) counts.set_late(counts.late() + 1);
  switch (row.state()) {
    case v1::REPORT_STATE_DRAFTED:
      return counts.set_drafted(counts.drafted() + 1);
    case v1::REPORT_STATE_SIGNED:
      return counts.set_signed_(counts.signed_() + 1);
    case v1::REPORT_STATE_RETURNED:
      return counts.set_returned(counts.returned() + 1);
    case v1::REPORT_STATE_ACCEPTED:
      return counts.set_accepted(counts.accepted() + 1);
    default:
      return counts.set_owed(counts.owed() + 1);
  }
}

/// A report with its place in a list, the latest due first.
struct Placed {
  std::string place;
  OwedReport report;
};

/// "half-year 07456@2004-07-08 16344"
std::string name_of(std::int32_t first_day, std::string_view duty, std::string_view unit) {
  return std::string(duty) + " " + std::string(unit) + " " + std::to_string(first_day);
}
std::string name_of(const OwedReport& report) {
  return name_of(day_number(report.span.first), report.duty->code(), report.unit.text());
}
std::string place_of(const OwedReport& report) {
  return std::to_string(1'000'000 - day_number(report.span.before)) + " " + name_of(report);
}

/// How far those are that anybody touched, by name; of all offices: one reading of rows, and no history.
Result<std::unordered_map<std::string, store::ReportRow>> touched(Reading& reading,
                                                                  const std::vector<Placed>& list) {
  std::unordered_map<std::string, store::ReportRow> rows;
  if (list.empty()) return rows;
  const auto first_day = [](const Placed& one) { return day_number(one.report.span.first); };
  const auto [earliest, latest] = std::ranges::minmax(list | std::views::transform(first_day));
  auto read = reading.db.report_rows(earliest, latest + 1, [&](const store::ReportRow& row) {
    rows.emplace(name_of(row.first_day, row.duty, row.unit), row);
  });
  if (!read) return fail(read.error());
  return rows;
}

using Cell = std::pair<v1::Dimension, std::string>;

/// The figures that a report may have of codes: those of the lists that held in its time, whether any was
/// counted or not, since what stands on paper alone is told as a correction.
std::vector<Cell> cells_of_lists(const Reading& reading, const OwedReport& report) {
  std::vector<Cell> out;
  for (const auto& word : report.duty->figures()) {
    const auto dimension = report_dimension(word);
    if (!dimension || list_of(*dimension).empty()) continue;
    for (const auto& list : reading.world.reference.lists) {
      const auto from = parse_date(list.valid_from()), to = parse_date(list.valid_to());
      if (list.list() != list_of(*dimension) || (from && *from > report.span.last) ||
          (to && *to <= report.span.first))
        continue;
      for (const auto& item : list.items()) out.emplace_back(*dimension, item.code());
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

/// The hats under which a method of this service may be called at all.
std::vector<Acting> hats_for(const Reading& reading, const char* method) {
  const auto* service = v1::GetReportRequest::descriptor()->file()->FindServiceByName("ReportService");
  return permits(access_of(*service->FindMethodByName(method)), reading.hats);
}

ReportContext context_of(const Reading& reading, const OwedReport& report) {
  return {.report = report,
          .directory = reading.directory(),
          .person = reading.caller.viewer.person,
          .acting = {},
          .now = reading.now,
          .lists = reading.world.reference.lists};
}

bool may(const Reading& reading, const ReportFile& file, const char* method, const ReportCommand& command) {
  const auto hats = hats_for(reading, method);
  return !hats.empty() &&
         decide_as(file.state(), command, context_of(reading, file.report()), hats).has_value();
}

std::unexpected<Error> version_changed() {
  return fail(Code::aborted, "report_version_changed",
              {"Có người vừa thay đổi báo cáo này. Hãy tải lại rồi làm lại.",
               "Somebody has just changed this report. Load it again, then repeat."});
}

/// The report after the act; nothing of it is recorded yet where `command` is refused.
Result<ReportFile> act(Writing& writing, const v1::ReportKey& key, std::uint32_t expected_version,
                       const ReportCommand& command) {
  auto report = find(writing, key);
  if (!report) return fail(report.error());
  auto file = ReportFile::load(writing.world, writing.db, *report);
  if (!file) return fail(file.error());
  if (file->state().version != expected_version) return version_changed();
  const auto hats = permits(*writing.demand.access, writing.hats);
  if (hats.empty()) return fail(writing.hat().error());
  auto event = decide_as(file->state(), command, context_of(writing, *report), hats);
  if (!event) return fail(event.error());
  if (auto recorded = file->record(writing, std::move(*event)); !recorded) return fail(recorded.error());
  return file;
}

Result<v1::ReportRow> row_after(const Writing& writing, const Result<ReportFile>& file) {
  if (!file) return fail(file.error());
  return report_row(file->report(), file->state(), writing.now);
}

/// What the list is about, in its order, whatever state each is in.
std::vector<Placed> placed(const Reading& reading, const store::Scope& scope,
                           const v1::ListReportsRequest& request, const Days& days) {
  std::vector<Placed> list;
  for (auto& report : owed_reports(reading.world.reference.report_duties, reading.directory(),
                                   date_of_day(days.from), date_of_day(days.to))) {
    if (reading.today < report.span.first) continue;
    if (!request.to_unit().empty() && (!report.to || report.to->text() != request.to_unit())) continue;
    if (request.unit().empty() ? !is_visible(reading, scope, report) : !in(scope, report.unit.text()))
      continue;
    auto place = place_of(report);
    list.push_back({std::move(place), std::move(report)});
  }
  std::ranges::sort(list, {}, &Placed::place);
  return list;
}

}  // namespace

Result<ReportList> list_reports(Reading& reading, const v1::ListReportsRequest& request,
                                const store::Page& page) {
  auto days = days_of(request.due());
  if (!days) return fail(days.error());
  if (days->to - days->from > due_days_max)
    return fail(Code::invalid_argument, "period_invalid",
                {"Hãy chọn khoảng hạn nộp không quá 400 ngày.", "Choose due days of at most 400 days."});
  auto scope = reading.scope(request.unit());
  if (!scope) return fail(scope.error());
  const auto list = placed(reading, **scope, request, *days);
  const auto rows = touched(reading, list);
  if (!rows) return fail(rows.error());
  ReportList out;
  std::string last;
  for (const auto& [place, report] : list) {
    const auto known = rows->find(name_of(report));
    auto row = report_row(report, known == rows->end() ? store::ReportRow{} : known->second, reading.now);
    count(*out.response.mutable_counts(), row);
    const bool wanted = (request.state() == v1::REPORT_STATE_UNSPECIFIED || request.state() == row.state()) &&
                        (!request.late_only() || row.late());
    if (!wanted || (!page.after.empty() && place <= page.after) || !out.after.empty()) continue;
    if (static_cast<std::uint32_t>(out.response.reports_size()) == page.size_max) {
      out.after = last;
      continue;
    }
    last = place;
    *out.response.add_reports() = std::move(row);
  }
  return out;
}

Result<v1::GetReportResponse> get_report(Reading& reading, const v1::GetReportRequest& request) {
  auto report = find(reading, request.key());
  if (!report) return fail(report.error());
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  auto counted = count_report(reading.world, reading.db, reading.directory(), *report, reading.now);
  if (!counted) return fail(counted.error());
  v1::GetReportResponse out;
  *out.mutable_report() = report_row(*report, file->state(), reading.now);
  out.set_source(report->duty->source());
  fill_lines(file->state(), *counted, cells_of_lists(reading, *report), out);
  out.set_narrative(file->state().narrative);
  for (const auto& entry : file->entries()) *out.add_entries() = report_entry(entry);
  if (may(reading, *file, "SaveReportDraft", SaveReportDraft{})) out.add_possible(v1::REPORT_ACT_SAVE_DRAFT);
  if (may(reading, *file, "SignReport", SignReport{})) out.add_possible(v1::REPORT_ACT_SIGN);
  if (may(reading, *file, "ReturnReport", ReturnReport{})) out.add_possible(v1::REPORT_ACT_RETURN);
  if (may(reading, *file, "AcceptReport", AcceptReport{})) out.add_possible(v1::REPORT_ACT_ACCEPT);
  reading.released.child = true;  // what officers wrote, for those who may see the report at all
  return out;
}

Result<CaseList> cases_of_line(Reading& reading, const v1::ListCasesOfLineRequest& request,
                               const store::Page& page) {
  auto report = find(reading, request.key());
  if (!report) return fail(report.error());
  const auto dimension = request.dimension();
  const bool total = dimension == v1::DIMENSION_UNSPECIFIED;
  if (total ? request.line_key() == "contacts" : !counts_cases(dimension))
    return counts_no_cases(total ? "line_key" : "dimension");
  if (total ? request.line_key() != "cases"
            : std::ranges::none_of(report->duty->figures(), [&](const std::string& word) {
                return report_dimension(word) == dimension;
              }))
    return line_unknown(total ? "line_key" : "dimension");
  return list_counted(
      reading, {day_number(report->span.first), day_number(report->span.last) + 1},
      [&, counts = cases_of_report(reading.directory(), *report)](const history::v1::CaseFact& fact) {
        return counts(fact) && (total || counts_for(dimension, request.line_key(), fact, reading.now));
      },
      page);
}

Result<v1::ReportRow> save_report_draft(Writing& writing, const v1::SaveReportDraftRequest& request) {
  return row_after(writing,
                   act(writing, request.key(), request.expected_version(),
                       SaveReportDraft{request.narrative(),
                                       {request.corrections().begin(), request.corrections().end()}}));
}

Result<Figures> figures_to_sign(Reading& reading, const v1::SignReportRequest& request) {
  auto report = find(reading, request.key());
  if (!report) return Figures{};
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  if (file->state().version != request.expected_version() || !may(reading, *file, "SignReport", SignReport{}))
    return Figures{};
  auto counted = count_report(reading.world, reading.db, reading.directory(), *report, reading.now);
  if (!counted) return fail(counted.error());
  return Figures{std::move(*counted)};
}

Result<v1::ReportRow> sign_report(Writing& writing, const v1::SignReportRequest& request, Figures figures) {
  const bool counted = figures.has_value();
  auto file = act(writing, request.key(), request.expected_version(),
                  SignReport{std::move(figures).value_or(std::vector<v1::ReportFigure>{})});
  if (file && !counted) return version_changed();  // it could not be signed a moment ago
  return row_after(writing, file);
}

Result<v1::ReportRow> return_report(Writing& writing, const v1::ReturnReportRequest& request) {
  auto file = act(writing, request.key(), request.expected_version(), ReturnReport{request.reason()});
  if (file)
    if (auto told = tell_of_return(writing, *file); !told) return fail(told.error());
  return row_after(writing, file);
}

Result<v1::ReportRow> accept_report(Writing& writing, const v1::AcceptReportRequest& request) {
  return row_after(writing, act(writing, request.key(), request.expected_version(), AcceptReport{}));
}

}  // namespace hotline::service
