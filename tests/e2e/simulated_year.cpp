#include "e2e/simulated_year.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <ranges>
#include <tuple>
#include <vector>

#include "app/app.h"
#include "base/progress.h"
#include "domain/case_time.h"
#include "e2e/simulated_year_mail.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using std::chrono::hours, std::chrono::minutes;

constexpr std::array habits{"answers in time",     "answers late",     "never answers",
                            "says: not our place", "accepts, forgets", "answers when telephoned to",
                            "moves it to another"};
enum Habit : std::uint64_t { prompt, late, never, wrong, forgets, when_called, moves_on };

constexpr const char *merged_bao_dai = "07462@2025-07-01", *merged_dong_phu = "07450@2025-07-01",
                     *merged_district_town = "07444@2025-07-01", *merged_province = "24@2025-07-01";
constexpr const char* dong_phu = "07453@2004-07-08";

/// Where somebody is registered, before the merger and after it.
constexpr YearOffice staffed[] = {{tam_di, merged_bao_dai, "officer.tamdi", "chairman.tamdi"},
                                  {bao_son, merged_bao_dai, "officer.baoson", "chairman.baoson"},
                                  {dong_phu, merged_dong_phu, "deputy.tamdi", "supervisor.tamdi"}};
/// Where nobody is: all that comes there is the level above's, and then the call list's.
constexpr YearOffice unstaffed[] = {{"07480@2004-07-08", merged_district_town, nullptr, nullptr},
                                    {"07486@2004-07-08", "07486@2025-07-01", nullptr, nullptr},
                                    {"07489@2004-07-08", "07489@2025-07-01", nullptr, nullptr},
                                    {"07492@2004-07-08", "07492@2025-07-01", nullptr, nullptr}};

Time day(const char* text) { return start_of(parse_date(text).value()); }

/// Whoever has people reads e-mail, but for one commune that has given no address.
void configure(app::Config& config) {
  // What is held against the whole log at the end is one reading, and of the full year a long one.
  config.limits.read_job_max_ms = 60'000;
  config.notify.public_url = "https://hotline.example";
  config.notify.smtp_host = "mail.example";
  config.notify.smtp_from = "hotline@hotline.example";
  config.notify.contacts = config.database.parent_path() / "contacts.toml";
  std::set<std::string_view> reached{district, province, merged_province, helpline};
  for (const auto& office : staffed | std::views::take(2)) reached.insert({office.before, office.after});
  std::ofstream file(config.notify.contacts);
  for (const auto unit : reached) file << "[\"" << unit << "\"]\nemails = [\"truc@donvi.example\"]\n";
}

}  // namespace

SimulatedYear::SimulatedYear(const YearPlan& plan)
    : year_(plan),
      random_(plan.seed),
      service_(configure, [] { return std::make_unique<YearMail>(); }),
      begin_(day("2025-01-01")),
      merger_(day("2025-07-01")),
      end_(day("2026-01-01")) {
  give_hats(service_, "deputy.tamdi", {{dong_phu, rec::ROLE_OFFICER}});
  give_hats(service_, "supervisor.tamdi", {{dong_phu, rec::ROLE_CHAIRMAN}});
  service_.pass(begin_ - now());
  const auto some_time = [this] { return begin_ + minutes{below(364 * 24 * 60)}; };
  for (std::uint64_t i = 0; i < plan.cases; ++i) this->plan(some_time(), [this] { open(); });
  for (std::uint64_t i = 0; i < plan.contacts; ++i) this->plan(some_time(), [this] { call(); });
  for (int i = 0; i < 4; ++i) this->plan(some_time(), [this] { restart(); });
  for (int i = 0; i < 2; ++i) this->plan(some_time(), [this] { lose_power(); });
  this->plan(merger_, [this] { ASSERT_TRUE(service_.app().keep_house()); });
  this->plan(merger_ + 33h, [this] { confirm_roles(); });
}

void SimulatedYear::live() {
  Progress progress("a simulated year", year_.progress ? Progress::Look::lines : Progress::Look::nothing);
  while (!acts_.empty() && acts_.top().at < end_ && !testing::Test::HasFatalFailure()) {
    auto act = acts_.top();
    acts_.pop();
    turn_to(act.at);
    act.done();
    progress.show(static_cast<std::uint64_t>((now() - begin_) / 1h), 365 * 24);
  }
  turn_to(end_);
}

bool SimulatedYear::merged() const { return now() >= merger_; }

