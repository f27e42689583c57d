// Files that this program keeps between two runs and that nobody but their owner may read: mode 0600, in a
// directory of mode 0700.
#pragma once

#include <filesystem>
#include <string_view>

namespace hotline::ctl {

/// $XDG_STATE_HOME/hotlinectl; ~/.local/state/hotlinectl without it.
std::filesystem::path state_directory();

/// The whole text or what was there before, also where the power fails; makes the directory. False where it
/// cannot be written.
bool replace_private(const std::filesystem::path& path, std::string_view text);

}  // namespace hotline::ctl
