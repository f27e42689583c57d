// The configuration of one installation: one commented TOML file (config/hotlined.toml is the default), read
// once at the start. Unknown keys and values out of range are refused with their line; relative paths are
// relative to the file that names them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace hotline::app {

struct Config {
  // [server]
  std::string address = "127.0.0.1";
  std::uint16_t port = 8111;                           // 0: the system chooses
  std::filesystem::path certificate, certificate_key;  // both or none: TLS
  int network_threads = 1;
  std::filesystem::path web_root;  // empty: no browser client is served
  // [data]
  std::filesystem::path database = "data/hotline.db";
  std::filesystem::path master_key = "keys/master.key";
  std::filesystem::path recovery_file = "keys/recovery.sealed";
  std::filesystem::path checkpoints = "checkpoints";  // a directory, better on another disk
  std::filesystem::path second_copy;                  // empty: none
  int second_copy_every_hours = 24;
  // [helpline]
  std::string case_prefix = "LN";
  std::string origin =
      "hotline.example/luc-nam";  // name of the log and of the key that signs its checkpoints
  // [rules]
  std::filesystem::path deadlines = "deadlines.toml";
  std::filesystem::path calendar = "calendar/vietnam.toml";
  std::filesystem::path units = "units/luc-nam.csv";  // read by init alone
  // [sessions]
  int session_idle_max_minutes = 60;
  int session_life_max_hours = 12;
  // [limits]
  int readers = 2;
  int connections_max = 10'000;
  int body_max_kib = 1024;
  int read_max_ms = 10'000;
  // [log]
  std::string log_level = "info";
};

/// A problem of the file, for the person who edits it: where, and what. Quotes keys, never values.
struct ConfigProblem {
  int line = 0;
  std::string text;
};

std::expected<Config, std::vector<ConfigProblem>> parse_config(std::string_view toml,
                                                               const std::filesystem::path& relative_to);
std::expected<Config, std::vector<ConfigProblem>> load_config(const std::filesystem::path& file);

}  // namespace hotline::app
