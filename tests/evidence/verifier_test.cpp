#include "evidence/verifier.h"

#include <gtest/gtest.h>

#include "evidence/encoding.h"
#include "evidence/sample_log.h"

namespace hotline::evidence {
namespace {

Finding found(const SampleLog& log) {
  const auto verified = log.verify();
  EXPECT_FALSE(verified);
  return verified ? Finding{Fault::export_malformed, ~std::uint64_t{0}} : verified.error();
}
Finding at(Fault fault, std::uint64_t index, std::optional<Part> part = std::nullopt) {
  return {fault, index, index, part};
}
bool covers(const Finding& finding, std::uint64_t index) {
  return finding.first <= index && index <= finding.last;
}

TEST(Verification, FindsNothingWrongInAGoodLog) {
  const SampleLog log;
  const auto verified = log.verify();
  ASSERT_TRUE(verified) << name(verified.error().fault) << " " << verified.error().first;
  EXPECT_EQ(verified->entries, 600U);
  EXPECT_EQ(verified->streams, 7U);
  EXPECT_EQ(verified->withheld_parts, 0U);
  EXPECT_EQ(verified->signed_entries, SampleLog::second_checkpoint);
  EXPECT_EQ(verified->root, log.source.tree.root());
}

TEST(Verification, AlsoOfAnEmptyLog) {
  SampleLog log{0};
  log.checkpoint();
  const auto verified = log.verify();
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->root, merkle_empty_root());
}

TEST(Verification, AChangedByteOfAnyHeaderIsNamed) {
  SampleLog log;
  for (int round = 0; round < 400; ++round) {
    const auto index = log.random() % log.rows.size();
    auto& byte = log.rows[index].header_bytes[round % header_bytes];
    const char before = byte;
    byte = static_cast<char>(byte ^ (1 + log.random() % 255));
    const auto finding = found(log);
    const bool named =
        finding == at(Fault::header_changed, index) || finding == at(Fault::header_malformed, index);
    ASSERT_TRUE(named) << name(finding.fault) << " " << finding.first << " for " << index;
    byte = before;
  }
}

TEST(Verification, AChangedByteOfAnyStoredLeafHashIsNamed) {
  SampleLog log;
  for (int round = 0; round < 100; ++round) {
    const auto index = log.random() % log.rows.size();
    log.rows[index].leaf[log.random() % 32] ^= 4;
    ASSERT_EQ(found(log), at(Fault::header_changed, index));
    log.rows[index].encode_again();
  }
}

TEST(Verification, AChangedByteOfAnySealedPartIsNamed) {
  SampleLog log;
  for (int round = 0; round < 400; ++round) {
    const auto index = log.random() % log.rows.size();
    const auto part = static_cast<Part>(round % 3);
    auto& sealed = log.rows[index].sealed[static_cast<std::size_t>(part)];
    if (!sealed) continue;
    auto& byte = (*sealed)[log.random() % sealed->size()];
    byte = static_cast<char>(byte ^ 0x10);
    ASSERT_EQ(found(log), at(Fault::part_changed, index, part));
    byte = static_cast<char>(byte ^ 0x10);
  }
}

TEST(Verification, APartThatIsGoneOrCutOrAddedIsNamed) {
  SampleLog log;
  for (auto& row : log.rows) {
    for (const auto part : all_parts) {
      auto& sealed = row.sealed[static_cast<std::size_t>(part)];
      const auto before = sealed;
      if (before) {
        sealed.reset();
        ASSERT_EQ(found(log), at(Fault::part_missing, row.header.index, part));
        sealed = before->substr(0, before->size() - 1);
        ASSERT_EQ(found(log), at(Fault::part_changed, row.header.index, part));
      } else {
        sealed = "added";
        ASSERT_EQ(found(log), at(Fault::part_unexpected, row.header.index, part));
      }
      sealed = before;
    }
    if (row.header.index > 40) return;
  }
}

TEST(Verification, AnErasedPartIsNoFault) {
  SampleLog log;
  std::uint64_t erased = 0;
  for (auto& row : log.rows) {
    if (row.header.stream.id[0] != 3) continue;
    for (auto& sealed : row.sealed) erased += sealed ? 1 : 0;
    row.sealed = {};
    row.withheld = true;
  }
  const auto verified = log.verify();
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->withheld_parts, erased);
}

TEST(Verification, AMissingEntryIsNamedWhereverItWas) {
  SampleLog log;
  for (std::uint64_t index = 0; index < log.rows.size(); index += 7) {
    auto row = log.rows[index];
    log.rows.erase(log.rows.begin() + static_cast<std::ptrdiff_t>(index));
    ASSERT_EQ(found(log), at(Fault::entry_missing, index));
    log.rows.insert(log.rows.begin() + static_cast<std::ptrdiff_t>(index), std::move(row));
  }
}

TEST(Verification, ARepeatedOrMovedEntryIsNamed) {
  SampleLog log;
  for (std::uint64_t index = 0; index + 1 < log.rows.size(); index += 7) {
    const auto place = log.rows.begin() + static_cast<std::ptrdiff_t>(index);
    std::swap(*place, *(place + 1));
    ASSERT_EQ(found(log), at(Fault::entry_missing, index));
    std::swap(*place, *(place + 1));
    auto copy = *place;
    const auto inserted = log.rows.insert(place + 1, std::move(copy));
    ASSERT_EQ(found(log), at(Fault::entry_repeated, index));
    log.rows.erase(inserted);
  }
}

