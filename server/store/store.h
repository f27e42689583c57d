// The port to the database: jobs that run whole in one transaction, and the verbs they have there.
//
// Promises of every adapter:
//  * A write job that returns an error leaves nothing behind. `done` is called exactly once, after the commit
//  is
//    durable (fsync) or with the error; what it acknowledges survives a power cut. Where the commit itself
//    failed, every job of the batch gets its error, and nobody sees anything of it, but for one case: after
//    an I/O error while syncing, followed by a crash, the whole batch may be found at the next start. So
//    retries need a request_id.
//  * Write jobs run one at a time, in the order of their lane; the urgent lane goes first, and of any eight
//  jobs in a
//    row one is a normal one and one an access entry, where such wait. Many jobs share one commit.
//  * A read job sees one consistent state, at least as new as every write acknowledged before it was
//  submitted.
//  * A verb that returns Result fails only as its comment says, or with:
//      unavailable        store_full     no space on the disk: nothing was written
//      unavailable        store_io       the disk reported an error
//      unavailable        store_locked   another program holds a lock on the file
//      unavailable        store_no_memory
//      data_loss          store_damaged  the file cannot be read as it was written: call the operator of the
//      machine deadline_exceeded  read_too_long  a read job went on for longer than Limits::read_max
//    After such an error the transaction may be no more; the job gets that error even if it returns success.
//  * Jobs and `done` run on the adapter's threads: they must not block and must not throw. Job and `done` of
//  one
//    request run on the same thread, the job first; a job is destroyed before its `done` is called.
//
// Queues are bounded (`Limits`): a full lane answers resource_exhausted store_busy, a stopping store
// unavailable store_stopping; these two are called back at once, on the caller's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "store/rows.h"

namespace hotline::store {

/// Which rows of a list somebody may see, by unit. `all`: no limit (the helpline).
struct Scope {
  bool all = false;
  std::vector<std::string> units;  // UnitKey::text(), sorted
};

/// Lists are read in pages. `after` is the key of the last row seen, as the adapter made it (24 to 40 bytes;
/// the time and the id of that row); empty for the first. It may come back from outside: one that is
/// malformed is invalid_argument page_token_invalid, a forged one only starts the list elsewhere. Rows that
/// come or go between two pages make no other row appear twice or be left out; in the queue, a row whose
/// place changes may.
struct Page {
  std::uint32_t size_max = 50;
  std::string after;
};
template <class Row>
struct Rows {
  std::vector<Row> rows;
  std::string after;  // empty: there is no more
};

struct CaseFilter {
  Scope scope;                          // by responsible, receiving or past unit
  std::vector<std::uint32_t> statuses;  // empty: every
  // Set: next_due before this instant, and not closed; the longest overdue first; by responsible or receiving
  // unit alone, for a past unit has nothing to do any more.
  std::optional<Time> overdue_at;
  bool prominent_only = false;
  bool emergency_only = false;
  bool without_due = false;  // no next_due: nothing runs in it
};

struct ContactFilter {
  Scope scope;                          // by recording unit
  std::optional<PersonId> recorded_by;  // set: only theirs
  std::optional<Time> from, to;         // received_at in [from, to)
  std::uint32_t contact_class = 0;      // 0: every
};

/// Contacts of one class, counted by spans of time.
struct ContactCounts {
  std::uint32_t contact_class = 0;
  std::vector<std::uint32_t> counts;  // one a span
};

struct AccessFilter {
  std::optional<CaseId> case_id;
  std::optional<PersonId> person;
  std::optional<Time> from, to;
};

/// A case that appeared in, changed in, or left the queues of a scope.
struct QueueChange {
  CaseRow row;
  bool in_queue = false;  // false: it left
  std::uint64_t at =
      0;  // log index of the change: the cursor to go on from. Not row.changed, which may be later
};

/// What can be asked inside a transaction. Absent rows are std::nullopt, never an error.
class Reader {
 public:
  virtual ~Reader() = default;

