// The structure of the database, step by step. Ids and hashes are blobs, times are milliseconds since 1970
// UTC, units are UnitKey::text(). Every index answers a verb of the port that is named beside it; each costs
// every intake time, so there are no others.
#include <array>

#include "store_sqlite/migrations.h"
#include "store_sqlite/schema_drafts.h"
#include "store_sqlite/schema_duty_claims.h"
#include "store_sqlite/schema_duty_links.h"
#include "store_sqlite/schema_ladder.h"
#include "store_sqlite/schema_messages.h"
#include "store_sqlite/schema_reports.h"
#include "store_sqlite/schema_restricted.h"
#include "store_sqlite/schema_statistics.h"

namespace hotline::store_sqlite {
namespace {

constexpr Migration first = {1, "first", R"sql(

-- Truth: the log and the keys. ---------------------------------------------------------------------------------------

CREATE TABLE entry (
  log_index       INTEGER PRIMARY KEY,
  stream_kind     INTEGER NOT NULL,
  stream_id       BLOB NOT NULL,
  stream_sequence INTEGER NOT NULL,
  leaf_hash       BLOB NOT NULL,
  header          BLOB NOT NULL,
  part_0          BLOB,   -- absent or erased: NULL
  part_1          BLOB,
  part_2          BLOB
) STRICT;
CREATE UNIQUE INDEX entry_stream ON entry (stream_id, stream_kind, stream_sequence);

CREATE TABLE tree_node (
  level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_key (
  subject_id BLOB NOT NULL, subject_kind INTEGER NOT NULL, wrapped BLOB NOT NULL,
  PRIMARY KEY (subject_id, subject_kind)
) STRICT, WITHOUT ROWID;

-- What was erased, in order: a restore from an older backup erases it again.
CREATE TABLE erasure (
  ordinal      INTEGER PRIMARY KEY,
  subject_kind INTEGER NOT NULL,
  subject_id   BLOB NOT NULL,
  parts        INTEGER NOT NULL,  -- sealed parts, bit 0 to 2
  key_too      INTEGER NOT NULL,  -- the wrapped keys of the subject as well
  log_size     INTEGER NOT NULL   -- entries that came later are not meant
) STRICT;

-- Projections: made from the log, thrown away and rebuilt at will. ---------------------------------------------------

CREATE TABLE case_row (
  case_id          BLOB PRIMARY KEY,
  number           TEXT NOT NULL,
  status           INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  responsible_unit TEXT NOT NULL,
  receiving_unit   TEXT NOT NULL,
  referral_id      BLOB NOT NULL,
  proof_level      INTEGER NOT NULL,
  calm             INTEGER NOT NULL,  -- 0: emergency; sorts first
  restricted       INTEGER NOT NULL,
  prominent        INTEGER NOT NULL,
  risk             INTEGER NOT NULL,
  received_at      INTEGER NOT NULL,
  due              INTEGER NOT NULL,  -- nothing due: 9223372036854775807; sorts last
  due_kind         INTEGER NOT NULL,
  queue_unit       TEXT NOT NULL,
  author           BLOB NOT NULL,
  similar          BLOB,
  changed          INTEGER NOT NULL,
  sealed_summary   BLOB NOT NULL,
  list             INTEGER NOT NULL AS (status + 16 * prominent) STORED  -- list_of() in case_rows.h
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX case_number ON case_row (number);                                    -- last_case_number
CREATE INDEX case_list ON case_row (list, received_at, case_id);                                   -- cases, all units
CREATE INDEX case_due ON case_row (due, case_id, status, responsible_unit, receiving_unit)
  WHERE due < 9223372036854775807;                                                       -- cases, overdue
CREATE INDEX case_queue ON case_row (queue_unit, calm, due, received_at, case_id) WHERE queue_unit <> '';    -- queue
CREATE INDEX case_queue_all ON case_row (calm, due, received_at, case_id) WHERE queue_unit <> '';  -- queue, all units
CREATE INDEX case_changed ON case_row (changed, case_id, queue_unit, responsible_unit, receiving_unit);  -- queue_changes
CREATE INDEX case_similar ON case_row (similar) WHERE similar IS NOT NULL;  -- similar_cases

CREATE TABLE past_unit (
  case_id BLOB NOT NULL, unit TEXT NOT NULL, up_to_version INTEGER NOT NULL, left_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_unit_left ON past_unit (left_at, unit);                                -- queue_changes

-- One row for each unit that may see a case (responsible, receiving, past), kept by put(CaseRow) and put(PastUnitRow):
-- a list of a few hundred units reads the newest of each, whatever the number of cases.
CREATE TABLE case_sight (
  unit TEXT NOT NULL, list INTEGER NOT NULL, received_at INTEGER NOT NULL, case_id BLOB NOT NULL,
  PRIMARY KEY (unit, list, received_at, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_row (
  contact_id    BLOB PRIMARY KEY,
  case_id       BLOB NOT NULL,
  stream_kind   INTEGER NOT NULL,
  stream_id     BLOB NOT NULL,
  received_at   INTEGER NOT NULL,
  recorded_by   BLOB NOT NULL,
  unit          TEXT NOT NULL,
  channel       INTEGER NOT NULL,
  call_type     INTEGER NOT NULL,
  contact_class INTEGER NOT NULL,
  number        BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_all ON contact_row (contact_class, received_at, contact_id);                -- contacts
CREATE INDEX contact_unit ON contact_row (unit, contact_class, received_at, contact_id);         -- contacts
CREATE INDEX contact_person ON contact_row (recorded_by, contact_class, received_at, contact_id, unit);
CREATE INDEX contact_number ON contact_row (number) WHERE number IS NOT NULL;

CREATE TABLE access_row (
  at INTEGER NOT NULL, place INTEGER NOT NULL,  -- log index * 256 + position among the rows of the entry
  case_id BLOB NOT NULL, person BLOB NOT NULL,
  PRIMARY KEY (at, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_case ON access_row (case_id, at, place, person);                             -- accesses
CREATE INDEX access_person ON access_row (person, at, place);                                    -- accesses

-- Neither: what the service needs to run. ----------------------------------------------------------------------------

CREATE TABLE answer (
  ordinal INTEGER PRIMARY KEY,  -- in order of time: the oldest are erased first
  key BLOB NOT NULL UNIQUE, digest BLOB NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT;

CREATE TABLE person (
  person BLOB PRIMARY KEY, login BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token BLOB PRIMARY KEY, session BLOB NOT NULL, person BLOB NOT NULL,
  started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
  unit TEXT PRIMARY KEY, csv TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delegation (
  id BLOB PRIMARY KEY, unit TEXT NOT NULL, chairman BLOB NOT NULL, deputy BLOB NOT NULL,
  from_time INTEGER NOT NULL, until_time INTEGER NOT NULL, revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id BLOB PRIMARY KEY, owner BLOB NOT NULL, unit TEXT NOT NULL, updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL, call BLOB, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_owner ON draft (owner, updated_at, id);                                       -- drafts
CREATE INDEX draft_unit ON draft (unit, updated_at, id);                                         -- drafts
CREATE UNIQUE INDEX draft_call ON draft (call) WHERE call IS NOT NULL;                                     -- draft_of_call

CREATE TABLE named_blob (
  name TEXT PRIMARY KEY, value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row in a copy made by backup(): when, and how long the log was. None in the database that the service runs on.
CREATE TABLE copy_mark (
  taken_at INTEGER NOT NULL, log_size INTEGER NOT NULL
) STRICT;

)sql"};

constexpr std::array all = {first,       messages, ladder,     duty_links, statistics,
                            duty_claims, reports,  restricted, left_drafts};

}  // namespace

std::span<const Migration> all_migrations() { return all; }

}  // namespace hotline::store_sqlite
