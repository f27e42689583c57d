// Lists against a model that sorts and filters everything it knows: every filter, every page size, while rows
// change.
#include <algorithm>
#include <map>
#include <random>

#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::CaseFilter;
using store::CaseRow;
using store::ContactFilter;
using store::ContactRow;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

const std::vector<std::string> unit_names = {"111@2017-12-06", unit_a, unit_b, unit_c, "218@2004-07-08"};

/// Picks, the same on every run.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::uint32_t up_to(std::uint32_t max) {
    return std::uniform_int_distribution<std::uint32_t>(0, max)(engine_);
  }
  bool one_in(std::uint32_t n) { return up_to(n - 1) == 0; }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[up_to(static_cast<std::uint32_t>(all.size() - 1))];
  }

 private:
  std::mt19937 engine_;
};

CaseRow any_case(Dice& dice, std::uint64_t number) {
  auto row = case_row(number);
  row.status = 1 + dice.up_to(8);
  row.responsible_unit = dice.of(unit_names);
  row.receiving_unit = dice.one_in(2) ? dice.of(unit_names) : "";
  row.queue_unit = dice.one_in(2) ? dice.of(unit_names) : "";
  row.emergency = dice.one_in(3);
  row.prominent = dice.one_in(4);
  row.received_at = at(dice.up_to(20));  // many at the same instant
  row.next_due = dice.one_in(4) ? std::nullopt : std::optional(at(dice.up_to(30)));
  return row;
}

bool in(const store::Scope& scope, const std::string& unit) {
  return scope.all || std::ranges::find(scope.units, unit) != scope.units.end();
}

store::Scope any_scope(Dice& dice) {
  if (dice.one_in(4)) return all_units();
  std::vector<std::string> names;
  for (const auto& name : unit_names)
    if (dice.one_in(2)) names.push_back(name);
  std::ranges::sort(names);
  return units(names);
}

class Model {
 public:
  std::map<CaseId, CaseRow> cases;
  std::map<CaseId, std::vector<std::string>> past;

  std::vector<CaseId> list(const CaseFilter& filter) const {
    std::vector<CaseRow> found;
    for (const auto& [id, row] : cases) {
      const bool now = in(filter.scope, row.responsible_unit) || in(filter.scope, row.receiving_unit);
      bool before = false;
      if (past.contains(id))
        for (const auto& unit : past.at(id)) before |= in(filter.scope, unit);
      if (!now && (!before || filter.overdue_at)) continue;
      if (!filter.statuses.empty() && std::ranges::find(filter.statuses, row.status) == filter.statuses.end())
        continue;
      if (filter.prominent_only && !row.prominent) continue;
      if (filter.emergency_only && !row.emergency) continue;
      if (filter.without_due && row.next_due) continue;
      if (filter.overdue_at && (row.status == 9 || !row.next_due || *row.next_due >= *filter.overdue_at))
        continue;
      found.push_back(row);
    }
    std::ranges::sort(found, [&](const CaseRow& a, const CaseRow& b) {
      if (filter.overdue_at) return std::tie(*a.next_due, a.case_id) < std::tie(*b.next_due, b.case_id);
      return std::tie(a.received_at, a.case_id) > std::tie(b.received_at, b.case_id);
    });
    return ids(found);
  }

  std::vector<CaseId> queue(const store::Scope& scope) const {
    std::vector<CaseRow> found;
    for (const auto& [id, row] : cases)
      if (!row.queue_unit.empty() && in(scope, row.queue_unit)) found.push_back(row);
    std::ranges::sort(found, std::less<>{}, [](const CaseRow& row) {
      return std::tuple(!row.emergency, row.next_due.value_or(Time::max()), row.received_at, row.case_id);
    });
    return ids(found);
  }

 private:
  static std::vector<CaseId> ids(const std::vector<CaseRow>& rows) {
    std::vector<CaseId> out;
    for (const auto& row : rows) out.push_back(row.case_id);
    return out;
  }
};

template <class T>
Result<> outcome(const Result<T>& result) {
  return result ? Result<>() : Result<>(fail(result.error()));
}

class ListsContract : public StoreContract {
 protected:
  /// All pages of a list, and every row as the model has it.
  template <class List>
  std::vector<CaseId> pages(const Model& model, Dice& dice, List&& list) {
    std::vector<CaseId> ids;
    store::Page page{.size_max = 1 + dice.up_to(9), .after = {}};
    do {
      const auto rows = read([&](store::Reader& db) { return list(db, page); });
      EXPECT_LE(rows.rows.size(), page.size_max);
      EXPECT_TRUE(rows.after.empty() || rows.rows.size() == page.size_max);
      for (const auto& row : rows.rows) {
        EXPECT_EQ(row, model.cases.at(row.case_id));
        ids.push_back(row.case_id);
      }
      page.after = rows.after;
    } while (!page.after.empty());
    return ids;
  }

