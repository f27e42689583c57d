// From the store's threads back to the coroutines that wait there. One commit finishes many jobs at once;
// were they all resumed in a row, the network thread would write every answer before it reads what the first
// client sends next, and the writer would stand idle meanwhile. So they come back one by one, and between
// them the thread looks at its sockets.
//
// Thread rule: bring() is safe from any thread. Each function runs on its own executor; where one thread
// serves them all, in the order in which they were brought. Outlives the threads that serve the executors.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <deque>
#include <functional>
#include <mutex>

namespace hotline::api {

class WayBack {
 public:
  void bring(boost::asio::any_io_executor to, std::move_only_function<void()> resume);

 private:
  struct One {
    boost::asio::any_io_executor to;
    std::move_only_function<void()> resume;
  };

  void ask_for_next();
  void resume_next();

  std::mutex guard_;
  std::deque<One> waiting_;  // not empty: exactly one resume_next() is on its way
};

}  // namespace hotline::api
