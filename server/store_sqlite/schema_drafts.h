// Drafts that nobody goes on with.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration left_drafts = {9, "left_drafts", R"sql(
-- First whether it is a call that nobody touched: such a one is kept for a shorter time.
CREATE INDEX draft_left ON draft ((call IS NOT NULL AND version = 1), updated_at, id);             -- drafts_left_before
)sql"};

}  // namespace hotline::store_sqlite
