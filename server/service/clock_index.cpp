#include "service/clock_index.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/log.h"
#include "service/case_file.h"
#include "service/figures.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t listed_at_once = 1000;
constexpr std::size_t read_at_once = 100, written_at_once = 200;
constexpr unsigned threads_max = 4;
constexpr std::string_view digest_blob = "clock_rules";

class Renewal {
 public:
  Renewal(World& world, bool all, const std::function<void(std::uint64_t, std::uint64_t)>& on_progress)
      : world_(world), all_(all), on_progress_(on_progress) {}

  Result<> run() {
    if (auto listed = list_all(); !listed) return listed;
    if (all_)
      stale_ = ids_;
    else if (auto looked = look_at_all(); !looked)
      return looked;
    facts_.clear();
    std::ranges::sort(stale_);
    return write();
  }

 private:
  Result<> list_all() {
    store::CaseFilter filter;
    filter.scope.all = true;
    // Made by another version, it may lack clocks that ended with the case.
    if (all_) return list(filter);
    for (std::uint32_t status = record::v1::CASE_STATUS_RECEIVED; status < record::v1::CASE_STATUS_CLOSED;
         ++status)
      filter.statuses.push_back(status);
    if (auto open = list(filter); !open) return open;
    filter.statuses = {record::v1::CASE_STATUS_CLOSED};
    filter.prominent_only = true;
    return list(filter);
  }

  Result<> list(const store::CaseFilter& filter) {
    store::Page page{.size_max = listed_at_once, .after = {}};
    do {
      auto read = world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
        auto rows = db.cases(filter, page);
        if (!rows) return fail(rows.error());
        for (const auto& row : rows->rows) ids_.push_back(row.case_id);
        page.after = std::move(rows->after);
        return {};
      });
      if (!read) return read;
    } while (!page.after.empty());
    return {};
  }

  /// Of the listed ones alone, by day, as they are stored.
  Result<> read_facts() {
    facts_.reserve(ids_.size());
    for (const auto& id : ids_) facts_.try_emplace(id);
    return world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
      history::v1::CaseFact fact;
      Result<> opened;
      auto read = db.case_facts(INT32_MIN, INT32_MAX, [&](const store::CaseFactRow& row) {
        const auto listed = opened ? facts_.find(row.case_id) : facts_.end();
        if (listed == facts_.end()) return;
        opened = open_fact(world_.keys, row, fact);
        if (opened) listed->second = counted_clocks(fact);
      });
      return read ? opened : read;
    });
  }

  /// Which of them the index does not fit any more.
  Result<> look_at_all() {
    if (auto read = read_facts(); !read) return read;
    const auto count = std::clamp(std::thread::hardware_concurrency(), 1U, threads_max);
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < count; ++i) threads.emplace_back([this] { look(); });
    look();
    for (auto& thread : threads) thread.join();
    on_progress_(done_, ids_.size());
    return result_;
  }

  void look() {
    for (;;) {
      const auto from = next_.fetch_add(read_at_once);
      if (from >= ids_.size()) return;
      const auto to = std::min(ids_.size(), from + read_at_once);
      std::vector<CaseId> stale;
      auto read = world_.store.read_and_wait([&](store::Reader& db) -> Result<> {
        stale.clear();
        for (auto i = from; i < to; ++i) {
          auto fits = fits_still(db, ids_[i]);
          if (!fits) return fail(fits.error());
          if (!*fits) stale.push_back(ids_[i]);
        }
        return {};
      });
      const std::lock_guard lock(guard_);
      if (!read) {
        result_ = read;
        next_ = ids_.size();  // the others end, too
        return;
      }
      stale_.insert(stale_.end(), stale.begin(), stale.end());
      done_ += to - from;
      on_progress_(done_, ids_.size());
    }
  }

  Result<bool> fits_still(store::Reader& db, const CaseId& id) {
    auto file = CaseFile::load(world_, db, id);
    if (file) return file->is_indexed(world_, db, facts_.at(id));
    if (file.error().code == Code::not_found) return true;  // erased
    if (store::passes(file.error())) return fail(file.error());
    return false;  // damaged: written as such
  }

  Result<> write() {
    const auto count = all_ ? ids_.size() : stale_.size();
    for (std::size_t from = 0; from < stale_.size(); from += written_at_once) {
      const auto to = std::min(stale_.size(), from + written_at_once);
      auto written = world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
        for (auto i = from; i < to; ++i)
          if (auto one = renew(db, stale_[i]); !one) return one;
        return {};
      });
      if (!written) return written;
      on_progress_(to, count);
    }
    log::info("clocks_reindexed", {{"cases", ids_.size()}, {"changed", stale_.size()}});
    return {};
  }

  Result<> renew(store::Writer& db, const CaseId& id) {
    auto file = CaseFile::load(world_, db, id);
    if (file) return file->renew_row(world_, db);
    if (file.error().code == Code::not_found) return {};
    if (store::passes(file.error())) return fail(file.error());
    // No helpline is shut because one page of its file is bad: the keeper comes back to it.
    log::error("clocks_not_reindexed", {{"case", id}, {"reason", file.error()}});
    auto row = db.case_row(id);
    if (!row) return fail(row.error());
    if (!*row || ((*row)->status == record::v1::CASE_STATUS_CLOSED && !(*row)->prominent)) return {};
    (*row)->next_step = world_.clock.now();
    return db.put(**row);
  }

  World& world_;
  const bool all_;
  const std::function<void(std::uint64_t, std::uint64_t)>& on_progress_;
  std::vector<CaseId> ids_, stale_;
  std::unordered_map<CaseId, std::string> facts_;  // what each says of the clocks
  std::atomic<std::size_t> next_ = 0;
  std::mutex guard_;  // of what follows, and of stale_ while threads look
  std::uint64_t done_ = 0;
  Result<> result_;
};

}  // namespace

Result<> renew_clock_index(World& world, std::string_view rules_digest,
                           const std::function<void(std::uint64_t, std::uint64_t)>& on_progress) {
  const auto made_by = std::string(clock_index_version) + ":" + std::string(rules_digest);
  std::string before;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob(digest_blob);
    if (!blob) return fail(blob.error());
    before = blob->value_or("");
    return {};
  });
  if (!read || before == made_by) return read;
  const bool other_version = !before.starts_with(std::string(clock_index_version) + ":");
  if (auto renewed = Renewal(world, other_version, on_progress).run(); !renewed) return renewed;
  return world.store.write_and_wait([&](store::Writer& db) { return db.put_blob(digest_blob, made_by); });
}

}  // namespace hotline::service
