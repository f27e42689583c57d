#include "evidence/encoding.h"

#include <gtest/gtest.h>

#include <random>

#include "evidence/entry.h"
#include "evidence/erasure.h"

namespace hotline::evidence {
namespace {

EntryHeader some_header() {
  EntryHeader header;
  header.index = 0x0102030405060708;
  header.stream = {StreamKind::contact, {0x11, 0x12}};
  header.sequence = 9;
  header.recorded_at = from_unix_ms(1'795'454'677'123);
  header.actor = PersonId{{0x21}};
  header.session = SessionId{{0x31}};
  header.kind = 0x0a0b;
  header.parts[0].fill(0xee);
  return header;
}

TEST(EntryHeader, HasThisEncodingForEver) {
  EXPECT_EQ(hex_text(encode(some_header())),
            "01"
            "0102030405060708"
            "02"
            "11120000000000000000000000000000"
            "0000000000000009"
            "000001a209703083"
            "21000000000000000000000000000000"
            "31000000000000000000000000000000"
            "0a0b" +
                std::string(64, 'e') + std::string(128, '0'));
}

TEST(EntryHeader, ComesBackFromItsEncoding) {
  EXPECT_EQ(*parse_header(text_view(encode(some_header()))), some_header());
}

TEST(EntryHeader, EveryBytesThatAreTakenAreTheOnesThatWouldBeWritten) {
  const auto good = encode(some_header());
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto bytes = good;
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    const auto parsed = parse_header(text_view(bytes));
    refused += parsed ? 0 : 1;
    if (parsed) ASSERT_EQ(encode(*parsed), bytes) << bit;
  }
  EXPECT_GE(refused, 8U + 5);  // every version but this one, kinds that do not exist
}

TEST(EntryHeader, RefusesOtherLengthsKindsSequencesAndTimes) {
  const auto refused = [](const HeaderBytes& bytes) {
    const auto parsed = parse_header(text_view(bytes));
    return !parsed && parsed.error().reason == "entry_header_malformed";
  };
  const auto good = encode(some_header());
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(parse_header(text_view(std::span{good}.first(length))));
  }
  EXPECT_FALSE(parse_header(std::string{text_view(good)} + '\0'));
  auto no_kind = good, unknown_kind = good, no_sequence = good, before_1970 = good, after_9999 = good;
  no_kind[9] = 0;
  unknown_kind[9] = 200;
  no_sequence[33] = 0;
  before_1970[34] = 0xff;
  after_9999[35] = 0x10;
  EXPECT_TRUE(refused(no_kind) && refused(unknown_kind) && refused(no_sequence));
  EXPECT_TRUE(refused(before_1970) && refused(after_9999));
}

TEST(EntryHeader, ItsLeafIsTheOneOfRfc6962) {
  const auto bytes = encode(some_header());
  EXPECT_EQ(leaf_hash(bytes), sha256(std::string(1, '\0').append(text_view(bytes))));
}

TEST(Stream, KindsAreKnownByNumberAndByName) {
  for (const auto kind : {StreamKind::case_, StreamKind::contact, StreamKind::day, StreamKind::access,
                          StreamKind::admin, StreamKind::report}) {
    EXPECT_EQ(stream_kind(name(kind)), kind);
    EXPECT_EQ(stream_kind(static_cast<std::uint8_t>(kind)), kind);
  }
  EXPECT_FALSE(stream_kind(""));
  EXPECT_FALSE(stream_kind("cases"));
  EXPECT_FALSE(stream_kind(std::uint8_t{0}));
  EXPECT_FALSE(stream_kind(std::uint8_t{7}));
}

TEST(Stream, OfADayEndsInItsDigits) {
  using namespace std::chrono;
  EXPECT_EQ(id_text(day_stream(2026y / November / 23d).id), "00000000-0000-0000-0000-000020261123");
}

