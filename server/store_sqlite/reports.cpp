// Reports that offices owe, as far as anybody touched them.
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::ReportRow;

constexpr Query insert_report = {
    "insert_report",
    "INSERT INTO report_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = "
    "excluded.state, version = excluded.version, corrections = excluded.corrections, first_signed = "
    "excluded.first_signed, last_signed = excluded.last_signed, accepted_at = excluded.accepted_at"};
constexpr Query select_reports = {
    "select_reports",
    "SELECT first_day, duty, unit, state, version, corrections, first_signed, last_signed, accepted_at FROM "
    "report_row WHERE first_day >= ? AND first_day < ? ORDER BY first_day, duty, unit"};
constexpr Query delete_reports = {"delete_reports", "DELETE FROM report_row"};

std::optional<Time> time_or_none(const Columns& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.time(column));
}

}  // namespace

Result<> Transaction::report_rows(std::int32_t from, std::int32_t to,
                                  const std::function<void(const ReportRow&)>& each) {
  ReportRow report;
  const auto read = [&](const Columns& row) {
    report.first_day = static_cast<std::int32_t>(row.integer(0));
    report.duty = row.text(1);
    report.unit = row.text(2);
    report.state = row.number(3);
    report.version = row.number(4);
    report.corrections = row.number(5);
    report.first_signed = time_or_none(row, 6);
    report.last_signed = time_or_none(row, 7);
    report.accepted_at = time_or_none(row, 8);
    each(report);
    return true;
  };
  return connection_.each(select_reports, read, std::int64_t{from}, std::int64_t{to});
}

Result<> Transaction::put(const ReportRow& row) {
  return change(insert_report, std::int64_t{row.first_day}, std::string_view(row.duty),
                std::string_view(row.unit), row.state, row.version, row.corrections, row.first_signed,
                row.last_signed, row.accepted_at);
}

Result<> Transaction::clear_reports() { return change(delete_reports); }

}  // namespace hotline::store_sqlite
