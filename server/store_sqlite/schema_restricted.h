// Which cases are restricted.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration restricted = {8, "restricted", R"sql(
CREATE INDEX case_restricted ON case_row (case_id) WHERE restricted = 1;                           -- restricted_cases
)sql"};

}  // namespace hotline::store_sqlite
