// What statistics say of the contacts that told of a restricted case: nothing, to whoever is told nothing of
// the case.
#include <gtest/gtest.h>

#include "hotline/v1/statistics.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using std::chrono::hours;

class RestrictedContacts : public testing::Test {
 protected:
  RestrictedContacts() {
    for (int i = 0; i < 11; ++i) at_tam_di();
    const auto kept_from_some = at_tam_di();
    auto request = about<v1::RestrictCaseRequest>(kept_from_some.case_id(), kept_from_some.case_version());
    request.add_barred_person_ids(service.id_of("supervisor.province"));
    request.set_explanation("nghi can là người nhà cán bộ");
    service.as("supervisor.helpline").must<v1::RestrictCaseResponse>(request);
  }

  /// Recorded by an officer of the commune, and counted there.
  v1::SubmitContactResponse at_tam_di() {
    auto contact = intervention(tam_di);
    contact.add_reasons("violence.physical");
    return service.as("officer.tamdi").must<v1::SubmitContactResponse>(submission(contact));
  }
  v1::GetStatisticsRequest of_the_province(bool for_others) {
    v1::GetStatisticsRequest request;
    request.mutable_period()->set_first_day("2015-01-01");
    request.mutable_period()->set_last_day("2015-12-31");
    request.set_unit(province);
    request.set_tree(v1::UNIT_TREE_THEN);
    request.set_for_others(for_others);
    request.add_dimensions(v1::DIMENSION_CONTACT_REASON);
    request.add_dimensions(v1::DIMENSION_CASE_SEX);
    return request;
  }
  struct Counts {
    std::uint32_t contacts, cases, with_the_reason;
    bool operator==(const Counts&) const = default;
  };
  Counts seen_by(const char* login, bool for_others = false) {
    const auto answer = service.as(login).must<v1::GetStatisticsResponse>(of_the_province(for_others));
    return {answer.totals(0).count(), answer.totals(1).count(), answer.breakdowns(0).figures(0).count()};
  }

  RunningService service;
};

TEST_F(RestrictedContacts, AreCountedForThoseWhoKnowOfTheCaseAndForNobodyElse) {
  EXPECT_EQ(seen_by("supervisor.helpline"), (Counts{12, 12, 12}));
  EXPECT_EQ(seen_by("supervisor.province"), (Counts{11, 11, 11}))
      << "one contact more than cases tells of one case more";
}

TEST_F(RestrictedContacts, AreInNothingThatIsHandedOn) {
  service.pass(hours{24 * 300});
  for (const char* login : {"supervisor.helpline", "supervisor.province"})
    EXPECT_EQ(seen_by(login, true), (Counts{11, 11, 11})) << login;
}

}  // namespace
}  // namespace hotline::test
