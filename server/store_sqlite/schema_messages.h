// The outbox: messages that leave the service, written in the transaction of what caused them.
#pragma once

#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {

inline constexpr Migration messages = {2, "messages", R"sql(

CREATE TABLE message (
  id       BLOB PRIMARY KEY,
  created  INTEGER NOT NULL,
  channel  INTEGER NOT NULL,
  unit     TEXT NOT NULL,
  state    INTEGER NOT NULL,  -- 1 waiting, 2 delivered, 3 dead
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  ended    INTEGER,           -- waiting: NULL
  failure  INTEGER NOT NULL,
  sealed   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_due ON message (channel, next_try, id, created) WHERE state = 1;  -- due_messages, message_counts
CREATE INDEX message_dead ON message (created, id) WHERE state = 3;            -- dead_messages, message_counts
CREATE INDEX message_ended ON message (state, ended, id) WHERE ended IS NOT NULL;  -- erase_messages_ended_before

)sql"};

}  // namespace hotline::store_sqlite
