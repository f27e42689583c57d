#include "domain/calendar_file.h"

// The library is compiled once, in Debian's libtomlplusplus; its include directories come as system headers.
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "domain/toml_day.h"

namespace hotline {
namespace {

constexpr std::size_t file_max_bytes = 1 << 20;
constexpr int holiday_max_days = 31;
constexpr Text hours_text = {"Giờ làm việc phải có dạng \"07:30-11:30\".",
                             "Working hours are written \"07:30-11:30\"."};
constexpr Text holiday_text = {
    "Ngày nghỉ cần \"from\" (và \"to\" không trước đó, không quá 31 ngày) trong năm ấy.",
    "A holiday needs \"from\" (and \"to\", not before it, at most 31 days), within its year."};

class Reader {
 public:
  std::expected<Calendar, std::vector<CalendarProblem>> read(std::string_view text);

 private:
  void bad(const toml::node& node, std::string_view reason, Text text) {
    problems_.push_back({node.source().begin.line, reason, text});
  }
  const toml::array* array(const toml::table& in, std::string_view key, bool required);
  void check_keys(const toml::table& in, std::span<const std::string_view> known);
  std::vector<WorkingHours> read_hours(const toml::table& in);
  std::vector<unsigned> read_weekend(const toml::table& in);
  void read_later_week(const toml::node& node);
  void read_year(const toml::node& node);
  void read_holiday(const toml::node& node, YearNotice& into);
  void read_worked(const toml::node& node, YearNotice& into);
  void read_office(const toml::node& node);

