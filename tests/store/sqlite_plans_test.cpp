// Every statement that the adapter prepares goes by an index: whatever a list is asked for, its cost does not
// grow with the table. The statements are collected from the connections themselves, after every verb has
// been used.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <vector>

#include "store/sample_rows.h"
#include "store/sqlite_file.h"
#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

std::mutex guard;
std::vector<sqlite3*> connections;

int note_connection(sqlite3* connection, char**, const sqlite3_api_routines*) {
  const std::lock_guard lock(guard);
  connections.push_back(connection);
  return SQLITE_OK;
}

/// Tables that are read whole, or erased whole, because that is what the verb is for.
bool reads_whole(const std::string& sql) {
  static const std::vector<std::string> meant = {
      "FROM migration ORDER BY",   "FROM person ORDER BY",     "FROM session ORDER BY",
      "FROM unit ORDER BY",        "FROM delegation ORDER BY", "FROM duty ORDER BY",
      "DELETE FROM case_row",      "DELETE FROM case_sight",   "DELETE FROM past_unit",
      "DELETE FROM contact_row",   "DELETE FROM access_row",   "DELETE FROM unit",
      "DELETE FROM contact_tally", "DELETE FROM reason_tally", "DELETE FROM case_fact",
      "DELETE FROM report_row"};
  return std::ranges::any_of(meant,
                             [&](const std::string& part) { return sql.find(part) != std::string::npos; });
}

void use_every_list(store::Reader& db) {
  store::CaseFilter cases;
  for (const bool all : {true, false})
    for (const bool prominent : {true, false})
      for (const bool overdue : {true, false})
        for (const bool emergency : {true, false}) {
          cases.scope = {.all = all, .units = {unit_a}};
          cases.prominent_only = prominent;
          cases.emergency_only = emergency;
          cases.overdue_at = overdue ? std::optional(at(1)) : std::nullopt;
          for (const bool without : {true, false}) {
            cases.without_due = without;
            ASSERT_TRUE(db.cases(cases, {}));
          }
        }
  for (const store::Scope& scope : {store::Scope{true, {}}, store::Scope{false, {unit_a}}}) {
    ASSERT_TRUE(db.queue(scope, {}));
    ASSERT_TRUE(db.queue_changes(scope, 0, 10));
    ASSERT_TRUE(db.contacts({.scope = scope, .recorded_by = {}, .from = {}, .to = {}}, {}));
    ASSERT_TRUE(db.contacts({.scope = scope, .recorded_by = person_id(1), .from = {}, .to = {}}, {}));
  }
  ASSERT_TRUE(db.next_step());
  ASSERT_TRUE(db.steps_due(at(1), 10));
  ASSERT_TRUE(db.calls({}));
  ASSERT_TRUE(db.claims({}));
  ASSERT_TRUE(db.contact_counts(std::vector{at(0), at(1'000'000)}));
  for (const bool by_case : {true, false})
    for (const bool by_person : {true, false}) {
      store::AccessFilter filter;
      if (by_case) filter.case_id = case_id(1);
      if (by_person) filter.person = person_id(1);
      ASSERT_TRUE(db.accesses(filter, {}));
    }
  ASSERT_TRUE(db.drafts(person_id(1), {}, {}));
  ASSERT_TRUE(db.drafts(std::nullopt, std::vector{unit_a}, {}));
  ASSERT_TRUE(db.typed_drafts(person_id(1)));
  ASSERT_TRUE(db.drafts_left_before(store::DraftKind::typed, at(1), 10));
  ASSERT_TRUE(db.count_drafts_left_before(store::DraftKind::typed, at(1)));
}

void use_the_rest(store::Reader& db) {
  ASSERT_TRUE(db.entries(0, 10, [](const store::Entry&) -> Result<> { return {}; }));
  ASSERT_TRUE(db.entries_of(case_stream(1), 1, 10));
  ASSERT_TRUE(db.leaf_hashes(0, 1));
  ASSERT_TRUE(db.tree_node(8, 0));
  ASSERT_TRUE(db.subject_key(case_stream(1)));
  ASSERT_TRUE(db.similar_cases({}, 5));
  ASSERT_TRUE(db.case_of_number("LN-2026-000001"));
  ASSERT_TRUE(db.last_case_number("LN-2026-"));
  ASSERT_TRUE(db.contact(contact_id(1)));
  ASSERT_TRUE(db.contacts_of_number({}, 5));
  ASSERT_TRUE(db.answer({}));
  ASSERT_TRUE(db.people());
  ASSERT_TRUE(db.sessions());
  ASSERT_TRUE(db.units());
  ASSERT_TRUE(db.delegations());
  ASSERT_TRUE(db.duties());
  ASSERT_TRUE(db.draft(id_bytes_of(1)));
  ASSERT_TRUE(db.draft_of_call({}));
  ASSERT_TRUE(db.duty_link(hash_of(1)));
  ASSERT_TRUE(db.revoked_duty_links({}));
  ASSERT_TRUE(db.message(store::MessageId{}));
  ASSERT_TRUE(db.due_messages(1, at(1), 5));
  ASSERT_TRUE(db.dead_messages({}));
  ASSERT_TRUE(db.message_counts());
  ASSERT_TRUE(db.contact_tallies(0, 10, [](const store::ContactTally&) {}));
  ASSERT_TRUE(db.reason_tallies(0, 10, [](const store::ReasonTally&) {}));
  ASSERT_TRUE(db.case_facts(0, 10, [](const store::CaseFactRow&) {}));
  ASSERT_TRUE(db.report_rows(0, 10, [](const store::ReportRow&) {}));
  ASSERT_TRUE(db.blob("vault"));
}

