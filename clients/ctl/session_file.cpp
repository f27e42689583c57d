#include "session_file.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "private_file.h"

namespace hotline::ctl {
std::filesystem::path session_file() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config && *config == '/') return std::filesystem::path(config) / "hotlinectl" / "session";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : ".") / ".config" / "hotlinectl" / "session";
}

std::optional<SavedSession> load_session() {
  struct stat info{};
  if (::stat(session_file().c_str(), &info) != 0 || (info.st_mode & 077) != 0) return std::nullopt;
  std::ifstream in(session_file());
  SavedSession out;
  for (std::string line; std::getline(in, line);) {
    const auto space = line.find(' ');
    if (space == std::string::npos) continue;
    const auto key = line.substr(0, space);
    if (key == "server") out.server = line.substr(space + 1);
    if (key == "ca-file") out.ca_file = line.substr(space + 1);
    if (key == "token") out.token = line.substr(space + 1);
    if (key == "person") out.person = line.substr(space + 1);
  }
  return out;
}

bool save_session(const SavedSession& session) {
  std::string text = "server " + session.server + "\n";
  if (!session.ca_file.empty()) text += "ca-file " + session.ca_file + "\n";
  if (!session.token.empty()) text += "token " + session.token + "\n";
  if (!session.person.empty()) text += "person " + session.person + "\n";
  return replace_private(session_file(), text);
}

}  // namespace hotline::ctl
