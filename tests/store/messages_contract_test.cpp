// Messages that leave the service: each comes back as it was put, waits until its time, and goes only when it
// has ended long enough ago.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::MessageId;
using store::MessageRow;
using store::MessageState;
using testing::ElementsAre;
using testing::IsEmpty;

MessageRow message(std::uint64_t number) {
  MessageRow row;
  row.id = MessageId{id_bytes_of(number)};
  row.created = at(static_cast<std::int64_t>(number) * 10);
  row.channel = 1;
  row.unit = unit_a;
  row.next_try = row.created;
  row.sealed = "message " + std::to_string(number);
  return row;
}

MessageRow ended(MessageRow row, MessageState state, std::int64_t when) {
  row.state = state;
  row.ended = at(when);
  row.attempts = 3;
  row.failure = state == MessageState::dead ? 2 : 0;
  return row;
}

class MessagesContract : public StoreContract {
 protected:
  void put(const std::vector<MessageRow>& rows) {
    write([&](store::Writer& db) -> Result<> {
      for (const auto& row : rows)
        if (auto done = db.put(row); !done) return done;
      return {};
    });
  }
};
HOTLINE_CONTRACT(MessagesContract);

TEST_P(MessagesContract, AMessageComesBackWholeAndIsReplaced) {
  auto row = message(3);
  put({row});
  EXPECT_EQ(read([&](auto& db) { return db.message(row.id); }), row);
  row = ended(row, MessageState::dead, 99);
  put({row});
  EXPECT_EQ(read([&](auto& db) { return db.message(row.id); }), row);
  EXPECT_EQ(read([&](auto& db) { return db.message(MessageId{id_bytes_of(4)}); }), std::nullopt);
}

TEST_P(MessagesContract, ThoseWhoseTimeHasComeAreFoundTheEarliestFirst) {
  auto later = message(1), first = message(2), second = message(3), done = message(4), other = message(5);
  other.channel = 2;
  later.next_try = at(1000);
  first.next_try = at(5);
  second.next_try = at(6);
  done = ended(done, MessageState::delivered, 50);
  put({later, first, second, done, other});
  EXPECT_THAT(read([](auto& db) { return db.due_messages(1, at(6), 10); }), ElementsAre(first, second));
  EXPECT_THAT(read([](auto& db) { return db.due_messages(1, at(6), 1); }), ElementsAre(first));
  EXPECT_THAT(read([](auto& db) { return db.due_messages(1, at(4), 10); }), IsEmpty());
  EXPECT_THAT(read([](auto& db) { return db.due_messages(1, at(1000), 10); }),
              ElementsAre(first, second, later));
  EXPECT_THAT(read([](auto& db) { return db.due_messages(2, at(1000), 10); }), ElementsAre(other));
}

TEST_P(MessagesContract, TheCountsAreOfThoseThatWaitAndOfThoseGivenUp) {
  EXPECT_EQ(read([](auto& db) { return db.message_counts(); }).oldest_waiting, std::nullopt);
  auto a = message(1), b = message(2);
  a.next_try = at(500);
  b.next_try = at(400);
  put({a, b, ended(message(3), MessageState::dead, 50), ended(message(4), MessageState::delivered, 50)});
  const auto counts = read([](auto& db) { return db.message_counts(); });
  EXPECT_EQ(counts.waiting, 2u);
  EXPECT_EQ(counts.dead, 1u);
  EXPECT_EQ(counts.oldest_waiting, a.created);
  EXPECT_EQ(counts.next_try, at(400));
}

TEST_P(MessagesContract, ThoseGivenUpAreListedNewestFirstInPages) {
  std::vector<MessageRow> dead;
  for (std::uint64_t i = 1; i <= 5; ++i) dead.push_back(ended(message(i), MessageState::dead, 100));
  put(dead);
  put({message(6), ended(message(7), MessageState::delivered, 100)});
  const auto page = [&](std::string after) {
    return read([&](auto& db) { return db.dead_messages({.size_max = 2, .after = after}); });
  };
  const auto first = page({});
  EXPECT_THAT(first.rows, ElementsAre(dead[4], dead[3]));
  const auto second = page(first.after);
  EXPECT_THAT(second.rows, ElementsAre(dead[2], dead[1]));
  const auto third = page(second.after);
  EXPECT_THAT(third.rows, ElementsAre(dead[0]));
  EXPECT_EQ(third.after, "");
  const auto forged = store().read_and_wait([](store::Reader& db) -> Result<> {
    auto rows = db.dead_messages({.size_max = 2, .after = "forged"});
    return rows ? Result<>{} : fail(rows.error());
  });
  ASSERT_FALSE(forged);
  EXPECT_EQ(forged.error().reason, "page_token_invalid");
}

TEST_P(MessagesContract, OnlyEndedOnesOfThatStateFromBeforeAreErasedAndNoMoreThanAllowed) {
  put({message(1), ended(message(2), MessageState::delivered, 10),
       ended(message(3), MessageState::delivered, 20), ended(message(4), MessageState::delivered, 30),
       ended(message(5), MessageState::dead, 10)});
  const auto left = [&] {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 1; i <= 5; ++i)
      if (read([&](auto& db) { return db.message(MessageId{id_bytes_of(i)}); })) numbers.push_back(i);
    return numbers;
  };
  write([](store::Writer& db) { return db.erase_messages_ended_before(MessageState::delivered, at(30), 1); });
  EXPECT_THAT(left(), ElementsAre(1, 3, 4, 5));
  write([](store::Writer& db) { return db.erase_messages_ended_before(MessageState::delivered, at(30), 9); });
  EXPECT_THAT(left(), ElementsAre(1, 4, 5));
  write([](store::Writer& db) { return db.erase_messages_ended_before(MessageState::dead, at(11), 9); });
  EXPECT_THAT(left(), ElementsAre(1, 4));
}

TEST_P(MessagesContract, AMessageOfAJobThatFailsIsNotThere) {
  const auto failed = store().write_and_wait([](store::Writer& db) -> Result<> {
    if (auto put = db.put(message(1)); !put) return put;
    return fail(Code::aborted, "changed_its_mind", {"", ""});
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(read([](auto& db) { return db.message_counts(); }).waiting, 0u);
}

TEST_P(MessagesContract, ProjectionsClearedLeaveTheMessages) {
  put({message(1)});
  write([](store::Writer& db) { return db.clear_projections(); });
  open();
  EXPECT_EQ(read([](auto& db) { return db.message_counts(); }).waiting, 1u);
}

}  // namespace
}  // namespace hotline::store_test
