#include "rpc/codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <limits>

#include "echo.pb.h"

namespace hotline::rpc {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::HasSubstr;
using ::testing::Not;

test::Everything something_of_everything() {
  test::Everything m;
  m.set_real(0.1);
  m.set_short_real(-2.5e-7F);
  m.set_i32(std::numeric_limits<std::int32_t>::min());
  m.set_i64(std::numeric_limits<std::int64_t>::min());
  m.set_u32(std::numeric_limits<std::uint32_t>::max());
  m.set_u64(std::numeric_limits<std::uint64_t>::max());
  m.set_s32(-1);
  m.set_s64(-2);
  m.set_f32(3);
  m.set_f64(4);
  m.set_sf32(-5);
  m.set_sf64(-6);
  m.set_flag(true);
  m.set_text("Cháu Đỗ Thị Hòa \"quoted\" \\ \x01\x1f\n\r\t\b\f </script> \x7f ạ😈");
  m.set_data(std::string("\0\xff\x80 bytes", 9));
  m.set_kind(test::KIND_LETTER);
  m.mutable_part()->mutable_inner()->set_name("deep");
  m.set_maybe(0);
  m.set_chosen_text("");
  for (const double r : {1e300, -0.0, std::numeric_limits<double>::infinity(), 5e-324}) m.add_reals(r);
  for (const int i : {0, -1, 2}) m.add_i64s(i);
  m.add_flags(false);
  m.add_flags(true);
  m.add_texts("");
  m.add_texts("xã");
  for (const auto* data : {"", "a", "ab", "abc", "abcd"}) m.add_datas(data);
  m.add_kinds(test::KIND_UNSPECIFIED);
  m.add_kinds(test::KIND_CALL);
  m.add_parts();
  m.add_parts()->set_kind(test::KIND_CALL);
  (*m.mutable_by_text())["key \"x\""] = "value";
  (*m.mutable_by_i32())[-7].set_name("seven");
  (*m.mutable_by_u64())[std::numeric_limits<std::uint64_t>::max()] = true;
  (*m.mutable_by_flag())[false] = 0;
  m.mutable_at()->set_seconds(1'427'302'800);
  m.mutable_at()->set_nanos(123'000'000);
  m.mutable_took()->set_seconds(-3);
  m.mutable_any()->PackFrom(m.part());
  (*m.mutable_object()->mutable_fields())["n"].set_number_value(1.5);
  m.mutable_value()->set_null_value(google::protobuf::NULL_VALUE);
  m.mutable_wrapped()->set_value(0);
  m.add_times();
  m.set_httpname_9("odd name");
  return m;
}

std::string reason_of(const Result<>& result) { return result ? "" : std::string(result.error().reason); }

std::string json_reason(std::string_view json, const CodecOptions& options = {}) {
  test::Everything m;
  return reason_of(decode(Codec::json, json, m, options));
}

std::string path_of(std::string_view json) {
  test::Everything m;
  const auto result = decode(Codec::json, json, m, {});
  return result || result.error().fields.empty() ? "" : result.error().fields.front().path;
}

TEST(Codec, Both_forms_carry_every_kind_of_field_there_and_back) {
  for (const auto codec : {Codec::proto, Codec::json}) {
    const auto m = something_of_everything();
    std::string bytes;
    ASSERT_TRUE(encode(codec, m, bytes));
    test::Everything back;
    ASSERT_TRUE(decode(codec, bytes, back, {})) << bytes;
    EXPECT_TRUE(MessageDifferencer::Equals(m, back)) << back.DebugString();
  }
}

TEST(Codec, What_it_writes_protobuf_reads_and_the_other_way_round) {
  const auto m = something_of_everything();
  std::string ours, theirs;
  ASSERT_TRUE(encode(Codec::json, m, ours));
  test::Everything read_by_them, read_by_us;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(ours, &read_by_them).ok()) << ours;
  EXPECT_TRUE(MessageDifferencer::Equals(m, read_by_them));
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(m, &theirs).ok());
  ASSERT_TRUE(decode(Codec::json, theirs, read_by_us, {}));
  EXPECT_TRUE(MessageDifferencer::Equals(m, read_by_us));
}

TEST(Codec, An_empty_message_is_an_empty_object) {
  std::string json;
  ASSERT_TRUE(encode(Codec::json, test::Everything(), json));
  EXPECT_EQ(json, "{}");
  EXPECT_EQ(json_reason("{}"), "");
  EXPECT_EQ(json_reason(" {\n} "), "");
  EXPECT_EQ(json_reason(""), "not_json");
  EXPECT_EQ(json_reason("[]"), "bad_message");
  EXPECT_EQ(json_reason("null"), "bad_message");
}

