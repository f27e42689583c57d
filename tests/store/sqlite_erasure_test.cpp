// Erased content is gone from the files, not only from the answers: looked for byte by byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <unordered_set>

#include "store/sample_rows.h"
#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

/// Bytes that occur nowhere by chance.
std::string secret(std::uint64_t number, std::size_t size) {
  std::mt19937_64 dice(number);
  std::string out(size, '\0');
  for (auto& byte : out) byte = static_cast<char>(dice());
  return out;
}

class SqliteErasure : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = store_sqlite::open_sqlite(file_, {.mode = store_sqlite::OpenMode::open_or_create});
    ASSERT_TRUE(opened);
    store_ = std::move(*opened);
  }
  void write(store::WriteJob job) {
    ASSERT_TRUE(store_->write_and_wait(std::move(job)));
    // A batch is folded in after its callers were told; the next one finds it done.
    ASSERT_TRUE(store_->write_and_wait([](store::Writer&) -> Result<> { return {}; }));
  }
  /// How many of these lie in the database or its log, in whole or by a piece of 16 bytes.
  std::size_t found(std::span<const std::string> secrets) {
    std::string bytes;
    for (const char* suffix : {"", "-wal"}) {
      std::ifstream in(file_.string() + suffix, std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    std::unordered_set<std::string_view> pieces;
    for (std::size_t i = 0; i + 16 <= bytes.size(); ++i) pieces.insert(std::string_view(bytes).substr(i, 16));
    return static_cast<std::size_t>(std::ranges::count_if(secrets, [&](const std::string& one) {
      for (std::size_t i = 0; i + 16 <= one.size(); i += 16)
        if (pieces.contains(std::string_view(one).substr(i, 16))) return true;
      return false;
    }));
  }

  TemporaryDirectory directory_;
  const std::filesystem::path file_ = directory_ / "hotline.db";
  std::unique_ptr<store::Store> store_;
};

TEST_F(SqliteErasure, WrappedKeysLeaveNothingBehindWhereverTheyLay) {
  constexpr std::uint64_t count = 600;
  std::vector<std::uint64_t> order;
  for (std::uint64_t i = 0; i < count; ++i) order.push_back(i);
  std::ranges::shuffle(order, std::mt19937(3));
  std::vector<std::string> keys, rewritten;
  for (std::uint64_t i = 0; i < count; ++i) {
    keys.push_back(secret(i, 147));
    rewritten.push_back(secret(count + i, 99));
  }
  for (std::size_t from = 0; from < count;
       from += 50)  // in any order, so that pages split and are packed anew
    write([&](store::Writer& db) -> Result<> {
      for (std::size_t i = from; i < from + 50; ++i)
        if (auto put = db.put(store::SubjectKeyRow{case_stream(order[i]), keys[order[i]]}); !put) return put;
      return {};
    });
  EXPECT_EQ(found(keys), count);

  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 0; i < count; i += 2)
      if (auto put = db.put(store::SubjectKeyRow{case_stream(i), rewritten[i]}); !put) return put;
    return {};
  });
  std::ranges::shuffle(order, std::mt19937(4));
  for (std::size_t from = 0; from < count; from += 100)
    write([&](store::Writer& db) -> Result<> {
      for (std::size_t i = from; i < from + 100; ++i)
        if (auto erased = db.erase_subject_key(case_stream(order[i])); !erased) return erased;
      return {};
    });
  EXPECT_EQ(found(keys), 0u);
  EXPECT_EQ(found(rewritten), 0u);
}

TEST_F(SqliteErasure, OneErasedKeyIsGoneWhileItsNeighboursStay) {
  std::vector<std::string> keys;
  for (std::uint64_t i = 0; i < 200; ++i) {
    keys.push_back(secret(i, 147));
    write([&](store::Writer& db) { return db.put(store::SubjectKeyRow{case_stream(i), keys[i]}); });
  }
  for (std::uint64_t i = 0; i < 200; i += 10) {
    write([&](store::Writer& db) { return db.erase_subject_key(case_stream(i)); });
    EXPECT_EQ(found(std::span(keys).subspan(i, 1)), 0u) << i;
  }
  EXPECT_EQ(found(keys), 180u);
}

TEST_F(SqliteErasure, ARewrittenKeyIsGoneToo) {
  const std::vector<std::string> old = {secret(1, 147)};
  write([&](store::Writer& db) { return db.put(store::SubjectKeyRow{case_stream(1), old[0]}); });
  write([&](store::Writer& db) { return db.put(store::SubjectKeyRow{case_stream(1), secret(2, 99)}); });
  EXPECT_EQ(found(old), 0u);
}

TEST_F(SqliteErasure, ADraftThatWasLeftIsGoneWithEveryStateItWasSavedIn) {
  std::vector<std::string> saved;
  for (std::uint64_t i = 0; i < 20; ++i) {
    saved.push_back(secret(i, 80 + 400 * (i % 10)));
    write([&](store::Writer& db) {
      return db.put(store::DraftRow{id_bytes_of(i / 4), {}, unit_a, at(1), 1, {}, saved.back()});
    });
  }
  write([](store::Writer& db) { return db.erase_left_draft(id_bytes_of(2)); });
  EXPECT_EQ(found(std::span(saved).subspan(8, 4)), 0u);
  EXPECT_EQ(found(std::span(saved).subspan(7, 1)), 1u) << "its neighbour stays";
}

TEST_F(SqliteErasure, SealedPartsLeaveNothingBehindSmallOrLarge) {
  std::vector<std::string> erased, kept;
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 0; i < 60; ++i) {
      auto one = entry(i, case_stream(i % 6), i / 6 + 1);
      one.sealed = {secret(3 * i, 40 + 300 * (i % 40)), secret(3 * i + 1, 64), secret(3 * i + 2, 900)};
      for (std::size_t part = 0; part < 3; ++part)
        (i % 6 == 2 && part != 1 ? erased : kept).push_back(one.sealed[part]);
      if (auto put = db.append(one); !put) return put;
    }
    return {};
  });
  EXPECT_EQ(found(erased), erased.size());
  write([](store::Writer& db) { return db.erase_parts(case_stream(2), 0b101); });
  EXPECT_EQ(found(erased), 0u);
  EXPECT_EQ(found(kept), kept.size());
}

}  // namespace
}  // namespace hotline::store_test
