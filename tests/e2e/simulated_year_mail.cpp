#include "e2e/simulated_year_mail.h"

#include <functional>
#include <utility>

#include "support/running_service.h"

namespace hotline::test {
namespace {

constexpr std::size_t fails_one_in = 4;

/// As good as chance, and the same in every run.
bool fails_this_time(const notify::Letter& letter) {
  const auto& notice = letter.content.notice();
  const auto said = notice.case_number() + notice.unit() + std::to_string(to_unix_ms(letter.now));
  return std::hash<std::string>{}(said) % fails_one_in == 0;
}

}  // namespace

void YearMail::begin(const notify::Letter& letter) {
  if (letter.content.notice().unit() == bao_son)
    ended_.push_back({letter.id, notify::Verdict::again, v1::MESSAGE_FAILURE_UNREACHABLE});
  else if (fails_this_time(letter))
    ended_.push_back({letter.id, notify::Verdict::again, v1::MESSAGE_FAILURE_TIMED_OUT});
  else
    ended_.push_back({letter.id, notify::Verdict::delivered, v1::MESSAGE_FAILURE_UNSPECIFIED});
}

std::vector<notify::Outcome> YearMail::wait(Duration) { return std::exchange(ended_, {}); }

}  // namespace hotline::test
