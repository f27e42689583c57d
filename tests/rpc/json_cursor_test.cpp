#include "rpc/json_cursor.h"

#include <gtest/gtest.h>

#include <string>

namespace hotline::rpc {
namespace {

JsonFault scan(std::string_view text) {
  JsonCursor cursor(text, 4);
  std::string_view seen;
  (void)(cursor.skip_value(seen) && cursor.at_end());
  return cursor.fault();
}

TEST(JsonCursor, Every_form_of_RFC_8259_passes) {
  for (const auto* text :
       {"{}", "[]", "0", "-1.5e+3", "\"\"", "true", "null", " { \"a\" : [ 1 , { \"b\" : false } ] } ",
        "\"\\u1ea1\\ud83d\\ude08\\n\"", "\"xã Tam Dị\""})
    EXPECT_EQ(scan(text), JsonFault::none) << text;
}

TEST(JsonCursor, What_is_not_JSON_is_refused) {
  for (const auto* text :
       {"",          " ",     "{",         "[1,]",     "{\"a\":1,}", "{a:1}",  "{'a':1}", "01",
        "1.",        ".5",    "+1",        "1e",       "tru",        "nul",    "\"a",     "\"\\x\"",
        "\"\\u12\"", "{} {}", "{\"a\" 1}", "{\"a\":}", "[1 2]",      "\"\t\"", "NaN",     "--1"})
    EXPECT_EQ(scan(text), JsonFault::not_json) << text;
}

TEST(JsonCursor, A_key_may_appear_once_however_it_is_written) {
  EXPECT_EQ(scan(R"({"a":1,"b":{"a":1}})"), JsonFault::none);
  EXPECT_EQ(scan(R"({"a":1,"a":2})"), JsonFault::duplicate_key);
  EXPECT_EQ(scan(R"({"a":1,"\u0061":2})"), JsonFault::duplicate_key);
  EXPECT_EQ(scan(R"({"ạ":1,"\u1ea1":2})"), JsonFault::duplicate_key);
  std::string many = "{";
  for (int i = 0; i < 40; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_EQ(scan(many + "\"last\":0}"), JsonFault::none);
  EXPECT_EQ(scan(many + "\"k3\":0}"), JsonFault::duplicate_key);
}

TEST(JsonCursor, Depth_is_limited) {
  EXPECT_EQ(scan("[[[[]]]]"), JsonFault::none);
  EXPECT_EQ(scan("[[[[[]]]]]"), JsonFault::too_deep);
  EXPECT_EQ(scan(std::string(100'000, '[')), JsonFault::too_deep);
}

TEST(JsonCursor, Only_the_shortest_form_of_UTF8_without_surrogates_passes) {
  for (const auto* bytes : {"\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                            "\xf8\x88", "\xc3", "\xe1\xba", "\xf0\x80\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bytes));
    EXPECT_EQ(scan("\"" + std::string(bytes) + "\""), JsonFault::not_utf8);
  }
  EXPECT_TRUE(is_utf8("ạ😈ÿ\x7f"));
  EXPECT_EQ(scan(R"("\ud83d")"), JsonFault::not_utf8);
  EXPECT_EQ(scan(R"("\ude08")"), JsonFault::not_utf8);
  EXPECT_EQ(scan(R"("\ud83d\u0041")"), JsonFault::not_utf8);
}

}  // namespace
}  // namespace hotline::rpc
