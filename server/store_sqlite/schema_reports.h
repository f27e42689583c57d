// Which reports that offices owe anybody touched, and how far each is.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration reports = {7, "reports", R"sql(

-- A projection. Days since 1970 in Vietnam. Of a report that nobody touched there is no row: that it is owed follows from
-- the rules.
CREATE TABLE report_row (
  first_day INTEGER NOT NULL, duty TEXT NOT NULL, unit TEXT NOT NULL,
  state INTEGER NOT NULL, version INTEGER NOT NULL, corrections INTEGER NOT NULL,
  first_signed INTEGER, last_signed INTEGER, accepted_at INTEGER,
  PRIMARY KEY (first_day, duty, unit)                                                      -- report_rows
) STRICT, WITHOUT ROWID;

)sql"};

}  // namespace hotline::store_sqlite
