// Every row comes back as it was put, putting again replaces it, and erasing takes it away.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].log_index, 2u);
  EXPECT_EQ(found[0].stream, case_stream(7));
  EXPECT_EQ(found[0].header, third.header);
  EXPECT_EQ(found[0].leaf_hash, third.leaf_hash);
  EXPECT_EQ(found[0].sealed, third.sealed);
}

TEST_P(RowsContract, AStreamIsReadToItsEndHoweverLongItIs) {
  constexpr std::uint64_t length = 10'003;
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 0; i < length; ++i)
      if (auto put = db.append(entry(i, case_stream(7), i + 1)); !put) return put;
    return db.append(entry(length, case_stream(8), 1));
  });
  std::uint64_t next = 2;
  const auto count = [&](const store::Entry& found) -> Result<> {
    EXPECT_EQ(found.stream, case_stream(7));
    EXPECT_EQ(found.stream_sequence, next++);
    return {};
  };
  EXPECT_TRUE(store().read_and_wait([&](store::Reader& db) { return db.each_of(case_stream(7), 2, count); }));
  EXPECT_EQ(next, length + 1);
}

TEST_P(RowsContract, EntriesOfARangeComeInOrderUntilTheReaderHasEnough) {
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 0; i < 10; ++i)
      if (auto put = db.append(entry(i, case_stream(i), 1)); !put) return put;
    return {};
  });
  std::vector<std::uint64_t> seen;
  const auto until = [&](std::uint64_t last) {
    return store().read_and_wait([&, last](store::Reader& db) {
      return db.entries(2, 9, [&](const store::Entry& one) -> Result<> {
        seen.push_back(one.log_index);
        if (one.log_index == last) return fail(Code::canceled, "enough", {"", ""});
        return {};
      });
    });
  };
  EXPECT_TRUE(until(100));
  EXPECT_THAT(seen, ElementsAre(2, 3, 4, 5, 6, 7, 8));
  seen.clear();
  const auto stopped = until(4);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().reason, "enough");
  EXPECT_THAT(seen, ElementsAre(2, 3, 4));
}

TEST_P(RowsContract, ErasingPartsLeavesHeaderAndHashes) {
  write([&](store::Writer& db) -> Result<> {
    auto put = db.append(entry(0, case_stream(1), 1));
    if (put) put = db.append(entry(1, case_stream(2), 1));
    return put ? db.erase_parts(case_stream(1), 0b101) : put;
  });
  const auto erased = read([](auto& db) { return db.entries_of(case_stream(1), 1, 1); }).at(0);
  EXPECT_THAT(erased.sealed, testing::Each(IsEmpty()));
  EXPECT_EQ(erased.header, entry(0, case_stream(1), 1).header);
  EXPECT_EQ(erased.leaf_hash, hash_of(0));
  const auto other = read([](auto& db) { return db.entries_of(case_stream(2), 1, 1); }).at(0);
  EXPECT_EQ(other.sealed, entry(1, case_stream(2), 1).sealed);
}

TEST_P(RowsContract, ASubjectKeyIsReplacedAndErased) {
  const auto wrapped = [&] { return read([](auto& db) { return db.subject_key(case_stream(1)); }); };
  write([&](store::Writer& db) { return db.put(store::SubjectKeyRow{case_stream(1), "three keys"}); });
  EXPECT_EQ(wrapped(), "three keys");
  write([&](store::Writer& db) { return db.put(store::SubjectKeyRow{case_stream(1), "two keys"}); });
  EXPECT_EQ(wrapped(), "two keys");
  write([&](store::Writer& db) { return db.erase_subject_key(case_stream(1)); });
  EXPECT_EQ(wrapped(), std::nullopt);
}

TEST_P(RowsContract, ATreeNodeComesBack) {
  write([&](store::Writer& db) { return db.put(store::TreeNode{8, 3, hash_of(5)}); });
  EXPECT_EQ(read([](auto& db) { return db.tree_node(8, 3); }), hash_of(5));
  EXPECT_EQ(read([](auto& db) { return db.tree_node(9, 3); }), std::nullopt);
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
  EXPECT_EQ(read([&](auto& db) { return db.case_of_number(row.number); }), row);
  EXPECT_EQ(read([&](auto& db) { return db.case_of_number("LN-1999-000001"); }), std::nullopt);
}

