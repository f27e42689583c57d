// The whole log of a database against its own hashes, its stored tree and the checkpoints that were signed
// over it: what `verify` is for, and what `restore` does before it says that a copy is back.
//
// Promises: changes nothing; needs no secret; a part may be missing only where an erasure took it. What is
// wrong is said on standard error, the first entry by its number.
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <span>

#include "evidence/verifier.h"
#include "store/store.h"
#include "store_sqlite/backup.h"

namespace hotline::app {

struct CheckedLog {
  evidence::VerifiedLog log;
  std::size_t checkpoints = 0;
};

/// Against every checkpoint of the directory; against none where it is empty. Else the exit code.
std::expected<CheckedLog, int> check_log(store::Store& store, evidence::CheckpointVerifier key,
                                         std::span<const store_sqlite::Erasure> erasures,
                                         const std::filesystem::path& checkpoints);

}  // namespace hotline::app
