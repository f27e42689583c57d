#include "service/units.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "service/revived_units.h"
#include "service/row_version.h"

namespace hotline::service {
namespace {
constexpr std::string_view before_blob = "units_before", telephones_blob = "telephones_since",
                           change_blob = "units_change";

/// By unit. A line each: its key, and the numbers, parted by |.
using Telephones = std::map<std::string, std::vector<std::string>, std::less<>>;

Telephones telephones_in(std::string_view text) {
  Telephones out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    auto& numbers = out[std::string(line.substr(0, space))];
    for (auto rest = line.substr(space + 1); !rest.empty();) {
      const auto number = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(number.size() + 1, rest.size()));
      numbers.emplace_back(number);
    }
  }
  return out;
}

std::string text_of(const Telephones& telephones) {
  std::string out;
  for (const auto& [unit, numbers] : telephones) {
    out += unit + " ";
    for (const auto& number : numbers) out += (&number == numbers.data() ? "" : "|") + number;
    out += "\n";
  }
  return out;
}

store::UnitRow row_of(const Unit& unit) {
  static const auto header = write_units({});
  return {unit.key.text(), write_units({&unit, 1}).substr(header.size())};
}
}  // namespace

Result<std::shared_ptr<const Gazetteer>> load_units(store::Reader& db) {
  auto rows = db.units();
  if (!rows) return fail(rows.error());
  std::string text = write_units({});  // the header
  for (const auto& row : *rows) text += row.csv;
  auto file = read_units(text);
  if (!file.directory)
    return fail(Code::data_loss, "units_damaged",
                {"Danh mục đơn vị không đọc được. Hãy khôi phục bản sao lưu.",
                 "The list of units cannot be read. Restore a backup."});
  return std::make_shared<const Gazetteer>(std::move(file.directory));
}

namespace {
std::vector<store::UnitRow> rows_of(std::span<const Unit> units) {
  std::vector<store::UnitRow> rows;
  rows.reserve(units.size());
  for (const auto& unit : units) rows.push_back(row_of(unit));
  return rows;
}
}  // namespace

Result<> store_units(store::Writer& db, std::span<const Unit> units) {
  return db.replace_units(rows_of(units));
}

Result<> replace_units(store::Writer& db, const Directory& before, const Directory& after,
                       const ListChange& change) {
  const auto kept_text = write_units(before.units());
  if (auto kept = db.put_blob(before_blob, kept_text); !kept) return kept;
  // No two changes are made at one place of the log.
  auto size = db.log_size();
  if (!size) return fail(size.error());
  const auto version = row_version(std::to_string(*size) + " " + kept_text);
  const auto said = version + " " + std::to_string(to_unix_ms(change.at)) + " " +
                    std::to_string(change.units) + (change.takes_back ? " back" : " import");
  if (auto kept = db.put_blob(change_blob, said); !kept) return kept;
  if (auto none = db.put_blob(telephones_blob, ""); !none) return none;
  if (auto stored = add_revived(db, revived_by(before, after, local_date(change.at))); !stored) return stored;
  return store_units(db, after.units());
}

Result<std::optional<LastListChange>> last_list_change(store::Reader& db) {
  auto text = db.blob(change_blob);
  if (!text) return fail(text.error());
  if (!*text) {  // a list that was kept before this was: its own text is the version
    auto kept = db.blob(before_blob);
    if (!kept) return fail(kept.error());
    if (!*kept) return std::nullopt;
    return LastListChange{row_version(**kept), std::nullopt};
  }
  std::istringstream fields(**text);
  std::string version, kind;
  std::int64_t at_ms = 0;
  std::uint32_t units = 0;
  if (!(fields >> version >> at_ms >> units >> kind))
    return fail(Code::data_loss, "units_damaged",
                {"Danh mục trước đó không đọc được. Hãy nhập lại từ tệp.",
                 "The list before cannot be read. Import it from a file."});
  return LastListChange{std::move(version), ListChange{from_unix_ms(at_ms), units, kind == "back"}};
}

Result<std::optional<UnitsBefore>> units_before(store::Reader& db) {
  auto csv = db.blob(before_blob);
  if (!csv) return fail(csv.error());
  if (!*csv) return std::nullopt;
  auto telephones = db.blob(telephones_blob);
  if (!telephones) return fail(telephones.error());
  return UnitsBefore{std::move(**csv), std::move(*telephones).value_or("")};
}

std::shared_ptr<const Directory> directory_of(const UnitsBefore& before) {
  auto file = read_units(before.csv);
  if (!file.directory || before.telephones.empty()) return file.directory;
  std::map<std::string, Unit*, std::less<>> units;
  for (Unit& unit : file.units) units.emplace(unit.key.text(), &unit);
  for (const auto& [key, numbers] : telephones_in(before.telephones))
    if (const auto at = units.find(key); at != units.end()) at->second->telephones = numbers;
  auto built = Directory::build(std::move(file.units));
  return built ? *built : nullptr;
}

Result<> store_telephones(store::Writer& db, const Unit& unit) {
  if (auto put = db.put(row_of(unit)); !put) return put;
  auto stored = db.blob(telephones_blob);
  if (!stored) return fail(stored.error());
  auto since = telephones_in(*stored ? std::string_view(**stored) : std::string_view{});
  since.insert_or_assign(unit.key.text(), unit.telephones);
  return db.put_blob(telephones_blob, text_of(since));
}

std::string unit_version(const Unit& unit) { return row_version(write_units({&unit, 1})); }

Result<bool> units_are(const World& world, store::Writer& db, const Gazetteer& units) {
  if (world.places.get().get() != &units) return false;
  if (world.behind == 0) return true;
  auto stored = db.units();
  if (!stored) return fail(stored.error());
  auto mine = rows_of(units.directory->units());
  const auto by_key = [](const store::UnitRow& a, const store::UnitRow& b) { return a.unit < b.unit; };
  std::ranges::sort(mine, by_key);
  std::ranges::sort(*stored, by_key);
  const bool same = std::ranges::equal(mine, *stored, [](const store::UnitRow& a, const store::UnitRow& b) {
    return a.unit == b.unit && a.csv == b.csv;
  });
  if (same) return true;
  // Rows that an earlier release stored may lack its younger columns: what they say is what counts.
  auto read = load_units(db);
  if (!read) return fail(read.error());
  return std::ranges::equal((*read)->directory->units(), units.directory->units());
}

}  // namespace hotline::service
