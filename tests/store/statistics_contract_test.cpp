// What statistics are counted from: counters go up and down by themselves, facts are replaced and go with
// their case.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::ContactTally;

ContactTally calls(std::int32_t day, const std::string& unit = unit_a) {
  return {.day = day, .unit = unit, .contact_class = 1, .channel = 1, .call_type = 3};
}

class StatisticsContract : public StoreContract {
 protected:
  std::vector<ContactTally> tallies(std::int32_t from, std::int32_t to) {
    return read([&](auto& db) -> Result<std::vector<ContactTally>> {
      std::vector<ContactTally> out;
      auto done = db.contact_tallies(from, to, [&](const ContactTally& row) { out.push_back(row); });
      if (!done) return fail(done.error());
      return out;
    });
  }
  std::vector<store::ReasonTally> reasons() {
    return read([&](auto& db) -> Result<std::vector<store::ReasonTally>> {
      std::vector<store::ReasonTally> out;
      auto done = db.reason_tallies(0, 100, [&](const store::ReasonTally& row) { out.push_back(row); });
      if (!done) return fail(done.error());
      return out;
    });
  }
  std::vector<std::string> facts() {
    return read([&](auto& db) -> Result<std::vector<std::string>> {
      std::vector<std::string> out;
      auto done = db.case_facts(0, 100, [&](const store::CaseFactRow& row) {
        out.push_back(row.sealed + " " + std::to_string(row.proof_level));
      });
      if (!done) return fail(done.error());
      return out;
    });
  }
};
HOTLINE_CONTRACT(StatisticsContract);

TEST_P(StatisticsContract, ContactsAreCountedByHourInOneRowADayAndKind) {
  write([](store::Writer& db) -> Result<> {
    for (const std::uint32_t hour : {0u, 7u, 7u, 23u})
      if (auto counted = db.count_contact(calls(5), hour, 1); !counted) return counted;
    if (auto counted = db.count_contact(calls(6), 7, 1); !counted) return counted;
    return db.count_contact(calls(5), 23, -1);
  });
  auto fifth = calls(5);
  fifth.hours[0] = 1;
  fifth.hours[7] = 2;
  EXPECT_THAT(tallies(5, 6), testing::ElementsAre(fifth));
  EXPECT_EQ(tallies(5, 7).size(), 2u);
  EXPECT_TRUE(tallies(7, 100).empty());
}

TEST_P(StatisticsContract, AJobThatFailsCountsNothing) {
  auto failed = store().write_and_wait([](store::Writer& db) -> Result<> {
    if (auto counted = db.count_contact(calls(5), 1, 1); !counted) return counted;
    return fail(Code::aborted, "test", {"", ""});
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(tallies(0, 100).empty());
}

TEST_P(StatisticsContract, ReasonsAreCountedByThemselves) {
  store::ReasonTally violence{.day = 5, .unit = unit_a, .contact_class = 3, .reason = {1}};
  write([&](store::Writer& db) -> Result<> {
    if (auto counted = db.count_reason(violence, 1); !counted) return counted;
    return db.count_reason(violence, 1);
  });
  violence.count = 2;
  EXPECT_THAT(reasons(), testing::ElementsAre(violence));
}

TEST_P(StatisticsContract, AFactIsReplacedAndComesWithTheProofLevelOfItsCase) {
  write([](store::Writer& db) -> Result<> {
    auto row = case_row(1);
    row.proof_level = 3;
    if (auto put = db.put(row); !put) return put;
    if (auto put = db.put(store::CaseFactRow{5, case_id(1), "old"}); !put) return put;
    if (auto put = db.put(store::CaseFactRow{5, case_id(2), "kept"}); !put) return put;
    return db.put(store::CaseFactRow{5, case_id(1), "new"});
  });
  EXPECT_THAT(facts(), testing::UnorderedElementsAre("new 3", "kept 0"));
}

TEST_P(StatisticsContract, RestrictedCasesAreNamedAsLongAsTheyAre) {
  const auto restricted = [this] { return read([](auto& db) { return db.restricted_cases(); }); };
  const auto put = [this](std::uint64_t number, bool is) {
    write([&](store::Writer& db) {
      auto row = case_row(number);
      row.restricted = is;
      return db.put(row);
    });
  };
  put(1, false);
  put(2, true);
  put(3, true);
  EXPECT_THAT(restricted(), testing::UnorderedElementsAre(case_id(2), case_id(3)));
  put(3, false);
  EXPECT_THAT(restricted(), testing::ElementsAre(case_id(2)));
}

TEST_P(StatisticsContract, TheFactOfAnErasedCaseGoesAndCountersStay) {
  write([](store::Writer& db) -> Result<> {
    for (const std::uint64_t one : {1u, 2u})
      if (auto put = db.put(store::CaseFactRow{5, case_id(one), "fact"}); !put) return put;
    if (auto counted = db.count_contact(calls(5), 1, 1); !counted) return counted;
    if (auto erased = db.erase_subject_key(case_stream(1)); !erased) return erased;
    return db.erase_rows_without_keys();
  });
  EXPECT_EQ(facts().size(), 1u);
  EXPECT_EQ(tallies(0, 100).size(), 1u);
}

TEST_P(StatisticsContract, AllIsClearedWithTheProjections) {
  write([](store::Writer& db) -> Result<> {
    if (auto put = db.put(store::CaseFactRow{5, case_id(1), "fact"}); !put) return put;
    if (auto counted = db.count_contact(calls(5), 1, 1); !counted) return counted;
    if (auto counted = db.count_reason({.day = 5, .unit = unit_a}, 1); !counted) return counted;
    return db.clear_projections();
  });
  EXPECT_TRUE(facts().empty() && reasons().empty() && tallies(0, 100).empty());
}

}  // namespace
}  // namespace hotline::store_test
