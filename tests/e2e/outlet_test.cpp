// What a stream lets out, whatever its function puts into a message.
#include "api/outlet.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "hotline/v1/case.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {

struct Kept final : rpc::Sender {
  v1::WatchCaseResponse last, before_last;
  boost::asio::awaitable<Result<>> start() override { co_return Result<>{}; }
  boost::asio::awaitable<Result<>> send(const google::protobuf::Message& message) override {
    last.CopyFrom(message);
    co_return Result<>{};
  }
  boost::asio::awaitable<Result<>> send_with_next(const google::protobuf::Message& message) override {
    before_last.CopyFrom(message);
    co_return Result<>{};
  }
};

boost::asio::awaitable<void> send_all(rpc::Sender& sender, v1::WatchCaseResponse message,
                                      std::optional<Visibility> released) {
  api::Outlet outlet(sender);
  const auto sent = released ? co_await outlet.send(message, *released) : co_await outlet.send(message);
  EXPECT_TRUE(sent.has_value());
}

v1::WatchCaseResponse let_out(std::optional<Visibility> released) {
  const auto contact = intervention();
  v1::WatchCaseResponse whole;
  whole.mutable_case_()->mutable_row()->set_number("LN-2015-000001");
  *whole.mutable_case_()->mutable_intake() = contact.intake();
  *whole.mutable_case_()->mutable_informant() = contact.informant();
  whole.mutable_case_()->set_caller_number(contact.caller_number());
  Kept kept;
  boost::asio::io_context context;
  boost::asio::co_spawn(context, send_all(kept, whole, released), boost::asio::detached);
  context.run();
  return kept.last;
}

TEST(AStream, LetsOutNothingOfAPersonThatWasNotReleased) {
  const auto bare = let_out({});
  EXPECT_EQ(bare.case_().row().number(), "LN-2015-000001");
  for (const auto& word : personal_words())
    EXPECT_EQ(bare.SerializeAsString().find(word), std::string::npos) << word;
}

TEST(AStream, LetsOutWhatWasReleasedAndNoMore) {
  const auto seen = let_out(Visibility{.child = true,
                                       .informant = false,
                                       .allegation = false,
                                       .own = false,
                                       .up_to_version = Visibility::newest});
  EXPECT_EQ(seen.case_().intake().narrative(), narrative);
  EXPECT_EQ(seen.case_().informant().name(), "");
  EXPECT_EQ(seen.case_().caller_number(), "");
  EXPECT_EQ(seen.case_().intake().suspected_abusers_size(), 0);
}

boost::asio::awaitable<void> send_two(rpc::Sender& sender, v1::WatchCaseResponse message) {
  api::Outlet outlet(sender);
  std::vector<api::Outlet::Piece<v1::WatchCaseResponse>> pieces;
  pieces.emplace_back(message, api::Outlet::plain);
  pieces.emplace_back(message, Visibility{.child = true,
                                          .informant = false,
                                          .allegation = false,
                                          .own = false,
                                          .up_to_version = Visibility::newest});
  const auto sent = co_await outlet.send_together(std::move(pieces));
  EXPECT_TRUE(sent.has_value());
}

TEST(AStream, OfMessagesThatLeaveTogetherLetsOutOfEachWhatWasReleasedForIt) {
  v1::WatchCaseResponse whole;
  whole.mutable_case_()->mutable_row()->set_number("LN-2015-000001");
  *whole.mutable_case_()->mutable_intake() = intervention().intake();
  Kept kept;
  boost::asio::io_context context;
  boost::asio::co_spawn(context, send_two(kept, whole), boost::asio::detached);
  context.run();
  EXPECT_EQ(kept.before_last.case_().row().number(), "LN-2015-000001");
  EXPECT_EQ(kept.before_last.case_().intake().narrative(), "");
  EXPECT_EQ(kept.last.case_().intake().narrative(), narrative);
}

}  // namespace
}  // namespace hotline::test
