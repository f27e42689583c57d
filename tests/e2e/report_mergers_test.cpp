// Reports over the mergers of Lục Nam 2015–2026: contacts and cases of offices of every era, and what each
// report counts of them held against a plain count over all histories, for offices, days and trees drawn at
// random.
#include <gtest/gtest.h>

#include <random>

#include "app/app.h"
#include "domain/directory.h"
#include "service/world.h"
#include "support/figures_check.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

/// On each of these days some communes of that day get work; between them lie the changes of the units.
constexpr const char* days_of_work[] = {"2015-05-12", "2017-03-02", "2019-12-20", "2020-01-06", "2022-08-15",
                                        "2024-12-20", "2025-01-06", "2025-06-26", "2025-07-02", "2026-03-10"};

void work_of_a_day(RunningService& service, std::mt19937& random) {
  const auto places = service.app().world().places.get();
  const auto& units = *places->directory;
  const auto communes = units.communes(units.helpline(), local_date(service.clock.now()));
  const auto some = [&] { return communes[random() % communes.size()]->key.text(); };
  for (int i = 0; i < 6; ++i) {
    auto contact = intervention(some());
    if (random() % 3 == 0) contact.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
    if (random() % 2 == 0) contact.mutable_intake()->add_special_circumstances("disabled");
    service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
  }
  service.as("operator.lan").must<v1::SubmitContactResponse>(submission(silent_call()));
  service.as("operator.lan").must<v1::SubmitContactResponse>(submission(counselling()));
}

TEST(ReportsOverTheMergers, EqualThePlainRecountForEveryOfficeSpanAndTree) {
  RunningService service;
  std::mt19937 random(1526);
  for (const auto* day : days_of_work) {
    service.pass(start_of(parse_date(day).value()) + std::chrono::hours{9} - service.clock.now());
    ASSERT_TRUE(service.app().keep_house());
    work_of_a_day(service, random);
  }
  service.pass(start_of(parse_date("2026-11-02").value()) + std::chrono::hours{9} - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
  expect_stored_as_recounted(service);
  expect_reports_of_every_office_as_recounted(service, 813, 80);
  expect_reports_as_recounted(service, 1191, 40);
  expect_owed_reports_as_recounted(service, 1658, 80);
}

}  // namespace
}  // namespace hotline::test
