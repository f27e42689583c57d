// What the log says of a reading: how deeply, on which basis, and how often.
#include <gmock/gmock.h>

#include <future>
#include <map>

#include "app/app.h"
#include "domain/case_time.h"
#include "evidence/export.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "service/world.h"
#include "support/hats.h"
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

  const auto author = read_by("operator.hoa");
  EXPECT_THAT(author.parts(), ElementsAre("child", "informant", "allegation"));
  EXPECT_THAT(author.relations(), Contains("author"));
  EXPECT_THAT(read_by("operator.lan").parts(), ElementsAre("child"));
}

TEST_F(Access, OfADeputyWhoseOwnHatOpensTheCaseEntriesNameNobodyElse) {
  v1::DelegateRequest request;
  request.set_unit(district);
  request.set_deputy_id(service.id_of("officer.district"));
  *request.mutable_until() = timestamp_of(first_day + std::chrono::hours{1});
  service.as("chairman.district").must<v1::DelegateResponse>(request);
  const auto own = read_by("officer.district");
  EXPECT_EQ(own.role(), rec::ROLE_OFFICER) << "their own hat comes first";
  EXPECT_EQ(own.for_person_id(), "");
}

TEST_F(Access, OfADeputyWithoutAHatOfTheirOwnEntriesNameTheChairmanForWhomTheyRead) {
  give_hats(service, "deputy.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  EXPECT_EQ(service.as("deputy.tamdi").refusal(story.get()), "permission_denied role_missing");
  v1::DelegateRequest request;
  request.set_unit(tam_di);
  request.set_deputy_id(service.id_of("deputy.tamdi"));
  *request.mutable_until() = timestamp_of(service.clock.now() + std::chrono::hours{1});
  service.as("chairman.tamdi").must<v1::DelegateResponse>(request);
  service.as("deputy.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  for (const auto& [entry, what] :
       {std::pair{entries_of("deputy.tamdi").at(0), "listed"}, std::pair{read_by("deputy.tamdi"), "read"}}) {
    EXPECT_EQ(entry.what(), what);
    EXPECT_EQ(entry.role(), rec::ROLE_CHAIRMAN);
    EXPECT_EQ(entry.for_person_id(), service.id_of("chairman.tamdi"));
    EXPECT_THAT(entry.relations(), ElementsAre("receiving"));
  }
}

TEST_F(Access, AReadingBehindALineOfAListIsAnEntryOfItsOwn) {
  service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  ASSERT_EQ(entries_of("officer.tamdi").size(), 1u);
  const auto listed = entries_of("officer.tamdi").front();
  EXPECT_EQ(listed.what(), "listed");
  EXPECT_THAT(listed.parts(), ElementsAre("child")) << "its summary";
  EXPECT_THAT(listed.relations(), ElementsAre("receiving"));
  EXPECT_EQ(listed.role(), rec::ROLE_OFFICER);
  EXPECT_EQ(read_by("officer.tamdi").what(), "read");
  ASSERT_EQ(entries_of("officer.tamdi").size(), 2u);
  story.seen_by("officer.tamdi");
  service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  EXPECT_EQ(entries_of("officer.tamdi").size(), 2u) << "nothing more was seen";
}

TEST_F(Access, WhatAnActShowsOfACaseIsAReadingOfIt) {
  const auto queue = service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  ASSERT_EQ(queue.rows_size(), 1);
  auto accept = about<v1::AcceptReferralRequest>(story.id(), queue.rows(0).version());
  accept.set_referral_id(queue.rows(0).referral().referral_id());
  const auto shown = service.as("officer.tamdi").must<v1::AcceptReferralResponse>(accept).case_();
  EXPECT_EQ(shown.intake().narrative(), narrative);
  const auto entries = entries_of("officer.tamdi");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries.front().what(), "read");
  EXPECT_THAT(entries.front().parts(), ElementsAre("child", "allegation"));
  EXPECT_THAT(entries.front().relations(), ElementsAre("responsible"));
  story.version = shown.row().version();
  story.note("officer.tamdi", "đã gọi cho nhà trường");
  EXPECT_EQ(entries_of("officer.tamdi").size(), 2u) << "nothing more was seen";
}

