#include "app/config.h"

#include <toml++/toml.h>

#include <fstream>
#include <set>
#include <sstream>

namespace hotline::app {
namespace {

/// Reads known keys and remembers them, so that what is left over can be refused.
class Section {
 public:
  Section(const toml::table& root, std::string_view name, std::vector<ConfigProblem>& problems)
      : name_(name), problems_(problems) {
    const auto* node = root.get(name);
    if (!node) return;
    table_ = node->as_table();
    if (!table_) problem(node->source(), "must be a section");
  }
  ~Section() {
    if (!table_) return;
    for (const auto& [key, node] : *table_)
      if (!known_.contains(std::string(key.str()))) problem(node.source(), "unknown key", key.str());
  }

  void read(std::string_view key, std::string& into) {
    if (const auto* node = get(key)) {
      if (const auto value = node->value<std::string>())
        into = *value;
      else
        problem(node->source(), "must be a text", key);
    }
  }
  void read(std::string_view key, std::filesystem::path& into, const std::filesystem::path& base) {
    std::string text;
    if (!get(key)) {
      if (!into.empty()) into = base / into;
      return;
    }
    read(key, text);
    into = text.empty() ? std::filesystem::path{} : base / text;
  }
  template <class Number>
  void read(std::string_view key, Number& into, std::int64_t min, std::int64_t max) {
    if (const auto* node = get(key)) {
      const auto value = node->value<std::int64_t>();
      if (value && *value >= min && *value <= max)
        into = static_cast<Number>(*value);
      else
        problem(node->source(),
                "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max), key);
    }
  }

 private:
  const toml::node* get(std::string_view key) {
    known_.emplace(key);
    return table_ ? table_->get(key) : nullptr;
  }
  void problem(const toml::source_region& at, const std::string& what, std::string_view key = {}) {
    std::string text = "[" + std::string(name_) + "]";
    if (!key.empty()) text += " " + std::string(key);
    problems_.push_back({static_cast<int>(at.begin.line), text + ": " + what});
  }

  std::string_view name_;
  std::vector<ConfigProblem>& problems_;
  const toml::table* table_ = nullptr;
  std::set<std::string, std::less<>> known_;
};

void read_limits(Section& s, ConfigLimits& l) {
  s.read("connections_max", l.connections_max, 16, 100'000);
  s.read("connections_per_address_max", l.connections_per_address_max, 4, 100'000);
  s.read("connections_per_person_max", l.connections_per_person_max, 2, 1'000);
  s.read("header_max_kib", l.header_max_kib, 4, 64);
  s.read("body_max_kib", l.body_max_kib, 16, 65'536);
  s.read("stranger_body_max_kib", l.stranger_body_max_kib, 4, 1'024);
  s.read("import_max_mib", l.import_max_mib, 1, 16);  // 16: what the contract takes
  s.read("bodies_max_mib", l.bodies_max_mib, 1, 65'536);
  s.read("strangers_bodies_max_mib", l.strangers_bodies_max_mib, 1, 65'536);
  s.read("read_max_ms", l.read_max_ms, 100, 600'000);
  s.read("idle_max_ms", l.idle_max_ms, 1'000, 600'000);
  s.read("write_max_ms", l.write_max_ms, 1'000, 600'000);
  s.read("handler_max_ms", l.handler_max_ms, 1'000, 600'000);
  s.read("drain_max_ms", l.drain_max_ms, 100, 60'000);
  s.read("readers", l.readers, 1, 16);
  s.read("read_job_max_ms", l.read_job_max_ms, 100, 60'000);
  s.read("read_jobs_max", l.read_jobs_max, 16, 100'000);
  s.read("urgent_jobs_max", l.urgent_jobs_max, 16, 100'000);
  s.read("normal_jobs_max", l.normal_jobs_max, 16, 100'000);
  s.read("access_jobs_max", l.access_jobs_max, 16, 100'000);
  s.read("jobs_per_commit_max", l.jobs_per_commit_max, 1, 4'096);
  s.read("access_entries_per_person_max", l.access_entries_per_person_max, 4, 10'000);
  s.read("passwords_at_once_max", l.passwords_at_once_max, 1, 16);
  s.read("passwords_waiting_max", l.passwords_waiting_max, 4, 10'000);
  s.read("sign_in_free_tries", l.sign_in_free_tries, 1, 100);
  s.read("sign_in_free_tries_per_network", l.sign_in_free_tries_per_network, 1, 10'000);
  s.read("sign_in_delay_first_ms", l.sign_in_delay_first_ms, 1, 60'000);
  s.read("sign_in_delay_max_ms", l.sign_in_delay_max_ms, 1, 60'000);
  s.read("sign_in_line_max_ms", l.sign_in_line_max_ms, 1, 600'000);
  s.read("sign_in_forget_after_minutes", l.sign_in_forget_after_minutes, 1, 24 * 60);
}

/// Limits that would contradict one another.
void compare_limits(const ConfigLimits& l, std::vector<ConfigProblem>& problems) {
  const auto must = [&](bool holds, const char* text) {
    if (!holds) problems.push_back({0, "[limits] " + std::string(text)});
  };
  must(l.strangers_bodies_max_mib <= l.bodies_max_mib, "strangers_bodies_max_mib: at most bodies_max_mib");
  must(l.import_max_mib < l.bodies_max_mib, "bodies_max_mib: more than import_max_mib");
  must(l.body_max_kib <= l.bodies_max_mib * 1'024, "bodies_max_mib: at least body_max_kib");
  must(l.stranger_body_max_kib <= l.body_max_kib, "stranger_body_max_kib: at most body_max_kib");
  must(l.sign_in_delay_first_ms <= l.sign_in_delay_max_ms,
       "sign_in_delay_first_ms: at most sign_in_delay_max_ms");
  must(l.sign_in_delay_max_ms <= l.sign_in_line_max_ms, "sign_in_delay_max_ms: at most sign_in_line_max_ms");
  must(l.sign_in_line_max_ms < l.handler_max_ms, "sign_in_line_max_ms: less than handler_max_ms");
}

void read_notify(Section& s, const std::filesystem::path& base, ConfigNotify& n) {
  s.read("public_url", n.public_url);
  s.read("contacts", n.contacts, base);
  s.read("smtp_host", n.smtp_host);
  s.read("smtp_port", n.smtp_port, 1, 65535);
  s.read("smtp_encryption", n.smtp_encryption);
  s.read("smtp_from", n.smtp_from);
  s.read("smtp_credentials", n.smtp_credentials, base);
  s.read("smtp_ca_file", n.smtp_ca_file, base);
  s.read("webhook_url", n.webhook_url);
  s.read("webhook_secret", n.webhook_secret, base);
  s.read("webhook_ca_file", n.webhook_ca_file, base);
  s.read("at_once_max", n.at_once_max, 1, 64);
  s.read("attempts_max", n.attempts_max, 1, 100);
  s.read("attempt_max_ms", n.attempt_max_ms, 100, 300'000);
  s.read("retry_first_ms", n.retry_first_ms, 10, 3'600'000);
  s.read("retry_max_ms", n.retry_max_ms, 10, 24 * 3'600'000);
  s.read("delivered_kept_days", n.delivered_kept_days, 1, 365);
  s.read("undelivered_kept_days", n.undelivered_kept_days, 1, 365);
  s.read("duty_link_hours", n.duty_link_hours, 1, 24 * 7);
}

/// What goes together; whether files and addresses are right is seen when they are read (notification.h).
void compare_notify(const ConfigNotify& n, std::vector<ConfigProblem>& problems) {
  const auto must = [&](bool holds, const char* text) {
    if (!holds) problems.push_back({0, "[notify] " + std::string(text)});
  };
  must(n.smtp_encryption == "starttls" || n.smtp_encryption == "tls" || n.smtp_encryption == "none",
       "smtp_encryption: starttls, tls, or none");
  must(!n.email() || !n.smtp_from.empty(), "smtp_from: needed with smtp_host");
  must(!n.webhook() || !n.webhook_secret.empty(), "webhook_secret: needed with webhook_url");
  must(!(n.email() || n.webhook()) || !n.public_url.empty(), "public_url: needed where messages are sent");
  must(!n.email() || !n.contacts.empty(), "contacts: needed with smtp_host");
  must(n.retry_first_ms <= n.retry_max_ms, "retry_first_ms: at most retry_max_ms");
}

void read_all(const toml::table& root, const std::filesystem::path& base, Config& c,
              std::vector<ConfigProblem>& problems) {
  {
    Section s(root, "server", problems);
    s.read("address", c.address);
    s.read("port", c.port, 0, 65535);
    s.read("certificate", c.certificate, base);
    s.read("certificate_key", c.certificate_key, base);
    s.read("network_threads", c.network_threads, 1, 64);
    s.read("web_root", c.web_root, base);
  }
  {
    Section s(root, "data", problems);
    s.read("database", c.database, base);
    s.read("master_key", c.master_key, base);
    s.read("recovery_file", c.recovery_file, base);
    s.read("checkpoints", c.checkpoints, base);
    s.read("second_copy", c.second_copy, base);
    s.read("second_copy_every_hours", c.second_copy_every_hours, 1, 24 * 31);
  }
  {
    Section s(root, "helpline", problems);
    s.read("case_prefix", c.case_prefix);
    s.read("origin", c.origin);
  }
  {
    Section s(root, "rules", problems);
    s.read("deadlines", c.deadlines, base);
    s.read("calendar", c.calendar, base);
    s.read("categories", c.categories, base);
    s.read("forms", c.forms, base);
    s.read("report_duties", c.report_duties, base);
    s.read("units", c.units, base);
  }
  {
    Section s(root, "sessions", problems);
    s.read("idle_max_minutes", c.session_idle_max_minutes, 1, 24 * 60);
    s.read("life_max_hours", c.session_life_max_hours, 1, 24 * 7);
    s.read("per_person_max", c.sessions_per_person_max, 1, 1'000);
  }
  {
    Section s(root, "limits", problems);
    read_limits(s, c.limits);
    compare_limits(c.limits, problems);
  }
  {
    Section s(root, "notify", problems);
    read_notify(s, base, c.notify);
    compare_notify(c.notify, problems);
  }
  {
    Section s(root, "log", problems);
    s.read("level", c.log_level);
  }
  static const std::set<std::string, std::less<>> sections{"server",   "data",   "helpline", "rules",
                                                           "sessions", "limits", "notify",   "log"};
  for (const auto& [key, node] : root)
    if (!sections.contains(key.str()))
      problems.push_back(
          {static_cast<int>(node.source().begin.line), "[" + std::string(key.str()) + "]: unknown section"});
  if (c.certificate.empty() != c.certificate_key.empty())
    problems.push_back({0, "[server] certificate and certificate_key: give both or none"});
  if (c.case_prefix.empty() || c.case_prefix.size() > 4 ||
      c.case_prefix.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != std::string::npos)
    problems.push_back({0, "[helpline] case_prefix: one to four capital letters or digits"});
}

}  // namespace

std::expected<Config, std::vector<ConfigProblem>> parse_config(std::string_view toml_text,
                                                               const std::filesystem::path& relative_to) {
  Config config;
  std::vector<ConfigProblem> problems;
  try {
    read_all(toml::parse(toml_text), relative_to, config, problems);
  } catch (const toml::parse_error& error) {
    problems.push_back({static_cast<int>(error.source().begin.line), std::string(error.description())});
  }
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return config;
}

std::expected<Config, std::vector<ConfigProblem>> load_config(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  if (!in || !(text << in.rdbuf()))
    return std::unexpected(std::vector{ConfigProblem{0, "cannot read " + file.string()}});
  return parse_config(text.str(), std::filesystem::absolute(file).parent_path());
}

}  // namespace hotline::app
