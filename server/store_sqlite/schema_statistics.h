// What statistics are counted from.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration statistics = {5, "statistics", R"sql(

-- Days since 1970 in Vietnam. One row an office, day and kind of contact, with a number for each hour: a call without a
-- form changes one number of one row, and twenty years of the whole country are some hundred thousand rows.
CREATE TABLE contact_tally (
  day INTEGER NOT NULL, unit TEXT NOT NULL,
  contact_class INTEGER NOT NULL, channel INTEGER NOT NULL, call_type INTEGER NOT NULL,
  h0 INTEGER NOT NULL DEFAULT 0, h1 INTEGER NOT NULL DEFAULT 0, h2 INTEGER NOT NULL DEFAULT 0,
  h3 INTEGER NOT NULL DEFAULT 0, h4 INTEGER NOT NULL DEFAULT 0, h5 INTEGER NOT NULL DEFAULT 0,
  h6 INTEGER NOT NULL DEFAULT 0, h7 INTEGER NOT NULL DEFAULT 0, h8 INTEGER NOT NULL DEFAULT 0,
  h9 INTEGER NOT NULL DEFAULT 0, h10 INTEGER NOT NULL DEFAULT 0, h11 INTEGER NOT NULL DEFAULT 0,
  h12 INTEGER NOT NULL DEFAULT 0, h13 INTEGER NOT NULL DEFAULT 0, h14 INTEGER NOT NULL DEFAULT 0,
  h15 INTEGER NOT NULL DEFAULT 0, h16 INTEGER NOT NULL DEFAULT 0, h17 INTEGER NOT NULL DEFAULT 0,
  h18 INTEGER NOT NULL DEFAULT 0, h19 INTEGER NOT NULL DEFAULT 0, h20 INTEGER NOT NULL DEFAULT 0,
  h21 INTEGER NOT NULL DEFAULT 0, h22 INTEGER NOT NULL DEFAULT 0, h23 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, unit, contact_class, channel, call_type)                               -- contact_tallies
) STRICT, WITHOUT ROWID;

CREATE TABLE reason_tally (
  day INTEGER NOT NULL, unit TEXT NOT NULL, contact_class INTEGER NOT NULL,
  reason BLOB NOT NULL,  -- keyed hash of its code
  count INTEGER NOT NULL,
  PRIMARY KEY (day, unit, contact_class, reason)                                           -- reason_tallies
) STRICT, WITHOUT ROWID;

-- One row a case, and one for each that was erased, under an id that is no case's.
CREATE TABLE case_fact (
  day INTEGER NOT NULL, case_id BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (day, case_id)                                                               -- case_facts
) STRICT, WITHOUT ROWID;

)sql"};

}  // namespace hotline::store_sqlite
