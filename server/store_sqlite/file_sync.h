// What SQLite does not sync for us: a file that it has closed, and the directory that holds a new name.
#pragma once

#include <filesystem>

#include "base/status.h"

namespace hotline::store_sqlite {

/// Errors of both: store_io; store_not_writable where it cannot be opened.
Result<> sync_file(const std::filesystem::path& file);
Result<> sync_directory_of(const std::filesystem::path& file);

}  // namespace hotline::store_sqlite
