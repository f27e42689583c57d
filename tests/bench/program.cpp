#include "bench/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/status.h"
#include "bench/http_load.h"

namespace hotline::bench {
namespace {

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "hotlined: %s\n", what);
  std::exit(1);
}

std::string quoted(const std::filesystem::path& path) { return "\"" + path.string() + "\"\n"; }

std::filesystem::path write_config(const app::Config& config) {
  const auto file = config.database.parent_path() / "hotlined.toml";
  std::ofstream(file) << "[server]\nport = 0\n[data]\ndatabase = " << quoted(config.database)
                      << "master_key = " << quoted(config.master_key)
                      << "recovery_file = " << quoted(config.recovery_file)
                      << "checkpoints = " << quoted(config.checkpoints)
                      << "[rules]\ndeadlines = " << quoted(config.deadlines)
                      << "calendar = " << quoted(config.calendar) << "units = " << quoted(config.units)
                      << "[log]\nlevel = \"warning\"\n";
  return file;
}

/// The port out of "hotlined: http://127.0.0.1:40123".
std::uint16_t port_said_on(int from) {
  std::string said;
  for (std::array<char, 256> piece; said.find('\n') == std::string::npos;) {
    const auto n = ::read(from, piece.data(), piece.size());
    if (n <= 0) give_up("it ended before it served");
    said.append(piece.data(), static_cast<std::size_t>(n));
  }
  const auto end = said.find('\n');
  return static_cast<std::uint16_t>(std::atoi(said.c_str() + said.rfind(':', end) + 1));
}

}  // namespace

Program::Program(const app::Config& config) {
  const std::string file = write_config(config);
  std::array<int, 2> pipe{};
  HOTLINE_CHECK(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  const std::array<const char*, 5> words = {HOTLINED_PROGRAM, "serve", "-c", file.c_str(), nullptr};
  const auto began = std::chrono::steady_clock::now();
  const int failed = ::posix_spawn(&process_, HOTLINED_PROGRAM, &actions, nullptr,
                                   const_cast<char* const*>(words.data()), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (failed != 0) give_up("it cannot be started");
  said_ = pipe[0];
  port_ = port_said_on(said_);
  while (get(port_, "/readyz").find(" 200 ") == std::string::npos)
    if (std::chrono::steady_clock::now() - began > std::chrono::seconds(30)) give_up("it does not get ready");
  start_seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

Program::~Program() {
  ::kill(process_, SIGTERM);
  int ignored = 0;
  ::waitpid(process_, &ignored, 0);
  ::close(said_);
}

double Program::status_mb(std::string_view name) const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stod(line.substr(name.size())) / 1024;
  return 0;
}

double Program::resident_mb() const { return status_mb("VmRSS:"); }
double Program::highest_resident_mb() const { return status_mb("VmHWM:"); }

double Program::metric(const std::string& name) const {
  const auto all = get(port_, "/metrics");
  const auto at = all.find("\n" + name + " ");
  return at == std::string::npos ? 0 : std::atof(all.c_str() + at + name.size() + 2);
}

double Program::thread_seconds(const std::string& name) const {
  double seconds = 0;
  const std::filesystem::path tasks = "/proc/" + std::to_string(process_) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    std::ifstream file(task.path() / "stat");
    std::stringstream text;
    text << file.rdbuf();
    const auto line = text.str();
    const auto open = line.find('('), close = line.rfind(')');
    if (close == std::string::npos || line.substr(open + 1, close - open - 1) != name) continue;
    std::stringstream rest(line.substr(close + 2));  // state and ten numbers, then user and system time
    std::string skipped;
    for (int i = 0; i < 11; ++i) rest >> skipped;
    double user = 0, system = 0;
    rest >> user >> system;
    seconds += (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }
  return seconds;
}

}  // namespace hotline::bench