TEST_F(Access, LinesOfOneListThatAreShownOnOtherGroundsAreEntriesOfTheirOwn) {
  const CaseStory second(service, bao_son), third(service);
  give_hats(service, "officer.tamdi", {{tam_di, rec::ROLE_OFFICER}, {bao_son, rec::ROLE_SUPERVISOR}});
  v1::ListCasesRequest cases;
  ASSERT_EQ(service.as("officer.tamdi").must<v1::ListCasesResponse>(cases).cases_size(), 3);
  v1::ListAccessRequest request;
  request.set_person_id(service.id_of("officer.tamdi"));
  std::map<std::string, v1::AccessEntry> by_case;
  const auto list = service.as("supervisor.helpline").must<v1::ListAccessResponse>(request);
  for (const auto& entry : list.entries()) by_case[entry.case_id()] = entry;
  ASSERT_EQ(by_case.size(), 3u);
  EXPECT_EQ(by_case[story.id()].role(), rec::ROLE_OFFICER);
  EXPECT_EQ(by_case[second.id()].role(), rec::ROLE_SUPERVISOR);
  EXPECT_EQ(by_case[story.id()].log_index(), by_case[third.id()].log_index()) << "read alike: one entry";
  EXPECT_NE(by_case[story.id()].log_index(), by_case[second.id()].log_index());
}

