// What the store keeps, one struct a table. Truth is `Entry` and `SubjectKeyRow` alone; everything that
// speaks of a case or a contact besides is a projection: written in the same transaction, thrown away and
// rebuilt at will.
//
// Nothing here is personal data in the clear: content is sealed, telephone numbers and places of look-ups are
// keyed hashes. The list of plain columns, each with its reason, stands in server/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "evidence/stream.h"

namespace hotline::store {

using Hash16 = std::array<std::uint8_t, 16>;
using Hash32 = std::array<std::uint8_t, 32>;

/// One leaf of the log. Written once; only the sealed parts may ever go away (erasure), the header and hashes
/// stay.
struct Entry {
  std::uint64_t log_index = 0;  // 0, 1, 2, … without a gap, in commit order
  evidence::StreamId stream;
  std::uint64_t stream_sequence = 0;  // 1, 2, 3, … within the stream
  std::string header;                 // canonical encoding (evidence/entry.h), with the hashes of the parts
  Hash32 leaf_hash{};
  std::array<std::string, evidence::part_count> sealed;  // empty: the part is absent or erased
};

/// A complete subtree of the Merkle tree, 256 leaves or more.
struct TreeNode {
  std::uint32_t level = 0;
  std::uint64_t index = 0;
  Hash32 hash{};
};

/// The wrapped keys of one subject. Erasing a person's data is emptying or rewriting this row.
struct SubjectKeyRow {
  evidence::StreamId subject;
  std::string wrapped;
};

/// Projection: one case. Also its line in a queue, while it waits for somebody.
struct CaseRow {
  CaseId case_id;
  std::string number;
  std::uint32_t status = 0;       // record.v1.CaseStatus
  std::uint32_t version = 0;      // of the last act: what the service itself noted since makes no version
  std::string responsible_unit;   // UnitKey::text()
  std::string receiving_unit;     // of the referral that waits; empty without one
  ReferralId referral_id;         // of the same
  std::uint32_t proof_level = 0;  // of the newest referral
  bool emergency = false;
  bool restricted = false;
  bool prominent = false;
  std::uint32_t risk = 0;
  Time received_at{};
  std::optional<Time> next_due;  // an index of clocks(), never a truth of its own
  std::uint32_t next_due_kind = 0;
  std::optional<Time> next_step;   // an index of next_steps(): when the ladder moves next
  std::optional<Time> call_since;  // on the call list since; an index of on_call_list_since()
  std::uint32_t rung = 0;          // record.v1.LadderRung: the highest step taken for a clock that runs
  std::optional<Time> rung_at;
  std::optional<Time> claim_since;  // what an office said without an account waits since to be confirmed
  std::string queue_unit;  // whose queue it waits in: the receiving unit, the one that must route it, or the
                           // one that has yet to act on a further contact; empty: none's
  PersonId author;
  std::optional<Hash16> similar;  // keyed hash of place, age band and sex, while open
  std::uint64_t changed = 0;   // log index of the newest entry that changed this row: the cursor of watches
  std::string sealed_summary;  // record.v1.StoredCaseRow under the child key of the case