void use_every_change(store::Writer& db) {
  ASSERT_TRUE(db.append(entry(0, case_stream(1), 1)));
  ASSERT_TRUE(db.put(store::TreeNode{}));
  for (int twice = 0; twice < 2; ++twice) {
    auto row = case_row(1);
    row.status += static_cast<std::uint32_t>(twice);
    row.prominent = true;
    ASSERT_TRUE(db.put(row));
    ASSERT_TRUE(db.put(store::PastUnitRow{case_id(1), unit_b, 1, 1}));
    ASSERT_TRUE(db.put(contact_row(1)));
    ASSERT_TRUE(db.count_contact({.day = 1, .unit = unit_a}, 7, 1));
    ASSERT_TRUE(db.count_reason({.day = 1, .unit = unit_a}, 1));
    ASSERT_TRUE(db.put(store::CaseFactRow{1, case_id(1), "sealed"}));
    ASSERT_TRUE(db.put(store::ReportRow{.first_day = 1, .duty = "half-year", .unit = unit_a}));
    ASSERT_TRUE(db.put(store::SubjectKeyRow{case_stream(1), "wrapped"}));
  }
  ASSERT_TRUE(db.put(store::AccessRow{0, 0, case_id(1), person_id(1), at(1)}));
  ASSERT_TRUE(db.insert(answer_row(1)));
  ASSERT_TRUE(db.put(store::PersonRow{person_id(1), {}, ""}));
  ASSERT_TRUE(db.put(store::SessionRow{}));
  ASSERT_TRUE(db.replace_units(std::vector<store::UnitRow>{{unit_a, ""}}));
  ASSERT_TRUE(db.put(store::UnitRow{unit_a, "a"}));
  ASSERT_TRUE(db.put(store::DelegationRow{}));
  ASSERT_TRUE(db.put(store::DutyRow{}));
  ASSERT_TRUE(db.put(store::DraftRow{}));
  ASSERT_TRUE(db.put(store::MessageRow{}));
  ASSERT_TRUE(db.put(store::DutyLinkRow{}));
  ASSERT_TRUE(db.put_blob("vault", ""));
  use_every_list(db);
  use_the_rest(db);
  ASSERT_TRUE(db.erase_parts(case_stream(1), 1));
  ASSERT_TRUE(db.erase_subject_key(case_stream(1)));
  ASSERT_TRUE(db.erase_answers_before(at(5), 5));
  ASSERT_TRUE(db.erase_session({}));
  ASSERT_TRUE(db.erase_draft({}));
  ASSERT_TRUE(db.revoke_duty_links({}));
  ASSERT_TRUE(db.erase_duty_links_expired_before(at(5), 5));
  ASSERT_TRUE(db.erase_messages_ended_before(store::MessageState::delivered, at(5), 5));
  ASSERT_TRUE(db.clear_projections());
}

TEST(SqlitePlans, NoStatementLooksThroughATableOrSortsIt) {
  const TemporaryDirectory directory;
  const auto file = directory / "hotline.db";
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection));
  auto store = store_sqlite::open_sqlite(file, {.mode = store_sqlite::OpenMode::open_or_create});
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_connection));
  ASSERT_TRUE(store);
  std::vector<std::string> statements;
  ASSERT_TRUE((*store)->write_and_wait([&](store::Writer& db) -> Result<> {
    use_every_change(db);
    sqlite3* writer = connections.at(0);  // on the thread that owns it
    for (auto* one = sqlite3_next_stmt(writer, nullptr); one; one = sqlite3_next_stmt(writer, one))
      statements.emplace_back(sqlite3_sql(one));
    return {};
  }));
  ASSERT_GT(statements.size(), 70u);
  SqliteFile plans(file);
  for (const auto& sql : statements) {
    if (!sql.starts_with("SELECT") && !sql.starts_with("UPDATE") && !sql.starts_with("DELETE")) continue;
    if (reads_whole(sql)) continue;
    const auto plan = plans.plan_of(sql);
    EXPECT_EQ(plan.find("SCAN case"), std::string::npos) << sql << "\n" << plan;
    EXPECT_TRUE(plan.find("SCAN") == std::string::npos || plan.find("USING") != std::string::npos)
        << sql << "\n"
        << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << sql << "\n" << plan;
  }
}

}  // namespace
}  // namespace hotline::store_test