TEST_F(Access, OfAContactEntriesSayWhichPartsWereReadAndOnWhichBasis) {
  v1::GetContactRequest get;
  get.set_contact_id(
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  const auto read_contact_by = [&](const std::string& login) {
    service.as(login).must<v1::GetContactResponse>(get);
    v1::ListAccessRequest request;
    request.set_person_id(service.id_of(login));
    return service.as("supervisor.helpline").must<v1::ListAccessResponse>(request).entries(0);
  };
  const auto author = read_contact_by("operator.hoa");
  EXPECT_EQ(author.what(), "contact_read");
  EXPECT_THAT(author.parts(), ElementsAre("child", "informant"));
  EXPECT_THAT(author.relations(), ElementsAre("author"));
  EXPECT_EQ(author.role(), rec::ROLE_OPERATOR);
  const auto colleague = read_contact_by("operator.lan");
  EXPECT_THAT(colleague.parts(), ElementsAre("child"));
  EXPECT_THAT(colleague.relations(), IsEmpty());
  EXPECT_EQ(colleague.role(), rec::ROLE_OPERATOR);
  const auto supervisor = read_contact_by("supervisor.helpline");
  EXPECT_THAT(supervisor.parts(), ElementsAre("child", "informant"));
  EXPECT_EQ(supervisor.role(), rec::ROLE_SUPERVISOR);
}

TEST_F(Access, AnExportNamesNoOtherCase) {
  CaseStory other(service, bao_son);
  auto link = story.about<v1::LinkCasesRequest>();
  link.set_other_case_id(other.id());
  link.set_link(rec::LINK_SIBLING);
  story.act<v1::LinkCasesResponse>("operator.hoa", link);
  ASSERT_THAT(story.seen_by("operator.hoa").links(), ::testing::SizeIs(1));
  EXPECT_THAT(story.seen_by("supervisor.tamdi").links(), IsEmpty()) << "who may not see the other case";

  const auto id = *CaseId::parse(other.id());
  const std::string raw(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
  v1::ExportHistoryRequest request;
  request.set_case_id(story.id());
  for (const auto* basis : {"", "Quyết định 12/QĐ-VKS"}) {
    request.set_legal_basis(basis);
    request.clear_request_id();
    const auto bundle = service.as("supervisor.tamdi").must<v1::ExportHistoryResponse>(request).bundle();
    std::string all = bundle;
    const auto exported = evidence::parse_export(bundle);
    ASSERT_TRUE(exported.has_value());
    ASSERT_EQ(exported->entries.size(), 2u);
    for (const auto& entry : exported->entries)
      for (const auto part : evidence::all_parts)
        if (const auto& sealed = entry.sealed[static_cast<std::size_t>(part)])
          all += *sealed + evidence::open_part(entry, part)->value_or("");
    EXPECT_EQ(exported->entries[1].sealed[0], std::nullopt)
        << "the entry that names it is proved, and not read";
    for (const auto& word : {other.id(), raw, other.opened().case_number(), other.opened().contact_id()})
      EXPECT_THAT(all, ::testing::Not(::testing::HasSubstr(word)));
  }
  // Who may see both has the link in it.
  request.clear_request_id();
  const auto seen = evidence::parse_export(
      service.as("supervisor.district").must<v1::ExportHistoryResponse>(request).bundle());
  EXPECT_THAT(evidence::open_part(seen->entries[1], evidence::Part::child)->value_or(""),
              ::testing::HasSubstr(other.id()));
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
  service.as("supervisor.tamdi").must<v1::ExportHistoryResponse>(request);
  EXPECT_THAT(entries_of("supervisor.tamdi").front().parts(), ElementsAre("child", "allegation"))
      << "what left, and no more";
}

TEST_F(Access, IsOneEntryPerPersonCaseAndSessionInFiveMinutes) {
  v1::SignInRequest again;
  again.set_login("officer.tamdi");
  again.set_password(RunningService::password_of("officer.tamdi"));
  auto other_window = service.stranger(service.stranger().must<v1::SignInResponse>(again).token());
  const auto entries = [&] { return entries_of("officer.tamdi").size(); };
  story.seen_by("officer.tamdi");
  story.seen_by("officer.tamdi");
  EXPECT_EQ(entries(), 1u);
  other_window.must<v1::GetCaseResponse>(story.get());
  other_window.must<v1::GetCaseResponse>(story.get());
  EXPECT_EQ(entries(), 2u) << "another session is another entry";
  CaseStory other(service);
  v1::ListAccessRequest of_other;
  of_other.set_case_id(other.id());
  of_other.set_person_id(service.id_of("officer.tamdi"));
  other.seen_by("officer.tamdi");
  EXPECT_EQ(service.as("supervisor.helpline").must<v1::ListAccessResponse>(of_other).entries_size(), 1)
      << "another case is another entry";
  service.pass(std::chrono::minutes{5} - std::chrono::milliseconds{1});
  story.seen_by("officer.tamdi");
  other_window.must<v1::GetCaseResponse>(story.get());
  EXPECT_EQ(entries(), 2u);
  service.pass(std::chrono::milliseconds{1});
  story.seen_by("officer.tamdi");
  EXPECT_EQ(entries(), 3u) << "after five minutes it is a reading of its own";
  story.seen_by("officer.tamdi");
  EXPECT_EQ(entries(), 3u);
  other_window.must<v1::GetCaseResponse>(story.get());
  EXPECT_EQ(entries(), 4u);
}

TEST_F(Access, OfSeveralReadingsAtOnceIsOneEntryThatAllOfThemWaitFor) {
  const auto token = service.as("officer.tamdi").token();
  constexpr std::uint32_t windows = 5;
  std::vector<std::future<std::string>> answers;
  {
    HeldWriter held(service.app().world().store);
    for (std::uint32_t i = 0; i < windows; ++i)
      answers.push_back(
          std::async(std::launch::async, [&] { return service.stranger(token).refusal(story.get()); }));
    held.wait_for(windows);
    for (auto& answer : answers)
      EXPECT_EQ(answer.wait_for(std::chrono::seconds{0}), std::future_status::timeout);
  }
  for (auto& answer : answers) EXPECT_EQ(answer.get(), "");
  EXPECT_EQ(entries_of("officer.tamdi").size(), 1u);
  story.seen_by("officer.tamdi");
  EXPECT_EQ(entries_of("officer.tamdi").size(), 1u);
}

TEST_F(Access, OfAnOpenWatchIsOneEntryInFiveMinutesHoweverOftenTheCaseChanges) {
  v1::WatchCaseRequest request;
  request.set_case_id(story.id());
  auto& watch = service.watch("supervisor.district", request);
  ASSERT_TRUE(watch.next<v1::WatchCaseResponse>());
  const auto change = [&](const char* text) {
    story.note("officer.tamdi", text);
    while (const auto word = watch.next<v1::WatchCaseResponse>())
      if (word->case_().row().version() == story.version) return;
  };
  for (const auto* text : {"đã gọi", "đã đến nơi", "đã gặp cháu"}) change(text);
  EXPECT_EQ(entries_of("supervisor.district").size(), 1u);
  service.pass(std::chrono::minutes{5});
  change("đã gặp lại cháu");
  EXPECT_EQ(entries_of("supervisor.district").size(), 2u) << "after five minutes it is a reading of its own";
}

}  // namespace
}  // namespace hotline::test
