// Every row comes back as it was put, and putting again replaces it.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RowsContract : public StoreContract {};
HOTLINE_CONTRACT(RowsContract);

TEST_P(RowsContract, AnEntryComesBackByLogAndByStream) {
  const auto first = entry(0, case_stream(7), 1), second = entry(1, case_stream(8), 1),
             third = entry(2, case_stream(7), 2);
  write([&](store::Writer& db) -> Result<> {
    for (const auto& one : {first, second, third})
      if (auto put = db.append(one); !put) return put;
    return {};
  });
  EXPECT_EQ(read([](auto& db) { return db.log_size(); }), 3u);
  EXPECT_EQ(read([](auto& db) { return db.stream_size(case_stream(7)); }), 2u);
  EXPECT_EQ(read([](auto& db) { return db.stream_size(case_stream(9)); }), 0u);
  EXPECT_THAT(read([](auto& db) { return db.leaf_hashes(1, 3); }), ElementsAre(hash_of(1), hash_of(2)));
  const auto found = read([](auto& db) { return db.entries_of(case_stream(7), 2, 10); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].log_index, 2u);
  EXPECT_EQ(found[0].header, third.header);
  EXPECT_EQ(found[0].sealed, third.sealed);
}

TEST_P(RowsContract, ACaseComesBackWhole) {
  auto row = case_row(3);
  row.emergency = row.restricted = row.prominent = true;
  row.similar = store::Hash16{1, 2, 3};
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_EQ(read([&](auto& db) { return db.case_row(row.case_id); }), row);

  row.emergency = row.restricted = row.prominent = false;
  row.similar.reset();
  row.next_due.reset();
  row.status = 9;
  row.version = 8;
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_EQ(read([&](auto& db) { return db.case_row(row.case_id); }), row);
  EXPECT_EQ(read([&](auto& db) { return db.case_row(case_id(4)); }), std::nullopt);
}

}  // namespace
}  // namespace hotline::store_test
