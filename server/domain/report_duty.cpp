#include "domain/report_duty.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "domain/case_fact.h"
#include "domain/permission.h"
#include "domain/record_file.h"
#include "domain/report_ladder.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

constexpr Text level_text = {"Không có cấp này, hoặc cấp nhận không ở trên cấp báo cáo.",
                             "There is no such level, or who gets it is not above who reports."};
constexpr Text day_text = {"Viết tháng và ngày như \"04-20\".", "Write month and day like \"04-20\"."};
constexpr Text figure_text = {
    "Mục số liệu này không có, đếm theo đơn vị, hoặc còn đổi khi kỳ báo cáo đã hết.",
    "There is no such figure, or it counts by unit, or it changes when the period is over."};
constexpr Text content_text = {"Ghi hoặc \"form\" hoặc \"figures\", không cả hai.",
                               "Give either \"form\" or \"figures\", and not both."};
constexpr Text form_text = {"Không có mẫu báo cáo này trong config/reports.",
                            "There is no such form in config/reports."};
constexpr Text others_text = {
    "Mẫu này để công bố, ẩn số nhỏ; báo cáo gửi cấp trên cần số chính xác. Hãy chọn mẫu khác.",
    "This form is made for others and hides small numbers; the level above needs the exact ones. Choose "
    "another."};
constexpr Text order_text = {
    "Các quy tắc của một nhiệm vụ phải nối tiếp theo thời gian, không chồng nhau.",
    "The rules of one duty must follow one another in time, without both holding on one day."};
constexpr Text periods_text = {"Ghi hoặc \"periods\" hoặc \"month_before_day\", không cả hai.",
                               "Give either \"periods\" or \"month_before_day\", and not both."};
constexpr Text step_text = {
    "Viết như \"10 days\" hoặc \"12 hours\", không quá 60 ngày; nhắc trước phải hơn 0.",
    "Write it like \"10 days\" or \"12 hours\", at most 60 days; a reminder before more than 0."};
constexpr Text step_order_text = {"Bậc nhắc này tới trước bậc đứng trước nó.",
                                  "This step comes before the one in front of it."};
constexpr Text first_day_text = {
    "Hai kỳ báo cáo của một nhiệm vụ không được bắt đầu cùng một ngày. Hãy đặt mã khác cho kỳ này.",
    "Two periods of one duty must not begin on one day. Give this one a code of its own."};

/// A day of the year: "04-20".
std::optional<std::chrono::month_day> month_day_of(std::string_view text) {
  const auto date = parse_date("2001-" + std::string(text));  // of a year without 29 February
  if (!date) return std::nullopt;
  return std::chrono::month_day{date->month(), date->day()};
}

Date in_year(std::chrono::year year, std::string_view text) {
  return Date{year / *month_day_of(text)};  // checked when it was read
}

/// The last day of a period: one that is named to the end of February has the 29th where there is one.
Date end_in_year(std::chrono::year year, std::string_view text) {
  const auto end = *month_day_of(text);
  const auto february = std::chrono::February / 28;
  return end == february ? Date{year / std::chrono::February / std::chrono::last} : Date{year / end};
}

class DutyCheck {
 public:
  DutyCheck(const RecordLines& lines, std::span<const v1::ReportForm> forms) : lines_(lines), forms_(forms) {}

  void add(const rec::ReportDuty& duty, int index) {
    at_ = "duties[" + std::to_string(index) + "].";
    const auto known_problems = problems.size();
    check_days(duty);
    const auto level = level_of(duty.level()), above = level_of(duty.to_level());
    const bool to_ministry = level == Level::helpline && above == Level::ministry;  // not above it as a unit
    if (!level) bad("level", "level_unknown", level_text);
    if (!above || (level && *above >= *level && !to_ministry)) bad("to_level", "level_unknown", level_text);
    if (duty.periods().empty() == (duty.month_before_day() == 0))
      bad("periods", "periods_unclear", periods_text);
    for (int i = 0; i < duty.periods_size(); ++i) {
      const auto path = "periods[" + std::to_string(i) + "].";
      const auto& period = duty.periods(i);
      for (const auto& [name, text] :
           {std::pair{"first", period.first()}, {"last", period.last()}, {"before", period.before()}})
        if (!month_day_of(text)) bad(path + name, "day_malformed", day_text);
    }
    if (const auto problem = problem_of(duty.steps()))
      bad("steps." + std::string(problem->field), problem->reason,
          problem->reason == "out_of_order" ? step_order_text : step_text);
    check_content(duty);
    if (problems.size() == known_problems) check_first_days(duty);
  }

