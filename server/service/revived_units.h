// Units of which another list holds now than the one by which their cases went on from them, or that the list
// of before did not know at all: stored with the change of the list, until their cases lie where the list of
// today puts them (unit_change.h).
#pragma once

#include <span>
#include <vector>

#include "domain/unit_change.h"
#include "store/store.h"

namespace hotline::service {

Result<> store_revived(store::Writer& db, std::span<const RevivedUnit> revived);
/// Beside those that are stored, each once.
Result<> add_revived(store::Writer& db, std::span<const RevivedUnit> revived);
Result<std::vector<RevivedUnit>> load_revived(store::Reader& db);

/// Those that `before` had ended by that day, and that `after` has again, or sends elsewhere: each once for
/// every unit at which their cases may lie by `before`. Those that only `after` knows as well: an earlier
/// list may have known them, and while none did, their cases lay at the helpline. One that `after` does not
/// know is none: nobody says where its cases belong.
std::vector<RevivedUnit> revived_by(const Directory& before, const Directory& after, Date today);

}  // namespace hotline::service