  bool operator==(const CaseRow&) const = default;
};

/// Projection: a unit that had to do with a case before, and how far it may still read.
struct PastUnitRow {
  CaseId case_id;
  std::string unit;
  std::uint32_t up_to_version = 0;  // 0: nothing; a referral to it was replaced before it answered
  std::uint64_t left = 0;           // log index at which it left the unit's sight
  bool operator==(const PastUnitRow&) const = default;
};

/// Projection: one contact.
struct ContactRow {
  ContactId contact_id;
  CaseId case_id;             // zero: none
  evidence::StreamId stream;  // where its entries lie
  Time received_at{};
  PersonId recorded_by;
  std::string unit;
  std::uint32_t channel = 0, call_type = 0, contact_class = 0;
  std::optional<Hash16> number;  // keyed hash of the caller's number
  bool operator==(const ContactRow&) const = default;
};

/// Projection: contacts counted by the office that recorded them, the day of receipt in Vietnam, and their
/// kind; one number an hour of that day. Says of no contact which it was.
struct ContactTally {
  std::int32_t day = 0;  // since 1970
  std::string unit;
  std::uint32_t contact_class = 0, channel = 0, call_type = 0;
  std::array<std::uint32_t, 24> hours{};
  bool operator==(const ContactTally&) const = default;
};

/// Projection: those of them that gave a reason; a contact may give several.
struct ReasonTally {
  std::int32_t day = 0;
  std::string unit;
  std::uint32_t contact_class = 0;
  Hash16 reason{};  // keyed hash of the code
  std::uint32_t count = 0;
  bool operator==(const ReasonTally&) const = default;
};

/// Projection: what statistics count of one case.
struct CaseFactRow {
  std::int32_t day = 0;  // of receipt: one a case
  CaseId case_id;
  std::string sealed;             // history.v1.CaseFact under the statistics key
  std::uint32_t proof_level = 0;  // only read: of the case's row
};

/// Projection: how far a report that an office owes is. None of a report that nobody touched.
struct ReportRow {
  std::int32_t first_day = 0;  // since 1970
  std::string duty, unit;      // its code, UnitKey::text()
  std::uint32_t state = 0;     // v1.ReportState
  std::uint32_t version = 0, corrections = 0;
  std::optional<Time> first_signed = {}, last_signed = {}, accepted_at = {};
  bool operator==(const ReportRow&) const = default;
};

/// Projection of access entries, for "who read what": the entry holds the rest.
struct AccessRow {
  std::uint64_t log_index = 0;
  std::uint8_t position = 0;  // among the rows of one entry, which may be about many cases
  CaseId case_id;             // zero: a search or a list
  PersonId person;
  Time at{};
  bool operator==(const AccessRow&) const = default;
};

/// The first answer to a request, for the retry after a broken line.
struct AnswerRow {
  Hash16 key{};     // keyed hash of person and request_id
  Hash32 digest{};  // of method and request
  Time at{};
  std::string sealed;
};

using MessageId = Id<struct MessageTag>;

// Stored numbers. Overtaken: nobody is to be told any more, so it is not among the undelivered.
enum class MessageState : std::uint8_t { waiting = 1, delivered = 2, dead = 3, overtaken = 4 };

/// A message that leaves the service: waiting for its turn, or ended.
struct MessageRow {
  MessageId id;  // the same in every attempt, so that a receiver knows a repetition
  Time created{};
  std::uint32_t channel = 0;  // v1.MessageChannel
  std::string unit;           // UnitKey::text() of the office that is told
  MessageState state = MessageState::waiting;
  std::uint32_t attempts = 0;  // that were begun
  Time next_try{};             // while it waits
  std::optional<Time> ended;   // once it does not
  std::uint32_t failure = 0;   // v1.MessageFailure of the last attempt
  std::string sealed;          // v1.StoredMessage under the outbox key

  bool operator==(const MessageRow&) const = default;
};

/// Of those that wait, and of those that were given up.
struct MessageCounts {
  std::uint64_t waiting = 0, dead = 0;
  std::optional<Time> oldest_waiting;  // its creation
  std::optional<Time> next_try;        // the earliest of the waiting ones
};

/// A link to one referral for the duty telephone of one office.
struct DutyLinkRow {
  Hash32 token{};  // hash of the token
  CaseId case_id;
  ReferralId referral;
  std::string unit;  // UnitKey::text()
  Time made{}, expires{};
  bool revoked = false;

  bool operator==(const DutyLinkRow&) const = default;
};

struct PersonRow {
  PersonId person;
  Hash16 login{};      // keyed hash: unique
  std::string sealed;  // the record, password hash included, under the directory key
};

struct SessionRow {
  Hash32 token{};  // hash of the token
  SessionId session;
  PersonId person;
  Time started_at{}, seen_at{}, expires_at{};
};

struct UnitRow {
  std::string unit;  // UnitKey::text()
  std::string csv;   // one line of the units file
};

struct DelegationRow {
  IdBytes id{};
  std::string unit;
  PersonId chairman, deputy;
  Time from{}, until{};
  bool revoked = false;
};

/// Who answers for an office when: a duty, a stand-in for somebody who is away, an absence.
struct DutyRow {
  IdBytes id{};
  std::string unit;
  std::uint32_t kind = 0;  // DutyEntry::Kind
  PersonId person;
  PersonId for_person;  // of a stand-in; else zero
  Time from{}, until{};
  bool revoked = false;
  bool operator==(const DutyRow&) const = default;
};

enum class DraftKind : std::uint8_t {
  typed,           // somebody typed in it, or took it over
  untouched_call,  // a telephone system made it, and nobody did either
};

struct DraftRow {
  IdBytes id{};
  PersonId owner;
  std::string unit;
  Time updated_at{};
  std::uint32_t version = 0;
  std::optional<Hash16> call;  // keyed hash of the telephone system's id of the call
  std::string sealed;

  DraftKind kind() const { return call && version == 1 ? DraftKind::untouched_call : DraftKind::typed; }
};

}  // namespace hotline::store
