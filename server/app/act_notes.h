// Acts of commands on the machine that the command could not write into the log itself, because the service
// held the database (`hotlined backup` beside `hotlined serve`), or should not, because no service uses that
// database yet (`hotlined restore`): the command leaves a sealed note beside the database, and the service
// takes it into the log at its next housekeeping, or at its next start.
//
// Promises: a note is durable before the act begins, is written by nobody without the keys of this
// installation, and is removed only when its entry is durable. After a power cut between the two it may be an
// entry twice, under one id. A note that these keys do not open becomes an entry that says so: somebody put
// it there.
//
// Errors: those of key files (evidence/key_file.h) and of the store. Safe from any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/status.h"
#include "service/world.h"

namespace hotline::app {

/// What a command does now, with whom or what it is about. `world` may be opened read-only.
Result<> leave_act_note(const std::filesystem::path& database, const service::World& world,
                        std::string_view what, std::string_view subject_id);

/// All notes into the log.
Result<> take_in_act_notes(const std::filesystem::path& database, service::World& world);

}  // namespace hotline::app
