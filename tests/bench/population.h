// An installation to measure: the real program on a store of its own, with people, and with as many cases and
// contacts as asked for, sent to it as everybody sends them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/config.h"
#include "bench/program.h"

namespace hotline::bench {

struct People {
  std::string operator_token, supervisor_token;
  std::vector<std::string> officer_tokens;  // of one commune; nobody may hold more than 64 connections
};

/// Everything in that directory.
app::Config config_in(const std::filesystem::path& directory, const std::filesystem::path& units);
/// An empty installation; its administrator's name and one-time password.
std::pair<std::string, std::string> initialise(const app::Config& config);

class Town {
 public:
  /// Makes an empty installation in `directory`, or takes the one that an earlier Town left there; starts it
  /// and signs people in.
  Town(const std::filesystem::path& directory, bool as_left);

  std::uint16_t port() const { return program_->port(); }
  const People& people() const { return people_; }
  const Program& program() const { return *program_; }
  const std::filesystem::path& database() const { return config_.database; }
  /// Stops the program and starts it again; returns the seconds that the start took.
  double restart();
  /// The same, after the machine has forgotten what it held of the database; everybody signs in anew.
  void start_cold();

 private:
  void make_people(const std::string& login, const std::string& one_time_password);
  void sign_in_again();

  app::Config config_;
  std::unique_ptr<Program> program_;
  People people_;
};

}  // namespace hotline::bench
