// Content types, envelopes, gzip, base64.
#include <gtest/gtest.h>

#include <random>

#include "rpc/envelope.h"
#include "rpc/gzip.h"
#include "rpc/wire_error.h"
#include "rpc/wire_format.h"

namespace hotline::rpc {
namespace {

TEST(ContentType, Case_space_and_charset_do_not_matter) {
  EXPECT_EQ(parse_content_type("application/json"), (WireFormat{Codec::json, false}));
  EXPECT_EQ(parse_content_type("application/proto"), (WireFormat{Codec::proto, false}));
  EXPECT_EQ(parse_content_type("application/connect+json"), (WireFormat{Codec::json, true}));
  EXPECT_EQ(parse_content_type("application/connect+proto"), (WireFormat{Codec::proto, true}));
  for (const auto* field :
       {"Application/JSON", " application/json ", "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"", "application/json ; foo=bar ; charset=utf-8"})
    EXPECT_EQ(parse_content_type(field), (WireFormat{Codec::json, false})) << field;
}

TEST(ContentType, Decoys_are_not_taken) {
  for (const auto* field :
       {"", "application/jsonx", "application/json2", "text/json", "application/x-www-form-urlencoded",
        "text/plain", "multipart/form-data; boundary=application/json", "text/plain; application/json",
        "application/json, text/plain", "application/json; charset=latin1", "application/json; charset",
        "application/connect", "application/grpc", "application/connect+json2", "application/grpc-web+proto",
        "*/*"})
    EXPECT_EQ(parse_content_type(field), std::nullopt) << field;
}

std::string envelope(std::uint8_t flags, std::string_view payload) {
  std::string out;
  append_envelope_head(out, flags, payload.size());
  return out.append(payload);
}

Code refusal_of(std::string_view body, std::size_t max_bytes = 100) {
  const auto result = only_envelope(body, max_bytes);
  return result ? Code{} : result.error().code;
}

TEST(Envelope, One_message_is_taken_out) {
  const auto body = envelope(flag_compressed, "hello");
  const auto result = only_envelope(body, 5);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->flags, flag_compressed);
  EXPECT_EQ(result->payload, "hello");
}

TEST(Envelope, No_message_two_messages_and_broken_ones_are_refused) {
  EXPECT_EQ(refusal_of(""), Code::unimplemented);
  EXPECT_EQ(refusal_of(envelope(0, "a") + envelope(0, "b")), Code::unimplemented);
  EXPECT_EQ(refusal_of(envelope(0, "hello").substr(0, 3)), Code::invalid_argument);
  EXPECT_EQ(refusal_of(envelope(0, "hello").substr(0, 9)), Code::invalid_argument);
  EXPECT_EQ(refusal_of(envelope(flag_end_stream, "{}")), Code::invalid_argument);
  EXPECT_EQ(refusal_of(envelope(0x80, "hello")), Code::invalid_argument);
  EXPECT_EQ(refusal_of(envelope(0, "hello"), 4), Code::resource_exhausted);
  EXPECT_EQ(refusal_of(std::string_view("\0\xff\xff\xff\xff", 5)), Code::resource_exhausted);
}

TEST(Gzip, What_goes_in_comes_out) {
  std::mt19937 random(7);
  std::string noise(100'000, '\0');
  for (auto& c : noise) c = static_cast<char>(random());
  for (const auto& text : {std::string(), std::string("a"), std::string(1 << 20, 'x'), noise})
    EXPECT_TRUE(gunzip(gzip(text), text.size()) == text);
}

TEST(Gzip, A_bomb_stops_at_the_limit_and_one_byte_over_is_too_much) {
  const auto bomb = gzip(std::string(64 << 20, '\0'));
  ASSERT_LT(bomb.size(), std::size_t{400'000});
  EXPECT_EQ(gunzip(bomb, 1 << 20).error().code, Code::resource_exhausted);
  EXPECT_EQ(gunzip(gzip("12345"), 4).error().code, Code::resource_exhausted);
  EXPECT_TRUE(gunzip(gzip("12345"), 5));
  EXPECT_TRUE(gunzip(gzip(""), 0));
}

TEST(Gzip, Broken_cut_and_extended_data_are_refused) {
  const auto good = gzip("something that is compressed");
  EXPECT_EQ(gunzip("", 100).error().code, Code::invalid_argument);
  EXPECT_EQ(gunzip("plain text", 100).error().code, Code::invalid_argument);
  EXPECT_EQ(gunzip(good + "x", 100).error().code, Code::invalid_argument);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(gunzip(good.substr(0, size), 100)) << size;
  auto flipped = good;
  flipped[flipped.size() - 6] ^= 1;  // in the checksum
  EXPECT_FALSE(gunzip(flipped, 100));
  EXPECT_TRUE(gunzip(good, 100)) << "a failure leaves nothing behind for the next message";
}

TEST(Base64, The_vectors_of_RFC_4648_without_padding) {
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    EXPECT_EQ(base64(plain), coded);
    EXPECT_EQ(base64_decoded(coded), plain);
  }
  EXPECT_EQ(base64_decoded("Zg=="), "f");
  EXPECT_EQ(base64_decoded("Z*"), std::nullopt);
}

TEST(WireError, Every_code_has_its_status) {
  const std::pair<Code, unsigned> statuses[] = {{Code::canceled, 499},
                                                {Code::unknown, 500},
                                                {Code::invalid_argument, 400},
                                                {Code::deadline_exceeded, 504},
                                                {Code::not_found, 404},
                                                {Code::already_exists, 409},
                                                {Code::permission_denied, 403},
                                                {Code::resource_exhausted, 429},
                                                {Code::failed_precondition, 400},
                                                {Code::aborted, 409},
                                                {Code::out_of_range, 400},
                                                {Code::unimplemented, 501},
                                                {Code::internal, 500},
                                                {Code::unavailable, 503},
                                                {Code::data_loss, 500},
                                                {Code::unauthenticated, 401}};
  for (const auto& [code, status] : statuses) EXPECT_EQ(http_status(code), status) << name(code);
}

}  // namespace
}  // namespace hotline::rpc
