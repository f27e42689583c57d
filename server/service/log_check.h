// The whole log against its own hashes, its stored tree, what was erased, and the checkpoints that were
// signed over it: the one way of `hotlined verify` and of AuditService.VerifyHistory. It is read part by
// part, so that no transaction is long.
//
// Promises: changes nothing; needs no secret; a part may be missing only where an erasure took it; what is
// wrong first is found first.
//
// Use: read what is kept, add_checkpoint() for each, then step() until done(), then finish(). In this order,
// for a checkpoint that is signed meanwhile may know more than the log had at the first step.
//
// Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/verifier.h"
#include "store/store.h"

namespace hotline::service {

/// What a log is held against besides itself. The app knows where it lies.
struct KeptProofs {
  /// A signed head of the log, outside the database.
  struct Checkpoint {
    std::string name;  // for whoever keeps the machine
    std::string note;
  };
  std::vector<Checkpoint> checkpoints;
  std::map<evidence::StreamId, std::uint32_t> erased;  // parts of a subject, bit 0 to 2
};
/// Errors: failed_precondition checkpoints_unreadable; those of the store. May take long: not on a thread
/// that others wait for.
using ReadKeptProofs = std::function<Result<KeptProofs>()>;

class LogCheck {
 public:
  LogCheck(evidence::CheckpointVerifier key, decltype(KeptProofs::erased) erased)
      : verifier_(std::move(key)), erased_(std::move(erased)) {}

  /// A note that is no checkpoint of this log is a finding.
  std::optional<evidence::Finding> add_checkpoint(std::string_view note);
  /// The next part, in a read transaction of its own. Errors: those of the store.
  Result<> step(store::Reader& db);
  /// Everything was read, or something was found.
  bool done() const { return found_ || (size_ && checked_ == *size_); }
  /// Entries of the log as the first step found it; 0 before.
  std::uint64_t size() const { return size_.value_or(0); }
  std::uint64_t checked() const { return checked_; }
  std::expected<evidence::VerifiedLog, evidence::Finding> finish() { return verifier_.finish(); }

 private:
  Result<> add_nodes(store::Reader& db);
  Result<> add_entries(store::Reader& db);
  void add(const store::Entry& entry);

  evidence::LogVerifier verifier_;
  const decltype(KeptProofs::erased) erased_;
  std::optional<evidence::Finding> found_;
  std::optional<std::uint64_t> size_;
  std::uint8_t level_ = evidence::stored_level_min;  // the next node
  std::uint64_t node_ = 0;
  std::uint64_t checked_ = 0;
};

}  // namespace hotline::service
