// A watcher that reads the changes from its last cursor on, however rarely and in however small steps, ends
// up with the queue as it is: nothing is missed, nothing comes twice without a new change.
#include <map>
#include <random>

#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::CaseRow;
using store::QueueChange;

/// What one open page of a unit, or of several, believes.
class Watcher {
 public:
  explicit Watcher(store::Scope scope) : scope_(std::move(scope)) {}

  const store::Scope& scope() const { return scope_; }
  std::uint64_t cursor() const { return cursor_; }

  void begin(const std::vector<CaseRow>& queue, std::uint64_t log_size) {
    for (const auto& row : queue) shown_[row.case_id] = row.version;
    cursor_ = log_size == 0 ? 0 : log_size - 1;
  }
  void follow(const QueueChange& change) {
    EXPECT_GE(change.at, cursor_);
    cursor_ = change.at;
    EXPECT_TRUE(told_.emplace(change.at, change.row.case_id).second) << "told twice of one change";
    if (change.in_queue)
      shown_[change.row.case_id] = change.row.version;
    else
      shown_.erase(change.row.case_id);
  }
  const std::map<CaseId, std::uint32_t>& shown() const { return shown_; }

 private:
  store::Scope scope_;
  std::uint64_t cursor_ = 0;
  std::map<CaseId, std::uint32_t> shown_;  // versions
  std::set<std::pair<std::uint64_t, CaseId>> told_;
};

class QueueChangesContract : public StoreContract {
 protected:
  std::uint32_t up_to(std::uint32_t max) {
    return std::uniform_int_distribution<std::uint32_t>(0, max)(dice_);
  }
  const std::string& any_unit() { return names_[up_to(3)]; }

  /// One act on some cases: an entry, and the rows that it changes. Most acts change one case, a link changes
  /// two.
  void act() {
    write([&](store::Writer& db) -> Result<> {
      const auto index = next_index_++;
      if (auto put = db.append(entry(index, case_stream(index + 1000), 1)); !put) return put;
      for (std::uint32_t n = 0; n <= (up_to(5) == 0 ? 1u : 0u); ++n)
        if (auto put = change_case(db, index); !put) return put;
      return {};
    });
  }

  Result<> change_case(store::Writer& db, std::uint64_t index) {
    auto& row = cases_.try_emplace(1 + up_to(14), case_row(1)).first->second;
    const std::uint64_t number =
        std::ranges::find_if(cases_, [&](auto& one) { return &one.second == &row; })->first;
    const bool is_new = row.changed == 1 && row.case_id == case_id(1) && number != 1;
    if (is_new) row = case_row(number);
    if (row.changed == index) return {};  // twice in one act
    const auto before = std::set{row.responsible_unit, row.receiving_unit, row.queue_unit};
    switch (up_to(3)) {
      case 0:  // referred, or sent on
        row.receiving_unit = row.queue_unit = any_unit();
        break;
      case 1:  // accepted
        if (!row.receiving_unit.empty()) row.responsible_unit = row.receiving_unit;
        row.receiving_unit = row.queue_unit = "";
        break;
      case 2:  // returned: its sender has to route it
        row.receiving_unit = "";
        row.queue_unit = row.responsible_unit;
        break;
      default:
        break;  // worked on
    }
    ++row.version;
    row.changed = index;
    if (auto put = db.put(row); !put) return put;
    const auto now = std::set{row.responsible_unit, row.receiving_unit, row.queue_unit};
    for (const auto& unit : before)
      if (!unit.empty() && !now.contains(unit))
        if (auto put = db.put(store::PastUnitRow{row.case_id, unit, row.version, index}); !put) return put;
    return {};
  }

  void start(Watcher& watcher) {
    std::vector<CaseRow> queue;
    std::uint64_t size = 0;
    const auto done = store().read_and_wait([&](store::Reader& db) -> Result<> {
      auto rows = db.queue(watcher.scope(), {.size_max = 1000, .after = {}});
      auto log = db.log_size();
      if (!rows || !log) return fail(rows ? log.error() : rows.error());
      queue = rows->rows;
      size = *log;
      return {};
    });
    ASSERT_TRUE(done);
    watcher.begin(queue, size);
  }

