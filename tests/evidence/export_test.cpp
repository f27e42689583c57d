#include "evidence/export.h"

#include <gtest/gtest.h>

#include <algorithm>

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

void every_change_of(const Export& exported, const CheckpointVerifier& key) {
  const auto text = write_export(exported);
  ASSERT_GT(exported.entries.size(), 2U);
  ASSERT_TRUE(verify_export(text, key));
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    ASSERT_FALSE(verify_export(changed, key)) << at << " " << text.substr(at, 30);
    ASSERT_FALSE(verify_export(text.substr(0, at), key)) << at;
  }
}

TEST(ShortCaseExport, AChangedCharacterOrACutAnywhereIsFoundWithKeysAndWithout) {
  SampleLog log{30};
  log.checkpoint();
  every_change_of(log.export_of(some_case, 0), log.signer.verifier());
  every_change_of(log.open_export_of(some_case, 0), log.signer.verifier());
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

/// The same with a key for each sealed part.
class OpenExport : public CaseExport {
 protected:
  OpenExport() {
    exported = log.open_export_of(some_case, 1);
    text = write_export(exported);
  }
  /// The first entry from there that has this part.
  std::size_t position_with(Part part, std::size_t from = 0) {
    while (!exported.entries.at(from).sealed[static_cast<std::size_t>(part)]) ++from;
    return from;
  }
};

TEST_F(OpenExport, GivesTheContentOfEachPartThatItProves) {
  const auto verified = verify(text);
  ASSERT_TRUE(verified) << name(verified.error().fault);
  EXPECT_TRUE(text.starts_with("hotline-export 2\n"));
  const auto back = parse_export(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(write_export(*back), text);
  std::uint64_t opened_parts = 0;
  for (const auto& entry : back->entries)
    for (const auto part : all_parts) {
      const auto& sealed = entry.sealed[static_cast<std::size_t>(part)];
      const auto opened = open_part(entry, part);
      ASSERT_TRUE(opened);
      ASSERT_EQ(opened->has_value(), sealed.has_value());
      if (!sealed) continue;
      EXPECT_EQ(**opened, std::string(sealed->size() - seal_overhead_bytes, 'x'));
      ++opened_parts;
    }
  EXPECT_GT(opened_parts, 60U);
  EXPECT_EQ(verified->open_parts, opened_parts);
  EXPECT_EQ(verified->withheld_parts, 0U);
}

TEST_F(OpenExport, WithoutKeysIsTheFirstFormAndOpensNothing) {
  const auto sealed = log.export_of(some_case, 1);
  const auto first_form = write_export(sealed);
  EXPECT_TRUE(first_form.starts_with("hotline-export 1\n"));
  EXPECT_EQ(first_form.find("\nkey "), std::string::npos);
  EXPECT_EQ(verify(first_form)->open_parts, 0U);
  for (const auto part : all_parts) EXPECT_FALSE(open_part(sealed.entries.front(), part)->has_value());
}

TEST_F(OpenExport, AKeyThatDoesNotOpenItsPartIsNamed) {
  for (const auto part : all_parts) {
    const auto i = static_cast<std::size_t>(part);
    const auto here = position_with(part, 3), there = position_with(part, here + 1);
    auto other = exported, foreign = exported, whole = exported;
    other.entries[here].keys[i] = exported.entries[there].keys[i];
    EXPECT_EQ(found(other), at(Fault::key_wrong, here, part));
    foreign.entries[here].keys[i] = Key::fresh();
    EXPECT_EQ(found(foreign), at(Fault::key_wrong, here, part));
    whole.entries[here].keys[i] = log.key;
    EXPECT_EQ(found(whole), at(Fault::key_wrong, here, part))
        << "the subject's own key has no place in an export";
  }
}

TEST_F(OpenExport, HasOneFormOnly) {
  const auto refused = [&](std::string changed) {
    const auto parsed = parse_export(changed);
    return !parsed && parsed.error().fault == Fault::export_malformed;
  };
  const auto replaced = [](std::string in, std::string_view what, std::string_view by) {
    return in.replace(in.find(what), what.size(), by);
  };
  const auto key_at = text.find("\nkey ");
  const auto key_line = text.substr(key_at, text.find('\n', key_at + 1) - key_at);
  EXPECT_TRUE(refused(replaced(text, "hotline-export 2", "hotline-export 1"))) << "with keys";
  EXPECT_TRUE(
      refused(replaced(write_export(log.export_of(some_case, 1)), "hotline-export 1", "hotline-export 2")))
      << "without one";
  EXPECT_TRUE(refused(replaced(text, key_line, key_line + key_line))) << "twice";
  EXPECT_TRUE(refused(replaced(text, key_line, key_line.substr(0, key_line.size() - 2)))) << "short";
  EXPECT_TRUE(refused(replaced(text, key_line, key_line + " "))) << "more on the line";
  EXPECT_TRUE(refused(replaced(text, "\nproof", key_line + "\nproof"))) << "under no part";
  auto capitals = key_line;
  std::ranges::transform(capitals, capitals.begin(),
                         [](char c) { return c >= 'a' && c <= 'f' ? c - 32 : c; });
  EXPECT_TRUE(refused(replaced(text, key_line, capitals))) << "in capitals";
  auto withheld = exported;
  withheld.entries[0].sealed.fill(std::nullopt);
  EXPECT_FALSE(parse_export(write_export(withheld))->entries[0].keys[0]) << "no key without its part";
}

}  // namespace
}  // namespace hotline::evidence
