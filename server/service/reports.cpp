#include "service/reports.h"

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/case_fact.h"
#include "domain/sensitivity.h"
#include "service/installed_day.h"
#include "service/report_access.h"
#include "service/report_figures.h"
#include "service/report_file.h"
#include "service/report_notice.h"
#include "service/report_rows.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

constexpr int due_days_max = 400;

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

std::unexpected<Error> version_changed() {
  return fail(Code::aborted, "report_version_changed",
              {"Có người vừa thay đổi báo cáo này. Hãy tải lại rồi làm lại.",
               "Somebody has just changed this report. Load it again, then repeat."});
}

/// The report after the act; nothing of it is recorded yet where `command` is refused.
Result<ReportFile> act(Writing& writing, const v1::ReportKey& key, std::uint32_t expected_version,
                       const ReportCommand& command) {
  auto report = find_report(writing, key);
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
    if (request.unit().empty() ? !is_visible(reading, scope, report) : !is_in(scope, report.unit.text()))
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
  const auto began = installed_day(reading.db, reading.today);
  if (!began) return fail(began.error());
  ReportList out;
  std::string last;
  for (const auto& [place, report] : list) {
    const auto known = rows->find(name_of(report));
    const bool worked_on = known != rows->end() && known->second.version > 0;
    if (!worked_on && !is_owed(reading.world.reference.report_duties, report, *began)) continue;
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

Result<v1::ReportRow> save_report_draft(Writing& writing, const v1::SaveReportDraftRequest& request) {
  return row_after(writing,
                   act(writing, request.key(), request.expected_version(),
                       SaveReportDraft{request.narrative(),
                                       {request.corrections().begin(), request.corrections().end()}}));
}

Result<Figures> figures_to_sign(Reading& reading, const v1::SignReportRequest& request) {
  auto report = find_report(reading, request.key());
  if (!report) return Figures{};
  auto file = ReportFile::load(reading.world, reading.db, *report);
  if (!file) return fail(file.error());
  if (file->state().version != request.expected_version() || !may(reading, *file, "SignReport", SignReport{}))
    return Figures{};
  SignReport sign;
  if (const auto* form = form_of_duty(reading.world, *report)) {
    auto filled = fill_owed(reading.world, reading.db, reading.directory(), *report, *form, reading.now);
    if (!filled) return fail(filled.error());
    sign.filled = std::move(*filled);
  } else {
    auto counted = count_report(reading.world, reading.db, reading.directory(), *report,
                                dimensions_of(*report->duty), reading.now);
    if (!counted) return fail(counted.error());
    sign.figures = std::move(*counted);
  }
  return Figures{std::move(sign)};
}

Result<v1::ReportRow> sign_report(Writing& writing, const v1::SignReportRequest& request, Figures figures) {
  const bool counted = figures.has_value();
  auto file =
      act(writing, request.key(), request.expected_version(), std::move(figures).value_or(SignReport{}));
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