/// As the keeper and the courier live through it: they wake at each step's and message's time, and before
/// anybody acts.
void SimulatedYear::turn_to(Time to) {
  for (;;) {
    ASSERT_TRUE(service_.app().take_due_steps());
    service_.app().deliver_due_messages();
    std::optional<Time> next, message;
    ASSERT_TRUE(service_.app().world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto at = db.next_step();
      if (!at) return fail(at.error());
      next = *at;
      auto counts = db.message_counts();
      if (!counts) return fail(counts.error());
      message = counts->next_try;
      return {};
    }));
    if (!next || (message && *message < *next)) next = message;
    if (!next || *next > to) break;
    if (*next > now()) service_.pass(*next - now());
  }
  if (to > now()) service_.pass(to - now());
}

template <class Request>
void SimulatedYear::act(const std::string& login, const std::string& id, Request request) {
  v1::GetCaseRequest get;
  get.set_case_id(id);
  const auto seen = service_.as("operator.hoa").must<v1::GetCaseResponse>(get).case_();
  request.set_case_id(id);
  request.set_expected_version(seen.row().version());
  if constexpr (requires { request.set_referral_id(""); })
    request.set_referral_id(seen.row().referral().referral_id());
  ++(service_.as(login).refusal(request).empty() ? lived_.done : lived_.refused);
}

void SimulatedYear::restart() {
  service_.stop();
  service_.start();
  ++lived_.restarts;
}

/// For hours nobody is told anything, and what was planned meanwhile happens afterwards.
void SimulatedYear::lose_power() {
  service_.stop();
  service_.pass(hours{5 + below(40)});
  service_.start();
  ++lived_.outages;
}

/// Until then nobody of the merged communes answers, and the level above has nobody either.
void SimulatedYear::confirm_roles() {
  for (const auto& [login, from, role, to] :
       {std::tuple{"officer.tamdi", tam_di, rec::ROLE_OFFICER, merged_bao_dai},
        std::tuple{"chairman.tamdi", tam_di, rec::ROLE_CHAIRMAN, merged_bao_dai},
        std::tuple{"officer.baoson", bao_son, rec::ROLE_OFFICER, merged_bao_dai},
        std::tuple{"chairman.baoson", bao_son, rec::ROLE_CHAIRMAN, merged_bao_dai},
        std::tuple{"deputy.tamdi", dong_phu, rec::ROLE_OFFICER, merged_dong_phu},
        std::tuple{"supervisor.tamdi", dong_phu, rec::ROLE_CHAIRMAN, merged_dong_phu},
        std::tuple{"supervisor.province", province, rec::ROLE_SUPERVISOR, merged_province}}) {
    v1::ConfirmMembershipRequest request;
    request.set_person_id(service_.id_of(login));
    request.mutable_membership()->set_unit(from);
    request.mutable_membership()->set_role(role);
    request.set_to_unit(to);
    EXPECT_EQ(service_.as("supervisor.helpline").refusal(request), "") << login;
  }
}

void SimulatedYear::call() {
  service_.as("operator.lan").must<v1::SubmitContactResponse>(submission(silent_call()));
  ++lived_.contacts;
}

void SimulatedYear::open() {
  const bool answered = below(5) != 0;
  const auto& office = answered ? staffed[below(std::size(staffed))] : unstaffed[below(std::size(unstaffed))];
  // Now and then nobody knows where it was: it lies at the helpline until somebody finds out.
  const bool known = !answered || below(15) != 0;
  auto contact = intervention(known ? unit_of(office) : "");
  if (below(4) == 0) contact.mutable_intake()->mutable_triage()->set_carer_harms(rec::ANSWER_YES);
  if (below(5) == 0) contact.mutable_intake()->clear_abuse_types();
  if (below(20) == 0) contact.set_channel(rec::CHANNEL_PRESS);
  if (below(12) == 0) {  // from a sheet of paper: the clocks count from what stands on it
    const auto said = std::max(begin_, now() - minutes{30 + below(30 * 60)});
    if (!merged() || said >= merger_) *contact.mutable_received_at() = timestamp_of(said);
  }
  const auto habit = answered ? below(habits.size()) : std::uint64_t{never};
  ++lived_.habits[habits.at(habit)];
  const auto id = service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id();
  if (known) return answer(id, office, habit);
  ++lived_.place_unknown;
  if (below(4) == 0) return;  // nobody ever finds out
  after(minutes{10 + below(600)}, [this, id, &office, habit] {
    reroute(id, unit_of(office));
    answer(id, office, habit);
  });
}

const char* SimulatedYear::unit_of(const YearOffice& office) const {
  return merged() ? office.after : office.before;
}

/// Another one that answers.
const YearOffice& SimulatedYear::other_than(const YearOffice& office) const {
  return std::string_view(unit_of(office)) == unit_of(staffed[2]) ? staffed[0] : staffed[2];
}

