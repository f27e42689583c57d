#include "api/turn.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace hotline::api {
namespace asio = boost::asio;

asio::awaitable<Result<>> take_turn(service::SignInGuard& guard, const Clock& clock, std::string account,
                                    std::string address) {
  const auto delay = guard.begin(account, address, clock.now());
  if (!delay)
    co_return fail(Code::resource_exhausted, "sign_in_slowed",
                   {"Đã thử quá nhiều lần từ nơi này. Hãy chờ nửa phút rồi thử lại.",
                    "Too many tries from this place. Wait half a minute, then try again."});
  if (*delay <= Duration::zero()) co_return Result<>{};
  asio::steady_timer timer(co_await asio::this_coro::executor, *delay);
  co_await timer.async_wait(asio::use_awaitable);
  co_return Result<>{};
}

}  // namespace hotline::api
