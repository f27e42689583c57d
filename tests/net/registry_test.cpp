#include "net/registry.h"

#include <gtest/gtest.h>

namespace hotline::net {
namespace {

TEST(Registry, A_seat_given_up_is_free_for_the_next) {
  Registry registry(Limits{.connections_max = 1});
  auto first = registry.admit("a");
  ASSERT_TRUE(first);
  EXPECT_FALSE(registry.admit("b"));
  first.reset();
  EXPECT_TRUE(registry.admit("b"));
}

TEST(Registry, One_address_cannot_take_the_places_of_others) {
  Registry registry(Limits{.connections_per_address_max = 2});
  const auto one = registry.admit("a"), two = registry.admit("a");
  EXPECT_FALSE(registry.admit("a"));
  EXPECT_TRUE(registry.admit("b"));
  EXPECT_EQ(registry.connections(), 2u);
}

TEST(Registry, The_addresses_of_one_ipv6_network_are_one) {
  Registry registry(Limits{.connections_per_address_max = 2});
  const auto one = registry.admit("2001:db8::1"), two = registry.admit("2001:db8::2");
  EXPECT_EQ(two->address(), "2001:db8::2");
  EXPECT_FALSE(registry.admit("2001:db8:0:0:ffff::3"));
  EXPECT_TRUE(registry.admit("2001:db8:0:1::1"));
  const auto dotted = registry.admit("10.0.0.1"), mapped = registry.admit("::ffff:10.0.0.1");
  EXPECT_FALSE(registry.admit("10.0.0.1"));
  EXPECT_TRUE(registry.admit("10.0.0.2"));
}

TEST(Registry, A_person_has_a_number_of_connections_and_a_refused_seat_keeps_its_owner) {
  Registry registry(Limits{.connections_per_person_max = 1});
  auto one = registry.admit("a"), two = registry.admit("a");
  ASSERT_TRUE(one->bind_person("lan"));
  ASSERT_TRUE(one->bind_person("lan"));
  ASSERT_TRUE(two->bind_person("hoa"));
  const auto refused = two->bind_person("lan");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::resource_exhausted);
  EXPECT_FALSE(registry.admit("a")->bind_person("hoa"));

  ASSERT_TRUE(one->bind_person(""));
  EXPECT_TRUE(two->bind_person("lan"));
  EXPECT_TRUE(registry.admit("a")->bind_person("hoa"));
}

}  // namespace
}  // namespace hotline::net
