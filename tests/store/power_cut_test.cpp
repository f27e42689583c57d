// A disk that forgets, at a power cut, whatever was not synced: each sector written since the last sync keeps
// any of the contents that it had since then, each by itself, so that writes are lost, reordered and torn.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <vector>

#include "store/journal.h"
#include "store/shim_vfs.h"
#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

constexpr std::int64_t sector_bytes = 512;

class PowerCutVfs final : public ShimVfs {
 public:
  /// The power goes at operation number `cut_at` that changes something.
  PowerCutVfs(unsigned seed, std::uint64_t cut_at) : ShimVfs("power-cut"), dice_(seed), cut_at_(cut_at) {}

  bool has_cut() const { return cut_; }

  /// What a machine finds when the power is back. All connections are closed.
  void come_back() {
    for (auto& [path, pending] : pending_) forget(path, pending);
  }

 private:
  struct Pending {
    std::map<std::int64_t, std::vector<std::string>>
        sectors;  // since the last sync: what each held, the oldest first
    std::vector<std::int64_t> sizes;
    bool is_new = false;  // its name may not be on the disk yet
  };

  int open(const char* path, File& file, int flags, int* out_flags) override {
    const std::lock_guard lock(guard_);
    file.real->pMethods = nullptr;
    if (cut_) return SQLITE_CANTOPEN;
    if (path && !std::filesystem::exists(path)) pending_[path].is_new = true;
    return ShimVfs::open(path, file, flags, out_flags);
  }
  int read(File& file, void* out, int size, std::int64_t offset) override {
    const std::lock_guard lock(guard_);
    return cut_ ? SQLITE_IOERR_READ : ShimVfs::read(file, out, size, offset);
  }
  int write(File& file, const void* bytes, int size, std::int64_t offset) override {
    const std::lock_guard lock(guard_);
    if (cut_) return SQLITE_IOERR_WRITE;
    remember(file, offset, size);
    const int code = ShimVfs::write(file, bytes, size, offset);
    return is_cut_now() ? SQLITE_IOERR_WRITE : code;
  }
  int truncate(File& file, std::int64_t size) override {
    const std::lock_guard lock(guard_);
    if (cut_) return SQLITE_IOERR_TRUNCATE;
    const auto old_size = size_of(file);
    if (size < old_size) remember(file, size, old_size - size);
    const int code = ShimVfs::truncate(file, size);
    return is_cut_now() ? SQLITE_IOERR_TRUNCATE : code;
  }
  int sync(File& file, int) override {
    // The real disk is left alone: what this one has forgotten or kept is decided here.
    const std::lock_guard lock(guard_);
    if (cut_) return SQLITE_IOERR_FSYNC;
    const bool too_late = is_cut_now();
    if (!too_late || dice_() % 2 == 0) pending_.erase(*file.path);
    return too_late ? SQLITE_IOERR_FSYNC : SQLITE_OK;
  }
  int remove(const char* path, int sync_directory) override {
    const std::lock_guard lock(guard_);
    if (cut_) return SQLITE_IOERR_DELETE;
    pending_.erase(path);
    return ShimVfs::remove(path, sync_directory);
  }

  bool is_cut_now() {
    if (next_++ == cut_at_) cut_ = true;
    return cut_;
  }

  static std::int64_t size_of(File& file) {
    sqlite3_int64 size = 0;
    file.real->pMethods->xFileSize(file.real, &size);
    return size;
  }

  void remember(File& file, std::int64_t offset, std::int64_t count) {
    auto& pending = pending_[*file.path];
    const auto size = size_of(file);
    pending.sizes.push_back(size);
    for (auto at = offset / sector_bytes * sector_bytes; at < offset + count; at += sector_bytes) {
      std::string held(static_cast<std::size_t>(std::clamp(size - at, std::int64_t{0}, sector_bytes)), '\0');
      if (!held.empty()) ShimVfs::read(file, held.data(), static_cast<int>(held.size()), at);
      pending.sectors[at].push_back(std::move(held));
    }
  }

  void forget(const std::string& path, Pending& pending) {
    if (pending.is_new && dice_() % 2 == 0) {
      std::filesystem::remove(path);
      return;
    }
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    for (const auto& [at, versions] : pending.sectors) {
      const auto choice = dice_() % (versions.size() + 1);
      if (choice == versions.size()) continue;  // the newest: as it lies there
      std::string held = versions[choice];
      held.resize(sector_bytes, '\0');
      file.seekp(at).write(held.data(), sector_bytes);
    }
    file.close();
    if (pending.sizes.empty()) return;
    const auto choice = dice_() % (pending.sizes.size() + 1);
    if (choice < pending.sizes.size())
      std::filesystem::resize_file(path, static_cast<std::uintmax_t>(pending.sizes[choice]));
  }

  std::mutex guard_;
  std::mt19937 dice_;
  const std::uint64_t cut_at_;
  std::uint64_t next_ = 0;
  bool cut_ = false;
  std::map<std::string, Pending> pending_;
};

struct Outcome {
  std::string fault;  // what was found wrong
  bool cut = false;   // the power went before the work was done
  std::size_t acknowledged = 0;
};

class PowerCut : public testing::Test {
 protected:
  PowerCut() {
    auto store = store_sqlite::open_sqlite(
        empty_ / "hotline.db", {.mode = store_sqlite::OpenMode::open_or_create, .vfs = unsynced_.name()});
    HOTLINE_CHECK(store);
  }

  Outcome work_until_the_power_goes(unsigned seed, store_sqlite::Durability durability) {
    std::mt19937 dice(seed);
    const TemporaryDirectory directory;
    const auto file = directory / "hotline.db";
    std::filesystem::copy_file(empty_ / "hotline.db", file);
    Journal journal;
    PowerCutVfs vfs(seed, dice() % 300);
    {
      const auto together = 1 + static_cast<std::uint32_t>(dice() % 8);
      auto store = store_sqlite::open_sqlite(file, {.limits = {.jobs_per_commit_max = together, .readers = 1},
                                                    .durability = durability,
                                                    .vfs = vfs.name(),
                                                    .checkpoint_pages = 60,
                                                    .writer_cache_bytes_max = 128 << 10});
      if (store) journal.submit(**store, 1, 120, 8);
    }
    vfs.come_back();
    std::filesystem::remove(file.string() + "-shm");  // memory
    return {journal.fault_in(file, unsynced_.name()), vfs.has_cut(), journal.acknowledged()};
  }

 private:
  UnsyncedVfs unsynced_{"unsynced"};
  TemporaryDirectory empty_;
};

TEST_F(PowerCut, WhatWasAcknowledgedSurvivesIt) {
  int cuts = 0;
  std::size_t acknowledged = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    const auto outcome = work_until_the_power_goes(seed, store_sqlite::Durability::full);
    ASSERT_EQ(outcome.fault, "") << "seed " << seed;
    cuts += outcome.cut ? 1 : 0;
    acknowledged += outcome.acknowledged;
  }
  EXPECT_GT(cuts, 200);
  EXPECT_GT(acknowledged, 4000u);
}

TEST_F(PowerCut, AStoreThatDoesNotSyncIsFoundOut) {
  int found_out = 0;
  for (unsigned seed = 1; seed <= 30; ++seed)
    found_out += work_until_the_power_goes(seed, store_sqlite::Durability::off).fault.empty() ? 0 : 1;
  EXPECT_GT(found_out, 10);
}

}  // namespace
}  // namespace hotline::store_test