  void put(Model& model, const CaseRow& row) {
    model.cases[row.case_id] = row;
    write([&](store::Writer& db) { return db.put(row); });
  }
  void leave(Model& model, const CaseId& id, const std::string& unit) {
    auto& past = model.past[id];
    if (std::ranges::find(past, unit) == past.end()) past.push_back(unit);
    write([&](store::Writer& db) { return db.put(store::PastUnitRow{id, unit, 1, 1}); });
  }
};
HOTLINE_CONTRACT(ListsContract);

TEST_P(ListsContract, EveryListOfCasesIsTheModels) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    open();
    Dice dice(seed);
    Model model;
    for (int round = 0; round < 150; ++round) {
      const std::uint64_t number = 1 + dice.up_to(39);
      put(model, any_case(dice, seed * 1000 + number));
      const auto known =
          std::next(model.cases.begin(), dice.up_to(static_cast<std::uint32_t>(model.cases.size() - 1)))
              ->first;
      if (dice.one_in(4)) leave(model, known, dice.of(unit_names));

      CaseFilter filter = of_all_units();
      filter.scope = any_scope(dice);
      if (dice.one_in(2)) filter.statuses = {1 + dice.up_to(8), 1 + dice.up_to(8)};
      if (dice.one_in(3)) filter.overdue_at = at(dice.up_to(35));
      filter.prominent_only = dice.one_in(3);
      filter.emergency_only = dice.one_in(3);
      filter.without_due = dice.one_in(3);
      ASSERT_THAT(pages(model, dice, [&](auto& db, const auto& page) { return db.cases(filter, page); }),
                  ElementsAreArray(model.list(filter)))
          << "seed " << seed << " round " << round;
      const auto scope = any_scope(dice);
      ASSERT_THAT(pages(model, dice, [&](auto& db, const auto& page) { return db.queue(scope, page); }),
                  ElementsAreArray(model.queue(scope)))
          << "seed " << seed << " round " << round;
    }
    write([](store::Writer& db) { return db.clear_projections(); });
  }
}

TEST_P(ListsContract, PagesAreCompleteWhileNewCasesArrive) {
  Model model;
  for (std::uint64_t i = 1; i <= 50; ++i) put(model, case_row(2 * i));
  std::vector<CaseId> seen;
  store::Page page{.size_max = 7, .after = {}};
  std::uint64_t number = 200;
  do {
    const auto rows = read([&](store::Reader& db) { return db.cases(of_units({unit_a}), page); });
    for (const auto& row : rows.rows) seen.push_back(row.case_id);
    page.after = rows.after;
    auto older = case_row(2 * (number - 199) - 1),
         newer = case_row(++number);  // between the old ones, and before them
    write([&](store::Writer& db) { return db.put(older); });
    write([&](store::Writer& db) { return db.put(newer); });
  } while (!page.after.empty());
  for (const auto& [id, row] : model.cases) EXPECT_EQ(std::ranges::count(seen, id), 1) << row.number;
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater<>{}));
}

TEST_P(ListsContract, APageTokenOfAnotherLengthIsRefused) {
  for (const char* token :
       {"x", "00000000000000000000000", "more than any token of ours can ever be, at that"}) {
    const store::Page page{.size_max = 5, .after = token};
    const std::vector<std::function<Result<>(store::Reader&)>> lists = {
        [&](auto& db) { return outcome(db.cases(of_all_units(), page)); },
        [&](auto& db) { return outcome(db.queue(all_units(), page)); },
        [&](auto& db) {
          return outcome(db.contacts({.scope = all_units(), .recorded_by = {}, .from = {}, .to = {}}, page));
        },
        [&](auto& db) { return outcome(db.accesses({}, page)); },
        [&](auto& db) { return outcome(db.drafts(std::nullopt, unit_names, page)); },
    };
    for (const auto& list : lists) {
      const auto refused = store().read_and_wait([&](store::Reader& db) { return list(db); });
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().reason, "page_token_invalid");
    }
  }
}

TEST_P(ListsContract, SimilarCasesAreFoundWhileTheyAreOpen) {
  auto first = case_row(1), second = case_row(2), other = case_row(3);
  first.similar = second.similar = store::Hash16{7};
  other.similar = store::Hash16{8};
  write([&](store::Writer& db) -> Result<> {
    for (const auto& row : {first, second, other})
      if (auto put = db.put(row); !put) return put;
    return {};
  });
  const auto similar = [&] { return read([](auto& db) { return db.similar_cases(store::Hash16{7}, 10); }); };
  EXPECT_THAT(similar(), ElementsAre(second, first));
  EXPECT_THAT(read([&](auto& db) { return db.similar_cases(store::Hash16{7}, 10, second.case_id); }),
              ElementsAre(first));
  second.similar.reset();
  write([&](store::Writer& db) { return db.put(second); });
  EXPECT_THAT(similar(), ElementsAre(first));
}