  // The log.
  virtual Result<std::uint64_t> log_size() = 0;
  /// Entries [from, to) in log order, through `each`; stops early when it returns an error, and returns that.
  virtual Result<> entries(std::uint64_t from, std::uint64_t to,
                           const std::function<Result<>(const Entry&)>& each) = 0;
  /// A part of one stream.
  virtual Result<std::vector<Entry>> entries_of(const evidence::StreamId& stream, std::uint64_t from_sequence,
                                                std::uint32_t count_max) = 0;
  /// One stream from there to its end, through `each`; stops early when it returns an error, and returns
  /// that.
  virtual Result<> each_of(const evidence::StreamId& stream, std::uint64_t from_sequence,
                           const std::function<Result<>(const Entry&)>& each) = 0;
  /// The last stream_sequence; 0 for a stream without entries.
  virtual Result<std::uint64_t> stream_size(const evidence::StreamId& stream) = 0;
  virtual Result<std::vector<Hash32>> leaf_hashes(std::uint64_t from, std::uint64_t to) = 0;
  virtual Result<std::optional<Hash32>> tree_node(std::uint32_t level, std::uint64_t index) = 0;
  virtual Result<std::optional<std::string>> subject_key(const evidence::StreamId& subject) = 0;

  // Cases and queues.
  virtual Result<std::optional<CaseRow>> case_row(const CaseId& id) = 0;
  /// Newest received first (or as CaseFilter says).
  virtual Result<Rows<CaseRow>> cases(const CaseFilter& filter, const Page& page) = 0;
  /// Emergencies first, then the earliest due, then the longest waiting.
  virtual Result<Rows<CaseRow>> queue(const Scope& scope, const Page& page) = 0;
  /// The cases of a scope that changed after the log index `after`, in order of QueueChange::at, each once:
  /// those that a unit of the scope is responsible for, receives or has in its queue, at their newest change;
  /// and those that it had (past_units) and no unit of the scope has now, at PastUnitRow::left. To follow a
  /// queue: read queue() and log_size() in one job, begin with after = log_size() - 1 (0 for an empty log),
  /// go on from the last `at`. Changes at one log index are never parted, so more than `count_max` may come;
  /// an empty answer means that there are none.
  virtual Result<std::vector<QueueChange>> queue_changes(const Scope& scope, std::uint64_t after,
                                                         std::uint32_t count_max) = 0;
  virtual Result<std::optional<CaseRow>> case_of_number(std::string_view number) = 0;
  /// Newest recorded first (order of ids); those from before `before`, where it is given.
  virtual Result<std::vector<CaseRow>> similar_cases(const Hash16& similar, std::uint32_t count_max,
                                                     const std::optional<CaseId>& before = {}) = 0;
  /// The earliest next_step of all rows.
  virtual Result<std::optional<Time>> next_step() = 0;
  /// Cases whose next_step is not after `until`, the earliest first.
  virtual Result<std::vector<CaseId>> steps_due(Time until, std::uint32_t count_max) = 0;
  /// Those on the call list, the longest there first.
  virtual Result<Rows<CaseRow>> calls(const Page& page) = 0;
  /// Those with a claim_since, the longest waiting first.
  virtual Result<Rows<CaseRow>> claims(const Page& page) = 0;
  virtual Result<std::vector<PastUnitRow>> past_units(const CaseId& id) = 0;
  /// The greatest n of the numbers `prefix` n, n in decimal. Reads them all: for the start and the turn of a
  /// year.
  virtual Result<std::optional<std::uint64_t>> last_case_number(std::string_view prefix) = 0;

  // Contacts, newest received first.
  virtual Result<std::optional<ContactRow>> contact(const ContactId& id) = 0;
  virtual Result<Rows<ContactRow>> contacts(const ContactFilter& filter, const Page& page) = 0;
  /// Newest recorded first (order of ids); those from before `before`, where it is given.
  virtual Result<std::vector<ContactRow>> contacts_of_number(const Hash16& number, std::uint32_t count_max,
                                                             const std::optional<ContactId>& before = {}) = 0;
  /// How many were received from each of `bounds` (rising, two or more) to the next, by class, in all units;
  /// a class without any may be absent. Reads an index, of no more than that time.
  virtual Result<std::vector<ContactCounts>> contact_counts(std::span<const Time> bounds) = 0;

  // What statistics are counted from, of the days [from, to), in the order of the days. No other verb within
  // `each`.
  virtual Result<> contact_tallies(std::int32_t from, std::int32_t to,
                                   const std::function<void(const ContactTally&)>& each) = 0;
  virtual Result<> reason_tallies(std::int32_t from, std::int32_t to,
                                  const std::function<void(const ReasonTally&)>& each) = 0;
  virtual Result<> case_facts(std::int32_t from, std::int32_t to,
                              const std::function<void(const CaseFactRow&)>& each) = 0;
  /// Every restricted case, by id.
  virtual Result<std::vector<CaseId>> restricted_cases() = 0;

