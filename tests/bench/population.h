// An installation to measure: the real App in a directory of its own, with people, and with as many cases and
// contacts as asked for, written through the service's own use cases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/config.h"

namespace hotline::bench {

struct People {
  std::string operator_token, supervisor_token;
  std::vector<std::string> officer_tokens;  // of one commune; nobody may hold more than 64 connections
};

class Town {
 public:
  /// Makes an empty installation in `directory`, starts it and signs people in.
  explicit Town(const std::filesystem::path& directory);
  ~Town();

  std::uint16_t port() const { return app_->port(); }
  const People& people() const { return people_; }
  const app::Config& config() const { return config_; }
  /// Stops the App and starts it again; returns the seconds that the start took.
  double restart();

 private:
  app::Config config_;
  SystemClock clock_;
  std::unique_ptr<app::App> app_;
  People people_;
};

/// SubmitContact bodies that open a case each, spread over the communes; JSON or binary.
std::vector<std::string> intake_bodies(std::size_t count, bool json);
/// SubmitContact bodies of silent calls.
std::vector<std::string> silent_bodies(std::size_t count, bool json);

}  // namespace hotline::bench
