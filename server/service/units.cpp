#include "service/units.h"

namespace hotline::service {

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

Result<> store_units(store::Writer& db, std::span<const Unit> units) {
  const auto header = write_units({});
  std::vector<store::UnitRow> rows;
  rows.reserve(units.size());
  for (const auto& unit : units)
    rows.push_back({unit.key.text(), write_units({&unit, 1}).substr(header.size())});
  return db.replace_units(rows);
}

}  // namespace hotline::service
