// Drafts that nobody goes on with are gone after the days that the rules name, and calls that nobody touched
// sooner and in nobody's way; and a draft goes with its unit into a merger.
#include <gmock/gmock.h>

#include <set>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/drafts.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::days;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* bao_dai = "07462@2025-07-01";

class LeftDrafts : public ::testing::Test {
 protected:
  std::string saved(const std::string& login, const std::string& id = {}, std::uint32_t version = 0) {
    v1::SaveDraftRequest save;
    save.set_draft_id(id);
    save.set_expected_version(version);
    save.mutable_contact()->set_asked(narrative);
    return service.as(login).must<v1::SaveDraftResponse>(save).draft_id();
  }
  /// A call that operator.hoa took.
  std::string reported(int number) {
    v1::ReportCallRequest call;
    call.set_call_id("call-" + std::to_string(number));
    call.set_caller_number(caller_number);
    call.set_operator_login("operator.hoa");
    return service.as("telephone").must<v1::ReportCallResponse>(call).draft_id();
  }
  v1::Draft taken_over(const std::string& login, const std::string& id) {
    v1::TakeOverDraftRequest take;
    take.set_draft_id(id);
    return service.as(login).must<v1::TakeOverDraftResponse>(take).draft();
  }
  std::vector<v1::Draft> drafts(const std::string& login, bool of_unit = false) {
    std::vector<v1::Draft> out;
    v1::ListDraftsRequest request;
    request.set_of_unit(of_unit);
    request.set_page_size(40);
    do {
      const auto page = service.as(login).must<v1::ListDraftsResponse>(request);
      out.insert(out.end(), page.drafts().begin(), page.drafts().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return out;
  }
  std::vector<std::string> ids(const std::string& login, bool of_unit = false) {
    std::vector<std::string> out;
    for (const auto& draft : drafts(login, of_unit)) out.push_back(draft.draft_id());
    return out;
  }
  Time kept_until(const std::string& id) {
    for (const auto& draft : drafts("operator.lan", true))
      if (draft.draft_id() == id) return time_of(draft.kept_until());
    return {};
  }
  /// The drafts that the log says were erased.
  std::vector<std::string> told_erased() {
    std::vector<std::string> out;
    v1::ListAdministrationRequest request;
    do {
      const auto page = service.as("supervisor.helpline").must<v1::ListAdministrationResponse>(request);
      for (const auto& entry : page.entries())
        if (entry.what() == "draft_erased") out.push_back(entry.subject_id());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return out;
  }
  void keep_house() { ASSERT_TRUE(service.app().keep_house()); }
  void pass(Duration time) {
    service.pass(time);
    keep_house();
  }
  /// Rows as they are, past the use cases.
  void write(store::WriteJob job) { ASSERT_TRUE(service.app().world().store.write_and_wait(std::move(job))); }
  void confirm(const std::string& login, const char* from, const char* to) {
    v1::ConfirmMembershipRequest request;
    request.set_person_id(service.id_of(login));
    request.mutable_membership()->set_unit(from);
    request.mutable_membership()->set_role(rec::ROLE_OFFICER);
    request.set_to_unit(to);
    service.as("supervisor.helpline").must<v1::ConfirmMembershipResponse>(request);
  }

  RunningService service;
};

TEST_F(LeftDrafts, AreErasedThirtyDaysAfterTheLastWordAndTheLogSaysWhich) {
  const auto id = saved("operator.hoa");
  EXPECT_EQ(kept_until(id), service.clock.now() + days{30});
  pass(days{20});
  saved("operator.hoa", id, 1);
  EXPECT_EQ(kept_until(id), service.clock.now() + days{30}) << "somebody went on with it";
  pass(days{30});
  EXPECT_THAT(ids("operator.hoa"), ElementsAre(id)) << "kept until then";
  pass(Duration{1});
  EXPECT_THAT(ids("operator.hoa"), IsEmpty());
  keep_house();
  EXPECT_THAT(told_erased(), ElementsAre(id)) << "once";
}

TEST_F(LeftDrafts, ThatATelephoneSystemMadeAndNobodyTouchedGoAfterTwoDaysWithoutAWordAndComeNotAgain) {
  const auto untouched = reported(1), taken = reported(2), typed = reported(3);
  EXPECT_EQ(kept_until(untouched), service.clock.now() + days{2});
  EXPECT_EQ(time_of(taken_over("operator.lan", taken).kept_until()), service.clock.now() + days{30});
  saved("operator.hoa", typed, 1);
  pass(days{2} + Duration{1});
  EXPECT_THAT(ids("operator.hoa"), ElementsAre(typed));
  EXPECT_THAT(ids("operator.lan"), ElementsAre(taken));
  EXPECT_EQ(reported(1), untouched) << "the end of that call";
  EXPECT_THAT(ids("operator.hoa"), ElementsAre(typed));
  EXPECT_THAT(told_erased(), IsEmpty());
  pass(days{30});
  EXPECT_THAT(told_erased(), ::testing::UnorderedElementsAre(taken, typed));
}

TEST_F(LeftDrafts, StayWhileTheClockHasJustJumpedAhead) {
  const auto id = saved("operator.hoa");
  keep_house();  // the clock is looked at, and believed
  const auto there = [&] {
    std::uint64_t count = 0;
    write([&](store::Writer& db) -> Result<> {
      auto found = db.count_drafts_left_before(store::DraftKind::typed, service.clock.now());
      count = found.value_or(0);
      return {};
    });
    return count;
  };
  service.clock.set_ahead(days{400});
  keep_house();
  EXPECT_EQ(there(), 1u);
  service.clock.pass(std::chrono::minutes{3});
  keep_house();
  keep_house();
  EXPECT_EQ(there(), 0u) << "it stands by it";
}

TEST_F(LeftDrafts, AreErasedABoundedNumberAtATime) {
  auto& world = service.app().world();
  const Time long_ago = service.clock.now() - days{3};
  std::vector<std::uint64_t> erased;
  write([&](store::Writer& db) -> Result<> {  // in one transaction: the service keeps house beside it
    for (std::uint32_t i = 0; i <= service::left_drafts_at_once_max; ++i) {
      const auto id = world.ids.next();
      if (auto put = db.put(store::DraftRow{id, {}, helpline, long_ago, 1, id, "sealed"}); !put) return put;
    }
    for (int sweep = 0; sweep < 3; ++sweep) {
      auto done = service::erase_left_drafts(world, db, service.clock.now());
      if (!done) return fail(done.error());
      erased.push_back(done->untouched_calls);
    }
    return {};
  });
  EXPECT_THAT(erased, ElementsAre(service::left_drafts_at_once_max, 1, 0));
}

TEST_F(LeftDrafts, ThatCannotBeErasedHoldUpNothingElse) {
  auto& world = service.app().world();
  const auto id = world.ids.next();
  write([&](store::Writer& db) -> Result<> {  // no such row can come to be: its call is done with
    const store::AnswerRow done{
        world.keys.lookup("call_done", id_text(id)), {}, service.clock.now(), "sealed"};
    if (auto put = db.insert(done); !put) return put;
    return db.put(store::DraftRow{id, {}, helpline, service.clock.now() - days{3}, 1, id, "sealed"});
  });
  keep_house();
  EXPECT_THAT(ids("operator.hoa", true), ElementsAre(id_text(id)));
  saved("operator.hoa");
}

TEST_F(LeftDrafts, OfCallsThatNobodyTouchedKeepNoOperatorFromANewReport) {
  const auto mine = saved("operator.hoa");
  service.pass(Duration{1});
  std::set<std::string> calls;
  for (std::uint32_t i = 0; i <= service::drafts_of_person_max; ++i)
    calls.insert(reported(static_cast<int>(i)));
  const auto second = saved("operator.hoa");
  for (const bool of_unit : {false, true}) {
    const auto listed = ids("operator.hoa", of_unit);
    EXPECT_EQ(listed.size(), calls.size() + 2);
    EXPECT_THAT(listed, ::testing::Contains(mine));
    EXPECT_THAT(listed, ::testing::Contains(second));
  }
}

TEST_F(LeftDrafts, OfUnitsThatMergedLieAtTheUnitThatHoldsTheirPlaceTodayAndAtNoOther) {
  pass(start_of(parse_date("2025-06-30").value()) - service.clock.now());
  const auto of_tam_di = saved("officer.tamdi");
  service.pass(Duration{1});
  const auto of_bao_son = saved("officer.baoson");
  EXPECT_THAT(ids("officer.baoson", true), ElementsAre(of_bao_son)) << "two units, as yet";
  v1::TakeOverDraftRequest take;
  take.set_draft_id(of_tam_di);
  EXPECT_EQ(service.as("officer.baoson").refusal(take), "not_found draft_unknown");

  pass(days{1});
  confirm("officer.tamdi", tam_di, bao_dai);
  confirm("officer.baoson", bao_son, bao_dai);
  service.pass(std::chrono::minutes{61});  // they sign in again
  EXPECT_THAT(ids("officer.baoson", true), ElementsAre(of_bao_son, of_tam_di)) << "newest first";
  EXPECT_THAT(ids("officer.tamdi", true), ElementsAre(of_bao_son, of_tam_di));
  EXPECT_THAT(ids("operator.hoa", true), IsEmpty());
  EXPECT_EQ(service.as("operator.hoa").refusal(take), "not_found draft_unknown");
  EXPECT_EQ(taken_over("officer.baoson", of_tam_di).contact().asked(), narrative);
  const auto of_bao_dai = saved("officer.tamdi");
  EXPECT_THAT(ids("officer.baoson", true), ElementsAre(of_bao_dai, of_tam_di, of_bao_son));
}

}  // namespace
}  // namespace hotline::test