TEST_P(RowsContract, AContactComesBackWholeAndByItsNumber) {
  auto row = contact_row(3), later = contact_row(4);
  row.number = later.number = store::Hash16{9};
  write([&](store::Writer& db) -> Result<> {
    auto put = db.put(row);
    return put ? db.put(later) : put;
  });
  EXPECT_EQ(read([&](auto& db) { return db.contact(row.contact_id); }), row);
  EXPECT_THAT(read([](auto& db) { return db.contacts_of_number(store::Hash16{9}, 10); }),
              ElementsAre(later, row));
  EXPECT_THAT(read([](auto& db) { return db.contacts_of_number(store::Hash16{9}, 1); }), ElementsAre(later));
  EXPECT_THAT(read([](auto& db) { return db.contacts_of_number(store::Hash16{8}, 1); }), IsEmpty());
  EXPECT_THAT(read([&](auto& db) { return db.contacts_of_number(store::Hash16{9}, 10, later.contact_id); }),
              ElementsAre(row));
  row.number.reset();
  row.case_id = {};
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_EQ(read([&](auto& db) { return db.contact(row.contact_id); }), row);
}

TEST_P(RowsContract, RowsOfErasedSubjectsGoAndNoOthers) {
  auto gone = case_row(1), kept = case_row(2);
  auto contact_of_gone = contact_row(1), contact_of_kept = contact_row(2);
  contact_of_gone.stream = case_stream(1);
  contact_of_kept.stream = case_stream(2);
  write([&](store::Writer& db) -> Result<> {
    for (const auto& row : {gone, kept})
      if (auto put = db.put(row); !put) return put;
    for (const auto& row : {contact_of_gone, contact_of_kept})
      if (auto put = db.put(row); !put) return put;
    if (auto put = db.put(store::PastUnitRow{gone.case_id, unit_b, 1, 1}); !put) return put;
    if (auto erased = db.erase_subject_key(case_stream(1)); !erased) return erased;
    if (auto parts = db.erase_parts(case_stream(2), 2); !parts) return parts;
    return db.erase_rows_without_keys();
  });
  EXPECT_EQ(read([&](auto& db) { return db.case_row(gone.case_id); }), std::nullopt);
  EXPECT_EQ(read([&](auto& db) { return db.contact(contact_of_gone.contact_id); }), std::nullopt);
  EXPECT_THAT(read([&](auto& db) { return db.past_units(gone.case_id); }), IsEmpty());
  EXPECT_EQ(read([&](auto& db) { return db.case_row(kept.case_id); }), kept);
  EXPECT_EQ(read([&](auto& db) { return db.contact(contact_of_kept.contact_id); }), contact_of_kept);
  store::CaseFilter filter;
  filter.scope = {false, {unit_a, unit_b}};
  EXPECT_THAT(read([&](auto& db) { return db.cases(filter, {}); }).rows, ElementsAre(kept));
}

TEST_P(RowsContract, PastUnitsOfACaseAreReplacedByUnit) {
  const store::PastUnitRow a{case_id(1), unit_a, 3, 10}, b{case_id(1), unit_b, 5, 20},
      later{case_id(1), unit_a, 9, 30};
  write([&](store::Writer& db) -> Result<> {
    for (const auto& row : {a, b, later})
      if (auto put = db.put(row); !put) return put;
    return {};
  });
  EXPECT_THAT(read([](auto& db) { return db.past_units(case_id(1)); }), ElementsAre(later, b));
}

TEST_P(RowsContract, ARequestIsAnsweredOnce) {
  write([&](store::Writer& db) { return db.insert(answer_row(1)); });
  const auto again = store().write_and_wait([&](store::Writer& db) {
    auto other = answer_row(1);
    other.sealed = "another answer";
    return db.insert(other);
  });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::already_exists);
  EXPECT_EQ(again.error().reason, "answer_exists");
  const auto kept = read([](auto& db) { return db.answer(answer_row(1).key); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->sealed, answer_row(1).sealed);
  EXPECT_EQ(kept->digest, answer_row(1).digest);
  EXPECT_EQ(kept->at, answer_row(1).at);
}

TEST_P(RowsContract, OnlyAnswersFromBeforeAreErasedAndNoMoreThanAllowed) {
  write([&](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 5; ++i)
      if (auto put = db.insert(answer_row(i)); !put) return put;
    return {};
  });
  const auto left = [&] {
    int count = 0;
    for (std::uint64_t i = 1; i <= 5; ++i)
      count += read([&](auto& db) { return db.answer(answer_row(i).key); }).has_value() ? 1 : 0;
    return count;
  };
  write([](store::Writer& db) { return db.erase_answers_before(at(4), 2); });
  EXPECT_EQ(left(), 3);
  write([](store::Writer& db) { return db.erase_answers_before(at(4), 100); });
  EXPECT_EQ(left(), 2);
}

