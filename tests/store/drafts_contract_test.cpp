// Drafts: found by their call, listed by owner and by units, counted and erased once they were left.
#include <chrono>

#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::DraftKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Last changed at that millisecond, by one person or another.
store::DraftRow draft(std::uint64_t number, const std::string& unit = unit_a) {
  return {id_bytes_of(number),
          person_id(number % 2),
          unit,
          at(static_cast<std::int64_t>(number)),
          1,
          {},
          "sealed"};
}
store::DraftRow untouched_call(std::uint64_t number) {
  auto row = draft(number);
  row.call = store::Hash16{static_cast<std::uint8_t>(number)};
  return row;
}

class DraftsContract : public StoreContract {
 protected:
  void put(const std::vector<store::DraftRow>& rows) {
    write([&](store::Writer& db) -> Result<> {
      for (const auto& row : rows)
        if (auto stored = db.put(row); !stored) return stored;
      return {};
    });
  }
  /// When they were last changed, over all pages.
  std::vector<std::int64_t> list(std::optional<PersonId> owner, const std::vector<std::string>& units,
                                 std::uint32_t size_max) {
    std::vector<std::int64_t> times;
    store::Page page{.size_max = size_max, .after = {}};
    do {
      const auto rows = read([&](store::Reader& db) { return db.drafts(owner, units, page); });
      EXPECT_LE(rows.rows.size(), size_max);
      for (const auto& row : rows.rows) times.push_back(to_unix_ms(row.updated_at));
      page.after = rows.after;
    } while (!page.after.empty());
    return times;
  }
  std::vector<std::int64_t> left(DraftKind kind, std::int64_t before, std::uint32_t count_max) {
    std::vector<std::int64_t> times;
    for (const auto& row :
         read([&](store::Reader& db) { return db.drafts_left_before(kind, at(before), count_max); }))
      times.push_back(to_unix_ms(row.updated_at));
    return times;
  }
};
HOTLINE_CONTRACT(DraftsContract);

TEST_P(DraftsContract, ADraftIsFoundByItsCallReplacedAndErased) {
  store::DraftRow row{id_bytes_of(1), person_id(1), unit_a, at(1), 1, store::Hash16{4}, "sealed"};
  put({row});
  EXPECT_EQ(read([](auto& db) { return db.draft_of_call(store::Hash16{4}); }).value().id, row.id);
  row.version = 2;
  row.sealed = "longer";
  row.call.reset();
  put({row});
  EXPECT_FALSE(read([](auto& db) { return db.draft_of_call(store::Hash16{4}); }));
  EXPECT_EQ(read([&](auto& db) { return db.draft(row.id); }).value().sealed, "longer");
  write([&](store::Writer& db) { return db.erase_draft(row.id); });
  EXPECT_FALSE(read([&](auto& db) { return db.draft(row.id); }));
}

TEST_P(DraftsContract, DraftsOfAnOwnerOrOfUnitsComeNewestFirstAndEachOnce) {
  put({draft(1), draft(2, unit_b), draft(3), draft(4, unit_b), draft(5), draft(6, unit_b), draft(7, unit_c)});
  for (const std::uint32_t size : {1u, 2u, 3u, 50u}) {
    EXPECT_THAT(list(person_id(1), {}, size), ElementsAre(7, 5, 3, 1));
    EXPECT_THAT(list(std::nullopt, {unit_b}, size), ElementsAre(6, 4, 2));
    EXPECT_THAT(list(std::nullopt, {unit_a, unit_b}, size), ElementsAre(6, 5, 4, 3, 2, 1));
    EXPECT_THAT(list(std::nullopt, {"1@2025-07-01"}, size), IsEmpty());
    EXPECT_THAT(list(std::nullopt, {}, size), IsEmpty());
  }
}

TEST_P(DraftsContract, ACallIsUntouchedUntilItsDraftHasAnotherVersion) {
  put({draft(1), untouched_call(3), untouched_call(5)});
  EXPECT_EQ(read([](auto& db) { return db.typed_drafts(person_id(1)); }), 1u);
  EXPECT_EQ(read([](auto& db) { return db.typed_drafts(person_id(2)); }), 0u);
  EXPECT_THAT(left(DraftKind::untouched_call, 100, 10), ElementsAre(3, 5));
  EXPECT_THAT(left(DraftKind::typed, 100, 10), ElementsAre(1));
  auto touched = untouched_call(5);
  ++touched.version;
  put({touched});
  EXPECT_EQ(read([](auto& db) { return db.typed_drafts(person_id(1)); }), 2u);
  EXPECT_THAT(left(DraftKind::untouched_call, 100, 10), ElementsAre(3));
  EXPECT_THAT(left(DraftKind::typed, 100, 10), ElementsAre(1, 5));
}

TEST_P(DraftsContract, ThoseThatWereLeftComeLongestLeftFirstAndNoneThatWasChangedAtThatTime) {
  put({draft(4), draft(2), draft(1), draft(3), untouched_call(9)});
  EXPECT_THAT(left(DraftKind::typed, 4, 10), ElementsAre(1, 2, 3));
  EXPECT_THAT(left(DraftKind::typed, 4, 2), ElementsAre(1, 2));
  EXPECT_THAT(left(DraftKind::untouched_call, 9, 10), IsEmpty());
  const auto count = [&](DraftKind kind, std::int64_t before) {
    return read([&](store::Reader& db) { return db.count_drafts_left_before(kind, at(before)); });
  };
  EXPECT_EQ(count(DraftKind::typed, 4), 3u);
  EXPECT_EQ(count(DraftKind::untouched_call, 9), 0u);
  EXPECT_EQ(count(DraftKind::untouched_call, 10), 1u);
  write([](store::Writer& db) { return db.erase_left_draft(id_bytes_of(1)); });
  EXPECT_THAT(left(DraftKind::typed, 100, 10), ElementsAre(2, 3, 4));
}

}  // namespace
}  // namespace hotline::store_test
