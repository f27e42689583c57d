#include "domain/unit_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/fold.h"
#include "domain/unit_csv.h"

namespace hotline {
namespace {

constexpr std::size_t proposed_max = 64;

enum Column : std::size_t {
  province_name,
  province_code,
  district_name,
  district_code,
  commune_name,
  commune_code,
  columns
};

/// Headings, folded and without spaces.
constexpr std::pair<std::string_view, Column> headings[] = {
    {"tinhthanhpho", province_name},
    {"tentinh", province_name},
    {"tinh", province_name},
    {"tinhthanhphotructhuoctw", province_name},
    {"tentinhthanhpho", province_name},
    {"matp", province_code},
    {"matinh", province_code},
    {"matinhtp", province_code},
    {"matinhthanhpho", province_code},
    {"quanhuyen", district_name},
    {"tenquanhuyen", district_name},
    {"huyen", district_name},
    {"maqh", district_code},
    {"mahuyen", district_code},
    {"maquanhuyen", district_code},
    {"phuongxa", commune_name},
    {"xaphuong", commune_name},
    {"tenphuongxa", commune_name},
    {"xa", commune_name},
    {"xaphuongthitran", commune_name},
    {"phuongxathitran", commune_name},
    {"xaphuongdackhu", commune_name},
    {"mapx", commune_code},
    {"maxa", commune_code},
    {"maphuongxa", commune_code},
};

/// Kinds of units as they stand before the name, the longer first.
constexpr std::array kinds = {
    std::string_view{"thành phố"}, std::string_view{"thị trấn"}, std::string_view{"thị xã"},
    std::string_view{"đặc khu"},   std::string_view{"phường"},   std::string_view{"quận"},
    std::string_view{"huyện"},     std::string_view{"tỉnh"},     std::string_view{"xã"}};

std::string heading(std::string_view text) {
  auto folded = fold(text);
  std::erase(folded, ' ');
  return folded;
}

std::optional<Column> column_of(std::string_view text) {
  const auto folded = heading(text);
  for (const auto& [name, column] : headings)
    if (folded == name) return column;
  return std::nullopt;
}

/// A blank is taken as a whole: the second byte of a no-break space is also the last one of "à".
std::string_view without_blanks(std::string_view text) {
  constexpr std::array<std::string_view, 4> blanks = {" ", "\t", "\r", "\xC2\xA0"};
  for (auto before = text.size() + 1; text.size() < before;) {
    before = text.size();
    for (const auto blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
  }
  return text;
}

char separator_of(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  constexpr std::array marks = {',', ';', '\t'};
  return *std::ranges::max_element(marks, {}, [&](char mark) { return std::ranges::count(line, mark); });
}

/// "Thị trấn Đồi Ngô" → "thị trấn", "Đồi Ngô". By its first words, with or without marks and capitals.
std::pair<std::string, std::string> parted(const std::string& full) {
  const auto words = fold_words(full);
  for (const auto kind : kinds) {
    const auto own = fold_words(kind);
    if (words.size() <= own.size()) continue;
    if (!std::ranges::equal(own, std::span(words).first(own.size()), {}, &FoldedWord::text,
                            &FoldedWord::text))
      continue;
    return {std::string{kind}, full.substr(words[own.size()].begin)};
  }
  return {"", full};
}

/// A unit as the list has it, at the line that names it first.
struct Listed {
  std::size_t line = 0;
  Level level{};
  std::string code, kind, name, parent;  // the code of the unit above

  bool same_name(const Unit& unit) const { return fold(unit.name) == fold(name); }
};

class Overlay {
 public:
  Overlay(Date of, const Directory& present) : of_(of), present_(present) {}
  UnitFile read(std::string_view text);

 private:
  void error(std::size_t line, std::string_view reason, Text text) {
    file_.errors.push_back({line, {}, reason, text});
  }
  void contradiction(std::size_t line, std::string_view reason, Text text, const Unit* unit = nullptr) {
    file_.contradictions.push_back({line, {}, reason, text, unit ? unit->key.text() : ""});
  }
  bool read_header(const CsvRecord& record);
  void read_row(const CsvRecord& record);
  std::optional<std::string> code_at(const CsvRecord& record, Column column, std::size_t digits);
  std::string field(const CsvRecord& record, Column column) const;
  void add(const CsvRecord& record, Level level, const std::string& code, Column name,
           const std::string& parent);

  void lay_over(const Listed& listed);
  void begin(const Listed& listed, bool reuses);
  void end(const Unit& unit, std::vector<UnitKey> successors, bool proposed);
  void end_absent();
  std::optional<UnitKey> above(const Listed& listed) const;
  const Unit* there(const std::string& code, Level level) const;
  bool later_era(std::string_view code) const;
  void settle();

  Date of_;
  const Directory& present_;
  UnitFile file_;
  std::array<std::size_t, columns> position_{};
  std::map<std::pair<Level, std::string>, Listed> listed_;
  std::map<UnitKey, Unit> units_;
};

bool Overlay::read_header(const CsvRecord& record) {
  position_.fill(std::string::npos);
  for (std::size_t i = 0; i < record.fields.size(); ++i)
    if (const auto column = column_of(record.fields[i])) position_[*column] = i;
  for (const Column needed : {province_name, province_code, commune_name, commune_code})
    if (position_[needed] == std::string::npos)
      error(record.line, "column_missing",
            {"Thiếu cột tỉnh, mã tỉnh, xã hoặc mã xã.",
             "A column of province, commune or their codes is missing."});
  if ((position_[district_name] == std::string::npos) != (position_[district_code] == std::string::npos))
    error(record.line, "column_missing",
          {"Cột huyện và mã huyện phải đi cùng nhau.",
           "The columns of districts and their codes go together."});
  return file_.errors.empty();
}

std::string Overlay::field(const CsvRecord& record, Column column) const {
  const auto at = position_[column];
  if (at >= record.fields.size()) return {};
  return nfc(without_blanks(record.fields[at]));
}

std::optional<std::string> Overlay::code_at(const CsvRecord& record, Column column, std::size_t digits) {
  auto code = field(record, column);
  if (code.empty()) return code;
  const bool number = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
  if (!number || code.size() > digits) {
    error(record.line, "code_malformed",
          {"Mã đơn vị phải gồm các chữ số.", "The code of a unit consists of digits."});
    return std::nullopt;
  }
  if (code.size() < digits) {
    file_.repairs.push_back({record.line,
                             {},
                             "leading_zero",
                             {"Đã thêm lại số 0 ở đầu mã.", "A lost leading zero was put back."}});
    code.insert(0, digits - code.size(), '0');
  }
  return code;
}

void Overlay::add(const CsvRecord& record, Level level, const std::string& code, Column column,
                  const std::string& parent) {
  const auto full = field(record, column);
  auto [kind, name] = parted(full);
  if (fold(name).empty())
    return error(record.line, "unit_name_missing", {"Thiếu tên đơn vị.", "The unit has no name."});
  const Listed made{record.line, level, code, std::move(kind), std::move(name), parent};
  const auto [at, is_new] = listed_.try_emplace({level, code}, made);
  if (is_new) return;
  const Listed& first = at->second;
  if (level == Level::commune)
    error(record.line, "unit_repeated", {"Mã này đứng hai lần.", "The same code stands twice."});
  else if (first.name != made.name || first.kind != made.kind || first.parent != made.parent)
    error(record.line, "unit_two_names",
          {"Cùng một mã nhưng khác tên hoặc khác cấp trên ở dòng khác.",
           "The same code has another name or unit above on another line."});
}

void Overlay::read_row(const CsvRecord& record) {
  if (record.quote_open)
    return error(record.line, "quote_open", {"Dấu ngoặc kép không được đóng.", "A quote is never closed."});
  for (const auto& text : record.fields) {
    if (text.size() > unit_field_max_bytes)
      return error(record.line, "field_too_long", {"Một ô quá dài.", "A field is too long."});
    if (!is_valid_utf8(text))
      return error(record.line, "not_utf8", {"Dòng này không phải UTF-8.", "The row is not UTF-8."});
  }
  const auto province = code_at(record, province_code, 2), district = code_at(record, district_code, 3),
             commune = code_at(record, commune_code, 5);
  if (!province || !district || !commune) return;
  if (province->empty())
    return error(record.line, "parent_unknown", {"Thiếu mã tỉnh.", "The code of the province is missing."});
  add(record, Level::province, *province, province_name, {});
  if (!district->empty()) add(record, Level::district, *district, district_name, *province);
  if (!commune->empty())
    add(record, Level::commune, *commune, commune_name, district->empty() ? *province : *district);
}

const Unit* Overlay::there(const std::string& code, Level level) const {
  const Unit* unit = present_.find(code, of_);
  return unit != nullptr && unit->level == level ? unit : nullptr;
}

bool Overlay::later_era(std::string_view code) const {
  return std::ranges::any_of(present_.eras(code),
                             [&](const Unit& unit) { return of_ < unit.key.valid_from; });
}

std::optional<UnitKey> Overlay::above(const Listed& listed) const {
  if (listed.level == Level::province) return std::nullopt;
  for (auto at = units_.lower_bound({listed.parent, Date{}});
       at != units_.end() && at->first.code == listed.parent; ++at)
    if (at->second.valid_on(of_) && at->second.level < listed.level) return at->first;
  return std::nullopt;
}

void Overlay::begin(const Listed& listed, bool reuses) {
  Unit unit;
  unit.key = {listed.code, of_};
  unit.level = listed.level;
  unit.kind = listed.kind;
  unit.name = listed.name;
  unit.parent = above(listed);
  unit.source = "danh mục thống kê ngày " + date_text(of_);
  if (reuses) unit.note = "mã từng chỉ đơn vị khác";
  units_.emplace(unit.key, std::move(unit));
}

void Overlay::end(const Unit& unit, std::vector<UnitKey> successors, bool proposed) {
  Unit& ended = units_.at(unit.key);
  ended.valid_to = of_;
  ended.ended_not_later = true;  // a list says who is there, not since when the others are not
  ended.successors = std::move(successors);
  ended.successors_proposed = proposed && !ended.successors.empty();
  ended.parts.clear();  // of another end
}

void Overlay::lay_over(const Listed& listed) {
  const Unit* was = there(listed.code, listed.level);
  if (was == nullptr) {
    if (const Unit* other = present_.find(listed.code, of_))
      return contradiction(
          listed.line, "level_differs",
          {"Mã này đang chỉ một đơn vị ở cấp khác.", "The code means a unit of another level."}, other);
    if (later_era(listed.code))
      return contradiction(listed.line, "known_from_later",
                           {"Theo dữ liệu đã có, đơn vị này chỉ bắt đầu sau ngày của danh mục.",
                            "By what is known, this unit only begins after the day of the list."});
    return begin(listed, false);
  }
  const bool same_name = listed.same_name(*was);
  const Unit* parent = was->parent ? present_.find(*was->parent) : nullptr;
  const bool same_above = listed.level == Level::province ||
                          (parent != nullptr && parent->key.code == listed.parent && parent->valid_on(of_));
  const bool same_kind = listed.kind.empty() || was->kind.empty() || fold(listed.kind) == fold(was->kind);
  if (same_name && same_above && same_kind) return;
  if (was->valid_to || was->key.valid_from == of_)
    return contradiction(
        listed.line, same_name ? "unit_differs" : "name_differs",
        {"Danh mục khác với dữ liệu đã có cho ngày đó. Dữ liệu đã có được giữ; hãy kiểm tra nghị quyết.",
         "The list differs from what is known of that day. What is known stays; check the resolution."},
        was);
  if (!same_name)
    contradiction(
        listed.line, "code_other_name",
        {"Mã này nay mang tên khác: đơn vị cũ kết thúc, đơn vị mới chỉ được đề nghị là nơi kế thừa.",
         "The code has another name: the old unit ends, and the new one is only proposed as its successor."},
        was);
  begin(listed, !same_name);
  end(*was, {{listed.code, of_}}, !same_name);
}

/// Units of the provinces in the list that it does not hold.
void Overlay::end_absent() {
  std::set<std::string> provinces;
  for (const auto& [key, listed] : listed_)
    if (key.first == Level::province) provinces.insert(listed.code);
  std::multimap<std::pair<Level, std::string>, UnitKey> new_names;
  for (const auto& [key, unit] : units_)
    if (key.valid_from == of_) new_names.emplace(std::pair{unit.level, fold(unit.name)}, key);
  for (const Unit& unit : present_.units()) {
    if (!unit.valid_on(of_) || (unit.level != Level::district && unit.level != Level::commune)) continue;
    if (listed_.contains({unit.level, unit.key.code})) continue;
    const Unit* top = &unit;
    while (top != nullptr && top->level != Level::province) top = present_.parent(*top, of_);
    if (top == nullptr || !provinces.contains(top->key.code)) continue;
    if (unit.valid_to || unit.key.valid_from == of_) {
      contradiction(0, "unit_not_listed",
                    {"Một đơn vị còn hiệu lực ngày đó không có trong danh mục. Dữ liệu đã có được giữ.",
                     "A unit that is known to last beyond that day is not in the list. What is known stays."},
                    &unit);
      continue;
    }
    std::vector<UnitKey> may_be;
    const auto [first, last] = new_names.equal_range({unit.level, fold(unit.name)});
    for (auto at = first; at != last && may_be.size() < proposed_max; ++at) may_be.push_back(at->second);
    end(unit, std::move(may_be), true);
  }
}

/// Units that stay may stand below one that ended: their new era begins below what is there.
void Overlay::settle() {
  for (auto& [key, unit] : units_) {
    const auto listed = key.valid_from == of_ ? listed_.find({unit.level, key.code}) : listed_.end();
    file_.lines.push_back(listed == listed_.end() ? 0 : listed->second.line);
    file_.units.push_back(unit);
  }
  auto built = Directory::build(file_.units);
  if (!built) {
    for (const UnitProblem& problem : built.error()) error(0, problem.reason, problem.text);
    return;
  }
  if (file_.errors.empty()) file_.directory = std::move(*built);
}

UnitFile Overlay::read(std::string_view text) {
  if (text.size() > unit_file_max_bytes) {
    error(0, "file_too_large", {"Tệp quá lớn.", "The file is too large."});
    return std::move(file_);
  }
  CsvReader csv{text, separator_of(text)};
  const auto header = csv.next();
  if (!header) error(0, "file_empty", {"Tệp không có dòng nào.", "The file is empty."});
  if (!header || !read_header(*header)) return std::move(file_);
  std::size_t rows = 0;
  while (const auto record = csv.next()) {
    if (rows++ == unit_file_max_rows) {
      error(record->line, "too_many_rows", {"Tệp có quá nhiều dòng.", "The file has too many rows."});
      break;
    }
    read_row(*record);
  }
  file_.rows = rows;
  if (!file_.errors.empty()) return std::move(file_);
  for (const Unit& unit : present_.units()) units_.emplace(unit.key, unit);
  for (const auto& [key, listed] : listed_) lay_over(listed);  // from the top down
  end_absent();
  settle();
  return std::move(file_);
}

}  // namespace

bool is_unit_list(std::string_view text) {
  CsvReader csv{text, separator_of(text)};
  const auto header = csv.next();
  if (!header) return false;
  return std::ranges::count_if(header->fields,
                               [](const auto& name) { return column_of(name).has_value(); }) >= 3;
}

UnitFile read_unit_list(std::string_view text, Date of, const Directory& present) {
  return Overlay{of, present}.read(text);
}

}  // namespace hotline
