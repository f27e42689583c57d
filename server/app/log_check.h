// The check of a whole log (service/log_check.h) for commands of the machine: `verify`, and what `restore`
// does before it says that a copy is back. What is wrong is said on standard error, the first entry by its
// number.
#pragma once

#include <expected>
#include <filesystem>

#include "service/log_check.h"

namespace hotline::app {

/// What was erased in this database so far, and every checkpoint of the directory by name: none where it is
/// not there. Errors: failed_precondition checkpoints_unreadable; those of opening the database.
Result<service::KeptProofs> read_kept_proofs(const std::filesystem::path& database,
                                             const std::filesystem::path& checkpoints);

/// The exit code where something is wrong.
std::expected<evidence::VerifiedLog, int> check_log(store::Store& store, evidence::CheckpointVerifier key,
                                                    const service::KeptProofs& kept);

}  // namespace hotline::app
