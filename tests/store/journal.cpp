#include "store/journal.h"

#include <semaphore>

#include "store/sample_rows.h"
#include "store_sqlite/backup.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

Result<> write_job(store::Writer& db, std::uint64_t number) {
  auto size = db.log_size();
  if (!size) return fail(size.error());
  auto one = entry(*size, case_stream(number), 1);
  one.sealed[0].assign(700, static_cast<char>('a' + number % 26));
  auto row = case_row(number);
  row.changed = *size;
  auto done = db.append(one);
  if (done) done = db.put(row);
  return done ? db.insert(answer_row(number)) : done;
}

}  // namespace

void Journal::submit(store::Store& store, std::uint64_t first, std::uint64_t count, std::uint32_t together) {
  std::counting_semaphore<> slots(together);
  for (std::uint64_t number = first; number < first + count; ++number) {
    slots.acquire();
    {
      const std::lock_guard lock(guard_);
      submitted_.insert(number);
    }
    store.write(
        store::Lane::normal, [number](store::Writer& db) { return write_job(db, number); },
        [this, number, &slots](Result<> result) {
          {
            const std::lock_guard lock(guard_);
            result ? (void)acknowledged_.insert(number) : (void)++refused_;
          }
          slots.release();
        });
  }
  for (std::uint32_t i = 0; i < together; ++i) slots.acquire();
}

std::string Journal::fault_in(const std::filesystem::path& database, const std::string& vfs) const {
  if (auto whole = store_sqlite::check_integrity(database, {}); !whole)
    return "integrity check: " + std::string(whole.error().reason);
  auto opened = store_sqlite::open_sqlite(database, {.mode = store_sqlite::OpenMode::open, .vfs = vfs});
  if (!opened) return "open: " + std::string(opened.error().reason);
  std::string fault;
  const auto read = (*opened)->read_and_wait([&](store::Reader& db) -> Result<> {
    std::uint64_t there = 0;
    for (const auto number : submitted_) {
      auto size = db.stream_size(case_stream(number));
      if (!size) return fail(size.error());
      there += *size;
      if (fault.empty()) fault = fault_in_rows(db, number);
    }
    auto log = db.log_size();
    auto leaves = db.leaf_hashes(0, ~std::uint64_t{0} >> 1);
    if (!log || !leaves) return fail(log ? leaves.error() : log.error());
    if (fault.empty() && (*log != there || leaves->size() != there))
      fault = "the log has a gap or an entry too many";
    return {};
  });
  return read ? fault : "read: " + std::string(read.error().reason);
}

std::string Journal::fault_in_rows(store::Reader& db, std::uint64_t number) const {
  const auto size = db.stream_size(case_stream(number));
  const auto row = db.case_row(case_id(number));
  const auto answer = db.answer(answer_row(number).key);
  if (!size || !row || !answer) return "a row cannot be read";
  const bool all = *size == 1 && *row && *answer, none = *size == 0 && !*row && !*answer;
  if (!all && !none) return "half of job " + std::to_string(number);
  if (none && acknowledged_.contains(number)) return "acknowledged, and lost: job " + std::to_string(number);
  return "";
}

}  // namespace hotline::store_test
