// An import that is taken back and made again: a case that only a list brought to the helpline to be sorted
// leaves it with the next list that knows its office.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/app.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/world.h"
#include "support/projections.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* new_unit = "99998@2015-03-02";

/// The list in use, in which nobody wrote Tam Dị down.
v1::ImportUnitsRequest without_tam_di() {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
  v1::ImportUnitsRequest request;
  for (std::string line; std::getline(file, line);)
    if (!line.starts_with("07456,")) *request.mutable_units_csv() += line + "\n";
  return request;
}

/// Made by scripts/import-units; empty where it cannot run here (node, npm, network).
std::string whole_country() {
  const auto made = std::filesystem::path(::testing::TempDir()) / ("units-" + new_id() + ".csv");
  const auto command =
      std::string(HOTLINE_SOURCE_DIR) + "/scripts/import-units --out '" + made.string() + "' >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) return {};
  std::ifstream file(made);
  std::ostringstream text;
  text << file.rdbuf();
  std::filesystem::remove(made);
  return text.str();
}

v1::ImportUnitsRequest with_a_new_commune() {
  return amending("code,valid_from,level,kind,name,parent\n99998,2015-03-02,commune,xã,Mới,218@2004-07-08\n");
}

class UnitTakenBack : public ::testing::Test {
 protected:
  void import(const v1::ImportUnitsRequest& request) {
    ASSERT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(request).applied());
    keep_house();
  }
  void take_back() {
    undo_last_import(service);
    keep_house();
  }
  void keep_house() { ASSERT_TRUE(service.app().keep_house()); }
  std::uint32_t would_move(v1::ImportUnitsRequest request) {
    request.set_dry_run(true);
    return service.as("admin").must<v1::ImportUnitsResponse>(request).cases_to_move();
  }
  v1::CaseRow row(const CaseStory& story) {
    return service.as("supervisor.helpline").must<v1::GetCaseResponse>(story.get()).case_().row();
  }
  static std::tuple<std::int64_t, int> due(const v1::CaseRow& row) {
    return {row.next_due_at().seconds(), row.next_due_kind()};
  }
  std::vector<std::string> moves(const CaseStory& story) { return successions_in(service, story.id()); }
  /// As the supervisor's list of what moved has them.
  std::vector<std::string> told_of(const CaseStory& story) {
    std::vector<std::string> out;
    for (const auto& moved : service.as("supervisor.helpline")
                                 .must<v1::ListUnitChangesResponse>(v1::ListUnitChangesRequest{})
                                 .moved())
      if (moved.case_id() == story.id()) out.push_back(moved.from_unit() + " > " + moved.to_unit());
    return out;
  }

  RunningService service;
};

const std::string away = std::string(tam_di) + " > " + helpline,
                  home = std::string(helpline) + " > " + tam_di + " taken back";

