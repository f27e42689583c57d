// Links for duty telephones.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration duty_links = {4, "duty_links", R"sql(

CREATE TABLE duty_link (
  token       BLOB PRIMARY KEY,  -- hash of it
  case_id     BLOB NOT NULL,
  referral_id BLOB NOT NULL,
  unit        TEXT NOT NULL,
  made        INTEGER NOT NULL,
  expires     INTEGER NOT NULL,
  revoked     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX duty_link_referral ON duty_link (referral_id);       -- revoke_duty_links
CREATE INDEX duty_link_expires ON duty_link (expires, token);     -- erase_duty_links_expired_before

)sql"};

}  // namespace hotline::store_sqlite
