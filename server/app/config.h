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

/// [limits]: every bound of the service, with its unit last in the name. What each is for stands beside it in
/// config/hotlined.toml.
struct ConfigLimits {
  // connections
  int connections_max = 10'000;
  int connections_per_address_max = 1'024;
  int connections_per_person_max = 64;
  // sizes
  int header_max_kib = 16;
  int body_max_kib = 1'024;
  int stranger_body_max_kib = 16;
  int import_max_mib = 16;
  int bodies_max_mib = 64;
  int strangers_bodies_max_mib = 16;
  // times
  int read_max_ms = 10'000;
  int idle_max_ms = 60'000;
  int write_max_ms = 30'000;
  int handler_max_ms = 30'000;
  int drain_max_ms = 5'000;
  // jobs of the database
  int readers = 2;
  int read_job_max_ms = 2'000;
  int read_jobs_max = 1'024;
  int urgent_jobs_max = 1'024;
  int normal_jobs_max = 4'096;
  int access_jobs_max = 4'096;
  int jobs_per_commit_max = 256;
  int access_entries_per_person_max = 64;
  // passwords
  int passwords_at_once_max = 2;
  int passwords_waiting_max = 64;
  int sign_in_free_tries = 5;
  int sign_in_free_tries_per_network = 50;
  int sign_in_delay_first_ms = 250;
  int sign_in_delay_max_ms = 8'000;
  int sign_in_line_max_ms = 24'000;
  int sign_in_forget_after_minutes = 15;
};

/// [notify]: the ways out of the service. All empty: none, and nothing is written to be sent.
struct ConfigNotify {
  std::string public_url;          // where the browser client is reached; links begin with it
  std::filesystem::path contacts;  // where each office reads its messages
  std::string smtp_host;           // empty: no e-mail
  std::uint16_t smtp_port = 587;
  std::string smtp_encryption = "starttls";
  std::string smtp_from;
  std::filesystem::path smtp_credentials;  // mode 0600
  std::filesystem::path smtp_ca_file;
  std::string webhook_url;               // empty: no gateway
  std::filesystem::path webhook_secret;  // mode 0600
  std::filesystem::path webhook_ca_file;
  int at_once_max = 4;
  int attempts_max = 12;
  int attempt_max_ms = 20'000;
  int retry_first_ms = 30'000;
  int retry_max_ms = 3'600'000;
  int delivered_kept_days = 30;
  int undelivered_kept_days = 90;
  int duty_link_hours = 24;

  bool email() const { return !smtp_host.empty(); }
  bool webhook() const { return !webhook_url.empty(); }
};

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
  std::filesystem::path categories;  // empty: "categories" and "forms" beside the deadlines
  std::filesystem::path forms;
  std::filesystem::path report_duties;  // empty: "report-duties.toml" beside the deadlines, if it is there
  std::filesystem::path units = "units/luc-nam.csv";  // read by init alone
  // [sessions]
  int session_idle_max_minutes = 60;
  int session_life_max_hours = 12;
  int sessions_per_person_max = 16;
  ConfigLimits limits;
  ConfigNotify notify;
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