TEST_F(UnitTakenBack, CasesOfAnOfficeThatTheListLeftOutComeHomeWithItAndMoveAgainWithTheNextImport) {
  CaseStory ours(service), waiting(service);
  ours.accept();
  const auto due_before = due(row(ours)), due_of_waiting = due(row(waiting));
  for (int round = 1; round <= 2; ++round) {
    import(without_tam_di());
    EXPECT_EQ(row(ours).responsible_unit(), helpline);
    EXPECT_TRUE(row(ours).referral().to_sort());
    EXPECT_EQ(row(waiting).referral().to_unit(), helpline);
    EXPECT_TRUE(row(waiting).referral().to_sort());
    take_back();
    EXPECT_EQ(row(ours).responsible_unit(), tam_di) << "round " << round;
    EXPECT_FALSE(row(ours).has_referral()) << "nothing is left to be sorted";
    EXPECT_EQ(row(waiting).referral().to_unit(), tam_di) << "round " << round;
    EXPECT_FALSE(row(waiting).referral().to_sort()) << "only the list made it one";
    EXPECT_EQ(due(row(ours)), due_before);
    EXPECT_EQ(due(row(waiting)), due_of_waiting);
  }
  EXPECT_THAT(moves(ours), ElementsAre(away + " to sort", home, away + " to sort", home));
  EXPECT_THAT(moves(waiting), ElementsAre(away + " to sort", home, away + " to sort", home));
  const auto there = std::string(helpline) + " > " + tam_di;
  EXPECT_THAT(told_of(ours), ElementsAre(away, there, away, there));
  EXPECT_THAT(told_of(waiting), ElementsAre(away, there, away, there));
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitTakenBack, CasesOfAnOfficeThatOnlyTheImportKnewGoBackToItWhenItIsImportedAgain) {
  import(with_a_new_commune());
  CaseStory waiting(service, new_unit), sorted(service, new_unit);
  take_back();
  for (const auto* story : {&waiting, &sorted}) {
    EXPECT_EQ(row(*story).referral().to_unit(), helpline);
    EXPECT_TRUE(row(*story).referral().to_sort());
  }
  auto reroute = about<v1::RerouteReferralRequest>(sorted.id(), row(sorted).version());
  reroute.set_to_unit(bao_son);
  reroute.set_reason("thôn ấy thuộc Bảo Sơn");
  service.as("operator.hoa").must<v1::RerouteReferralResponse>(reroute);
  EXPECT_EQ(would_move(with_a_new_commune()), 1u) << "what people sorted stays where they sent it";
  import(with_a_new_commune());
  EXPECT_EQ(row(waiting).referral().to_unit(), new_unit);
  EXPECT_FALSE(row(waiting).referral().to_sort());
  EXPECT_EQ(row(sorted).referral().to_unit(), bao_son);
  const auto gone = std::string(new_unit) + " > " + helpline,
             again = std::string(helpline) + " > " + new_unit;
  EXPECT_THAT(moves(waiting), ElementsAre(gone + " to sort", again + " taken back"));
  EXPECT_THAT(told_of(waiting), ElementsAre(gone, again));
  keep_house();
  EXPECT_EQ(moves(waiting).size(), 2u) << "once";
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitTakenBack, ACorrectedImportThatEndsTheOfficeSendsWhatWaitedAtTheHelplineToItsSuccessor) {
  import(with_a_new_commune());
  CaseStory waiting(service, new_unit);
  take_back();
  ASSERT_EQ(row(waiting).referral().to_unit(), helpline);
  const auto corrected = amending(
      "code,valid_from,valid_to,level,kind,name,parent,successors\n"
      "99998,2015-03-02,2015-03-20,commune,xã,Mới,218@2004-07-08,07459\n");
  EXPECT_EQ(would_move(corrected), 1u);
  import(corrected);
  EXPECT_EQ(row(waiting).referral().to_unit(), bao_son);
  EXPECT_FALSE(row(waiting).referral().to_sort());
  EXPECT_EQ(differences(service), 0u);
}

TEST_F(UnitTakenBack, TheWholeCountryInOneGoMovesNothingOfLucNamAndBringsBackWhatLayWithOfficesItAloneKnew) {
  CaseStory ours(service), of_helpline(service, helpline);
  ours.accept();
  v1::ImportUnitsRequest country;
  country.set_units_csv(whole_country());
  if (country.units_csv().empty()) GTEST_SKIP() << "scripts/import-units cannot run here";
  constexpr const char* ben_nghe = "26740@2004-07-08";
  EXPECT_EQ(would_move(country), 0u);
  import(country);
  CaseStory far(service, ben_nghe);
  take_back();
  EXPECT_EQ(row(far).referral().to_unit(), helpline);
  EXPECT_EQ(would_move(country), 1u);
  import(country);
  EXPECT_EQ(row(far).referral().to_unit(), ben_nghe);
  EXPECT_THAT(moves(ours), IsEmpty());
  EXPECT_THAT(moves(of_helpline), IsEmpty());
  service.pass(start_of(parse_date("2025-07-01").value()) - service.clock.now());
  keep_house();
  EXPECT_EQ(row(far).referral().to_unit(), "26740@2025-07-01") << "opened in 2015, open today";
  EXPECT_EQ(row(ours).responsible_unit(), "07462@2025-07-01");
  EXPECT_EQ(differences(service), 0u);
}

}  // namespace
}  // namespace hotline::test
