#include "app/commands.h"

#include <iostream>

namespace hotline::app {

void add_config_option(CLI::App& command, std::string& file) {
  file = "config/hotlined.toml";
  command.add_option("--config,-c", file, "Configuration file")->capture_default_str()->check(CLI::ExistingFile);
}

std::expected<Config, int> config_or_exit_code(const std::string& file) {
  auto config = load_config(file);
  if (config) return std::move(*config);
  for (const auto& problem : config.error()) {
    std::cerr << file;
    if (problem.line > 0) std::cerr << ":" << problem.line;
    std::cerr << ": " << problem.text << "\n";
  }
  return std::unexpected(1);
}

int say(const Error& error) {
  std::cerr << error.text.vi << "\n" << error.text.en << " [" << error.reason << "]\n";
  for (const auto& field : error.fields) std::cerr << "  " << field.path << ": " << field.text.vi << " / " << field.text.en << "\n";
  return 1;
}

}  // namespace hotline::app
