#include "domain/unit_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/fold.h"
#include "domain/unit_columns.h"
#include "domain/unit_csv.h"

namespace hotline {
namespace {

using namespace unit_columns;

constexpr std::array required = {code, valid_from, level, unit_name};
constexpr Text zero_restored = {"Đã thêm lại số 0 ở đầu mã.", "A lost leading zero was put back."};
constexpr Text malformed_key = {"Mã đơn vị không hợp lệ.", "The code of the unit is malformed."};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto bar = text.find('|');
    if (const auto item = trimmed(text.substr(0, bar)); !item.empty()) items.emplace_back(item);
    text = bar == std::string_view::npos ? std::string_view{} : text.substr(bar + 1);
  }
  return items;
}

std::size_t code_digits(Level of) {
  switch (of) {
    case Level::province:
      return 2;
    case Level::district:
      return 3;
    case Level::commune:
      return 5;
    case Level::helpline:
    case Level::ministry:
      return 0;
  }
  return 0;
}

/// Puts back the zeros which a spreadsheet took from a code.
std::string padded(std::string_view text, std::size_t digits) {
  const bool number = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!number || text.empty() || text.size() >= digits) return std::string{text};
  return std::string(digits - text.size(), '0') + std::string{text};
}

/// Whether a part of the unit may go there: it is split for certain, and that is one of its successors.
bool goes_to(const Unit& unit, const UnitKey& to) {
  return !unit.successors_proposed && unit.successors.size() > 1 &&
         std::ranges::find(unit.successors, to) != unit.successors.end();
}

class Reader {
 public:
  Reader(const Directory* present, const Directory* telephones_of)
      : present_(present), telephones_of_(telephones_of) {}
  UnitFile read(std::string_view text);

 private:
  struct Row {
    std::size_t line;
    std::string parent, successors, parts;  // as written, to be resolved when all units are known
  };

  void error(std::size_t line, std::string_view column, std::string_view reason, Text text) {
    file_.errors.push_back({line, column, reason, text});
  }
  bool read_header(const CsvRecord& record);
  void read_row(const CsvRecord& record);
  std::optional<Level> read_level();
  const Unit* amended() const;
  void read_names(Unit& unit);
  void add_source(Unit& unit, const std::string& said);
  void add_what_stays();
  std::optional<Date> read_date(Column column);
  void read_end(Unit& unit, std::optional<Date> to);
  const Unit* holder(std::string_view wanted, Date on, Level of, Column column) const;
  std::optional<UnitKey> resolved(std::string_view text, Date on, std::size_t i, Column column);
  void resolve(std::size_t i);
  void resolve_successors(std::size_t i);
  void resolve_parts(std::size_t i);
  void build();
  std::string_view field(Column column) const {
    const auto at = position_[column];
    return at < record_->fields.size() ? trimmed(record_->fields[at]) : std::string_view{};
  }

  const Directory* present_;        // that is amended, where one is
  const Directory* telephones_of_;  // whose telephones stay where the file says none
  UnitFile file_;
  std::array<std::size_t, columns> position_{};
  const CsvRecord* record_ = nullptr;
  std::vector<Row> rows_;  // beside file_.units
  std::multimap<std::string, std::size_t, std::less<>> by_code_;
};

bool Reader::read_header(const CsvRecord& record) {
  position_.fill(std::string::npos);
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto at = std::ranges::find(column_names, trimmed(record.fields[i]));
    if (at == column_names.end() ||
        position_[static_cast<std::size_t>(at - column_names.begin())] != std::string::npos) {
      error(record.line, {}, "column_unknown",
            {"Có cột không biết tên hoặc bị lặp.", "A column is unknown or stands twice."});
      return false;
    }
    position_[static_cast<std::size_t>(at - column_names.begin())] = i;
  }
  for (const Column column : required)
    if (position_[column] == std::string::npos)
      error(record.line, column_names[column], "column_missing",
            {"Thiếu một cột bắt buộc.", "A required column is missing."});
  return file_.errors.empty();
}