  std::vector<FieldError> problems;

 private:
  void check_content(const rec::ReportDuty& duty) {
    if (duty.form().empty() == duty.figures().empty()) bad("form", "content_unclear", content_text);
    const auto form = std::ranges::find(forms_, duty.form(), &v1::ReportForm::form);
    if (!duty.form().empty() && form == forms_.end())
      bad("form", "form_unknown", form_text);
    else if (form != forms_.end() && form->for_others())
      bad("form", "form_for_others", others_text);
    for (int i = 0; i < duty.figures_size(); ++i)
      if (!report_dimension(duty.figures(i)))
        bad("figures[" + std::to_string(i) + "]", "figure_unknown", figure_text);
  }
  void check_days(const rec::ReportDuty& duty) {
    const auto from = parse_date(duty.from()), until = parse_date(duty.until());
    if (!from) return bad("from", "day_malformed", day_text);
    if (!duty.until().empty() && (!until || *until <= *from)) bad("until", "out_of_order", order_text);
    const auto before = ends_.find(duty.code());
    if (before != ends_.end() && (!before->second || *before->second > *from))
      bad("from", "overlap", order_text);
    ends_.insert_or_assign(duty.code(), until);
  }
  /// A report is known by code, office and first day: two that share it would share one history.
  void check_first_days(const rec::ReportDuty& duty) {
    for (int i = 0; i < duty.periods_size(); ++i) {
      auto alone = duty;
      alone.clear_periods();
      *alone.add_periods() = duty.periods(i);
      check_first_days(alone, "periods[" + std::to_string(i) + "].first");
    }
    if (duty.month_before_day() != 0) check_first_days(duty, "month_before_day");
  }
  void check_first_days(const rec::ReportDuty& duty, const std::string& field) {
    auto& taken = first_days_[duty.code()];
    bool is_free = true;
    for (const auto& span : first_and_last_spans(duty)) is_free = taken.insert(span.first).second && is_free;
    if (!is_free) bad(field, "first_day_taken", first_day_text);
  }
  /// Years are alike but for those where a rule begins or ends, and no span is longer than two of them.
  static std::vector<ReportSpan> first_and_last_spans(const rec::ReportDuty& duty) {
    const auto from = *parse_date(duty.from()), enough = Date{from + years{4}};
    const auto until = parse_date(duty.until());
    if (!until || *until <= Date{enough + years{4}})
      return spans_of(duty, from, until ? day_after(*until) : enough);
    auto spans = spans_of(duty, from, enough);
    std::ranges::copy(spans_of(duty, Date{*until - years{4}}, day_after(*until)), std::back_inserter(spans));
    return spans;
  }
  static Date day_after(Date day) { return Date{sys_days{day} + days{1}}; }

  void bad(const std::string& field, std::string_view reason, Text text) {
    problems.push_back({line_and_path(lines_, at_ + field), reason, text});
  }

  const RecordLines& lines_;
  std::span<const v1::ReportForm> forms_;
  std::string at_;
  std::map<std::string, std::optional<Date>> ends_;   // of the last rule of each code
  std::map<std::string, std::set<Date>> first_days_;  // of spans of each code
};

bool holds(const rec::ReportDuty& duty, Date on) {
  const auto until = parse_date(duty.until());
  return *parse_date(duty.from()) <= on && (!until || on < *until);
}

ReportSpan month_span(const rec::ReportDuty& duty, std::chrono::year_month month) {
  return {Date{month / 1}, Date{month / std::chrono::last},
          Date{(month + months{1}) / std::chrono::day{duty.month_before_day()}}};
}

/// The span that ends in this year.
ReportSpan year_span(const rec::ReportPeriod& period, std::chrono::year year) {
  ReportSpan span{in_year(year, period.first()), end_in_year(year, period.last()),
                  in_year(year, period.before())};
  if (span.last < span.first) span.first = in_year(year - years{1}, period.first());
  if (span.before <= span.last) span.before = in_year(year + years{1}, period.before());
  return span;
}

