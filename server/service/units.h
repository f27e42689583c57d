// The units in the database: one row a unit, in the form of the units file.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "domain/unit_file.h"
#include "service/world.h"

namespace hotline::service {

/// data_loss units_damaged where the stored rows are not a directory.
Result<std::shared_ptr<const Gazetteer>> load_units(store::Reader& db);
Result<> store_units(store::Writer& db, std::span<const Unit> units);
/// An import, or the taking back of one.
struct ListChange {
  Time at{};
  std::uint32_t units = 0;  // that it changes, adds or takes away
  bool takes_back = false;
};
struct LastListChange {
  std::string version;               // of no other change
  std::optional<ListChange> change;  // not known where an earlier release made it
};
/// Stores another list in the place of one. The one before can be taken back, and so can what moved by it
/// (unit_change.h).
Result<> replace_units(store::Writer& db, const Directory& before, const Directory& after,
                       const ListChange& change);
/// The last one, which is what can be taken back; nothing before the first import.
Result<std::optional<LastListChange>> last_list_change(store::Reader& db);
/// The list that holds again where the last import is taken back, as a units file, and the telephones that
/// were set since, which are not lost by that.
struct UnitsBefore {
  std::string csv;
  std::string telephones;
};
/// Nothing before the first import.
Result<std::optional<UnitsBefore>> units_before(store::Reader& db);
/// Null where it cannot be read whole. Takes as long as an import: aside.
std::shared_ptr<const Directory> directory_of(const UnitsBefore& before);
/// The telephones of one unit: its own row, and a line beside the list before, whatever the size of either.
Result<> store_telephones(store::Writer& db, const Unit& unit);
/// Another text after each change of the unit: a digest of all that is stored of it.
std::string unit_version(const Unit& unit);
/// Whether these are the units as a write job sees them: nobody has changed them since.
Result<bool> units_are(const World& world, store::Writer& db, const Gazetteer& units);

}  // namespace hotline::service
