#include "evidence/export.h"

#include <gtest/gtest.h>

#include "evidence/sample_log.h"

namespace hotline::evidence {
namespace {

const StreamId some_case{StreamKind::case_, {2}};

class CaseExport : public testing::Test {
 protected:
  CaseExport() : exported(log.export_of(some_case, 1)), text(write_export(exported)) {}

  std::expected<ExportSummary, Finding> verify(std::string_view what) {
    return verify_export(what, log.signer.verifier());
  }
  Finding found(const Export& changed) {
    const auto verified = verify(write_export(changed));
    EXPECT_FALSE(verified);
    return verified ? Finding{Fault::node_changed} : verified.error();
  }
  Finding at(Fault fault, std::size_t position, std::optional<Part> part = std::nullopt) {
    const auto index = exported.entries.at(position).header.index;
    return {fault, index, index, part};
  }

  SampleLog log;
  Export exported;
  std::string text;
};

TEST_F(CaseExport, ProvesItself) {
  const auto verified = verify(text);
  ASSERT_TRUE(verified) << name(verified.error().fault) << " " << verified.error().first;
  EXPECT_EQ(verified->stream, some_case);
  EXPECT_EQ(verified->entries, exported.entries.size());
  EXPECT_GT(verified->entries, 40U);
  EXPECT_EQ(verified->withheld_parts, 0U);
  EXPECT_EQ(verified->first, exported.entries.front().header.recorded_at);
  EXPECT_EQ(verified->last, exported.entries.back().header.recorded_at);
  EXPECT_EQ(verified->checkpoint.size, SampleLog::second_checkpoint);
}

TEST_F(CaseExport, StillProvesItselfWithPartsWithheld) {
  std::uint64_t withheld = 0;
  for (auto& entry : exported.entries) {
    auto& informant = entry.sealed[static_cast<std::size_t>(Part::informant)];
    withheld += informant ? 1 : 0;
    informant.reset();
  }
  const auto verified = verify(write_export(exported));
  ASSERT_TRUE(verified);
  EXPECT_GT(withheld, 10U);
  EXPECT_EQ(verified->withheld_parts, withheld);
}

TEST_F(CaseExport, ComesBackFromItsText) {
  const auto back = parse_export(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(write_export(*back), text);
}

TEST(ShortCaseExport, AChangedCharacterOrACutAnywhereIsFound) {
  SampleLog log{30};
  log.checkpoint();
  const auto exported = log.export_of(some_case, 0);
  const auto text = write_export(exported);
  ASSERT_GT(exported.entries.size(), 2U);
  ASSERT_TRUE(verify_export(text, log.signer.verifier()));
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    ASSERT_FALSE(verify_export(changed, log.signer.verifier())) << at << " " << text.substr(at, 30);
    ASSERT_FALSE(verify_export(text.substr(0, at), log.signer.verifier())) << at;
  }
}

TEST_F(CaseExport, WhatIsSaidBesideTheHeaderMustBeWhatTheHeaderSays) {
  const auto third = text.find("\nactor ", text.find("\nsequence 3\n"));
  auto changed = text;
  changed[third + 8] = changed[third + 8] == 'a' ? 'b' : 'a';
  EXPECT_EQ(verify(changed).error(), at(Fault::export_malformed, 2));
}

TEST_F(CaseExport, AChangedSealedPartIsNamed) {
  for (std::size_t position = 0; position < exported.entries.size(); ++position) {
    for (const auto part : all_parts) {
      auto changed = exported;
      auto& sealed = changed.entries[position].sealed[static_cast<std::size_t>(part)];
      if (!sealed) continue;
      sealed->back() = static_cast<char>(sealed->back() ^ 1);
      ASSERT_EQ(found(changed), at(Fault::part_changed, position, part));
    }
  }
}

TEST_F(CaseExport, AChangedHeaderIsNamed) {
  for (std::size_t position = 0; position < exported.entries.size(); ++position) {
    auto changed = exported;
    changed.entries[position].header.kind ^= 1;
    ASSERT_EQ(found(changed), at(Fault::proof_wrong, position));
  }
}

TEST_F(CaseExport, ALeftOutRepeatedOrForeignEntryIsNamed) {
  auto left_out = exported, repeated = exported, foreign = exported;
  left_out.entries.erase(left_out.entries.begin() + 4);
  EXPECT_EQ(found(left_out), at(Fault::sequence_broken, 5));
  repeated.entries.insert(repeated.entries.begin() + 4, exported.entries[4]);
  EXPECT_EQ(found(repeated), at(Fault::sequence_broken, 4));
  foreign.entries[4] = log.export_of({StreamKind::case_, {1}}, 1).entries[4];
  EXPECT_EQ(found(foreign).fault, Fault::stream_foreign);
}

TEST_F(CaseExport, WithTheCheckpointOfAnotherTimeOrLogIsRefused) {
  auto older = exported, foreign = exported, none = exported;
  older.checkpoint = log.checkpoints[0];
  EXPECT_EQ(found(older).fault, Fault::proof_wrong);
  SampleLog other;
  foreign.checkpoint = other.checkpoints[1];
  EXPECT_EQ(found(foreign).fault, Fault::checkpoint_foreign);
  none.checkpoint.clear();
  EXPECT_EQ(found(none).fault, Fault::checkpoint_malformed);
}

TEST_F(CaseExport, WithoutEntriesIsMalformed) {
  exported.entries.clear();
  EXPECT_EQ(found(exported).fault, Fault::export_malformed);
}

}  // namespace
}  // namespace hotline::evidence
