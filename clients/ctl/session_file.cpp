#include "session_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace hotline::ctl {
namespace {

bool write_private(const std::filesystem::path& path, const std::string& text) {
  ::unlink(path.c_str());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool whole = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return ::close(fd) == 0 && whole;
}

}  // namespace

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
  }
  return out;
}

bool save_session(const SavedSession& session) {
  const auto path = session_file();
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path().parent_path(), ignored);
  ::mkdir(path.parent_path().c_str(), 0700);
  std::string text = "server " + session.server + "\n";
  if (!session.ca_file.empty()) text += "ca-file " + session.ca_file + "\n";
  if (!session.token.empty()) text += "token " + session.token + "\n";
  const auto beside = path.string() + "." + std::to_string(::getpid());
  return write_private(beside, text) && ::rename(beside.c_str(), path.c_str()) == 0;
}

}  // namespace hotline::ctl