void SimulatedYear::reroute(const std::string& id, const char* to) {
  v1::RerouteReferralRequest request;
  request.set_to_unit(to);
  request.set_reason("x");
  act("operator.hoa", id, request);
}

void SimulatedYear::answer(const std::string& id, const YearOffice& office, std::uint64_t habit) {
  switch (habit) {
    case late:
      return after(hours{3 + below(60)}, [this, id, &office] { accept(id, office, true); });
    case never:
      return;
    case wrong:
      return after(hours{1 + below(5)}, [this, id, &office] { give_back(id, office); });
    case forgets:
      return after(minutes{5 + below(300)}, [this, id, &office] { accept(id, office, false); });
    case when_called:
      return after(hours{8 + below(90)}, [this, id, &office] { telephone(id, office); });
    case moves_on:
      after(minutes{5 + below(90)}, [this, id, &office] { accept(id, office, false); });
      return after(hours{2 + below(40)}, [this, id, &office] {
        v1::TransferCaseRequest request;
        request.set_to_unit(unit_of(other_than(office)));
        request.set_reason("x");
        act(office.officer, id, request);
      });
    default:
      return after(minutes{5 + below(20)}, [this, id, &office] { accept(id, office, true); });
  }
}

void SimulatedYear::accept(const std::string& id, const YearOffice& office, bool goes_on) {
  act(office.officer, id, v1::AcceptReferralRequest{});
  if (goes_on) after(hours{1 + below(10)}, [this, id, &office] { assess(id, office); });
}

void SimulatedYear::assess(const std::string& id, const YearOffice& office) {
  v1::RecordAssessmentRequest request;
  const bool unfounded = below(6) == 0;
  *request.mutable_assessment() =
      assessment(rec::ASSESSMENT_KIND_SPECIFIC, unfounded ? rec::RISK_LOW : rec::RISK_HIGH);
  act(office.officer, id, request);
  if (unfounded)
    return after(hours{1 + below(48)}, [this, id, &office] {
      v1::CloseCaseRequest close;
      close.set_closing(rec::CLOSING_UNFOUNDED);
      close.set_decision("x");
      act(office.chairman, id, close);
      if (below(3) == 0)
        after(hours{24 * (1 + below(40))}, [this, id, &office] {
          v1::ReopenCaseRequest reopen;
          reopen.set_reason("x");
          act(office.officer, id, reopen);
        });
    });
  if (below(2) == 0) {
    v1::StartEmergencyMeasuresRequest start;
    start.mutable_measures()->set_measure(below(3) == 0 ? rec::MEASURE_SEPARATE : rec::MEASURE_PROTECT);
    start.mutable_measures()->set_what("x");
    act(office.chairman, id, start);
  }
  after(hours{24 + below(24 * 14)}, [this, id, &office] { submit_plan(id, office); });
}

void SimulatedYear::submit_plan(const std::string& id, const YearOffice& office) {
  v1::SubmitPlanRequest request;
  *request.mutable_plan() = test::plan();
  act(office.officer, id, request);
  after(hours{2 + below(90)}, [this, id, &office] { decide_plan(id, office); });
}

void SimulatedYear::decide_plan(const std::string& id, const YearOffice& office) {
  act(office.chairman, id, v1::ApprovePlanRequest{});
  after(hours{24 * (3 + below(60))}, [this, id, &office] {
    v1::RecordReviewRequest request;
    *request.mutable_review() = review(below(2) == 0, true);
    act(office.officer, id, request);
  });
}

void SimulatedYear::give_back(const std::string& id, const YearOffice& office) {
  v1::ReturnReferralRequest request;
  request.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  request.set_explanation("không ở xã này");
  act(office.officer, id, request);
  if (below(6) == 0) return;  // and nobody sends it on
  after(minutes{30 + below(240)}, [this, id, &office] {
    const auto& other = other_than(office);
    reroute(id, unit_of(other));
    if (below(2) == 0)
      after(hours{1 + below(20)},
            [this, id, &other] { act(other.officer, id, v1::AcceptReferralRequest{}); });
  });
}

/// The helpline telephones; half the offices answer then.
void SimulatedYear::telephone(const std::string& id, const YearOffice& office) {
  const bool reached = below(2) == 0;
  v1::RecordCallAttemptRequest request;
  request.mutable_attempt()->set_result(reached ? rec::CALL_RESULT_REACHED : rec::CALL_RESULT_NO_ANSWER);
  act("operator.hoa", id, request);
  if (reached) after(minutes{10 + below(120)}, [this, id, &office] { accept(id, office, true); });
}

}  // namespace hotline::test
