// An installation in a directory of its own, and the commands of hotlined as they are typed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/clock.h"
#include "base/id.h"

namespace hotline::app_test {

struct Ran {
  int code = -1;
  std::string out, err;
};

class Installed {
 public:
  static constexpr const char* living = "data/hotline.db";

  /// Without anything but the configuration.
  Installed();
  ~Installed();
  Installed(const Installed&) = delete;
  Installed& operator=(const Installed&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return directory_ / name; }
  app::Config config() const;
  /// hotlined ARGUMENTS --config …, with `typed` on standard input.
  Ran run(const std::string& arguments, const std::string& typed = {}) const;
  /// One statement on the database, past the service: what a thief or a bad disk would do.
  void tamper(const std::string& sql) const;
  /// One bit in the middle of what an entry holds sealed.
  void flip_bit(std::int64_t log_index, const std::string& database = living) const;
  std::string ask(const std::string& sql, const std::string& database = living) const;
  /// The ids that a statement selects as hex.
  std::vector<IdBytes> ids(const std::string& sql) const;

 private:
  std::filesystem::path directory_;
};

/// Filled with the demonstration as of one instant; made once, then copied.
class DemoInstalled : public Installed {
 public:
  DemoInstalled();
};

/// 23 November 2026, 10:00 in Vietnam.
Time story_end();
/// The recovery key of the demonstration.
const std::string& demo_recovery_key();

}  // namespace hotline::app_test
