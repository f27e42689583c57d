// What statistics are counted from: counters of contacts and of their reasons, facts of cases.
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::CaseFactRow;
using store::ContactTally;
using store::ReasonTally;

/// Counted in a row that is there, or else in a new one: all but the first contact of its kind and day find
/// the row, and an upsert would build it anew each time before it does.
struct CountInHour {
  Query again, first;
};
#define HOTLINE_COUNT_IN(hour)                                                                  \
  CountInHour {                                                                                 \
    {"count_contact_again", "UPDATE contact_tally SET " hour " = " hour                         \
                            " + ?6 WHERE day = ?1 AND unit "                                    \
                            "= ?2 AND contact_class = ?3 AND channel = ?4 AND call_type = ?5"}, \
        {"count_contact_first",                                                                 \
         "INSERT INTO contact_tally (day, unit, contact_class, channel, call_type, " hour       \
         ") VALUES (?, ?, ?, ?, ?, ?)"},                                                        \
  }
constexpr std::array count_in_hour = {
    HOTLINE_COUNT_IN("h0"),  HOTLINE_COUNT_IN("h1"),  HOTLINE_COUNT_IN("h2"),  HOTLINE_COUNT_IN("h3"),
    HOTLINE_COUNT_IN("h4"),  HOTLINE_COUNT_IN("h5"),  HOTLINE_COUNT_IN("h6"),  HOTLINE_COUNT_IN("h7"),
    HOTLINE_COUNT_IN("h8"),  HOTLINE_COUNT_IN("h9"),  HOTLINE_COUNT_IN("h10"), HOTLINE_COUNT_IN("h11"),
    HOTLINE_COUNT_IN("h12"), HOTLINE_COUNT_IN("h13"), HOTLINE_COUNT_IN("h14"), HOTLINE_COUNT_IN("h15"),
    HOTLINE_COUNT_IN("h16"), HOTLINE_COUNT_IN("h17"), HOTLINE_COUNT_IN("h18"), HOTLINE_COUNT_IN("h19"),
    HOTLINE_COUNT_IN("h20"), HOTLINE_COUNT_IN("h21"), HOTLINE_COUNT_IN("h22"), HOTLINE_COUNT_IN("h23")};
#undef HOTLINE_COUNT_IN

constexpr Query select_contact_tallies = {"select_contact_tallies",
                                          "SELECT day, unit, contact_class, channel, call_type, h0, h1, h2, "
                                          "h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, "
                                          "h14, h15, h16, h17, h18, h19, h20, h21, h22, h23 FROM "
                                          "contact_tally WHERE day >= ? AND day < ? ORDER BY day"};
constexpr Query count_reason_once = {"count_reason",
                                     "INSERT INTO reason_tally VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
                                     "SET count = count + excluded.count"};
constexpr Query select_reason_tallies = {"select_reason_tallies",
                                         "SELECT day, unit, contact_class, reason, count FROM reason_tally "
                                         "WHERE day >= ? AND day < ? ORDER BY day"};
constexpr Query insert_fact = {
    "insert_case_fact",
    "INSERT INTO case_fact VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed"};
constexpr Query select_facts = {
    "select_case_facts",
    "SELECT f.day, f.case_id, f.sealed, ifnull(c.proof_level, 0) FROM case_fact f "
    "LEFT JOIN case_row c ON c.case_id = f.case_id WHERE f.day >= ? AND f.day < ? ORDER BY f.day"};

constexpr Query select_restricted = {"select_restricted",
                                     "SELECT case_id FROM case_row WHERE restricted = 1 ORDER BY case_id"};

constexpr int first_hour = 5;  // column

}  // namespace

Result<> Transaction::contact_tallies(std::int32_t from, std::int32_t to,
                                      const std::function<void(const ContactTally&)>& each) {
  ContactTally tally;
  const auto read = [&](const Columns& row) {
    tally.day = static_cast<std::int32_t>(row.integer(0));
    tally.unit = row.text(1);
    tally.contact_class = row.number(2);
    tally.channel = row.number(3);
    tally.call_type = row.number(4);
    for (std::size_t hour = 0; hour < tally.hours.size(); ++hour)
      tally.hours[hour] = row.number(first_hour + static_cast<int>(hour));
    each(tally);
    return true;
  };
  return connection_.each(select_contact_tallies, read, std::int64_t{from}, std::int64_t{to});
}

Result<> Transaction::reason_tallies(std::int32_t from, std::int32_t to,
                                     const std::function<void(const ReasonTally&)>& each) {
  ReasonTally tally;
  const auto read = [&](const Columns& row) {
    tally.day = static_cast<std::int32_t>(row.integer(0));
    tally.unit = row.text(1);
    tally.contact_class = row.number(2);
    tally.reason = row.bytes<16>(3);
    tally.count = row.number(4);
    each(tally);
    return true;
  };
  return connection_.each(select_reason_tallies, read, std::int64_t{from}, std::int64_t{to});
}

Result<> Transaction::case_facts(std::int32_t from, std::int32_t to,
                                 const std::function<void(const CaseFactRow&)>& each) {
  CaseFactRow fact;
  const auto read = [&](const Columns& row) {
    fact.day = static_cast<std::int32_t>(row.integer(0));
    fact.case_id = row.id<CaseId>(1);
    fact.sealed = row.blob(2);
    fact.proof_level = row.number(3);
    each(fact);
    return true;
  };
  return connection_.each(select_facts, read, std::int64_t{from}, std::int64_t{to});
}

Result<std::vector<CaseId>> Transaction::restricted_cases() {
  return connection_.many(select_restricted, [](const Columns& row) { return row.id<CaseId>(0); });
}

Result<> Transaction::count_contact(const ContactTally& kind, std::uint32_t hour, std::int32_t by) {
  const auto& count = count_in_hour.at(hour);
  const auto run = [&](const Query& query) {
    return change(query, std::int64_t{kind.day}, std::string_view(kind.unit), kind.contact_class,
                  kind.channel, kind.call_type, std::int64_t{by});
  };
  if (auto again = run(count.again); !again) return again;
  return connection_.changes() > 0 ? Result<>() : run(count.first);
}

Result<> Transaction::count_reason(const ReasonTally& kind, std::int32_t by) {
  return change(count_reason_once, std::int64_t{kind.day}, std::string_view(kind.unit), kind.contact_class,
                kind.reason, std::int64_t{by});
}

Result<> Transaction::put(const CaseFactRow& row) {
  return change(insert_fact, std::int64_t{row.day}, row.case_id, Blob{row.sealed});
}

}  // namespace hotline::store_sqlite