TEST_P(RowsContract, ALoginBelongsToOnePerson) {
  const store::Hash16 lan{1}, hoa{2};
  write([&](store::Writer& db) { return db.put(store::PersonRow{person_id(1), lan, "sealed"}); });
  const auto taken = store().write_and_wait(
      [&](store::Writer& db) { return db.put(store::PersonRow{person_id(2), lan, "other"}); });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().reason, "login_taken");
  write([&](store::Writer& db) { return db.put(store::PersonRow{person_id(1), hoa, "renamed"}); });
  write([&](store::Writer& db) { return db.put(store::PersonRow{person_id(2), lan, "now free"}); });
  const auto people = read([](auto& db) { return db.people(); });
  ASSERT_THAT(people, SizeIs(2));
  EXPECT_EQ(people[0].login, hoa);
  EXPECT_EQ(people[0].sealed, "renamed");
  EXPECT_EQ(people[1].login, lan);
}

TEST_P(RowsContract, ASessionIsReplacedAndErased) {
  store::SessionRow row{hash_of(1), SessionId{id_bytes_of(1)}, person_id(1), at(1), at(2), at(3)};
  write([&](store::Writer& db) { return db.put(row); });
  row.seen_at = at(5);
  write([&](store::Writer& db) { return db.put(row); });
  const auto sessions = read([](auto& db) { return db.sessions(); });
  ASSERT_THAT(sessions, SizeIs(1));
  EXPECT_EQ(sessions[0].seen_at, at(5));
  EXPECT_EQ(sessions[0].expires_at, at(3));
  EXPECT_EQ(sessions[0].session, row.session);
  write([&](store::Writer& db) { return db.erase_session(row.token); });
  EXPECT_THAT(read([](auto& db) { return db.sessions(); }), IsEmpty());
}

TEST_P(RowsContract, UnitsAreReplacedTogether) {
  const std::vector<store::UnitRow> old = {{unit_a, "a"}, {unit_b, "b"}}, now = {{unit_c, "c"}};
  write([&](store::Writer& db) { return db.replace_units(old); });
  write([&](store::Writer& db) { return db.replace_units(now); });
  const auto units = read([](auto& db) { return db.units(); });
  ASSERT_THAT(units, SizeIs(1));
  EXPECT_EQ(units[0].unit, unit_c);
  EXPECT_EQ(units[0].csv, "c");
}

TEST_P(RowsContract, OneUnitIsChangedOrAddedAndTheOthersStay) {
  const std::vector<store::UnitRow> rows = {{unit_a, "a"}, {unit_b, "b"}};
  write([&](store::Writer& db) { return db.replace_units(rows); });
  write([&](store::Writer& db) { return db.put(store::UnitRow{unit_b, "changed"}); });
  write([&](store::Writer& db) { return db.put(store::UnitRow{unit_c, "c"}); });
  std::vector<std::string> found;
  for (const auto& row : read([](auto& db) { return db.units(); })) found.push_back(row.csv);
  EXPECT_THAT(found, ::testing::UnorderedElementsAre("a", "changed", "c"));
}

TEST_P(RowsContract, ADutyIsReplaced) {
  store::DutyRow row{id_bytes_of(1), unit_a, 2, person_id(1), person_id(2), at(1), at(2), false};
  write([&](store::Writer& db) { return db.put(row); });
  row.revoked = true;
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_THAT(read([](auto& db) { return db.duties(); }), ElementsAre(row));
}

TEST_P(RowsContract, StepsAreFoundInTheOrderInWhichTheyAreDue) {
  for (const std::uint64_t number : {1, 2, 3, 4}) {
    auto row = case_row(number);
    if (number != 4) row.next_step = at(40 - 10 * static_cast<std::int64_t>(number));
    write([&](store::Writer& db) { return db.put(row); });
  }
  EXPECT_EQ(read([](auto& db) { return db.next_step(); }), at(10));
  EXPECT_THAT(read([](auto& db) { return db.steps_due(at(20), 10); }), ElementsAre(case_id(3), case_id(2)));
  EXPECT_THAT(read([](auto& db) { return db.steps_due(at(30), 1); }), ElementsAre(case_id(3)));
  EXPECT_THAT(read([](auto& db) { return db.steps_due(at(9), 10); }), IsEmpty());
  auto row = case_row(3);  // nothing comes next any more
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_EQ(read([](auto& db) { return db.next_step(); }), at(20));
}

TEST_P(RowsContract, TheCallListShowsTheLongestWaitingFirstPageByPage) {
  for (const std::uint64_t number : {1, 2, 3, 4}) {
    auto row = case_row(number);
    if (number != 2) row.call_since = at(40 - 10 * static_cast<std::int64_t>(number));
    write([&](store::Writer& db) { return db.put(row); });
  }
  const auto first = read([](auto& db) { return db.calls({.size_max = 2, .after = {}}); });
  ASSERT_THAT(first.rows, SizeIs(2));
  EXPECT_EQ(first.rows[0].case_id, case_id(4));
  EXPECT_EQ(first.rows[1].case_id, case_id(3));
  const auto second = read([&](auto& db) { return db.calls({.size_max = 2, .after = first.after}); });
  ASSERT_THAT(second.rows, SizeIs(1));
  EXPECT_EQ(second.rows[0].case_id, case_id(1));
  EXPECT_EQ(second.after, "");
}

