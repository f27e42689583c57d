#include "domain/sheet.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>

#include "base/date.h"
#include "domain/plain_xml.h"

namespace hotline::sheets {
namespace {

constexpr std::size_t rows_of_a_sheet = 1'048'576;
constexpr std::size_t strings_max = 1'000'000, relations_max = 1'000, styles_max = 100'000;
constexpr std::size_t bytes_a_cell = 4;  // counted for each place in a row, also for an empty one

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// xl/workbook.xml: the tabs, by the ids of their parts; and how its dates count.
class Tabs final : public XmlVisitor {
 public:
  void open(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "sheet" && ids.size() < sheets_max) ids.emplace_back(attributes["id"]);
    if (element == "workbookPr")
      from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
  }
  void close(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<std::string> ids;
  bool from_1904 = false;
};

/// xl/_rels/workbook.xml.rels: which part an id means.
class Relations final : public XmlVisitor {
 public:
  void open(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "Relationship" && targets.size() < relations_max)
      targets.emplace(attributes["Id"], attributes["Target"]);
  }
  void close(std::string_view) override {}
  void text(std::string_view) override {}

  std::map<std::string, std::string, std::less<>> targets;
};

/// xl/sharedStrings.xml: each is one text or several pieces; how it is pronounced is no part of it.
class Strings final : public XmlVisitor {
 public:
  void open(std::string_view element, const XmlAttributes&) override {
    if (element == "si") strings.emplace_back();
    too_many_ = strings.size() > strings_max;
    if (element == "rPh") pronounced_ = true;
    in_text_ = element == "t" && !pronounced_ && !strings.empty();
  }
  void close(std::string_view element) override {
    if (element == "rPh") pronounced_ = false;
    in_text_ = false;
  }
  void text(std::string_view piece) override {
    if (in_text_) strings.back() += piece;
  }

  bool has_failed() const override { return too_many_; }

  std::vector<std::string> strings;

 private:
  bool pronounced_ = false, in_text_ = false, too_many_ = false;
};

/// Whether a format of numbers shows a day: it has a d or y outside of quotes and brackets.
bool shows_date(std::string_view format) {
  char until = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (until != 0) {
      if (c == until) until = 0;
    } else if (c == '"' || c == '[') {
      until = c == '"' ? '"' : ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') {
      return true;
    }
  }
  return false;
}

/// Formats that every workbook has (ISO/IEC 29500-1, 18.8.30).
bool is_built_in_date(std::size_t format) {
  return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31) || format == 36 ||
         (format >= 50 && format <= 54) || format == 57 || format == 58;
}

/// xl/styles.xml: the formats of cells.
class Styles final : public XmlVisitor {
 public:
  void open(std::string_view element, const XmlAttributes& attributes) override {
    if (dates.size() + own_.size() > styles_max) return;
    if (element == "numFmt") {
      if (const auto id = number_of(attributes["numFmtId"])) own_[*id] = shows_date(attributes["formatCode"]);
    } else if (element == "cellXfs") {
      in_cells_ = true;
    } else if (element == "xf" && in_cells_) {
      const auto id = number_of(attributes["numFmtId"]).value_or(0);
      const auto own = own_.find(id);
      dates.push_back(own != own_.end() ? own->second : is_built_in_date(id));
    }
  }
  void close(std::string_view element) override {
    if (element == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

  std::vector<bool> dates;

 private:
  std::map<std::size_t, bool> own_;
  bool in_cells_ = false;
};

/// "AB12" → 27; nothing where there is no letter.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > rows_of_a_sheet) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  if (column == 0) return std::nullopt;
  return column - 1;
}

/// Day 60 of the count from 1900 never was (Excel takes 1900 for a leap year).
std::string date_of(double serial, bool from_1904) {
  constexpr double last = 2'958'465;  // 31 December 9999
  if (!(serial >= 1 && serial <= last)) return {};
  using std::chrono::December;
  using std::chrono::January;
  const std::chrono::sys_days from = from_1904 ? std::chrono::year{1904} / January / 1
                                               : std::chrono::year{1899} / December / (serial < 60 ? 31 : 30);
  return date_text(Date{from + std::chrono::days{static_cast<int>(serial)}});
}

/// "7456.0" and "7.456E3" are 7456; what is no whole number stays as it is written.
std::string number_text(std::string_view text, bool date, bool from_1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::string{text};
  if (date)
    if (auto day = date_of(value, from_1904); !day.empty()) return day;
  constexpr double exact = 1e15;
  if (std::abs(value) < exact && std::floor(value) == value)
    return std::to_string(static_cast<std::int64_t>(value));
  return std::string{text};
}

class Cells final : public XmlVisitor {
 public:
  Cells(const Book& book, std::size_t rows_max, std::size_t bytes_max)
      : book_(book), rows_max_(rows_max), bytes_left_(bytes_max) {}