std::optional<Date> Reader::read_date(Column column) {
  const auto text = field(column);
  if (text.empty() && column == valid_to) return std::nullopt;
  const auto date = parse_date(text);
  if (!date)
    error(record_->line, column_names[column], "date_malformed",
          {"Ngày phải có dạng năm-tháng-ngày.", "A day is written year-month-day."});
  return date;
}

/// A row that says another day knows it, unless it says that it does not.
void Reader::read_end(Unit& unit, std::optional<Date> to) {
  const auto how = field(valid_to_is);
  if (!how.empty() && how != not_later_word && how != exact_word)
    error(record_->line, column_names[valid_to_is], "valid_to_is_unknown",
          {"valid_to_is chỉ nhận exact hoặc not_later.", "valid_to_is is exact or not_later."});
  if (to || !how.empty()) unit.ended_not_later = how == not_later_word;
  if (to) unit.valid_to = to;
}

/// As the row says; where it says nothing, as it is of the unit that the row amends.
std::optional<Level> Reader::read_level() {
  const auto written = field(level);
  if (const auto of = level_of(written)) return of;
  if (const Unit* was = written.empty() ? amended() : nullptr) return was->level;
  error(record_->line, column_names[level], "level_unknown",
        {"Cấp hành chính không hợp lệ.", "The level is unknown."});
  return std::nullopt;
}

/// The one unit that the row can mean, whatever zeros its code has lost.
const Unit* Reader::amended() const {
  const auto from = parse_date(field(valid_from));
  if (!present_ || !from) return nullptr;
  std::set<const Unit*> fit;
  for (const Level each : {Level::helpline, Level::province, Level::district, Level::commune})
    if (const Unit* unit = present_->find(UnitKey{padded(field(code), code_digits(each)), *from}))
      fit.insert(unit);
  return fit.size() == 1 ? *fit.begin() : nullptr;
}

void Reader::read_row(const CsvRecord& record) {
  record_ = &record;
  const auto whole_row = [&](std::string_view reason, Text text) { error(record.line, {}, reason, text); };
  if (record.quote_open)
    return whole_row("quote_open", {"Dấu ngoặc kép không được đóng.", "A quote is never closed."});
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& text = record.fields[i];
    if (text.size() > (i == position_[parts] ? max_bytes(parts) : unit_field_max_bytes))
      return whole_row("field_too_long", {"Một ô quá dài.", "A field is too long."});
    if (!is_valid_utf8(text))
      return whole_row("not_utf8", {"Dòng này không phải UTF-8.", "The row is not UTF-8."});
  }
  const auto used =
      std::ranges::max(position_, {}, [](std::size_t p) { return p == std::string::npos ? 0 : p; });
  if (record.fields.size() > used + 1 || record.fields.size() < required.size())
    return whole_row("field_count", {"Số ô không khớp với dòng tiêu đề.",
                                     "The number of fields does not match the header."});

  const auto of = read_level();
  UnitKey key{padded(field(code), of ? code_digits(*of) : 0), {}};
  if (key.code != field(code))
    file_.repairs.push_back({record.line, column_names[code], "leading_zero", zero_restored});
  const auto from = read_date(valid_from);
  const auto to = read_date(valid_to);
  if (!is_unit_code(key.code)) return error(record.line, column_names[code], "code_malformed", malformed_key);
  if (!from) return;
  key.valid_from = *from;
  const Unit* was = present_ ? present_->find(key) : nullptr;
  Unit unit = was ? *was : Unit{};
  unit.key = std::move(key);
  unit.level = of.value_or(Level::commune);
  read_end(unit, to);
  read_names(unit);
  by_code_.emplace(unit.key.code, file_.units.size());
  rows_.push_back(
      {record.line, std::string{field(parent)}, std::string{field(successors)}, nfc(field(parts))});
  file_.units.push_back(std::move(unit));
}