  CalendarData data_;
  std::vector<CalendarProblem> problems_;
};

const toml::array* Reader::array(const toml::table& in, std::string_view key, bool required) {
  const auto* list = in[key].as_array();
  if (!list && (required || in.contains(key)))
    bad(in, "list_missing",
        {"Thiếu một danh sách, hoặc mục ấy không phải danh sách.", "A list is missing, or is no list."});
  return list;
}

void Reader::check_keys(const toml::table& in, std::span<const std::string_view> known) {
  for (const auto& [key, node] : in)
    if (std::ranges::find(known, key.str()) == known.end())
      bad(node, "key_unknown", {"Có mục không biết tên.", "A key is unknown."});
}

std::optional<std::chrono::minutes> clock_time(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return std::chrono::minutes{hour * 60 + minute};
}

std::vector<WorkingHours> Reader::read_hours(const toml::table& in) {
  std::vector<WorkingHours> hours;
  const auto* list = array(in, "hours", true);
  if (!list) return hours;
  for (const auto& node : *list) {
    const auto span = node.value_exact<std::string_view>().value_or("");
    const auto from = clock_time(span.substr(0, std::min<std::size_t>(5, span.size())));
    const auto to = span.size() == 11 && span[5] == '-' ? clock_time(span.substr(6)) : std::nullopt;
    if (from && to)
      hours.push_back({*from, *to});
    else
      bad(node, "hours_malformed", hours_text);
  }
  return hours;
}

std::vector<unsigned> Reader::read_weekend(const toml::table& in) {
  constexpr std::array<std::string_view, 7> names = {"sunday",   "monday", "tuesday", "wednesday",
                                                     "thursday", "friday", "saturday"};
  std::vector<unsigned> weekend;
  const auto* list = array(in, "weekend", true);
  if (!list) return weekend;
  for (const auto& node : *list) {
    const auto at = std::ranges::find(names, node.value_exact<std::string_view>().value_or(""));
    if (at != names.end())
      weekend.push_back(static_cast<unsigned>(at - names.begin()));
    else
      bad(node, "weekend_malformed",
          {"Ngày trong tuần viết bằng tiếng Anh, chữ thường.",
           "A day of the week is written in small English letters."});
  }
  return weekend;
}

void Reader::read_holiday(const toml::node& node, YearNotice& into) {
  const auto* holiday = node.as_table();
  if (!holiday) return bad(node, "holiday_malformed", holiday_text);
  check_keys(*holiday, std::array<std::string_view, 3>{"name", "from", "to"});
  const auto from = day_of(holiday->get("from"));
  const auto to = holiday->contains("to") ? day_of(holiday->get("to")) : from;
  if (!from || !to || static_cast<int>(from->year()) != into.year || *to < *from)
    return bad(node, "holiday_malformed", holiday_text);
  const std::chrono::sys_days first{*from}, last{*to};
  if ((last - first).count() >= holiday_max_days) return bad(node, "holiday_malformed", holiday_text);
  for (auto day = first; day <= last; day += std::chrono::days{1}) into.holidays.emplace_back(day);
}

void Reader::read_worked(const toml::node& node, YearNotice& into) {
  if (const auto date = day_of(&node); date && static_cast<int>(date->year()) == into.year)
    return into.exchanged.push_back(*date);
  bad(node, "worked_malformed",
      {"Ngày làm bù phải là một ngày của năm ấy.", "A day worked in exchange must be a day of its year."});
}

/// A year that is announced again says from which day on that was known.
void Reader::read_year(const toml::node& node) {
  const auto* year = node.as_table();
  const auto number = year ? (*year)["year"].value_exact<std::int64_t>() : std::nullopt;
  if (!number || *number < 1970 || *number > 2999)
    return bad(node, "year_malformed", {"Mỗi mục năm cần \"year\".", "Every year needs \"year\"."});
  check_keys(*year, std::array<std::string_view, 5>{"year", "source", "known_from", "holidays", "worked"});
  YearNotice notice{static_cast<int>(*number), day_of(year->get("known_from")), {}, {}};
  if (year->contains("known_from") && !notice.known_from)
    bad(node, "year_malformed", {"\"known_from\" phải là một ngày.", "\"known_from\" must be a day."});
  YearNotice* before = nullptr;
  for (auto& known : data_.years)
    if (known.year == notice.year) before = &known;
  if (before == nullptr && notice.known_from)
    bad(node, "year_gap",
        {"Thông báo đầu tiên của một năm không được có \"known_from\".",
         "The first notice of a year may not have a \"known_from\"."});
  if (before != nullptr &&
      (!notice.known_from || (before->known_from && *notice.known_from <= *before->known_from)))
    bad(node, "year_overlap",
        {"Năm bị lặp: thông báo lại cần \"known_from\" sau thông báo trước.",
         "A year stands twice: another notice needs a \"known_from\" after the one before."});
  if ((*year)["source"].value_or<std::string_view>("").empty())
    bad(node, "source_missing", {"Thiếu nguồn của lịch nghỉ.", "The source of the holidays is missing."});
  if (const auto* holidays = array(*year, "holidays", true))
    for (const auto& holiday : *holidays) read_holiday(holiday, notice);
  if (const auto* worked = array(*year, "worked", false))
    for (const auto& day : *worked) read_worked(day, notice);
  data_.years.push_back(std::move(notice));
}

/// Other hours or another weekend of all, for what begins on that day or later.
void Reader::read_later_week(const toml::node& node) {
  const auto* week = node.as_table();
  const auto from = week ? day_of(week->get("from")) : std::nullopt;
  if (!from || (!data_.later_weeks.empty() && *from <= data_.later_weeks.back().from))
    return bad(node, "week_malformed",
               {"Mỗi mục [[week]] cần \"from\" sau mục trước, \"hours\" và \"weekend\".",
                "Every [[week]] needs \"from\", after the one before, \"hours\" and \"weekend\"."});
  check_keys(*week, std::array<std::string_view, 3>{"from", "hours", "weekend"});
  data_.later_weeks.push_back({*from, {read_hours(*week), read_weekend(*week)}});
}

void Reader::read_office(const toml::node& node) {
  const auto* office = node.as_table();
  const auto unit = office ? UnitKey::parse((*office)["unit"].value_or<std::string_view>("")) : std::nullopt;
  const auto from = office ? day_of(office->get("from")) : std::nullopt;
  if (!unit || !from)
    return bad(node, "office_malformed",
               {"Mỗi cơ quan cần \"unit\" (mã@ngày), \"from\" và \"hours\".",
                "Every office needs \"unit\" (code@day), \"from\" and \"hours\"."});
  check_keys(*office, std::array<std::string_view, 3>{"unit", "from", "hours"});
  for (const auto& before : data_.offices)
    if (before.unit == *unit && *from <= before.from)
      bad(node, "office_overlap",
          {"Giờ của một cơ quan phải theo thứ tự thời gian.",
           "The hours of an office must follow one another in time."});
  data_.offices.push_back({*unit, *from, read_hours(*office)});
}

std::expected<Calendar, std::vector<CalendarProblem>> Reader::read(std::string_view text) {
  if (text.size() > file_max_bytes)
    return std::unexpected(
        std::vector{CalendarProblem{0, "file_too_large", {"Tệp quá lớn.", "The file is too large."}}});
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {  // its text quotes the file
    return std::unexpected(
        std::vector{CalendarProblem{error.source().begin.line,
                                    "toml_malformed",
                                    {"Tệp không đúng cú pháp TOML.", "The file is not TOML."}}});
  }
  check_keys(root, std::array<std::string_view, 5>{"hours", "weekend", "week", "year", "office"});
  data_.week = {read_hours(root), read_weekend(root)};
  if (const auto* weeks = array(root, "week", false))
    for (const auto& week : *weeks) read_later_week(week);
  if (const auto* years = array(root, "year", true))
    for (const auto& year : *years) read_year(year);
  if (const auto* offices = array(root, "office", false))
    for (const auto& office : *offices) read_office(office);
  if (problems_.empty()) {
    auto made = Calendar::make(std::move(data_));
    if (made) return std::move(*made);
    problems_.push_back({0, made.error().reason, made.error().text});
  }
  std::ranges::sort(problems_, {}, [](const CalendarProblem& p) { return std::pair{p.line, p.reason}; });
  return std::unexpected(std::move(problems_));
}

}  // namespace

std::expected<Calendar, std::vector<CalendarProblem>> read_calendar(std::string_view toml) {
  return Reader{}.read(toml);
}

}  // namespace hotline
