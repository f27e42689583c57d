// The ladder: an index of its next step and of the call list, and the duty rosters.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration ladder = {3, "ladder", R"sql(
-- When the ladder moves next, and since when a person has to telephone; never: 9223372036854775807.
ALTER TABLE case_row ADD COLUMN next_step INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE case_row ADD COLUMN call_since INTEGER NOT NULL DEFAULT 9223372036854775807;
CREATE INDEX case_step ON case_row (next_step, case_id) WHERE next_step < 9223372036854775807;  -- next_step, steps_due
CREATE INDEX case_call ON case_row (call_since, case_id) WHERE call_since < 9223372036854775807;           -- calls

CREATE TABLE duty (
  id BLOB PRIMARY KEY, unit TEXT NOT NULL, kind INTEGER NOT NULL, person BLOB NOT NULL, for_person BLOB NOT NULL,
  from_time INTEGER NOT NULL, until_time INTEGER NOT NULL, revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql"};

}  // namespace hotline::store_sqlite