TEST_P(ListsContract, EveryListOfContactsIsTheModels) {
  Dice dice(5);
  std::vector<ContactRow> model;
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 200; ++i) {
      auto row = contact_row(i);
      row.unit = dice.of(unit_names);
      row.recorded_by = person_id(1 + dice.up_to(2));
      row.contact_class = dice.up_to(3);
      row.received_at = at(dice.up_to(40));
      model.push_back(row);
      if (auto put = db.put(row); !put) return put;
    }
    return {};
  });
  std::ranges::sort(model, std::greater<>{},
                    [](const auto& row) { return std::tuple(row.received_at, row.contact_id); });
  for (int round = 0; round < 150; ++round) {
    ContactFilter filter{.scope = any_scope(dice), .recorded_by = {}, .from = {}, .to = {}};
    if (dice.one_in(2)) filter.recorded_by = person_id(1 + dice.up_to(3));
    if (dice.one_in(3)) filter.from = at(dice.up_to(40));
    if (dice.one_in(3)) filter.to = at(dice.up_to(40));
    if (dice.one_in(2)) filter.contact_class = 1 + dice.up_to(3);
    std::vector<ContactRow> expected;
    for (const auto& row : model)
      if (in(filter.scope, row.unit) && (!filter.recorded_by || *filter.recorded_by == row.recorded_by) &&
          (!filter.from || *filter.from <= row.received_at) && (!filter.to || row.received_at < *filter.to) &&
          (filter.contact_class == 0 || filter.contact_class == row.contact_class))
        expected.push_back(row);
    std::vector<ContactRow> found;
    store::Page page{.size_max = 1 + dice.up_to(20), .after = {}};
    do {
      const auto rows = read([&](store::Reader& db) { return db.contacts(filter, page); });
      found.insert(found.end(), rows.rows.begin(), rows.rows.end());
      page.after = rows.after;
    } while (!page.after.empty());
    ASSERT_THAT(found, ElementsAreArray(expected)) << round;
  }
}

TEST_P(ListsContract, ContactsAreCountedBySpansOfTime) {
  Dice dice(7);
  std::vector<ContactRow> model;
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 200; ++i) {
      auto row = contact_row(i);
      row.unit = dice.of(unit_names);
      row.contact_class = dice.up_to(4);
      row.received_at = at(dice.up_to(40));
      model.push_back(row);
      if (auto put = db.put(row); !put) return put;
    }
    return {};
  });
  for (int round = 0; round < 100; ++round) {
    std::vector<Time> bounds = {at(dice.up_to(10))};
    do bounds.push_back(bounds.back() + Duration{dice.up_to(12)});
    while (!dice.one_in(4));
    std::map<std::uint32_t, std::vector<std::uint32_t>> expected, found;
    for (const auto& row : model) {
      if (row.received_at < bounds.front() || row.received_at >= bounds.back()) continue;
      auto& counts = expected[row.contact_class];
      counts.resize(bounds.size() - 1);
      const auto after = std::ranges::upper_bound(bounds, row.received_at);
      ++counts[static_cast<std::size_t>(after - bounds.begin()) - 1];
    }
    for (auto& [contact_class, counts] : read([&](store::Reader& db) { return db.contact_counts(bounds); }))
      if (std::ranges::any_of(counts, [](auto n) { return n > 0; })) {
        EXPECT_FALSE(found.contains(contact_class));
        found[contact_class] = counts;
      }
    ASSERT_EQ(found, expected) << round;
  }
}

TEST_P(ListsContract, EveryListOfAccessesIsTheModels) {
  Dice dice(6);
  std::vector<store::AccessRow> model;
  write([&](store::Writer& db) -> Result<> {
    std::int64_t now = 0;
    for (std::uint64_t i = 0; i < 120; ++i)
      for (std::uint8_t position = 0; position <= dice.up_to(2); ++position) {
        now += position == 0 ? dice.up_to(2) : 0;
        model.push_back({i, position, dice.one_in(5) ? CaseId{} : case_id(dice.up_to(3)),
                         person_id(dice.up_to(2)), at(now)});
        if (auto put = db.put(model.back()); !put) return put;
      }
    return {};
  });
  std::ranges::sort(model, std::greater<>{},
                    [](const auto& row) { return std::tuple(row.at, row.log_index, row.position); });
  for (int round = 0; round < 150; ++round) {
    store::AccessFilter filter;
    if (dice.one_in(2)) filter.case_id = dice.one_in(4) ? CaseId{} : case_id(dice.up_to(4));
    if (dice.one_in(2)) filter.person = person_id(dice.up_to(3));
    if (dice.one_in(3)) filter.from = at(dice.up_to(130));
    if (dice.one_in(3)) filter.to = at(dice.up_to(130));
    std::vector<store::AccessRow> expected, found;
    for (const auto& row : model)
      if ((!filter.case_id || *filter.case_id == row.case_id) &&
          (!filter.person || *filter.person == row.person) && (!filter.from || *filter.from <= row.at) &&
          (!filter.to || row.at < *filter.to))
        expected.push_back(row);
    store::Page page{.size_max = 1 + dice.up_to(20), .after = {}};
    do {
      const auto rows = read([&](store::Reader& db) { return db.accesses(filter, page); });
      found.insert(found.end(), rows.rows.begin(), rows.rows.end());
      page.after = rows.after;
    } while (!page.after.empty());
    ASSERT_THAT(found, ElementsAreArray(expected)) << round;
  }
}

}  // namespace
}  // namespace hotline::store_test
