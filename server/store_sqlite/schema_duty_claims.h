// How far the ladder of a case has climbed, and what its office said without an account.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration duty_claims = {6, "duty_claims", R"sql(
-- The highest step that was taken for a clock that runs, and when; since when a claim waits to be confirmed; never:
-- 9223372036854775807.
ALTER TABLE case_row ADD COLUMN rung INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_row ADD COLUMN rung_at INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE case_row ADD COLUMN claim_since INTEGER NOT NULL DEFAULT 9223372036854775807;
CREATE INDEX case_claim ON case_row (claim_since, case_id) WHERE claim_since < 9223372036854775807;        -- claims
)sql"};

}  // namespace hotline::store_sqlite
