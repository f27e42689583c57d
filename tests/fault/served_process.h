// The real hotlined, as a process of its own that can be killed at any moment and started again on its files.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace hotline::test {

class ServedProcess {
 public:
  /// Writes a configuration into the directory and runs `hotlined init`.
  /// `more` is written at the end of the configuration.
  explicit ServedProcess(const std::filesystem::path& directory, const std::string& more = {});
  ~ServedProcess();
  ServedProcess(const ServedProcess&) = delete;
  ServedProcess& operator=(const ServedProcess&) = delete;

  const std::string& one_time_password() const { return one_time_password_; }
  /// Returns when it serves. False when it ended instead.
  bool start();
  /// The two halves of it: whether it was launched, and whether it serves by now.
  bool begin();
  bool serves();
  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  /// SIGHUP.
  void hang_up();
  /// SIGKILL, and waits for the end.
  void kill();
  /// SIGTERM; the exit code.
  int stop();
  /// `hotlined verify` and `hotlined rebuild --check` while it does not serve; the exit code.
  int verify();
  int check_projections();

 private:
  bool await_port();
  int wait();
  int run(const char* command, const char* option = nullptr, const char* value = nullptr);
  /// What the process says, up to and with `mark`, or to its end.
  std::string read_until(const std::string& mark);

  std::filesystem::path config_;
  std::string one_time_password_;
  pid_t pid_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace hotline::test
