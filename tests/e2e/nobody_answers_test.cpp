// An office at which nobody is registered or on duty is seen at once: by whoever sends a case there, on the
// case, in what others are told, and first in the list where the most waits.
#include <gmock/gmock.h>

#include <algorithm>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;

constexpr const char *dong_phu = "07453@2004-07-08", *phuong_son = "07477@2004-07-08";  // nobody's accounts

void set_telephone(RunningService& service, const std::string& unit, const std::string& number) {
  v1::GetUnitRequest get;
  get.set_unit(unit);
  v1::SetUnitTelephonesRequest request;
  request.set_unit(unit);
  request.add_telephones(number);
  request.set_expected_unit_version(service.as("admin").must<v1::GetUnitResponse>(get).unit().version());
  service.as("admin").must<v1::SetUnitTelephonesResponse>(request);
}

/// Whoever is on duty there is away for two days.
void leave(RunningService& service, const std::string& unit, const std::string& chief,
           std::initializer_list<const char*> people) {
  for (const auto* login : people) {
    v1::SetDutyRequest request;
    auto& line = *request.mutable_duty();
    line.set_unit(unit);
    line.set_kind(rec::DUTY_KIND_AWAY);
    line.set_person_id(service.id_of(login));
    *line.mutable_from() = timestamp_of(service.clock.now());
    *line.mutable_until() = timestamp_of(service.clock.now() + 48h);
    service.as(chief).must<v1::SetDutyResponse>(request);
  }
}

/// "07453 no account 0204 388 5001"; "" where somebody answers.
template <class Answer>
std::string said(const Answer& answer) {
  if (!answer.has_nobody_answers()) return "";
  const auto& office = answer.nobody_answers();
  std::string text = office.unit().substr(0, office.unit().find('@'));
  text += office.registered() ? " nobody on duty" : " no account";
  for (const auto& telephone : office.telephones()) text += " " + telephone;
  return text;
}

TEST(NobodyAnswers, IsSaidBeforeAndWithTheReferralAndOnTheCaseWithTheNumberToRing) {
  RunningService service;
  set_telephone(service, dong_phu, "0204 388 5001");
  auto& hoa = service.as("operator.hoa");
  const auto foreseen = [&](const char* place) {
    v1::PreviewContactRequest request;
    *request.mutable_contact() = intervention(place);
    return said(hoa.must<v1::PreviewContactResponse>(request));
  };
  EXPECT_EQ(foreseen(dong_phu), "07453 no account 0204 388 5001");
  EXPECT_EQ(foreseen(tam_di), "");
  CaseStory silent(service, dong_phu), other(service);
  EXPECT_EQ(said(silent.opened()), "07453 no account 0204 388 5001");
  EXPECT_EQ(said(silent.seen_by("operator.hoa")), "07453 no account 0204 388 5001");
  EXPECT_EQ(said(silent.seen_by("supervisor.district")), "07453 no account 0204 388 5001");
  EXPECT_EQ(said(other.opened()), "");
  EXPECT_EQ(said(other.seen_by("officer.tamdi")), "");
  EXPECT_EQ(said(hoa.must<v1::SubmitContactResponse>(submission(counselling()))), "") << "it opened no case";
}

TEST(NobodyAnswers, IsSaidOfAnOfficeWhoseCaseItIsForAsLongAsNobodyIsOnDutyAndTheCaseIsOpen) {
  RunningService service;
  CaseStory story(service), unfounded(service), moved(service);
  for (auto* one : {&story, &unfounded}) one->accept();
  moved.move_to_bao_son();
  auto look = unfounded.about<v1::RecordAssessmentRequest>();
  *look.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  unfounded.act<v1::RecordAssessmentResponse>("officer.tamdi", look);
  auto close = unfounded.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_UNFOUNDED);
  close.set_decision("không có cơ sở");
  unfounded.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  EXPECT_EQ(said(story.seen_by("supervisor.district")), "");
  leave(service, tam_di, "chairman.tamdi", {"officer.tamdi", "deputy.tamdi", "supervisor.tamdi"});
  leave(service, bao_son, "chairman.baoson", {"officer.baoson"});
  EXPECT_EQ(said(story.seen_by("supervisor.district")), "07456 nobody on duty");
  EXPECT_EQ(said(unfounded.seen_by("supervisor.district")), "") << "it is closed";
  EXPECT_EQ(said(moved.seen_by("supervisor.district")), "07459 nobody on duty");
  EXPECT_EQ(said(moved.seen_by("officer.tamdi")), "") << "who had it before learns nothing of its office now";
  service.pass(49h);
  EXPECT_EQ(said(story.seen_by("supervisor.district")), "");
}

