// What verification found wrong first: which entry, and what about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/status.h"
#include "evidence/stream.h"

namespace hotline::evidence {

enum class Fault : std::uint8_t {
  header_malformed,  // not a header that this service can have written
  header_changed,    // the header does not have the stored leaf hash
  entry_missing,     // the log goes on with a later entry
  entry_repeated,    // an entry that was already there, or an earlier one
  sequence_broken,   // the next entry of its stream has not the next number
  part_changed,      // the sealed bytes do not have the hash in the header
  part_missing,      // the header names a part that is not there, and nobody says why
  part_unexpected,   // a part that the header does not name
  node_changed,      // a stored node of the tree is not the one over these entries
  root_differs,  // entries and their hashes fit each other, but not the signed checkpoint: history rewritten
  tail_cut,      // a signed checkpoint knows more entries than there are
  checkpoint_malformed,  // not a checkpoint
  checkpoint_foreign,    // not signed, or signed by another key
  checkpoint_forged,     // a false signature, or a changed checkpoint
  proof_wrong,           // the entry is not proved to be in the tree of the checkpoint
  stream_foreign,        // an entry of another stream in the export of one
  export_malformed,      // not an export that this service can have written
  key_wrong,             // the key that an export has for a part does not open it
};
inline constexpr auto last_fault = Fault::key_wrong;

/// "part_changed": stable, for programs.
std::string_view name(Fault fault);
/// A sentence for people.
Text text(Fault fault);

struct Finding {
  Fault fault;
  /// The first wrong entry; for a fault of a node, a root or a checkpoint the first entry that may be wrong.
  std::uint64_t first = 0;
  /// The last entry that may be wrong; the same as `first` when the entry is known exactly.
  std::uint64_t last = 0;
  std::optional<Part> part = std::nullopt;

  bool operator==(const Finding&) const = default;
};

/// The finding that an error of CheckpointVerifier::open stands for.
Fault checkpoint_fault(const Error& error);

/// The same as data_loss, reason = name(fault), with the field "entries[1234]" or "entries[1234].informant".
Error to_error(const Finding& finding);

}  // namespace hotline::evidence