/// What is empty says nothing: of a new unit there is nothing, of one that is amended it stays.
void Reader::read_names(Unit& unit) {
  const auto put = [&](Column column, std::string& text) {
    if (auto written = nfc(field(column)); !written.empty()) text = std::move(written);
  };
  put(kind, unit.kind);
  put(unit_name, unit.name);
  put(note, unit.note);
  put(seat, unit.seat);
  if (auto names = list(nfc(field(other_names))); !names.empty()) unit.other_names = std::move(names);
  if (auto numbers = list(field(telephones)); !numbers.empty())
    unit.telephones = std::move(numbers);
  else if (const Unit* known = telephones_of_ ? telephones_of_->find(unit.key) : nullptr)
    unit.telephones = known->telephones;
  add_source(unit, nfc(field(source)));
}

/// What amendments add over the years has to fit into one field: what stands between the first source and the
/// newest gives way, the older first.
void Reader::add_source(Unit& unit, const std::string& said) {
  constexpr std::string_view apart = "; ";
  auto& all = unit.source;
  if (all.contains(said)) return;
  if (!all.empty()) all += apart;
  all += said;
  bool shortened = false;
  while (all.size() > unit_field_max_bytes) {
    const auto first = all.find(apart), second = all.find(apart, first + apart.size());
    if (second == std::string::npos || second + apart.size() > all.size() - said.size()) break;
    all.erase(first, second - first);
    shortened = true;
  }
  if (shortened)
    file_.repairs.push_back({record_->line,
                             column_names[source],
                             "source_shortened",
                             {"Nguồn đã quá dài: giữ nguồn đầu tiên và các nguồn mới nhất.",
                              "The sources became too long: the first and the newest are kept."}});
}

void Reader::add_what_stays() {
  std::set<UnitKey> named;
  for (const Unit& unit : file_.units) named.insert(unit.key);
  for (const Unit& unit : present_->units()) {
    if (named.contains(unit.key)) continue;
    by_code_.emplace(unit.key.code, file_.units.size());
    rows_.push_back({0, {}, {}, {}});
    file_.units.push_back(unit);
  }
}

/// The unit that has this code on that day, among those that may stand in this column of a unit of that
/// level.
const Unit* Reader::holder(std::string_view wanted, Date on, Level of, Column column) const {
  const auto [begin, end] = by_code_.equal_range(wanted);
  for (auto at = begin; at != end; ++at) {
    const Unit& unit = file_.units[at->second];
    if (unit.valid_on(on) && (column != parent || unit.level < of)) return &unit;
  }
  return nullptr;
}

/// A full key as it stands; a bare code as the unit that has it on that day, with its zeros put back if they
/// were lost and only one unit fits.
std::optional<UnitKey> Reader::resolved(std::string_view text, Date on, std::size_t i, Column column) {
  const std::size_t line = rows_[i].line;
  const Level of = file_.units[i].level;
  if (text.contains('@')) {
    auto key = UnitKey::parse(text);
    if (!key) error(line, column_names[column], "unit_key_malformed", malformed_key);
    return key;
  }
  if (const Unit* unit = holder(text, on, of, column)) return unit->key;
  std::vector<const Unit*> fit;
  for (const Level each : {Level::province, Level::district, Level::commune}) {
    const auto wanted = padded(text, code_digits(each));
    const bool may = column == parent ? each < of : each == of;
    const Unit* unit = may && wanted != text ? holder(wanted, on, of, column) : nullptr;
    if (unit) fit.push_back(unit);
  }
  if (fit.size() == 1) {
    file_.repairs.push_back({line, column_names[column], "leading_zero", zero_restored});
    return fit.front()->key;
  }
  error(line, column_names[column], column == parent ? "parent_unknown" : "successor_unknown",
        {"Không có đơn vị nào mang mã này vào ngày đó.", "No unit has this code on that day."});
  return std::nullopt;
}

void Reader::resolve(std::size_t i) {
  Unit& unit = file_.units[i];
  const Row& row = rows_[i];
  if (!row.parent.empty()) unit.parent = resolved(row.parent, unit.key.valid_from, i, parent);
  resolve_successors(i);
  if (!row.parts.empty()) return resolve_parts(i);
  // Of one that is amended: where it is split otherwise now, what was known of its parts may hold no more.
  std::erase_if(unit.parts, [&](const UnitPart& part) { return !goes_to(unit, part.to); });
}

