// The verbs of the port, on one connection inside one transaction. The writer hands it to jobs as a
// store::Writer, the readers as a store::Reader; begin and end of the transaction are theirs (writer.h,
// readers.h).
//
// The verbs are defined by subject: log.cpp, cases.cpp, case_lists.cpp, queue.cpp, contacts.cpp,
// accesses.cpp, people.cpp, drafts.cpp, messages.cpp,
// duty_links.cpp, statistics.cpp, reports.cpp.
#pragma once

#include <utility>

#include "store/store.h"
#include "store_sqlite/connection.h"
#include "store_sqlite/redo.h"

namespace hotline::store_sqlite {

class Transaction final : public store::Writer {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}

  /// What the current job did to the transaction.
  struct JobMarks {
    bool changed = false;
    bool erased = false;  // content that must leave the write-ahead log too
    bool savepoint = false;
    bool recorded = false;  // all its changes are in the redo
  };
  /// The job's changes can be undone by themselves: with `redo`, by undoing the whole transaction and
  /// replaying what was recorded before the job; without, by a savepoint that is opened before its first
  /// change.
  void begin_job(Redo* redo) {
    redo_ = redo;
    marks_ = {.recorded = redo != nullptr};
  }
  const JobMarks& marks() const { return marks_; }
  /// What the job changed was undone: what is remembered of it is not so any more.
  void forget_job() { next_index_.reset(); }

  Result<std::uint64_t> log_size() override;
  Result<> entries(std::uint64_t from, std::uint64_t to,
                   const std::function<Result<>(const store::Entry&)>& each) override;
  Result<std::vector<store::Entry>> entries_of(const evidence::StreamId& stream, std::uint64_t from_sequence,
                                               std::uint32_t count_max) override;
  Result<> each_of(const evidence::StreamId& stream, std::uint64_t from_sequence,
                   const std::function<Result<>(const store::Entry&)>& each) override;
  Result<std::uint64_t> stream_size(const evidence::StreamId& stream) override;
  Result<std::vector<store::Hash32>> leaf_hashes(std::uint64_t from, std::uint64_t to) override;
  Result<std::optional<store::Hash32>> tree_node(std::uint32_t level, std::uint64_t index) override;
  Result<std::optional<std::string>> subject_key(const evidence::StreamId& subject) override;

  Result<std::optional<store::CaseRow>> case_row(const CaseId& id) override;
  Result<store::Rows<store::CaseRow>> cases(const store::CaseFilter& filter,
                                            const store::Page& page) override;
  Result<store::Rows<store::CaseRow>> queue(const store::Scope& scope, const store::Page& page) override;
  Result<std::vector<store::QueueChange>> queue_changes(const store::Scope& scope, std::uint64_t after,
                                                        std::uint32_t count_max) override;
  Result<std::optional<store::CaseRow>> case_of_number(std::string_view number) override;
  Result<std::vector<store::CaseRow>> similar_cases(const store::Hash16& similar, std::uint32_t count_max,
                                                    const std::optional<CaseId>& before) override;
  Result<std::optional<Time>> next_step() override;
  Result<std::vector<CaseId>> steps_due(Time until, std::uint32_t count_max) override;
  Result<store::Rows<store::CaseRow>> calls(const store::Page& page) override;
  Result<store::Rows<store::CaseRow>> claims(const store::Page& page) override;
  Result<std::vector<store::PastUnitRow>> past_units(const CaseId& id) override;
  Result<std::optional<std::uint64_t>> last_case_number(std::string_view prefix) override;

  Result<std::optional<store::ContactRow>> contact(const ContactId& id) override;
  Result<store::Rows<store::ContactRow>> contacts(const store::ContactFilter& filter,
                                                  const store::Page& page) override;
  Result<std::vector<store::ContactCounts>> contact_counts(std::span<const Time> bounds) override;
  Result<std::vector<store::ContactRow>> contacts_of_number(const store::Hash16& number,
                                                            std::uint32_t count_max,
                                                            const std::optional<ContactId>& before) override;

  Result<> contact_tallies(std::int32_t from, std::int32_t to,
                           const std::function<void(const store::ContactTally&)>& each) override;
  Result<std::vector<CaseId>> restricted_cases() override;
  Result<> reason_tallies(std::int32_t from, std::int32_t to,
                          const std::function<void(const store::ReasonTally&)>& each) override;
  Result<> case_facts(std::int32_t from, std::int32_t to,
                      const std::function<void(const store::CaseFactRow&)>& each) override;

  Result<> report_rows(std::int32_t from, std::int32_t to,
                       const std::function<void(const store::ReportRow&)>& each) override;

  Result<store::Rows<store::AccessRow>> accesses(const store::AccessFilter& filter,
                                                 const store::Page& page) override;

