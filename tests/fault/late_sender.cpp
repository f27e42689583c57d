#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "domain/case_time.h"
#include "domain/ladder.h"
#include "fault/sender.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::Message;

/// The reminder, the level above (nobody is chairman), and the call list.
constexpr std::size_t steps_a_case = 3;

class LateSender : public Sender {
 public:
  explicit LateSender(const Crew& crew) : crew_(crew) {}
  const char* name() const override { return "what is long overdue"; }

 protected:
  Open next() override {
    auto contact = intervention(tam_di);
    contact.mutable_intake()->mutable_triage()->set_carer_harms(rec::ANSWER_YES);
    contact.set_paper_sheet("12");
    *contact.mutable_received_at() = timestamp_of(SystemClock().now() - std::chrono::hours{14});
    return by(crew_.operator_, submission(contact));
  }
  void answered(const Open&, const Message& answer) override {
    cases_.push_back(static_cast<const v1::SubmitContactResponse&>(answer).case_id());
  }

 public:
  void check(Lines& lines) override {
    auto& user = lines.of(crew_.operator_);
    for (const auto& id : cases_) {
      v1::WatchCaseRequest request;
      request.set_case_id(id);
      Lines others(lines.port());
      if (steps_once(others.of(crew_.operator_), id) < steps_a_case)
        EXPECT_EQ(user.stream(
                      request,
                      [&](const auto&) { return steps_once(others.of(crew_.operator_), id) < steps_a_case; }),
                  "");
      EXPECT_EQ(steps_once(others.of(crew_.operator_), id), steps_a_case) << id;
    }
  }

 private:
  /// Of the twelve hours that are over; none twice.
  static std::size_t steps_once(User& user, const std::string& id) {
    v1::GetHistoryRequest request;
    request.set_case_id(id);
    request.set_page_size(200);
    std::set<std::string> steps;
    for (const auto& entry : user.must<v1::GetHistoryResponse>(request).entries()) {
      if (!entry.event().has_ladder_step_taken()) continue;
      EXPECT_TRUE(steps.insert(cause_of(entry.event().ladder_step_taken())).second)
          << "a step was taken twice of " << id;
    }
    return steps.size();
  }

  const Crew& crew_;
  std::vector<std::string> cases_;
};

}  // namespace

std::unique_ptr<Sender> make_late_sender(const Crew& crew) { return std::make_unique<LateSender>(crew); }

}  // namespace hotline::test
