// What the log says of a reading: how deeply, and on which basis. And how often one person may have the whole
// of it verified.
#include <gmock/gmock.h>

#include <future>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "service/world.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Access : public ::testing::Test {
 protected:
  /// The readings of the case by that person, newest first.
  std::vector<v1::AccessEntry> entries_of(const std::string& login) {
    v1::ListAccessRequest request;
    request.set_case_id(story.id());
    request.set_person_id(service.id_of(login));
    const auto list = service.as("supervisor.helpline").must<v1::ListAccessResponse>(request);
    return {list.entries().begin(), list.entries().end()};
  }
  v1::AccessEntry read_by(const std::string& login) {
    story.seen_by(login);
    auto entries = entries_of(login);
    EXPECT_FALSE(entries.empty()) << login;
    return entries.empty() ? v1::AccessEntry{} : entries.front();
  }

  RunningService service;
  CaseStory story{service};
};

TEST_F(Access, EntriesSayWhichPartsWereReadAndOnWhichBasis) {
  const auto officer = read_by("officer.tamdi");
  EXPECT_THAT(officer.parts(), ElementsAre("child", "allegation"));
  EXPECT_THAT(officer.relations(), ElementsAre("receiving"));
  EXPECT_EQ(officer.role(), rec::ROLE_OFFICER);

  const auto supervisor = read_by("supervisor.district");
  EXPECT_THAT(supervisor.parts(), ElementsAre("child", "informant", "allegation"));
  EXPECT_THAT(supervisor.relations(), ElementsAre("above"));
  EXPECT_EQ(supervisor.role(), rec::ROLE_SUPERVISOR);

  service.pass(std::chrono::minutes{6});  // its author has an entry from the answer to the intake
  const auto author = read_by("operator.hoa");
  EXPECT_THAT(author.parts(), ElementsAre("child", "informant", "allegation"));
  EXPECT_THAT(author.relations(), Contains("author"));
  EXPECT_THAT(read_by("operator.lan").parts(), ElementsAre("child"));
}

TEST_F(Access, OfADeputyEntriesNameTheChairmanForWhomTheyRead) {
  v1::DelegateRequest request;
  request.set_unit(district);
  request.set_deputy_id(service.id_of("officer.district"));
  *request.mutable_until() = timestamp_of(first_day + std::chrono::hours{1});
  service.as("chairman.district").must<v1::DelegateResponse>(request);
  const auto own = read_by("officer.district");
  EXPECT_EQ(own.role(), rec::ROLE_OFFICER) << "their own hat comes first";
  EXPECT_EQ(own.for_person_id(), "");
}

TEST_F(Access, AReadingBehindALineOfAListIsAnEntryOfItsOwn) {
  service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  ASSERT_EQ(entries_of("officer.tamdi").size(), 1u);
  EXPECT_EQ(entries_of("officer.tamdi").front().what(), "listed");
  EXPECT_THAT(entries_of("officer.tamdi").front().parts(), IsEmpty());
  EXPECT_EQ(read_by("officer.tamdi").what(), "read");
  ASSERT_EQ(entries_of("officer.tamdi").size(), 2u);
  story.seen_by("officer.tamdi");
  service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  EXPECT_EQ(entries_of("officer.tamdi").size(), 2u) << "nothing more was seen";
}

TEST_F(Access, OfAnExportEntriesHoldTheLegalBasis) {
  v1::ExportHistoryRequest request;
  request.set_case_id(story.id());
  service.as("supervisor.district").must<v1::ExportHistoryResponse>(request);
  EXPECT_EQ(entries_of("supervisor.district").front().what(), "exported");
  EXPECT_THAT(entries_of("supervisor.district").front().parts(), IsEmpty()) << "sealed parts were withheld";
  request.set_legal_basis("Quyết định 12/QĐ-VKS");
  service.as("supervisor.district").must<v1::ExportHistoryResponse>(request);
  const auto exported = entries_of("supervisor.district").front();
  EXPECT_THAT(exported.parts(), ElementsAre("child", "informant", "allegation"));
  EXPECT_EQ(exported.legal_basis(), "Quyết định 12/QĐ-VKS");
  EXPECT_THAT(exported.relations(), ElementsAre("above"));
}

TEST(VerifyHistory, RunsOnceAtATimeForOnePerson) {
  RunningService service;
  const auto verify = [&](const std::string& login) {
    return service.stranger(service.as(login).token()).stream(v1::VerifyHistoryRequest{}, [](const auto&) {
      return true;
    });
  };
  std::future<std::string> first;
  {
    HeldReaders held(service.app().world().store);
    first = std::async(std::launch::async, [&] {
      return service.stranger(service.as("supervisor.helpline").token())
          .stream(v1::VerifyHistoryRequest{}, [](const auto&) { return true; });
    });
    held.wait_for_one();
    EXPECT_EQ(verify("supervisor.helpline"), "resource_exhausted verification_running");
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(verify("supervisor.helpline"), "");
}

}  // namespace
}  // namespace hotline::test