  void open(std::string_view element, const XmlAttributes& attributes) override {
    in_value_ = element == "v" || (element == "t" && kind_ == "inlineStr" && !pronounced_);
    if (element == "row") {
      const auto stated = number_of(attributes["r"]);
      const std::size_t number = stated.value_or(row_.number + 1);
      if (number <= row_.number || number > rows_of_a_sheet) return fail(SheetFault::unreadable);
      row_ = {number, {}};
      next_column_ = 0;
    } else if (element == "c") {
      column_ = column_of(attributes["r"]).value_or(next_column_);
      next_column_ = column_ + 1;
      kind_ = attributes["t"];
      style_ = number_of(attributes["s"]).value_or(0);
      value_.clear();
    } else if (element == "rPh") {
      pronounced_ = true;
    }
  }

  void close(std::string_view element) override {
    in_value_ = false;
    if (element == "rPh") pronounced_ = false;
    if (element == "c") put();
    if (element != "row" || row_.cells.empty()) return;
    if (rows.size() == rows_max_) return fail(SheetFault::too_large);
    rows.push_back(row_);
  }

  void text(std::string_view piece) override {
    if (!in_value_) return;
    if (value_.size() + piece.size() > bytes_left_) return fail(SheetFault::too_large);
    value_ += piece;
  }

  bool has_failed() const override { return fault.has_value(); }

  std::vector<Row> rows;
  std::optional<SheetFault> fault;

 private:
  void fail(SheetFault why) { fault = why; }

  std::string shown() const {
    if (kind_ == "s") {
      const auto at = number_of(value_);
      return at && *at < book_.strings.size() ? book_.strings[*at] : std::string{};
    }
    if (kind_ == "d") return value_.substr(0, value_.find('T'));
    if (!kind_.empty() && kind_ != "n") return value_;
    return number_text(value_, style_ < book_.dates.size() && book_.dates[style_], book_.from_1904);
  }

  void put() {
    if (value_.empty() || row_.number == 0) return;
    auto text = shown();
    // A break within a cell would count as a line.
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (text.empty()) return;
    const std::size_t added = row_.cells.size() <= column_ ? column_ + 1 - row_.cells.size() : 0;
    const std::size_t cost = text.size() + added * bytes_a_cell;
    if (column_ >= columns_max || cost > bytes_left_) return fail(SheetFault::too_large);
    bytes_left_ -= cost;
    row_.cells.resize(row_.cells.size() + added);
    row_.cells[column_] = std::move(text);
  }

  const Book& book_;
  const std::size_t rows_max_;
  std::size_t bytes_left_;
  Row row_;
  std::size_t column_ = 0, next_column_ = 0, style_ = 0;
  std::string kind_, value_;
  bool in_value_ = false, pronounced_ = false;
};

/// A part that may be absent.
bool read_part(const ZipParts& parts, std::string_view name, XmlVisitor& visitor) {
  const auto part = parts.find(name);
  return part == parts.end() || read_xml(part->second, visitor);
}

/// "worksheets/Sheet1.xml" and "/xl/worksheets/Sheet1.xml" name the same part.
std::string part_name(std::string_view target) {
  std::string name{target.starts_with('/') ? target.substr(1) : target};
  if (!target.starts_with('/')) name.insert(0, "xl/");
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

}  // namespace

std::optional<Book> read_book(const ZipParts& parts) {
  Tabs tabs;
  Relations relations;
  Strings strings;
  Styles styles;
  if (!parts.contains("xl/workbook.xml") || !read_part(parts, "xl/workbook.xml", tabs) ||
      !read_part(parts, "xl/_rels/workbook.xml.rels", relations) ||
      !read_part(parts, "xl/sharedstrings.xml", strings) || !read_part(parts, "xl/styles.xml", styles))
    return std::nullopt;
  Book book{.sheets = {},
            .strings = std::move(strings.strings),
            .dates = std::move(styles.dates),
            .from_1904 = tabs.from_1904};
  for (const auto& id : tabs.ids) {
    const auto target = relations.targets.find(id);
    if (target == relations.targets.end()) continue;
    auto name = part_name(target->second);
    if (std::ranges::find(book.sheets, name) == book.sheets.end()) book.sheets.push_back(std::move(name));
  }
  return book;
}

std::expected<std::vector<Row>, SheetFault> read_sheet(const Book& book, std::string_view xml,
                                                       std::size_t rows_max, std::size_t bytes_max) {
  Cells cells{book, rows_max, bytes_max};
  const bool whole = read_xml(xml, cells);
  if (cells.fault) return std::unexpected(*cells.fault);
  if (!whole) return std::unexpected(SheetFault::unreadable);
  return std::move(cells.rows);
}

}  // namespace hotline::sheets
