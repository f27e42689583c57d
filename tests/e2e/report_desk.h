// A running service, and the acts on reports that offices of Lục Nam owe, each as a caller does them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "domain/case_time.h"
#include "hotline/v1/report.pb.h"
#include "support/records.h"

namespace hotline::test {

inline v1::ReportKey report_key_of(const char* unit, const char* begins, const char* duty = "half-year") {
  v1::ReportKey key;
  key.set_duty(duty);
  key.set_unit(unit);
  key.set_first_day(begins);
  return key;
}

class ReportDesk : public ::testing::Test {
 protected:
  void turn_to(const char* day) {
    service.pass(start_of(parse_date(day).value()) + std::chrono::hours{9} - service.clock.now());
  }
  v1::GetReportResponse get(const char* login, const v1::ReportKey& key) {
    v1::GetReportRequest request;
    *request.mutable_key() = key;
    return service.as(login).must<v1::GetReportResponse>(request);
  }
  std::uint32_t version(const v1::ReportKey& key) {
    return get("supervisor.helpline", key).report().version();
  }
  template <class Request>
  Request about(const v1::ReportKey& key) {
    Request request;
    *request.mutable_key() = key;
    request.set_expected_version(version(key));
    return request;
  }
  std::string draft(const char* login, const v1::ReportKey& key, const std::string& text) {
    auto request = about<v1::SaveReportDraftRequest>(key);
    request.set_narrative(text);
    return service.as(login).refusal(request);
  }
  std::string sign(const char* login, const v1::ReportKey& key) {
    return service.as(login).refusal(about<v1::SignReportRequest>(key));
  }
  std::string accept(const char* login, const v1::ReportKey& key) {
    return service.as(login).refusal(about<v1::AcceptReportRequest>(key));
  }
  std::string give_back(const char* login, const v1::ReportKey& key, const std::string& reason) {
    auto request = about<v1::ReturnReportRequest>(key);
    request.set_reason(reason);
    return service.as(login).refusal(request);
  }
  v1::ListReportsResponse list(const char* login, const std::string& from, const std::string& to,
                               const std::string& unit = {}) {
    v1::ListReportsRequest request;
    request.mutable_due()->set_first_day(from);
    request.mutable_due()->set_last_day(to);
    request.set_unit(unit);
    request.set_page_size(200);
    return service.as(login).must<v1::ListReportsResponse>(request);
  }
  static const v1::ReportLine& line(const v1::GetReportResponse& report, v1::Dimension dimension,
                                    const std::string& key) {
    static const v1::ReportLine none;
    const auto found = std::ranges::find_if(
        report.lines(), [&](const auto& one) { return one.dimension() == dimension && one.key() == key; });
    EXPECT_NE(found, report.lines().end()) << key;
    return found == report.lines().end() ? none : *found;
  }
  /// Of a report by form, as the form has its tables, rows and columns.
  static const v1::ReportCell& number_in(const v1::GetReportResponse& report, std::uint32_t table,
                                         std::uint32_t row, int column = 1, const std::string& key = {}) {
    static const v1::ReportCell none;
    if (std::cmp_less(report.filled().tables_size(), table)) {
      ADD_FAILURE() << "no table " << table;
      return none;
    }
    for (const auto& one : report.filled().tables(static_cast<int>(table) - 1).rows())
      if (one.row() == row && one.key() == key && one.cells_size() >= column) return one.cells(column - 1);
    ADD_FAILURE() << "no row " << row << " " << key;
    return none;
  }
  /// The letter: all cases of the period.
  static std::uint32_t cases(const v1::GetReportResponse& report) { return number_in(report, 2, 1).number(); }
  static void correct_cases(v1::SaveReportDraftRequest& draft, std::uint32_t count,
                            const std::string& reason) {
    auto& correction = *draft.add_corrections();
    correction.set_table(2);
    correction.set_row(1);
    correction.set_column(1);
    correction.set_count(count);
    correction.set_reason(reason);
  }

  RunningService service;
  const v1::ReportKey spring = report_key_of(tam_di, "2014-10-01"),
                      autumn = report_key_of(tam_di, "2015-04-01"),
                      spring_of_bao_son = report_key_of(bao_son, "2014-10-01"),
                      spring_of_district = report_key_of(district, "2014-10-01", "half-year-district");
};

}  // namespace hotline::test
