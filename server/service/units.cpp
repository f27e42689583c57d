#include "service/units.h"

#include <algorithm>

#include "service/revived_units.h"
#include "service/row_version.h"

namespace hotline::service {
namespace {
constexpr std::string_view before_blob = "units_before";
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
  const auto header = write_units({});
  std::vector<store::UnitRow> rows;
  rows.reserve(units.size());
  for (const auto& unit : units)
    rows.push_back({unit.key.text(), write_units({&unit, 1}).substr(header.size())});
  return rows;
}
}  // namespace

Result<> store_units(store::Writer& db, std::span<const Unit> units) {
  return db.replace_units(rows_of(units));
}

Result<> replace_units(store::Writer& db, const Directory& before, const Directory& after, Date today) {
  if (auto kept = db.put_blob(before_blob, write_units(before.units())); !kept) return kept;
  auto revived = load_revived(db);
  if (!revived) return fail(revived.error());
  for (auto& back : revived_by(before, after, today))
    if (std::ranges::find(*revived, back) == revived->end()) revived->push_back(std::move(back));
  if (auto stored = store_revived(db, *revived); !stored) return stored;
  return store_units(db, after.units());
}

Result<std::optional<std::string>> units_before(store::Reader& db) { return db.blob(before_blob); }

Result<> set_telephones_before(store::Writer& db, const Unit& unit) {
  auto text = db.blob(before_blob);
  if (!text) return fail(text.error());
  if (!*text) return {};
  auto units = read_units(**text).units;
  const auto at = std::ranges::find(units, unit.key, &Unit::key);
  if (at == units.end()) return {};
  at->telephones = unit.telephones;
  return db.put_blob(before_blob, write_units(units));
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
  return std::ranges::equal(mine, *stored, [](const store::UnitRow& a, const store::UnitRow& b) {
    return a.unit == b.unit && a.csv == b.csv;
  });
}

}  // namespace hotline::service
