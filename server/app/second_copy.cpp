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
  const std::lock_guard lock(guard_);
  if (!wanted() || running_ || stopping_) return;
  const auto old = age(now);
  if (old && *old < every_) return;
  const auto tried = tried_at_ms_.load();
  if (tried != 0 && now - from_unix_ms(tried) < std::min(retry_after, every_)) return;
  launch(now);
}

Result<> SecondCopy::may_begin() const {
  if (!wanted())
    return fail(
        Code::failed_precondition, "second_copy_unset",
        {"Cấu hình chưa có nơi để bản sao thứ hai: [data] second_copy. Hãy báo người quản lý máy chủ.",
         "The configuration names no place for a second copy: [data] second_copy. Tell the operator of "
         "the server."});
  if (stopping_)
    return fail(Code::unavailable, "server_stopping",
                {"Máy chủ đang dừng. Hãy thử lại.", "The server is stopping. Try again."});
  return {};
}

Result<> SecondCopy::begin(Time now) {
  const std::lock_guard lock(guard_);
  if (auto may = may_begin(); !may) return may;
  if (!running_) launch(now);
  return {};
}

api::CopyState SecondCopy::state() const {
  api::CopyState state;
  state.running = running_;
  if (state.running) state.begun_at = from_unix_ms(tried_at_ms_);
  state.pages_done = pages_done_;
  state.pages_total = pages_total_;
  if (const auto taken = taken_at_ms_.load(); taken != 0) state.taken_at = from_unix_ms(taken);
  const std::lock_guard lock(failed_guard_);
  state.failed = failed_;
  return state;
}

void SecondCopy::launch(Time now) {
  if (thread_.joinable()) thread_.join();  // it has made its copy
  tried_at_ms_ = to_unix_ms(now);
  pages_done_ = pages_total_ = 0;
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
  options.on_progress = [this](std::uint64_t done, std::uint64_t total) {
    pages_done_ = done;
    pages_total_ = total;
    return !stopping_;
  };
  auto copied = store_sqlite::backup(database_, directory_ / file_name, options);
  {
    const std::lock_guard lock(failed_guard_);
    failed_ = copied ? std::nullopt : std::optional(copied.error());
  }
  if (copied) {
    taken_at_ms_ = to_unix_ms(now);
    log::info("second_copy_made");
  } else {
    log::error("second_copy_failed", {{"reason", copied.error()}});
  }
}

void SecondCopy::wait() {
  const std::lock_guard lock(guard_);
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