TEST(Verification, ACutTailIsFoundByANewerCheckpoint) {
  SampleLog log{SampleLog::second_checkpoint};
  for (const std::uint64_t left : {519, 512, 301, 300, 299, 1, 0}) {
    log.rows.resize(left);
    std::erase_if(log.nodes, [&](const TreeNode& node) { return (node.index + 1) << node.level > left; });
    ASSERT_EQ(found(log), (Finding{Fault::tail_cut, left, SampleLog::second_checkpoint - 1})) << left;
  }
}

TEST(Verification, ARewrittenEntryIsFoundBetweenItsCheckpoints) {
  // The forger owns the database: header, leaf hash and tree fit each other. Only the signatures do not.
  SampleLog log;
  log.nodes.clear();
  for (int round = 0; round < 200; ++round) {
    const auto index = log.random() % SampleLog::second_checkpoint;
    auto& row = log.rows[index];
    const auto before = row;
    row.header.actor = PersonId{{200}};
    row.encode_again();
    const auto finding = found(log);
    ASSERT_EQ(finding.fault, Fault::root_differs);
    ASSERT_TRUE(covers(finding, index)) << index;
    ASSERT_EQ(finding.first, index < SampleLog::first_checkpoint ? 0 : SampleLog::first_checkpoint);
    row = before;
  }
}

TEST(Verification, AForgerWhoForgetsTheStoredTreeIsNarrowedDownTo256Entries) {
  SampleLog log;
  for (const std::uint64_t index : {0, 255, 300, 511}) {
    auto& row = log.rows[index];
    const auto before = row;
    row.header.kind ^= 1;
    row.encode_again();
    const auto finding = found(log);
    const bool narrowed = finding.fault == Fault::node_changed && finding.last - finding.first == 255;
    EXPECT_TRUE(narrowed) << name(finding.fault);
    EXPECT_TRUE(covers(finding, index));
    row = before;
  }
}

TEST(Verification, AChangedOrInventedNodeIsFound) {
  SampleLog log;
  ASSERT_EQ(log.nodes.size(), 3U);
  for (auto& node : log.nodes) {
    node.hash[5] ^= 1;
    const auto finding = found(log);
    EXPECT_EQ(finding.fault, Fault::node_changed);
    EXPECT_EQ(finding.first, node.index << node.level);
    node.hash[5] ^= 1;
  }
  log.nodes.push_back({8, 2, {}});
  EXPECT_EQ(found(log), at(Fault::node_changed, 600));
}

TEST(Verification, AGapInAStreamThatAForgerRenumberedIsFoundWithoutAnyCheckpoint) {
  SampleLog log;
  log.checkpoints.clear();
  log.nodes.clear();
  log.rows.erase(log.rows.begin() + 100);
  for (std::uint64_t i = 100; i < log.rows.size(); ++i) {
    log.rows[i].header.index = i;
    log.rows[i].encode_again();
  }
  const auto finding = found(log);
  EXPECT_EQ(finding.fault, Fault::sequence_broken);
  EXPECT_GE(finding.first, 100U);
  EXPECT_EQ(finding.first, finding.last);
}

TEST(Verification, ACheckpointThatIsUnsignedForeignOrForgedIsItselfAFinding) {
  const auto fault_with = [](const std::string& note) {
    SampleLog log{10};
    log.checkpoints.push_back(note);
    return found(log).fault;
  };
  const SampleLog log;
  const CheckpointSigner stranger{"example.org/hotline", Key::fresh()};
  const auto foreign = stranger.sign(10, log.source.tree.root(), from_unix_ms(0));
  EXPECT_EQ(fault_with(foreign), Fault::checkpoint_foreign);
  EXPECT_EQ(fault_with(foreign.substr(0, foreign.find("\n\n") + 2)), Fault::checkpoint_malformed);
  SampleLog own{10};
  own.checkpoint();
  auto& note = own.checkpoints.back();
  note[note.find("\n10\n") + 1] = '2';
  EXPECT_EQ(found(own).fault, Fault::checkpoint_forged);
}

TEST(Verification, TwoSignedRootsOfOneSizeCannotBothHold) {
  SampleLog log;
  log.checkpoints.push_back(log.signer.sign(SampleLog::first_checkpoint, Hash{}, from_unix_ms(1)));
  EXPECT_EQ(found(log), (Finding{Fault::root_differs, 0, SampleLog::first_checkpoint - 1}));
}

TEST(Verification, TheFirstFindingIsFinal) {
  const SampleLog log;
  LogVerifier verifier{log.signer.verifier()};
  const auto first = verifier.add({log.rows[1].header_bytes, log.rows[1].leaf, {}});
  ASSERT_TRUE(first);
  EXPECT_EQ(verifier.add({log.rows[0].header_bytes, log.rows[0].leaf, {}}), first);
  EXPECT_EQ(verifier.finish().error(), *first);
}

TEST(Finding, IsSaidAsAnErrorWithItsEntryAndPart) {
  const auto error = to_error(at(Fault::part_changed, 1234, Part::informant));
  EXPECT_EQ(error.code, Code::data_loss);
  EXPECT_EQ(error.reason, "part_changed");
  EXPECT_EQ(error.fields.at(0).path, "entries[1234].informant");
}

}  // namespace
}  // namespace hotline::evidence
