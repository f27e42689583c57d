// The session between two runs of this program: $XDG_CONFIG_HOME/hotlinectl/session (~/.config without it),
// mode 0600 in a directory of mode 0700. Four lines: "server URL", "ca-file FILE", "token TOKEN",
// "person ID". It holds no password.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace hotline::ctl {

struct SavedSession {
  std::string server;
  std::string ca_file;
  std::string token;   // empty after signing out: the server is remembered
  std::string person;  // the id of who signed in; empty in a file of before this was kept
};

std::filesystem::path session_file();
/// Nothing where there is none, or where others than its owner may read it.
std::optional<SavedSession> load_session();
/// Replaces it as one; false where the file cannot be written.
bool save_session(const SavedSession& session);

}  // namespace hotline::ctl