  void step(Watcher& watcher, std::uint32_t count_max) {
    const auto changes = read(
        [&](store::Reader& db) { return db.queue_changes(watcher.scope(), watcher.cursor(), count_max); });
    for (const auto& change : changes) watcher.follow(change);
  }

  void catch_up(Watcher& watcher) {
    while (!read([&](store::Reader& db) {
              return db.queue_changes(watcher.scope(), watcher.cursor(), 3);
            }).empty())
      step(watcher, 3);
  }

  std::map<CaseId, std::uint32_t> truth(const store::Scope& scope) {
    std::map<CaseId, std::uint32_t> rows;
    for (const auto& [number, row] : cases_)
      if (!row.queue_unit.empty() &&
          (scope.all || std::ranges::find(scope.units, row.queue_unit) != scope.units.end()))
        rows[row.case_id] = row.version;
    return rows;
  }

  std::mt19937 dice_{11};
  std::vector<std::string> names_ = {unit_a, unit_b, unit_c, "218@2004-07-08"};
  std::map<std::uint64_t, CaseRow> cases_;
  std::uint64_t next_index_ = 0;
};
HOTLINE_CONTRACT(QueueChangesContract);

TEST_P(QueueChangesContract, WhoeverFollowsTheChangesSeesTheQueueAsItIs) {
  write([&](store::Writer& db) { return db.append(entry(next_index_++, case_stream(999), 1)); });
  std::vector<Watcher> watchers;
  for (int round = 0; round < 600; ++round) {
    act();
    if (round % 60 == 0)
      for (const auto& scope :
           {units({unit_a}), units({unit_b, unit_c}), units({unit_a, unit_c}), all_units()})
        start(watchers.emplace_back(scope));
    for (auto& watcher : watchers)
      if (up_to(7) == 0) step(watcher, 1 + up_to(4));
    if (round % 20 != 0) continue;
    for (auto& watcher : watchers) {
      catch_up(watcher);
      ASSERT_EQ(watcher.shown(), truth(watcher.scope())) << "round " << round;
    }
  }
}

TEST_P(QueueChangesContract, ChangesOfOneEntryAreNeverParted) {
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 5; ++i) {
      auto row = case_row(i);
      row.changed = 7;
      if (auto put = db.put(row); !put) return put;
    }
    auto later = case_row(6);
    later.changed = 8;
    return db.put(later);
  });
  EXPECT_EQ(read([](auto& db) { return db.queue_changes(units({unit_a}), 0, 2); }).size(), 5u);
  EXPECT_EQ(read([](auto& db) { return db.queue_changes(units({unit_a}), 7, 2); }).size(), 1u);
  EXPECT_EQ(read([](auto& db) { return db.queue_changes(units({unit_a}), 8, 2); }).size(), 0u);
}

TEST_P(QueueChangesContract, ACaseThatWentOnAfterItLeftDoesNotMoveTheCursorAhead) {
  auto row = case_row(1);
  row.receiving_unit = row.queue_unit = row.responsible_unit = unit_b;
  row.changed = 90;  // far along in the hands of another unit
  auto waiting = case_row(2);
  waiting.changed = 50;
  write([&](store::Writer& db) -> Result<> {
    auto put = db.put(row);
    if (put) put = db.put(store::PastUnitRow{row.case_id, unit_a, 3, 40});
    return put ? db.put(waiting) : put;
  });
  const auto first = read([](auto& db) { return db.queue_changes(units({unit_a}), 0, 1); });
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].row.case_id, case_id(1));
  EXPECT_FALSE(first[0].in_queue);
  EXPECT_EQ(first[0].at, 40u);
  const auto next = read([&](auto& db) { return db.queue_changes(units({unit_a}), first[0].at, 1); });
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].row.case_id, case_id(2));
  EXPECT_TRUE(next[0].in_queue);
}

}  // namespace
}  // namespace hotline::store_test