void Reader::resolve_successors(std::size_t i) {
  Unit& unit = file_.units[i];
  const Row& row = rows_[i];
  if (row.successors.empty()) return;
  unit.successors.clear();
  std::string_view after = row.successors;
  unit.successors_proposed = after.starts_with('?');
  if (unit.successors_proposed) after.remove_prefix(1);
  for (const auto& item : list(after))
    if (auto key = resolved(item, unit.valid_to.value_or(unit.key.valid_from), i, successors))
      unit.successors.push_back(std::move(*key));
}

/// "name > successor > source" each. What is not certain is no part: it is refused, never guessed.
void Reader::resolve_parts(std::size_t i) {
  Unit& unit = file_.units[i];
  unit.parts.clear();
  const std::size_t line = rows_[i].line;
  for (const auto& item : list(rows_[i].parts)) {
    const std::string_view text = item;
    const auto first = text.find('>'), last = text.rfind('>');
    UnitPart part;
    if (first != std::string_view::npos && last != first) {
      part.name = trimmed(text.substr(0, first));
      part.source = trimmed(text.substr(last + 1));
    }
    if (part.name.empty() || part.source.empty() || part.name.size() > unit_part_name_max_bytes ||
        part.source.size() > unit_part_source_max_bytes || unit.parts.size() == unit_parts_max)
      return error(
          line, column_names[parts], "part_malformed",
          {"Mỗi phần viết: tên > mã đơn vị > nguồn; nguồn là văn bản nói phần đó về đâu.",
           "A part is written: name > code > source; the source is the text that says where it went."});
    auto to = resolved(trimmed(text.substr(first + 1, last - first - 1)),
                       unit.valid_to.value_or(unit.key.valid_from), i, parts);
    if (!to) return;
    if (!goes_to(unit, *to))
      return error(line, column_names[parts], "part_without_split",
                   {"Chỉ đơn vị đã chia mới có các phần, và mỗi phần phải về một trong các đơn vị kế thừa.",
                    "Only a unit that was split has parts, and each goes to one of its successors."});
    part.to = std::move(*to);
    unit.parts.push_back(std::move(part));
  }
}

void Reader::build() {
  auto built = Directory::build(file_.units);
  if (built) {
    if (file_.errors.empty()) file_.directory = std::move(*built);
    return;
  }
  for (const UnitProblem& problem : built.error())
    file_.errors.push_back(
        {problem.row < rows_.size() ? rows_[problem.row].line : 0, {}, problem.reason, problem.text});
  std::ranges::sort(file_.errors, {},
                    [](const RowNote& bad) { return std::tuple{bad.line, bad.column, bad.reason}; });
}

UnitFile Reader::read(std::string_view text) {
  if (text.size() > unit_file_max_bytes) {
    error(0, {}, "file_too_large", {"Tệp quá lớn.", "The file is too large."});
    return std::move(file_);
  }
  CsvReader csv{text};
  const auto header = csv.next();
  if (!header) error(0, {}, "file_empty", {"Tệp không có dòng nào.", "The file is empty."});
  if (!header || !read_header(*header)) return std::move(file_);
  while (const auto record = csv.next()) {
    if (rows_.size() == unit_file_max_rows) {
      error(record->line, {}, "too_many_rows", {"Tệp có quá nhiều dòng.", "The file has too many rows."});
      break;
    }
    read_row(*record);
  }
  file_.rows = rows_.size();
  if (present_) add_what_stays();
  for (const Row& row : rows_) file_.lines.push_back(row.line);
  for (std::size_t i = 0; i < file_.units.size(); ++i) resolve(i);
  build();
  return std::move(file_);
}

}  // namespace

UnitFile read_units(std::string_view text, const Directory* telephones_of) {
  return Reader{nullptr, telephones_of}.read(text);
}

UnitFile amend_units(std::string_view text, const Directory& present) {
  return Reader{&present, &present}.read(text);
}

}  // namespace hotline
