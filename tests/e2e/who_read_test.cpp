// Who read what stays to be seen by those who see all: also of a case that was erased or is damaged, and by a
// person who has no role any more; and such a person is still the helpline's to deal with.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/retention.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class WhoRead : public ::testing::Test {
 protected:
  /// The entries of that person, as the reader sees them: "number what".
  std::vector<std::string> readings_of(const std::string& login, const std::string& reader) {
    v1::ListAccessRequest request;
    request.set_person_id(service.id_of(login));
    std::vector<std::string> out;
    for (const auto& entry : service.as(reader).must<v1::ListAccessResponse>(request).entries())
      out.push_back(entry.case_number() + " " + entry.what());
    return out;
  }
  std::filesystem::path file;
  RunningService service{[this](app::Config& config) { file = config.database; }};
};

TEST_F(WhoRead, ACaseThatWasErasedIsToldToThoseWhoSeeAllAndToNobodyElse) {
  CaseStory story(service);
  story.close_as_unfounded();
  story.seen_by("chairman.tamdi");
  const auto before = readings_of("chairman.tamdi", "supervisor.helpline").size();
  ASSERT_GT(before, 0u);
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto erased = service::erase_expired(world, db, service.clock.now() + hours{24 * 366 * 40});
    if (!erased) return fail(erased.error());
    EXPECT_EQ(erased->cases, 1U);
    return {};
  }));
  const auto after = readings_of("chairman.tamdi", "supervisor.helpline");
  EXPECT_THAT(after, SizeIs(before));
  EXPECT_THAT(after, Each(::testing::StartsWith(" "))) << "the number went with the case";
  EXPECT_THAT(readings_of("chairman.tamdi", "supervisor.district"), IsEmpty());
}

TEST_F(WhoRead, ACaseThatIsDamagedHidesNoReadingOfAnother) {
  CaseStory whole(service), damaged(service);
  for (auto* story : {&whole, &damaged}) story->seen_by("chairman.tamdi");
  auto hex = damaged.id();
  std::erase(hex, '-');
  service.stop();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  const auto sql = "UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE stream_id = x'" + hex + "'";
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  service.start();
  const auto wanted = whole.opened().case_number() + " read";
  EXPECT_THAT(readings_of("chairman.tamdi", "supervisor.district"), Contains(wanted));
  EXPECT_THAT(readings_of("chairman.tamdi", "supervisor.helpline"), Contains(wanted));
}

TEST_F(WhoRead, WhoHasNoRoleLeftIsNamedHeardOfAndGivenAnotherByTheHelpline) {
  v1::FindSimilarRequest search;
  search.set_caller_number("+84 987 650 321");
  service.as("officer.tamdi").must<v1::FindSimilarResponse>(search);
  service.pass(start_of(parse_date("2025-07-01").value()) - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
  v1::ConfirmMembershipRequest ends;
  ends.set_person_id(service.id_of("officer.tamdi"));
  ends.mutable_membership()->set_unit(tam_di);
  ends.mutable_membership()->set_role(rec::ROLE_OFFICER);
  ASSERT_THAT(
      service.as("supervisor.helpline").must<v1::ConfirmMembershipResponse>(ends).person().memberships(),
      IsEmpty());

  EXPECT_THAT(readings_of("officer.tamdi", "supervisor.helpline"), Not(IsEmpty()));
  v1::NamePeopleRequest names;
  names.add_person_ids(service.id_of("officer.tamdi"));
  EXPECT_THAT(service.as("supervisor.helpline").must<v1::NamePeopleResponse>(names).people(), SizeIs(1));
  v1::DisablePersonRequest off;
  off.set_person_id(service.id_of("officer.tamdi"));
  EXPECT_EQ(service.as("admin").refusal(off), "");
  v1::EnablePersonRequest on;
  on.set_person_id(service.id_of("officer.tamdi"));
  EXPECT_EQ(service.as("admin").refusal(on), "");
  give_hats(service, "officer.tamdi", {{"07462@2025-07-01", rec::ROLE_OFFICER}});
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::ListCasesRequest{}), "");
}

}  // namespace
}  // namespace hotline::test
