#include "app/second_copy.h"

#include <utility>

#include "base/log.h"
#include "store_sqlite/backup.h"

namespace hotline::app {

SecondCopy::SecondCopy(std::filesystem::path database, std::filesystem::path directory, Duration every,
                       Time now)
    : database_(std::move(database)), directory_(std::move(directory)), every_(every), begun_(now) {
  if (!wanted()) return;
  if (const auto info = store_sqlite::copy_info(directory_ / file_name))
    taken_at_ms_ = to_unix_ms(info->taken_at);
}

void SecondCopy::keep(Time now) {
  if (!wanted() || running_ || stopping_) return;
  const auto old = age(now);
  if (old && *old < every_) return;
  const auto tried = tried_at_ms_.load();
  if (tried != 0 && now - from_unix_ms(tried) < std::min(retry_after, every_)) return;
  wait();
  tried_at_ms_ = to_unix_ms(now);
  running_ = true;
  thread_ = std::thread([this, now] {
    make(now);
    running_ = false;
  });
}

void SecondCopy::make(Time now) {
  std::error_code error;
  std::filesystem::create_directories(directory_, error);
  store_sqlite::CopyOptions options;
  options.now = now;
  options.replace = true;
  options.on_progress = [this](std::uint64_t, std::uint64_t) { return !stopping_; };
  auto copied = store_sqlite::backup(database_, directory_ / file_name, options);
  if (copied) {
    taken_at_ms_ = to_unix_ms(now);
    log::info("second_copy_made");
  } else {
    log::error("second_copy_failed", {{"reason", copied.error()}});
  }
}

void SecondCopy::wait() {
  if (thread_.joinable()) thread_.join();
}

void SecondCopy::stop() {
  stopping_ = true;
  wait();
}

std::optional<Duration> SecondCopy::age(Time now) const {
  const auto taken = taken_at_ms_.load();
  if (taken == 0) return std::nullopt;
  return now - from_unix_ms(taken);
}

bool SecondCopy::fresh(Time now) const {
  if (!wanted()) return true;
  const auto old = age(now);
  return old ? *old < 2 * every_ : now - begun_ < every_;
}

}  // namespace hotline::app