TEST(NobodyAnswers, DoesNotTellWhoIsBarredFromARestrictedCase) {
  RunningService service;
  CaseStory story(service);
  story.restrict({"officer.district", "supervisor.district"});
  EXPECT_EQ(said(story.seen_by("supervisor.province")), "218 nobody on duty");
  EXPECT_EQ(said(story.seen_by("operator.hoa")), "") << "who sees no allegation";

  auto submit = submission(intervention());
  submit.set_restricted(true);
  for (const auto* login : {"officer.district", "supervisor.district"})
    submit.add_barred_person_ids(service.id_of(login));
  EXPECT_EQ(said(service.as("operator.hoa").must<v1::SubmitContactResponse>(submit)), "218 nobody on duty")
      << "who bars them knows it";
}

TEST(NobodyAnswers, IsWhatTheLevelAboveIsToldWhereACaseComesToSuchAnOffice) {
  RunningService service;
  auto& world = service.app().world();
  world.outbox.configure({.email = true,
                          .webhook = false,
                          .public_url = "https://hotline.example",
                          .contacts = {{district, {.emails = {"truc@huyen.example"}, .telephones = {}}}}});
  const CaseStory silent(service, dong_phu), other(service);
  std::vector<v1::Notice> told;
  EXPECT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    for (const auto& row : db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service.clock.now(), 10).value())
      told.push_back(service::open_message(world, row).value().notice());
    return {};
  }));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].kind(), v1::NOTICE_KIND_NOBODY_ON_DUTY);
  EXPECT_EQ(told[0].case_id(), silent.id());
  EXPECT_GT(time_of(told[0].due_at()), service.clock.now()) << "long before anything is late";
}

/// "07453 2/3": waiting and open.
std::vector<std::string> unanswered(RunningService& service, const std::string& login,
                                    std::uint32_t page_size) {
  v1::ListUnansweredRequest request;
  request.set_page_size(page_size);
  std::vector<std::string> out;
  do {
    const auto list = service.as(login).must<v1::ListUnansweredResponse>(request);
    EXPECT_EQ(list.offices_size(), list.work_size());
    for (int i = 0; i < list.offices_size() && i < list.work_size(); ++i)
      out.push_back(list.offices(i).unit().substr(0, list.offices(i).unit().find('@')) + " " +
                    std::to_string(list.work(i).waiting()) + "/" + std::to_string(list.work(i).open()));
    request.set_page_token(list.next_page_token());
  } while (!request.page_token().empty());
  return out;
}

TEST(UnansweredOffices, AreListedByWhatWaitsThereAndNoneIsLostBetweenPages) {
  RunningService service;
  EXPECT_THAT(unanswered(service, "operator.hoa", 200), Each(EndsWith(" 0/0")));
  const CaseStory one(service, phuong_son), two(service, dong_phu), three(service, dong_phu);
  CaseStory accepted(service);
  accepted.accept();
  leave(service, tam_di, "chairman.tamdi", {"officer.tamdi", "deputy.tamdi", "supervisor.tamdi"});
  auto all = unanswered(service, "supervisor.district", 200);
  ASSERT_GT(all.size(), 4u);
  const std::vector<std::string> first(all.begin(), all.begin() + 4);
  EXPECT_THAT(first, ElementsAre("07453 2/2", "07477 1/1", "07456 0/1", EndsWith(" 0/0")));
  EXPECT_TRUE(std::is_sorted(all.begin() + 3, all.end())) << "the others by their codes";
  EXPECT_EQ(unanswered(service, "supervisor.district", 1), all);
  EXPECT_EQ(unanswered(service, "supervisor.district", 3), all);
  EXPECT_THAT(unanswered(service, "admin", 200), Each(EndsWith(" 0/0")))
      << "an administrator is told of no case";
}

TEST(UnansweredOffices, CountNoCaseThatTheViewerMayNotSee) {
  RunningService service;
  CaseStory story(service);
  leave(service, district, "supervisor.district", {"officer.district", "supervisor.district"});
  EXPECT_THAT(unanswered(service, "operator.lan", 200), Contains("218 0/0"));
  story.restrict({"operator.lan"});
  EXPECT_THAT(unanswered(service, "operator.hoa", 200), Contains("218 1/1"));
  EXPECT_THAT(unanswered(service, "operator.lan", 200), Contains("218 0/0"));
}

}  // namespace
}  // namespace hotline::test
