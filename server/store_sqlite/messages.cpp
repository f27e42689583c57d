// Messages that leave the service.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::MessageRow;
using store::MessageState;

constexpr Query select_message = {
    "select_message",
    "SELECT id, created, channel, unit, state, attempts, next_try, ended, failure, sealed "
    "FROM message WHERE id = ?"};
constexpr Query select_due_messages = {
    "select_due_messages",
    "SELECT id, created, channel, unit, state, attempts, next_try, ended, failure, sealed "
    "FROM message WHERE state = 1 AND channel = ? AND next_try <= ? ORDER BY next_try, id LIMIT ?"};
constexpr Query select_dead_messages = {
    "select_dead_messages",
    "SELECT id, created, channel, unit, state, attempts, next_try, ended, failure, sealed "
    "FROM message WHERE state = 3 AND (created, id) < (?, ?) ORDER BY created DESC, id DESC LIMIT ?"};
constexpr Query count_waiting_messages = {
    "count_waiting_messages",
    "SELECT count(*), min(created), min(next_try) FROM message INDEXED BY message_due WHERE state = 1"};
constexpr Query count_dead_messages = {
    "count_dead_messages", "SELECT count(*) FROM message INDEXED BY message_dead WHERE state = 3"};
constexpr Query insert_message = {
    "insert_message",
    "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
    "created = excluded.created, channel = excluded.channel, unit = excluded.unit, state = excluded.state, "
    "attempts = excluded.attempts, next_try = excluded.next_try, ended = excluded.ended, "
    "failure = excluded.failure, sealed = excluded.sealed"};
constexpr Query delete_messages = {
    "delete_messages",
    "DELETE FROM message WHERE id IN (SELECT id FROM message INDEXED BY message_ended "
    "WHERE ended IS NOT NULL AND state = ? AND ended < ? ORDER BY ended, id LIMIT ?)"};

MessageRow read_message(const Columns& row) {
  MessageRow out;
  out.id = row.id<store::MessageId>(0);
  out.created = row.time(1);
  out.channel = row.number(2);
  out.unit = row.text(3);
  out.state = static_cast<MessageState>(row.number(4));
  out.attempts = row.number(5);
  out.next_try = row.time(6);
  if (!row.null(7)) out.ended = row.time(7);
  out.failure = row.number(8);
  out.sealed = row.blob(9);
  return out;
}

}  // namespace

Result<std::optional<MessageRow>> Transaction::message(const store::MessageId& id) {
  return connection_.one(select_message, read_message, id);
}

Result<std::vector<MessageRow>> Transaction::due_messages(std::uint32_t channel, Time now,
                                                          std::uint32_t count_max) {
  return connection_.many(select_due_messages, read_message, channel, now, count_max);
}

Result<store::Rows<MessageRow>> Transaction::dead_messages(const store::Page& page) {
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  auto found = connection_.many(select_dead_messages, read_message, after->at, after->id, wanted(page));
  if (!found) return fail(found.error());
  store::Rows<MessageRow> rows{std::move(*found), {}};
  if (rows.rows.size() == wanted(page)) {
    rows.rows.pop_back();
    rows.after = NewestKey{to_unix_ms(rows.rows.back().created), rows.rows.back().id.bytes}.token();
  }
  return rows;
}

Result<store::MessageCounts> Transaction::message_counts() {
  store::MessageCounts counts;
  auto waiting = connection_.each(count_waiting_messages, [&](const Columns& row) {
    counts.waiting = row.index(0);
    if (!row.null(1)) counts.oldest_waiting = row.time(1);
    if (!row.null(2)) counts.next_try = row.time(2);
    return false;
  });
  if (!waiting) return fail(waiting.error());
  auto dead = connection_.each(count_dead_messages, [&](const Columns& row) {
    counts.dead = row.index(0);
    return false;
  });
  if (!dead) return fail(dead.error());
  return counts;
}

Result<> Transaction::put(const MessageRow& row) {
  return change(insert_message, row.id, row.created, row.channel, std::string_view(row.unit),
                static_cast<std::uint32_t>(row.state), row.attempts, row.next_try, row.ended, row.failure,
                Blob{row.sealed});
}

Result<> Transaction::erase_messages_ended_before(MessageState state, Time at, std::uint32_t count_max) {
  return change(delete_messages, static_cast<std::uint32_t>(state), at, count_max);
}

}  // namespace hotline::store_sqlite
