// A list of units as the statistics office gives it out: the units of one day, one commune a line, in the
// columns of its "Danh mục đơn vị hành chính". It knows neither first days nor successors, so it is laid over
// the directory that is there.
//
// Columns, by their headings in any order, with or without marks, parted by commas, semicolons or tabs (a
// spreadsheet saved as CSV): Tỉnh / Thành phố, Mã TP, [Quận / Huyện, Mã QH,] Phường / Xã, Mã PX; further ones
// (STT, Cấp, Tên tiếng Anh, …) are passed over. Without the columns of districts there are none on that day
// (since 1 July 2025). Only the provinces that the list holds are compared.
//
// What becomes of the directory:
//   a unit that is there under its code and name stays, with all that is known of it;
//   one whose kind or unit above is another goes on as a new era from that day;
//   a code under another name is a new unit from that day; the old one ends, and the new one is only proposed
//   as its successor; what the list does not hold ends on that day, with the units of its name as proposed
//   successors.
// What ends so ended on that day at the latest, and is marked so (Unit::ended_not_later).
// Whatever else is known, the list does not overrule: what contradicts a later era or another list is told,
// and left as it stands. Pure.
#pragma once

#include <string_view>

#include "domain/unit_file.h"

namespace hotline {

/// Whether the heading is one of the statistics office's, not that of a units file.
bool is_unit_list(std::string_view text);

/// The whole directory with the list laid over it; contradictions in `contradictions`.
UnitFile read_unit_list(std::string_view text, Date of, const Directory& present);

}  // namespace hotline