  Result<std::optional<store::AnswerRow>> answer(const store::Hash16& key) override;
  Result<std::vector<store::PersonRow>> people() override;
  Result<std::vector<store::SessionRow>> sessions() override;
  Result<std::vector<store::UnitRow>> units() override;
  Result<std::vector<store::DelegationRow>> delegations() override;
  Result<std::vector<store::DutyRow>> duties() override;
  Result<std::optional<store::DraftRow>> draft(const IdBytes& id) override;
  Result<std::optional<store::DraftRow>> draft_of_call(const store::Hash16& call) override;
  Result<store::Rows<store::DraftRow>> drafts(std::optional<PersonId> owner,
                                              std::span<const std::string> units,
                                              const store::Page& page) override;
  Result<std::uint64_t> typed_drafts(PersonId owner) override;
  Result<std::vector<store::DraftRow>> drafts_left_before(store::DraftKind kind, Time at,
                                                          std::uint32_t count_max) override;
  Result<std::uint64_t> count_drafts_left_before(store::DraftKind kind, Time at) override;
  Result<std::optional<store::MessageRow>> message(const store::MessageId& id) override;
  Result<std::vector<store::MessageRow>> due_messages(std::uint32_t channel, Time now,
                                                      std::uint32_t count_max) override;
  Result<store::Rows<store::MessageRow>> dead_messages(const store::Page& page) override;
  Result<store::MessageCounts> message_counts() override;
  Result<std::optional<store::DutyLinkRow>> duty_link(const store::Hash32& token) override;
  Result<bool> revoked_duty_links(const ReferralId& referral) override;
  Result<std::optional<std::string>> blob(std::string_view name) override;

  Result<> append(const store::Entry& entry) override;
  Result<> erase_parts(const evidence::StreamId& stream, std::uint32_t part_mask) override;
  Result<> put(const store::TreeNode& node) override;
  Result<> put(const store::SubjectKeyRow& row) override;
  Result<> erase_subject_key(const evidence::StreamId& subject) override;
  Result<> erase_rows_without_keys() override;
  Result<> put(const store::CaseRow& row) override;
  Result<> put(const store::PastUnitRow& row) override;
  Result<> put(const store::ContactRow& row) override;
  Result<> put(const store::AccessRow& row) override;
  Result<> count_contact(const store::ContactTally& kind, std::uint32_t hour, std::int32_t by) override;
  Result<> count_reason(const store::ReasonTally& kind, std::int32_t by) override;
  Result<> put(const store::CaseFactRow& row) override;
  Result<> put(const store::ReportRow& row) override;
  Result<> insert(const store::AnswerRow& row) override;
  Result<> erase_answers_before(Time at, std::uint32_t count_max) override;
  Result<> put(const store::PersonRow& row) override;
  Result<> put(const store::SessionRow& row) override;
  Result<> erase_session(const store::Hash32& token) override;
  Result<> replace_units(std::span<const store::UnitRow> rows) override;
  Result<> put(const store::UnitRow& row) override;
  Result<> put(const store::DelegationRow& row) override;
  Result<> put(const store::DutyRow& row) override;
  Result<> put(const store::DraftRow& row) override;
  Result<> erase_draft(const IdBytes& id) override;
  Result<> erase_left_draft(const IdBytes& id) override;
  Result<> put(const store::MessageRow& row) override;
  Result<> erase_messages_ended_before(store::MessageState state, Time at, std::uint32_t count_max) override;
  Result<> put(const store::DutyLinkRow& row) override;
  Result<> revoke_duty_links(const ReferralId& referral) override;
  Result<> erase_duty_links_expired_before(Time at, std::uint32_t count_max) override;
  Result<> put_blob(std::string_view name, std::string_view value) override;
  Result<> clear_projections() override;
  Result<> clear_statistics() override;
  Result<> clear_reports() override;

 private:
  template <class... Values>
  Result<> change(const Query& query, const Values&... values) {
    const std::array<Value, sizeof...(Values)> bound{value_of(values)...};
    return change_bound(query, bound);
  }
  Result<> change_bound(const Query& query, std::span<const Value> values);

  /// Rows with a time of their own in an index, the earliest first.
  Result<store::Rows<store::CaseRow>> waiting(const Query& query, const store::Page& page);
  Result<> record_erasure(const evidence::StreamId& subject, std::uint32_t parts, bool key_too);
  struct SightKeys;  // under which a case stands in case_sight
  Result<> write_case(const Query& query, const store::CaseRow& row);
  Result<> move_sights(const CaseId& id, const SightKeys* before, const SightKeys& now);
  Result<> put_sights(const CaseId& id, const SightKeys& keys);
  Result<> put_sight(std::string_view unit, std::uint32_t list, Time received_at, const CaseId& id);

  Connection& connection_;
  Redo* redo_ = nullptr;
  JobMarks marks_;
  std::optional<std::uint64_t> next_index_;  // of the log, once it was asked for
};

}  // namespace hotline::store_sqlite