TEST(Instant, IsWrittenAndReadToTheMillisecond) {
  EXPECT_EQ(instant_text(from_unix_ms(1'795'454'677'123)), "2026-11-23T17:24:37.123Z");
  EXPECT_EQ(instant_text(from_unix_ms(instant_min_ms)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(instant_text(from_unix_ms(instant_max_ms)), "9999-12-31T23:59:59.999Z");
  std::mt19937_64 random{1};
  for (int i = 0; i < 1'000; ++i) {
    const auto time = from_unix_ms(static_cast<std::int64_t>(random() % (instant_max_ms + 1)));
    ASSERT_EQ(instant_of(instant_text(time)), time);
  }
}

TEST(Instant, HasOneTextOnly) {
  for (const auto* text :
       {"", "2026-11-23", "2026-11-23T17:24:37Z", "2026-11-23T17:24:37.12Z", "2026-11-23t17:24:37.123z",
        "2026-11-23T17:24:37.123+00", "2026-11-23T24:00:00.000Z", "2026-11-23T17:60:37.123Z",
        "2026-11-23T17:24:60.123Z", "2026-02-29T17:24:37.123Z", "2026-13-01T17:24:37.123Z",
        "1969-12-31T23:59:59.999Z", "+026-11-23T17:24:37.123Z"}) {
    EXPECT_FALSE(instant_of(text)) << text;
  }
}

TEST(Decimal, HasOneTextOnly) {
  EXPECT_EQ(decimal_number("0"), 0U);
  EXPECT_EQ(decimal_number("18446744073709551615"), ~std::uint64_t{0});
  for (const auto* text : {"", "00", "01", "+1", "-1", " 1", "1 ", "1a", "18446744073709551616"}) {
    EXPECT_FALSE(decimal_number(text)) << text;
  }
}

TEST(HexAndBase64, TakeOnlyWhatTheyWrite) {
  for (std::size_t length = 0; length < 70; ++length) {
    std::string bytes(length, '\0');
    for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<char>(i * 37 + length);
    EXPECT_EQ(base64_bytes(base64_text(bytes)), bytes);
    EXPECT_EQ(hex_bytes(hex_text({byte_pointer(bytes), bytes.size()})), bytes);
  }
  for (int bit = 0; bit < 32; ++bit) {
    std::string text = "YWJj";
    text[static_cast<std::size_t>(bit) / 8] =
        static_cast<char>(text[static_cast<std::size_t>(bit) / 8] ^ 1 << bit % 8);
    const auto bytes = base64_bytes(text);
    if (bytes) EXPECT_EQ(base64_text(*bytes), text);
    if (bit % 8 == 7) EXPECT_FALSE(bytes);
  }
  for (const auto* text : {"a", "ABcd", "0g", "0x", "00 "}) EXPECT_FALSE(hex_bytes(text)) << text;
  for (const auto* text : {"AA", "AA=", "AB==", "AAB=", "A===", "AA==\n", "AA-_", "AAAA====", "=AAA"}) {
    EXPECT_FALSE(base64_bytes(text)) << text;
  }
}

const Erasure some_erasure{{StreamKind::case_, {1}},
                           static_cast<PartMask>(mask_of(Part::child) | mask_of(Part::allegation)),
                           from_unix_ms(1'795'454'677'123),
                           PersonId{{2}},
                           3};

TEST(ErasureLedger, HasThisLineForEver) {
  EXPECT_EQ(ledger_line(some_erasure),
            "erased 1 case 01000000-0000-0000-0000-000000000000 child+allegation 2026-11-23T17:24:37.123Z "
            "02000000-0000-0000-0000-000000000000 3\n");
}

TEST(ErasureLedger, ComesBackWithEverySetOfParts) {
  std::string text;
  std::vector<Erasure> erasures;
  for (PartMask parts = 1; parts <= all_parts_mask; ++parts) {
    auto erasure = some_erasure;
    erasure.parts = parts;
    erasures.push_back(erasure);
    text += ledger_line(erasure);
  }
  const auto ledger = parse_ledger(text);
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->erasures, erasures);
  EXPECT_FALSE(ledger->torn);
  EXPECT_EQ(ledger->whole_bytes, text.size());
}

TEST(ErasureLedger, ATornLastLineIsToldFromDamage) {
  const auto line = ledger_line(some_erasure);
  for (std::size_t length = 0; length < line.size(); ++length) {
    const auto ledger = parse_ledger(line + line.substr(0, length));
    ASSERT_TRUE(ledger);
    EXPECT_EQ(ledger->erasures.size(), 1U);
    EXPECT_EQ(ledger->torn, length > 0);
    EXPECT_EQ(ledger->whole_bytes, line.size());
  }
}

TEST(ErasureLedger, EveryChangedCharacterIsRefusedOrAnotherErasureInFull) {
  const auto line = ledger_line(some_erasure);
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    for (const char c : {'x', '0', ' ', '\n', '9'}) {
      auto changed = line;
      changed[at] = c;
      const auto ledger = parse_ledger(line + changed);
      if (!ledger) {
        EXPECT_EQ(ledger.error().reason, "erasure_ledger_damaged");
        EXPECT_EQ(ledger.error().fields.at(0).path, "lines[1]");
      } else {
        ASSERT_EQ(ledger->erasures.size(), 2U);
        EXPECT_EQ(ledger_line(ledger->erasures[1]), changed);
      }
    }
  }
}

}  // namespace
}  // namespace hotline::evidence
