// Links for duty telephones: found by the hash of their token alone, revoked by referral, gone once expired.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::DutyLinkRow;

DutyLinkRow link(std::uint64_t number, std::uint64_t referral, std::int64_t expires) {
  return {.token = hash_of(number),
          .case_id = case_id(referral),
          .referral = ReferralId{id_bytes_of(referral)},
          .unit = unit_a,
          .made = at(1),
          .expires = at(expires)};
}

class DutyLinksContract : public StoreContract {
 protected:
  std::optional<DutyLinkRow> found(std::uint64_t number) {
    return read([&](auto& db) { return db.duty_link(hash_of(number)); });
  }
};
HOTLINE_CONTRACT(DutyLinksContract);

TEST_P(DutyLinksContract, ALinkComesBackWholeByItsTokenAndByNoOther) {
  write([](store::Writer& db) { return db.put(link(1, 7, 100)); });
  EXPECT_EQ(found(1), link(1, 7, 100));
  EXPECT_EQ(found(2), std::nullopt);
}

TEST_P(DutyLinksContract, RevokingAReferralEndsItsLinksAndNoOthers) {
  write([](store::Writer& db) -> Result<> {
    for (const auto& row : {link(1, 7, 100), link(2, 7, 100), link(3, 8, 100)})
      if (auto put = db.put(row); !put) return put;
    return db.revoke_duty_links(ReferralId{id_bytes_of(7)});
  });
  EXPECT_TRUE(found(1)->revoked && found(2)->revoked);
  EXPECT_FALSE(found(3)->revoked);
}

TEST_P(DutyLinksContract, ARevokedReferralIsRememberedWhileItWaitsHoweverLongAgoItsLinksExpired) {
  const auto referral = [](std::uint64_t number) { return ReferralId{id_bytes_of(number)}; };
  const auto revoked = [&](std::uint64_t number) {
    return read([&](auto& db) { return db.revoked_duty_links(referral(number)); });
  };
  const auto erase = [&] {
    write([](store::Writer& db) { return db.erase_duty_links_expired_before(at(1000), 9); });
  };
  auto waits = case_row(7);
  waits.referral_id = referral(7);
  write([&](store::Writer& db) -> Result<> {
    if (auto put = db.put(waits); !put) return put;
    for (const auto& row : {link(1, 7, 100), link(2, 8, 100)})
      if (auto put = db.put(row); !put) return put;
    return db.revoke_duty_links(referral(7));
  });
  EXPECT_TRUE(revoked(7));
  EXPECT_FALSE(revoked(8)) << "a link that nobody revoked";
  EXPECT_FALSE(revoked(9)) << "no link at all";
  erase();
  EXPECT_FALSE(found(2));
  EXPECT_TRUE(revoked(7));
  waits.referral_id = {};
  write([&](store::Writer& db) { return db.put(waits); });
  erase();
  EXPECT_FALSE(found(1)) << "the referral does not wait any more";
}

TEST_P(DutyLinksContract, OnlyExpiredOnesAreErasedAndNoMoreThanAllowed) {
  write([](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 4; ++i)
      if (auto put = db.put(link(i, i, static_cast<std::int64_t>(i) * 10)); !put) return put;
    return db.erase_duty_links_expired_before(at(30), 1);
  });
  EXPECT_FALSE(found(1));
  EXPECT_TRUE(found(2));
  write([](store::Writer& db) { return db.erase_duty_links_expired_before(at(30), 9); });
  EXPECT_FALSE(found(2));
  EXPECT_TRUE(found(3) && found(4));
}

}  // namespace
}  // namespace hotline::store_test
