#include "api/way_back.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace hotline::api {

void WayBack::bring(boost::asio::any_io_executor to, std::move_only_function<void()> resume) {
  const std::lock_guard lock(guard_);
  waiting_.push_back({std::move(to), std::move(resume)});
  if (waiting_.size() == 1) ask_for_next();
}

void WayBack::ask_for_next() {
  boost::asio::post(waiting_.front().to, [this] { resume_next(); });
}

void WayBack::resume_next() {
  std::unique_lock lock(guard_);
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  if (!waiting_.empty()) ask_for_next();
  lock.unlock();
  boost::asio::dispatch(next.to, std::move(next.resume));
}

}  // namespace hotline::api