TEST(Codec, Numbers_are_taken_in_every_form_that_keeps_their_value) {
  const auto i32 = [](std::string_view json) -> std::optional<int> {
    test::Everything m;
    if (!decode(Codec::json, json, m, {})) return std::nullopt;
    return m.i32();
  };
  EXPECT_EQ(i32(R"({"i32": 12})"), 12);
  EXPECT_EQ(i32(R"({"i32": "12"})"), 12);
  EXPECT_EQ(i32(R"({"i32": 1.2e1})"), 12);
  EXPECT_EQ(i32(R"({"i32": -12.0})"), -12);
  EXPECT_EQ(i32(R"({"i32": null})"), 0);
  for (const auto* value : {"1.5", "2147483648", "-2147483649", "\"\"", "\" 1\"", "\"1 \"", "\"0x1\"", "true",
                            "[]", "{}", "1e99", "\"NaN\""})
    EXPECT_EQ(i32("{\"i32\": " + std::string(value) + "}"), std::nullopt) << value;
  EXPECT_EQ(json_reason(R"({"u32": -1})"), "bad_message");
  EXPECT_EQ(json_reason(R"({"u64": "18446744073709551615"})"), "");
  EXPECT_EQ(json_reason(R"({"u64": 18446744073709551616})"), "bad_message");
  EXPECT_EQ(json_reason(R"({"i64": 9223372036854775807})"), "");
  EXPECT_EQ(json_reason(R"({"i64": 9223372036854775808})"), "bad_message");
  EXPECT_EQ(json_reason(R"({"real": "NaN", "shortReal": "-Infinity"})"), "");
  EXPECT_EQ(json_reason(R"({"real": "nan"})"), "bad_message");
  EXPECT_EQ(json_reason(R"({"real": "inf"})"), "bad_message");
  EXPECT_EQ(json_reason(R"({"shortReal": 1e300})"), "bad_message");
}

TEST(Codec, A_value_of_another_kind_is_refused_with_the_path_of_its_field) {
  EXPECT_EQ(path_of(R"({"flag": "true"})"), "flag");
  EXPECT_EQ(path_of(R"({"flag": 1})"), "flag");
  EXPECT_EQ(path_of(R"({"text": 1})"), "text");
  EXPECT_EQ(path_of(R"({"data": "***"})"), "data");
  EXPECT_EQ(path_of(R"({"at": "yesterday"})"), "at");
  EXPECT_EQ(path_of(R"({"took": "long"})"), "took");
  EXPECT_EQ(path_of(R"({"part": {"inner": {"name": []}}})"), "part.inner.name");
  EXPECT_EQ(path_of(R"({"parts": [{}, {"inner": {"kind": 9}}]})"), "parts[1].inner.kind");
  EXPECT_EQ(path_of(R"({"kinds": ["KIND_CALL", "KIND_OTHER"]})"), "kinds[1]");
  EXPECT_EQ(path_of(R"({"parts": {}})"), "parts");
  EXPECT_EQ(path_of(R"({"parts": [null]})"), "parts[0]");
  EXPECT_EQ(path_of(R"({"byI32": {"x": {}}})"), "by_i32");
  EXPECT_EQ(path_of(R"({"byFlag": {"yes": 1}})"), "by_flag");
}

TEST(Codec, What_the_contract_does_not_name_is_refused) {
  EXPECT_EQ(json_reason(R"({"nobody": 1})"), "unknown_field");
  EXPECT_EQ(path_of(R"({"part": {"nobody": 1}})"), "part");
  EXPECT_EQ(json_reason(R"({"kind": "KIND_OTHER"})"), "unknown_enum");
  EXPECT_EQ(json_reason(R"({"kind": 99})"), "unknown_enum");
  EXPECT_EQ(json_reason(R"({"kind": 2})"), "");
  const CodecOptions lenient{.allow_unknown_fields = true, .allow_unknown_enums = true};
  EXPECT_EQ(json_reason(R"({"nobody": {"a": [1, "x"]}, "kind": "KIND_OTHER"})", lenient), "");
  EXPECT_EQ(json_reason(R"({"kind": 99})", lenient), "");
}

