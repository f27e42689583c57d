#include "private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace hotline::ctl {
namespace {

bool write_synced(const std::filesystem::path& path, std::string_view text) {
  ::unlink(path.c_str());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool whole = true;
  while (whole && !text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    whole = written > 0;
    if (whole) text.remove_prefix(static_cast<std::size_t>(written));
  }
  whole = whole && ::fsync(fd) == 0;
  return ::close(fd) == 0 && whole;
}

/// So that the name, too, is there after a power failure.
bool sync_directory(const std::filesystem::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  return ::close(fd) == 0 && synced;
}

/// What is missing of the path, for its owner alone, as the XDG base directories are.
void make_private(const std::filesystem::path& directory) {
  std::error_code ignored;
  if (directory.empty() || std::filesystem::exists(directory, ignored)) return;
  make_private(directory.parent_path());
  ::mkdir(directory.c_str(), 0700);
}

}  // namespace

std::filesystem::path state_directory() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && *state == '/') return std::filesystem::path(state) / "hotlinectl";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : ".") / ".local" / "state" / "hotlinectl";
}

bool replace_private(const std::filesystem::path& path, std::string_view text) {
  const auto directory = path.parent_path();
  make_private(directory);
  const auto beside = path.string() + "." + std::to_string(::getpid());
  if (write_synced(beside, text) && ::rename(beside.c_str(), path.c_str()) == 0)
    return sync_directory(directory);
  ::unlink(beside.c_str());
  return false;
}

}  // namespace hotline::ctl