TEST_P(RowsContract, WhatWasSaidWithoutAnAccountIsListedUntilItIsConfirmed) {
  for (const std::uint64_t number : {1, 2, 3}) {
    auto row = case_row(number);
    if (number != 2) row.claim_since = at(40 - 10 * static_cast<std::int64_t>(number));
    write([&](store::Writer& db) { return db.put(row); });
  }
  const auto first = read([](auto& db) { return db.claims({.size_max = 1, .after = {}}); });
  ASSERT_THAT(first.rows, SizeIs(1));
  EXPECT_EQ(first.rows[0].case_id, case_id(3));
  auto row = case_row(1);  // confirmed
  write([&](store::Writer& db) { return db.put(row); });
  EXPECT_THAT(read([&](auto& db) { return db.claims({.size_max = 1, .after = first.after}); }).rows,
              IsEmpty());
}

TEST_P(RowsContract, ADelegationIsReplaced) {
  store::DelegationRow row{id_bytes_of(1), unit_a, person_id(1), person_id(2), at(1), at(2), false};
  write([&](store::Writer& db) { return db.put(row); });
  row.revoked = true;
  write([&](store::Writer& db) { return db.put(row); });
  const auto delegations = read([](auto& db) { return db.delegations(); });
  ASSERT_THAT(delegations, SizeIs(1));
  EXPECT_TRUE(delegations[0].revoked);
  EXPECT_EQ(delegations[0].deputy, person_id(2));
  EXPECT_EQ(delegations[0].until, at(2));
}

TEST_P(RowsContract, ANamedBlobIsReplacedAndMayBeEmpty) {
  EXPECT_EQ(read([](auto& db) { return db.blob("vault"); }), std::nullopt);
  write([](store::Writer& db) { return db.put_blob("vault", "first"); });
  write([](store::Writer& db) { return db.put_blob("vault", ""); });
  EXPECT_EQ(read([](auto& db) { return db.blob("vault"); }), "");
}

TEST_P(RowsContract, ClearedProjectionsLeaveTheTruth) {
  write([&](store::Writer& db) -> Result<> {
    auto done = db.append(entry(0, case_stream(1), 1));
    if (done) done = db.put(case_row(1));
    if (done) done = db.put(contact_row(1));
    if (done) done = db.put(store::PastUnitRow{case_id(1), unit_b, 1, 1});
    if (done) done = db.put(store::AccessRow{0, 0, case_id(1), person_id(1), at(1)});
    if (done) done = db.insert(answer_row(1));
    return done ? db.clear_projections() : done;
  });
  EXPECT_EQ(read([](auto& db) { return db.log_size(); }), 1u);
  EXPECT_TRUE(read([](auto& db) { return db.answer(answer_row(1).key); }));
  EXPECT_FALSE(read([](auto& db) { return db.case_row(case_id(1)); }));
  EXPECT_FALSE(read([](auto& db) { return db.contact(contact_id(1)); }));
  EXPECT_THAT(read([](auto& db) { return db.past_units(case_id(1)); }), IsEmpty());
  EXPECT_THAT(read([](auto& db) { return db.accesses({}, {}); }).rows, IsEmpty());
  EXPECT_THAT(read([](auto& db) { return db.cases(of_units({unit_a}), {}); }).rows, IsEmpty());
}

TEST_P(RowsContract, TheLastCaseNumberIsTheGreatestNotTheLastInTheAlphabet) {
  const auto last = [&](std::string_view prefix) {
    return read([&](auto& db) { return db.last_case_number(prefix); });
  };
  EXPECT_EQ(last("LN-2026-"), std::nullopt);
  write([&](store::Writer& db) -> Result<> {
    std::uint64_t number = 0;
    for (const char* name : {"LN-2026-999999", "LN-2026-1000000", "LN-2025-7", "BG-2026-2000000"}) {
      auto row = case_row(++number);
      row.number = name;
      if (auto put = db.put(row); !put) return put;
    }
    return {};
  });
  EXPECT_EQ(last("LN-2026-"), 1'000'000u);
  EXPECT_EQ(last("LN-2025-"), 7u);
  EXPECT_EQ(last("LN-2024-"), std::nullopt);
}

TEST_P(RowsContract, WhatWasAcknowledgedIsThereAfterOpeningAgain) {
  write([&](store::Writer& db) { return db.put(case_row(1)); });
  open();
  EXPECT_EQ(read([](auto& db) { return db.case_row(case_id(1)); }), case_row(1));
}

}  // namespace
}  // namespace hotline::store_test
