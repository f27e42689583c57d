// Files that hold keys, outside the database. The only I/O of this module.
//
// Promise: a file appears whole and durable under its name, or not at all (written beside it, synced, put in
// place, directory synced), always with mode 0600. Reading refuses a file that others could have read or
// replaced: it must be a regular file, owned by the user of this process, with no permission for group or
// others and not executable.
//
// Errors: key_file_missing (not_found), key_file_exists (already_exists), key_file_mode, key_file_owner,
// key_file_kind (failed_precondition), key_file_too_large (data_loss), key_file_unreadable,
// key_file_unwritable (unavailable; also when the disk is full). Safe from any thread, as far as the file
// system is.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/status.h"

namespace hotline::evidence {

inline constexpr std::size_t key_file_max_bytes = 4096;

/// Never overwrites: an existing file of that name, also a dangling link, is key_file_exists.
Result<> create_key_file(const std::filesystem::path& path, std::string_view content);

/// Overwrites in one step: a reader, also after a power cut, finds the old file or the new one.
Result<> replace_key_file(const std::filesystem::path& path, std::string_view content);

/// The last step of a rotation: `next`, made by create_key_file, takes the place of `path`.
Result<> promote_key_file(const std::filesystem::path& next, const std::filesystem::path& path);

/// Reads into the caller's memory, so that no copy of a secret stays behind; returns the length.
Result<std::size_t> read_key_file(const std::filesystem::path& path, std::span<std::uint8_t> into);

}  // namespace hotline::evidence