TEST(Codec, Unknown_fields_and_enums_in_the_binary_form_are_refused_at_every_depth) {
  const auto refused = [](const test::EchoRequest& m) {
    test::EchoRequest back;
    return decode(Codec::proto, m.SerializeAsString(), back, {});
  };
  test::EchoRequest field, number, in_map;
  field.add_parts()
      ->mutable_inner()
      ->GetReflection()
      ->MutableUnknownFields(field.mutable_parts(0)->mutable_inner())
      ->AddVarint(99, 1);
  EXPECT_EQ(reason_of(refused(field)), "unknown_field");
  number.add_parts();
  number.add_parts()->mutable_inner()->set_kind(static_cast<test::Kind>(9));
  const auto result = refused(number);
  EXPECT_EQ(reason_of(result), "unknown_enum");
  EXPECT_EQ(result.error().fields.at(0).path, "parts[1].inner.kind");
  (*in_map.mutable_kinds())["a"] = static_cast<test::Kind>(9);
  EXPECT_EQ(reason_of(refused(in_map)), "unknown_enum");
  test::EchoRequest back;
  EXPECT_TRUE(decode(Codec::proto, field.SerializeAsString() + number.SerializeAsString(), back,
                     {.allow_unknown_fields = true, .allow_unknown_enums = true}));
}

TEST(Codec, Nothing_may_be_said_twice) {
  EXPECT_EQ(json_reason(R"({"i32": 1, "i32": 1})"), "duplicate_key");
  EXPECT_EQ(json_reason(R"({"shortReal": 1, "short_real": 1})"), "duplicate_key");
  EXPECT_EQ(json_reason(R"({"byText": {"a": "", "a": ""}})"), "duplicate_key");
  EXPECT_EQ(json_reason(R"({"byI32": {"1": {}, "1": {}}})"), "duplicate_key");
  EXPECT_EQ(json_reason(R"({"object": {"a": {"b": 1, "b": 2}}})"), "duplicate_key");
  EXPECT_EQ(json_reason(R"({"chosenText": "a", "chosenPart": {}})"), "one_of");
  EXPECT_EQ(json_reason(R"({"chosenText": "a", "chosenPart": null})"), "");
}

TEST(Codec, Broken_bytes_are_refused_in_both_forms) {
  test::EchoRequest m;
  EXPECT_EQ(reason_of(decode(Codec::proto, "\x0a\x05xy", m, {})), "bad_message");
  EXPECT_EQ(reason_of(decode(Codec::proto, "\x0a\x01\xff", m, {})), "bad_message");  // not UTF-8 in a string
  EXPECT_EQ(json_reason("{\"text\": \"\xff\"}"), "not_utf8");
  EXPECT_EQ(json_reason(R"({"text": "\ud800"})"), "not_utf8");
  EXPECT_EQ(json_reason(R"({"text": "a",})"), "not_json");
  EXPECT_EQ(json_reason(R"({"text": "a"} x)"), "not_json");
  EXPECT_EQ(json_reason(R"({"text" "a"})"), "not_json");
  EXPECT_EQ(json_reason(R"({"parts": [{},]})"), "not_json");
}

TEST(Codec, Depth_is_limited_in_both_forms) {
  std::string json = "{\"part\":{}}";
  test::Part part;
  auto* at = &part;
  for (int i = 0; i < 200; ++i) {
    json = i < 100 ? "{\"inner\":" + json + "}" : json;
    at = at->mutable_inner();
  }
  EXPECT_EQ(json_reason("{\"part\":" + json + "}"), "too_deep");
  EXPECT_EQ(json_reason("{\"nobody\":" + std::string(1'000'000, '[')), "too_deep");
  EXPECT_EQ(json_reason("{\"object\":{\"a\":" + std::string(1'000'000, '[')), "too_deep");
  test::Part back;
  EXPECT_EQ(reason_of(decode(Codec::proto, part.SerializeAsString(), back, {})), "bad_message");
}

TEST(Codec, An_error_never_quotes_the_input) {
  for (const auto* json :
       {R"({"beLan": 1})", R"({"kind": "beLan"})", R"({"at": "beLan"})", R"({"took": "beLan"})",
        R"({"i32": "beLan"})", R"({"byI32": {"beLan": {}}})", "beLan"}) {
    test::Everything m;
    const auto result = decode(Codec::json, json, m, {});
    ASSERT_FALSE(result) << json;
    EXPECT_THAT(std::string(result.error().text.en), Not(HasSubstr("beLan")));
    for (const auto& field : result.error().fields) EXPECT_THAT(field.path, Not(HasSubstr("beLan")));
  }
}

TEST(Codec, What_JSON_cannot_carry_is_not_written) {
  std::string json;
  test::Everything broken_text, unknown_type, far_time;
  broken_text.set_text("\xff");
  unknown_type.mutable_any()->set_type_url("type.googleapis.com/nobody.Knows");
  unknown_type.mutable_any()->set_value("x");
  far_time.mutable_at()->set_seconds(std::numeric_limits<std::int64_t>::max());
  for (const auto* m : {&broken_text, &unknown_type, &far_time}) {
    const auto result = encode(Codec::json, *m, json);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::internal);
  }
}

}  // namespace
}  // namespace hotline::rpc
