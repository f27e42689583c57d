// The one log: every write, every read and every act of an administrator becomes an entry here, sealed, and a
// leaf of the Merkle tree, in the transaction that it belongs to.
//
// Promises: an entry's index is its place in commit order; the tree in memory is that of the committed log
// and follows the store's batches back where they fail; after each commit newest() can be signed.
//
// Thread rule: append() and the observer's calls on the writer thread only; newest() from any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "evidence/merkle_proof.h"
#include "evidence/merkle_tree.h"
#include "service/keyring.h"
#include "store/store.h"

namespace hotline::service {

/// Hashes for proofs, out of a transaction.
class StoredHashes final : public evidence::HashSource {
 public:
  explicit StoredHashes(store::Reader& db) : db_(db) {}
  Result<std::vector<evidence::Hash>> leaves(std::uint64_t first, std::uint64_t count) override;
  Result<evidence::Hash> node(std::uint8_t level, std::uint64_t index) override;

 private:
  store::Reader& db_;
};

/// What an entry is, for those who cannot open it. Stored numbers: never reused.
enum class EntryKind : std::uint16_t {
  case_event = 1,
  contact_event = 2,
  access = 3,
  administration = 4,
  report_event = 5
};

/// An entry to be: its content in the clear, one text a part; an empty text is no part.
struct Draft {
  evidence::StreamId stream;
  EntryKind kind{};
  PersonId actor;     // zero: a command on the machine
  SessionId session;  // zero: none
  Time recorded_at{};
  std::array<std::string, evidence::part_count> parts;
};

struct Head {
  std::uint64_t size = 0;
  evidence::Hash root{};
};

class Ledger final : public store::BatchObserver {
 public:
  /// Restores the tree from what is stored. Errors: those of the store and of evidence::restore_tree;
  /// log_damaged.
  static Result<std::unique_ptr<Ledger>> restore(store::Reader& db, std::string case_number_prefix);

  /// Seals, hashes and stores. Returns the entry's index in the log.
  Result<std::uint64_t> append(store::Writer& db, const evidence::SubjectKeys& keys, const Draft& draft,
                               std::uint64_t stream_sequence);
  /// The next sequence of a stream that many entries share; remembered, so that the database is asked once.
  Result<std::uint64_t> next_sequence(store::Reader& db, const evidence::StreamId& stream);
  /// "LN-2026-000147": prefix, year, a number that counts up within the year.
  Result<std::string> next_case_number(store::Reader& db, int year);

  const std::string& case_number_prefix() const { return prefix_; }
  /// When the newest entry was recorded that the log had as it was restored, before anything of this process
  /// was written; none in an empty log. Errors: those of the store; log_damaged.
  const Result<std::optional<Time>>& stood_at() const { return stood_at_; }

  /// The committed log.
  Head newest() const;

  void savepoint() override;
  void rollback_job() override;
  void rollback_all() override;
  void committed() override;

 private:
  explicit Ledger(std::string prefix) : prefix_(std::move(prefix)) {}

  struct State {
    evidence::TreeAppender tree;
    std::map<evidence::StreamId, std::uint64_t> sequences;  // of today's shared streams: a handful
    int year = 0;
    std::uint64_t last_number = 0;
  };

  std::string prefix_;
  Result<std::optional<Time>> stood_at_;
  State now_, job_, batch_;
  std::vector<evidence::TreeNode> completed_;
  std::string sealed_;
  mutable std::mutex head_guard_;
  Head head_;
};

}  // namespace hotline::service