  /// Reports that somebody touched and whose first day is of [from, to), by that day, duty and unit. No other
  /// verb within `each`.
  virtual Result<> report_rows(std::int32_t from, std::int32_t to,
                               const std::function<void(const ReportRow&)>& each) = 0;

  // Reads, newest first.
  virtual Result<Rows<AccessRow>> accesses(const AccessFilter& filter, const Page& page) = 0;

  // Everything else; small tables are read whole.
  virtual Result<std::optional<AnswerRow>> answer(const Hash16& key) = 0;
  virtual Result<std::vector<PersonRow>> people() = 0;
  virtual Result<std::vector<SessionRow>> sessions() = 0;
  virtual Result<std::vector<UnitRow>> units() = 0;
  virtual Result<std::vector<DelegationRow>> delegations() = 0;
  virtual Result<std::vector<DutyRow>> duties() = 0;
  virtual Result<std::optional<DraftRow>> draft(const IdBytes& id) = 0;
  virtual Result<std::optional<DraftRow>> draft_of_call(const Hash16& call) = 0;
  /// Newest first; of one owner, or of all these units.
  virtual Result<Rows<DraftRow>> drafts(std::optional<PersonId> owner, std::span<const std::string> units,
                                        const Page& page) = 0;
  /// How many of a person's drafts are of the kind `typed`.
  virtual Result<std::uint64_t> typed_drafts(PersonId owner) = 0;
  /// Of those of this kind that were last changed before `at`, the `count_max` that were left first.
  virtual Result<std::vector<DraftRow>> drafts_left_before(DraftKind kind, Time at,
                                                           std::uint32_t count_max) = 0;
  virtual Result<std::uint64_t> count_drafts_left_before(DraftKind kind, Time at) = 0;
  // Messages that leave the service.
  virtual Result<std::optional<MessageRow>> message(const MessageId& id) = 0;
  /// Waiting ones of a channel whose next_try has come, the earliest first.
  virtual Result<std::vector<MessageRow>> due_messages(std::uint32_t channel, Time now,
                                                       std::uint32_t count_max) = 0;
  /// Those that were given up, newest created first, of all units.
  virtual Result<Rows<MessageRow>> dead_messages(const Page& page) = 0;
  /// Reads the index of those that wait and of those that were given up.
  virtual Result<MessageCounts> message_counts() = 0;
  virtual Result<std::optional<DutyLinkRow>> duty_link(const Hash32& token) = 0;
  /// Whether a link to this referral was revoked.
  virtual Result<bool> revoked_duty_links(const ReferralId& referral) = 0;
  /// Named blobs: "vault", "instance", "demo", "recovery", "disk_tried", "clock_rules",
  /// "deadlines_kept", "calendar_kept", "statistics", "reports", "units_before", "telephones_since",
  /// "units_change", "units_revived", "units_day", "clock_doubted".
  virtual Result<std::optional<std::string>> blob(std::string_view name) = 0;
};

/// What can be changed inside a write job. `put` inserts or replaces by the row's key.
class Writer : public Reader {
 public:
  /// log_index must be log_size(), stream_sequence stream_size() + 1: anything else is a broken invariant.
  virtual Result<> append(const Entry& entry) = 0;
  /// Empties sealed parts; header and hashes stay. The only change an entry ever sees.
  virtual Result<> erase_parts(const evidence::StreamId& stream, std::uint32_t part_mask) = 0;
  virtual Result<> put(const TreeNode& node) = 0;
  virtual Result<> put(const SubjectKeyRow& row) = 0;
  /// Recorded, as erase_parts is, so that a restore from an older backup erases it again.
  virtual Result<> erase_subject_key(const evidence::StreamId& subject) = 0;
  /// The projections of every subject whose keys were ever erased: once after the last of them.
  virtual Result<> erase_rows_without_keys() = 0;
  virtual Result<> put(const CaseRow& row) = 0;
  virtual Result<> put(const PastUnitRow& row) = 0;
  virtual Result<> put(const ContactRow& row) = 0;
  virtual Result<> put(const AccessRow& row) = 0;
  /// One more of this kind in this hour, or one less where `by` is -1.
  virtual Result<> count_contact(const ContactTally& kind, std::uint32_t hour, std::int32_t by) = 0;
  /// The same of a reason; its own count is not looked at.
  virtual Result<> count_reason(const ReasonTally& kind, std::int32_t by) = 0;
  virtual Result<> put(const CaseFactRow& row) = 0;
  virtual Result<> put(const ReportRow& row) = 0;
  /// already_exists answer_exists where the key is taken.
  virtual Result<> insert(const AnswerRow& row) = 0;
  /// Of the `count_max` oldest, those from before `at`.
  virtual Result<> erase_answers_before(Time at, std::uint32_t count_max) = 0;
  /// already_exists login_taken where another person has the login.
  virtual Result<> put(const PersonRow& row) = 0;
  virtual Result<> put(const SessionRow& row) = 0;
  virtual Result<> erase_session(const Hash32& token) = 0;
  virtual Result<> replace_units(std::span<const UnitRow> rows) = 0;
  virtual Result<> put(const UnitRow& row) = 0;
  virtual Result<> put(const DelegationRow& row) = 0;
  virtual Result<> put(const DutyRow& row) = 0;
  virtual Result<> put(const DraftRow& row) = 0;
  virtual Result<> erase_draft(const IdBytes& id) = 0;
  /// The same; what stood in it leaves the files before the next batch, as what had a subject's key does.
  virtual Result<> erase_left_draft(const IdBytes& id) = 0;
  virtual Result<> put(const MessageRow& row) = 0;
  /// Of the `count_max` of this state that ended first, those from before `at`.
  virtual Result<> erase_messages_ended_before(MessageState state, Time at, std::uint32_t count_max) = 0;
  virtual Result<> put(const DutyLinkRow& row) = 0;
  virtual Result<> revoke_duty_links(const ReferralId& referral) = 0;
  /// Of those that expired before `at`, the `count_max` that expired first; but no revoked one while its
  /// referral waits.
  virtual Result<> erase_duty_links_expired_before(Time at, std::uint32_t count_max) = 0;
  virtual Result<> put_blob(std::string_view name, std::string_view value) = 0;
  /// Throws away every projection (cases, past units, contacts, accesses, reports, what statistics count);
  /// for a rebuild in the same job.
  virtual Result<> clear_projections() = 0;
  /// Only what statistics count.
  virtual Result<> clear_statistics() = 0;
  /// Only those of reports that offices owe.
  virtual Result<> clear_reports() = 0;
};

enum class Lane : std::uint8_t { urgent, normal, access };

struct Limits {
  std::uint32_t urgent_jobs_max = 1024;
  std::uint32_t normal_jobs_max = 4096;
  std::uint32_t access_jobs_max = 4096;
  std::uint32_t jobs_per_commit_max = 256;
  std::uint32_t read_jobs_max = 1024;
  std::uint32_t readers = 2;
  Duration read_max{2000};  // then deadline_exceeded read_too_long
};

using WriteJob = std::move_only_function<Result<>(Writer&)>;
using ReadJob = std::move_only_function<Result<>(Reader&)>;
using Done = std::move_only_function<void(Result<>)>;

/// Told on the writer thread around a batch: what is kept in memory beside the database (the Merkle tree)
/// follows it.
class BatchObserver {
 public:
  virtual ~BatchObserver() = default;
  virtual void savepoint() = 0;     // before each job
  virtual void rollback_job() = 0;  // the job failed: back to its savepoint
  virtual void rollback_all() = 0;  // the batch failed: back to the last commit
  virtual void committed() = 0;     // durable, before the `done`s are called
};

struct Health {
  std::uint64_t file_bytes = 0, wal_bytes = 0;
  std::uint64_t commits = 0, jobs = 0, failed_commits = 0;
  bool failing = false;  // from a write that failed on the disk until a commit that changes something
  std::uint32_t urgent_waiting = 0, normal_waiting = 0, access_waiting = 0, reads_waiting = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  virtual void observe(BatchObserver* observer) = 0;  // before the first write job
  virtual void write(Lane lane, WriteJob job, Done done) = 0;
  virtual void read(ReadJob job, Done done) = 0;
  virtual Health health() = 0;
  /// Runs what is queued, refuses what comes after, checkpoints, closes. Returns when all threads have ended.
  virtual void stop() = 0;

  /// For start-up, commands and tests: waits for the job. Never on an adapter's thread.
  Result<> write_and_wait(WriteJob job, Lane lane = Lane::normal);
  Result<> read_and_wait(ReadJob job);
};

}  // namespace hotline::store