std::optional<UnitKey> recipient(const rec::ReportDuty& duty, const Directory& directory, const Unit& unit,
                                 Date on) {
  const auto level = *level_of(duty.to_level());
  const auto above = directory.ancestors(unit, on);
  for (const Unit* upper : above)
    if (upper->level == level) return upper->key;
  if (!above.empty()) return above.front()->key;
  for (const auto& other : directory.units())
    if (other.level == level && other.valid_on(on)) return other.key;
  return std::nullopt;
}

}  // namespace

std::optional<v1::Dimension> report_dimension(std::string_view word) {
  std::string name = "DIMENSION_";
  for (const char c : word)
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  v1::Dimension dimension = v1::DIMENSION_UNSPECIFIED;
  if (!v1::Dimension_Parse(name, &dimension) || dimension == v1::DIMENSION_UNSPECIFIED) return std::nullopt;
  const bool by_unit = dimension == v1::DIMENSION_CONTACT_UNIT || dimension == v1::DIMENSION_CASE_UNIT;
  return by_unit || !is_for_others(dimension) ? std::nullopt : std::optional(dimension);
}

Result<rec::ReportDuties> read_report_duties(std::string_view toml, std::span<const v1::ReportForm> forms) {
  rec::ReportDuties duties;
  auto lines = read_record(toml, duties);
  if (!lines) return fail(lines.error());
  DutyCheck check(*lines, forms);
  for (int i = 0; i < duties.duties_size(); ++i) check.add(duties.duties(i), i);
  if (!check.problems.empty()) return record_refused(std::move(check.problems));
  return duties;
}

std::vector<ReportSpan> spans_of(const rec::ReportDuty& duty, Date from, Date to) {
  std::vector<ReportSpan> spans;
  const auto take = [&](const ReportSpan& span) {
    if (from <= span.before && span.before < to && holds(duty, span.last_in_time())) spans.push_back(span);
  };
  for (auto year = from.year() - years{1}; year <= to.year(); ++year) {
    for (const auto& period : duty.periods()) take(year_span(period, year));
    if (duty.month_before_day() != 0)
      for (unsigned month = 1; month <= 12; ++month) take(month_span(duty, year / std::chrono::month{month}));
  }
  std::ranges::sort(spans, {}, &ReportSpan::before);
  return spans;
}

std::vector<OwedReport> owed_reports(const rec::ReportDuties& duties, const Directory& directory, Date from,
                                     Date to) {
  std::vector<OwedReport> owed;
  for (const auto& duty : duties.duties()) {
    const auto level = *level_of(duty.level());
    for (const auto& span : spans_of(duty, from, to)) {
      const auto on = span.last_in_time();
      for (const auto& unit : directory.units())
        if (unit.level == level && unit.valid_on(on))
          owed.push_back({&duty, span, unit.key, recipient(duty, directory, unit, on)});
    }
  }
  return owed;
}

std::optional<OwedReport> owed_report(const rec::ReportDuties& duties, const Directory& directory,
                                      std::string_view code, const UnitKey& key, Date first_day) {
  const Unit* unit = directory.find(key);
  if (unit == nullptr) return std::nullopt;
  const Date end{sys_days{first_day} +
                 days{3 * 366}};  // a period and its day of handing over are within two years
  for (const auto& duty : duties.duties()) {
    if (duty.code() != code || level_of(duty.level()) != unit->level) continue;
    for (const auto& span : spans_of(duty, first_day, end))
      if (span.first == first_day && unit->valid_on(span.last_in_time()))
        return OwedReport{&duty, span, key, recipient(duty, directory, *unit, span.last_in_time())};
  }
  return std::nullopt;
}

bool is_owed(const rec::ReportDuties& duties, const OwedReport& report, Date log_began) {
  return report.span.last >= parse_date(duties.owed_since()).value_or(log_began);
}

const Unit& acts_for(const Directory& directory, const Unit& unit, Date on) {
  if (const auto* now = holder(directory, unit.key, on)) return *now;
  const auto* above = directory.parent(unit, on);
  return above == nullptr ? directory.helpline() : *above;
}

}  // namespace hotline
