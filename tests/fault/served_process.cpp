#include "fault/served_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

extern char** environ;

namespace hotline::test {

ServedProcess::ServedProcess(const std::filesystem::path& directory, const std::string& more)
    : config_(directory / "hotlined.toml") {
  const std::string rules = std::string(HOTLINE_SOURCE_DIR) + "/config/";
  std::ofstream(config_) << "[rules]\ndeadlines = \"" << rules << "deadlines.toml\"\ncalendar = \"" << rules
                         << "calendar/vietnam.toml\"\nunits = \"" << rules
                         << "units/luc-nam.csv\"\n[log]\nlevel = \"error\"\n"
                         << more;
  run("init");
  const auto said = read_until("first sign-in:");
  std::istringstream rest(read_until("\n"));
  std::string login;
  rest >> login >> one_time_password_;
  wait();
}

ServedProcess::~ServedProcess() { kill(); }

int ServedProcess::run(const char* command, const char* option, const char* value) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const std::string config = config_;
  const char* const arguments[] = {HOTLINED, command, "-c", config.c_str(), option, value, nullptr};
  const int error =
      posix_spawn(&pid_, HOTLINED, &actions, nullptr, const_cast<char* const*>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  output_ = ends[0];
  return error;
}

std::string ServedProcess::read_until(const std::string& mark) {
  std::string said;
  for (char c = 0; !said.ends_with(mark) && read(output_, &c, 1) == 1;) said += c;
  return said;
}

bool ServedProcess::start() { return begin() && await_port(); }

bool ServedProcess::begin() {
  port_ = 0;
  return run("serve", "--port", "0") == 0;
}

bool ServedProcess::serves() {
  if (port_ != 0) return true;
  pollfd said{output_, POLLIN, 0};
  return poll(&said, 1, 0) == 1 && await_port();
}

bool ServedProcess::await_port() {
  const auto said = read_until("\n");
  const auto colon = said.rfind(':');
  if (!said.ends_with("\n") || colon == std::string::npos) return false;
  port_ = static_cast<std::uint16_t>(std::stoi(said.substr(colon + 1)));
  return true;
}

void ServedProcess::hang_up() { ::kill(pid_, SIGHUP); }

void ServedProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  close(output_);
  pid_ = -1;
}

int ServedProcess::verify() {
  run("verify");
  return wait();
}

int ServedProcess::check_projections() {
  run("rebuild", "--check");
  return wait();
}

int ServedProcess::stop() {
  ::kill(pid_, SIGTERM);
  return wait();
}

int ServedProcess::wait() {
  while (!read_until("\n").empty()) {
  }
  int status = 0;
  waitpid(pid_, &status, 0);
  close(output_);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace hotline::test
