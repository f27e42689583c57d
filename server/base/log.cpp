#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <string>

namespace hotline::log {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// A logger of our own, never spdlog's global ones: a call after spdlog::shutdown() would end the process.
std::shared_ptr<spdlog::logger>& logger() {
  static auto instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("hotlined", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::warn);
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return instance;
}

}  // namespace

bool start(std::string_view level_min) {
  const auto level = level_min == "debug"     ? spdlog::level::debug
                     : level_min == "info"    ? spdlog::level::info
                     : level_min == "warning" ? spdlog::level::warn
                     : level_min == "error"   ? spdlog::level::err
                                              : spdlog::level::off;
  if (level == spdlog::level::off) return false;
  logger()->set_level(level);
  return true;
}

void stop() { logger()->flush(); }

void write(Level level, Literal event, std::initializer_list<Field> fields) {
  if (!logger()->should_log(to_spdlog(level))) return;
  std::string line(event.text());
  for (const auto& field : fields) {
    line += ' ';
    line += field.key();
    line += '=';
    if (const auto* number = std::get_if<std::int64_t>(&field.value()))
      line += std::to_string(*number);
    else if (const auto* text = std::get_if<std::string_view>(&field.value()))
      line += *text;
    else
      line += id_text(std::get<IdBytes>(field.value()));
  }
  logger()->log(to_spdlog(level), spdlog::string_view_t(line));
}

}  // namespace hotline::log
