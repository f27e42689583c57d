#include "bench/watch_load.h"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "base/status.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/referral.pb.h"

namespace hotline::bench {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;

std::string head_of(const std::string& method, const std::string& type, const std::string& token,
                    std::size_t length) {
  return "POST /hotline.v1." + method + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnect-Protocol-Version: 1\r\n" +
         "Content-Type: " + type + "\r\nAuthorization: Bearer " + token +
         "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

/// Takes the frames out of a chunked body as it comes.
class Frames {
 public:
  void add(std::string_view bytes, const std::function<void(std::string_view)>& each) {
    raw_ += bytes;
    while (take_chunk()) {
    }
    std::size_t at = 0;
    while (body_.size() - at >= 5) {
      std::size_t length = 0;
      for (std::size_t i = 1; i < 5; ++i) length = length << 8 | static_cast<std::uint8_t>(body_[at + i]);
      if (body_.size() - at - 5 < length) break;
      if (body_[at] == 0) each(std::string_view(body_).substr(at + 5, length));
      at += 5 + length;
    }
    body_.erase(0, at);
  }

 private:
  bool take_chunk() {
    const auto line = raw_.find("\r\n");
    if (line == std::string::npos) return false;
    std::size_t size = 0;
    std::from_chars(raw_.data(), raw_.data() + line, size, 16);
    if (size == 0 || raw_.size() < line + 4 + size) return false;
    body_.append(raw_, line + 2, size);
    raw_.erase(0, line + 4 + size);
    return true;
  }
  std::string raw_, body_;
};

class Run {
 public:
  explicit Run(const WatchLoad& load) : load_(load), submitter_(io_), late_(io_) {}

  Seen go() {
    give_a_minute();
    connect(submitter_);
    for (const auto& token : load_.watchers) watch(token);
    io_.run();
    return result();
  }

 private:
  void give_a_minute() {
    late_.expires_after(std::chrono::minutes(1));
    late_.async_wait([this](auto error) {
      if (!error) io_.stop();
    });
  }

  struct Watcher {
    explicit Watcher(asio::io_context& io) : socket(io) {}
    tcp::socket socket;
    std::string head;
    std::array<char, 16 << 10> piece{};
    Frames frames;
    bool ready = false;
    std::map<std::string, Steady::time_point> first_seen;  // by case
  };

  void connect(tcp::socket& socket) {
    socket.connect({asio::ip::address_v4::loopback(), load_.port});
    socket.set_option(tcp::no_delay(true));
  }

  void watch(const std::string& token) {
    auto watcher = std::make_shared<Watcher>(io_);
    watchers_.push_back(watcher);
    connect(watcher->socket);
    const std::string nothing(5, '\0');  // an envelope around an empty message
    asio::write(watcher->socket, asio::buffer(head_of("ReferralService/WatchQueue",
                                                      "application/connect+proto", token, nothing.size()) +
                                              nothing));
    asio::async_read_until(watcher->socket, asio::dynamic_buffer(watcher->head), "\r\n\r\n",
                           [this, watcher](auto error, std::size_t size) {
                             if (error) return;
                             take(*watcher, std::string_view(watcher->head).substr(size));
                             read_on(watcher);
                           });
  }

  void read_on(const std::shared_ptr<Watcher>& watcher) {
    watcher->socket.async_read_some(asio::buffer(watcher->piece),
                                    [this, watcher](auto error, std::size_t size) {
                                      if (error) return;
                                      take(*watcher, {watcher->piece.data(), size});
                                      if (!ended_) read_on(watcher);
                                    });
  }

  void take(Watcher& watcher, std::string_view bytes) {
    watcher.frames.add(bytes, [&](std::string_view frame) {
      v1::WatchQueueResponse word;
      if (!word.ParseFromArray(frame.data(), static_cast<int>(frame.size()))) return;
      if (word.caught_up() && !std::exchange(watcher.ready, true) && ++ready_ == watchers_.size()) {
        give_a_minute();  // however long the queues were to load
        submit();
      }
      if (word.has_row() && watcher.ready &&
          watcher.first_seen.emplace(word.row().case_id(), Steady::now()).second) {
        ++seen_[word.row().case_id()];
        go_on();
      }
    });
  }

  void submit() {
    const auto& body = load_.intakes[sent_++];
    request_ =
        head_of("IntakeService/SubmitContact", "application/proto", load_.submitter, body.size()) + body;
    began_ = Steady::now();
    waiting_ = true;
    asio::async_write(submitter_, asio::buffer(request_), [](auto, std::size_t) {});
    asio::async_read_until(submitter_, asio::dynamic_buffer(answer_), "\r\n\r\n",
                           [this](auto error, std::size_t size) {
                             if (!error) read_answer(size);
                           });
  }

  void read_answer(std::size_t head) {
    std::size_t length = 0;
    if (const auto at = answer_.find("Content-Length: "); at < head)
      std::from_chars(answer_.data() + at + 16, answer_.data() + head, length);
    const auto have = answer_.size() - head;
    asio::async_read(submitter_, asio::dynamic_buffer(answer_),
                     asio::transfer_exactly(length > have ? length - have : 0),
                     [this, head](auto error, std::size_t) {
                       if (!error) answered(head);
                     });
  }

  void answered(std::size_t head) {
    v1::SubmitContactResponse response;
    HOTLINE_CHECK(answer_.compare(9, 3, "200") == 0 && response.ParseFromString(answer_.substr(head)));
    answer_.clear();
    begun_.emplace(response.case_id(), began_);
    waiting_ = false;
    go_on();
  }

  void go_on() {
    // Rows of earlier cases change while queues are still loading: nothing was sent yet.
    if (waiting_ || ready_ < watchers_.size()) return;
    // Rows of cases that were there before change too, when they are delivered to all these watchers.
    const bool all_seen =
        std::ranges::all_of(begun_, [&](const auto& one) { return seen_[one.first] == watchers_.size(); });
    if (sent_ < load_.intakes.size()) {
      if (load_.pace == Pace::back_to_back || all_seen) submit();
    } else if (all_seen) {
      ended_ = true;
      io_.stop();
    }
  }

  Seen result() const {
    Seen out;
    for (const auto& [id, began] : begun_)
      for (const auto& watcher : watchers_) {
        const auto seen = watcher->first_seen.find(id);
        if (seen == watcher->first_seen.end())
          ++out.missing;
        else
          out.milliseconds.push_back(std::chrono::duration<double, std::milli>(seen->second - began).count());
      }
    std::ranges::sort(out.milliseconds);
    return out;
  }

  const WatchLoad& load_;
  asio::io_context io_{1};
  tcp::socket submitter_;
  asio::steady_timer late_;
  std::vector<std::shared_ptr<Watcher>> watchers_;
  std::size_t ready_ = 0, sent_ = 0;
  std::map<std::string, std::size_t> seen_;  // by case: how many watchers have it
  bool waiting_ = false, ended_ = false;
  std::string request_, answer_;
  Steady::time_point began_;
  std::map<std::string, Steady::time_point> begun_;  // by case
};

}  // namespace

Seen run(const WatchLoad& load) { return Run(load).go(); }

}  // namespace hotline::bench
