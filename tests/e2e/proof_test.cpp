// What proves that nothing was changed, taken out of the service and checked by somebody who has nothing but
// the public key: single entries, growth from one checkpoint to the next, one case as it was at an instant.
#include <gmock/gmock.h>

#include <algorithm>

#include "domain/case_time.h"
#include "evidence/entry.h"
#include "evidence/export.h"
#include "evidence/merkle_proof.h"
#include "hotline/v1/audit.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {

evidence::Hash hash_of(const std::string& bytes) {
  evidence::Hash hash{};
  EXPECT_EQ(bytes.size(), hash.size());
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

class Proofs : public ::testing::Test {
 protected:
  User& supervisor() { return service.as("supervisor.district"); }
  evidence::CheckpointVerifier key() {
    return evidence::CheckpointVerifier::parse(
               supervisor().must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{}).verifier_key())
        .value();
  }
  evidence::Checkpoint checkpoint() {
    return key()
        .open(supervisor().must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{}).checkpoint())
        .value();
  }
  v1::GetProofResponse proof(std::uint64_t index, std::uint64_t size, std::uint64_t old_size) {
    v1::GetProofRequest request;
    request.set_log_index(index);
    request.set_tree_size(size);
    request.set_old_tree_size(old_size);
    return supervisor().must<v1::GetProofResponse>(request);
  }
  static evidence::Proof hashes(const google::protobuf::RepeatedPtrField<std::string>& from) {
    evidence::Proof out;
    for (const auto& bytes : from) out.push_back(hash_of(bytes));
    return out;
  }
  v1::ExportHistoryRequest exporting(std::optional<Time> as_of) {
    v1::ExportHistoryRequest request;
    request.set_case_id(story.id());
    if (as_of) *request.mutable_as_of() = timestamp_of(*as_of);
    return request;
  }
  std::size_t exports_noted() {
    v1::ListAccessRequest request;
    request.set_case_id(story.id());
    const auto list = supervisor().must<v1::ListAccessResponse>(request);
    return static_cast<std::size_t>(
        std::ranges::count_if(list.entries(), [](const auto& entry) { return entry.what() == "exported"; }));
  }

  RunningService service;
  CaseStory story{service};
};

TEST_F(Proofs, OfEveryEntryLeadToTheSignedCheckpointAndOfGrowthFromTheOneBefore) {
  const auto before = checkpoint();
  story.accept();
  story.note("officer.tamdi", narrative);
  const auto now = checkpoint();
  ASSERT_GT(now.size, before.size);
  for (std::uint64_t i = 0; i < now.size; ++i) {
    const auto given = proof(i, now.size, before.size);
    const auto leaf = hash_of(given.leaf_hash());
    const auto inclusion = hashes(given.inclusion());
    EXPECT_TRUE(evidence::verify_inclusion(leaf, i, now.size, inclusion, now.root)) << i;
    EXPECT_FALSE(evidence::verify_inclusion(leaf, (i + 1) % now.size, now.size, inclusion, now.root)) << i;
    auto other = leaf;
    other[0] ^= 1;
    EXPECT_FALSE(evidence::verify_inclusion(other, i, now.size, inclusion, now.root)) << i;
    const auto growth = hashes(given.consistency());
    EXPECT_TRUE(evidence::verify_consistency(before.size, before.root, now.size, now.root, growth)) << i;
    EXPECT_FALSE(evidence::verify_consistency(before.size, other, now.size, now.root, growth)) << i;
  }
  // Also in the tree as it was: by the older checkpoint alone.
  const auto old = proof(0, before.size, before.size);
  EXPECT_TRUE(evidence::verify_inclusion(hash_of(old.leaf_hash()), 0, before.size, hashes(old.inclusion()),
                                         before.root));
  EXPECT_EQ(old.consistency_size(), 0);
}

TEST_F(Proofs, OfACaseAreOfTheEntriesThatItsExportHolds) {
  const auto exported =
      evidence::parse_export(supervisor().must<v1::ExportHistoryResponse>(exporting(std::nullopt)).bundle());
  ASSERT_TRUE(exported);
  const auto now = checkpoint();
  for (const auto& entry : exported->entries) {
    const auto given = proof(entry.header.index, now.size, 0);
    EXPECT_EQ(hash_of(given.leaf_hash()), evidence::leaf_hash(evidence::encode(entry.header)));
  }
}

TEST_F(Proofs, BeyondTheLogAreNone) {
  v1::GetProofRequest request;
  request.set_tree_size(checkpoint().size + 1'000);
  EXPECT_EQ(supervisor().refusal(request), "out_of_range proof_out_of_range");
  request.set_tree_size(1);
  request.set_log_index(1);
  EXPECT_EQ(supervisor().refusal(request), "out_of_range proof_out_of_range");
}

TEST_F(Proofs, OfACaseAsAtAnInstantHoldItsEntriesUpToThen) {
  const auto opened_at = service.clock.now();
  service.pass(std::chrono::minutes{10});
  story.accept();
  const auto accepted_at = service.clock.now();
  service.pass(std::chrono::minutes{10});
  story.note("officer.tamdi", narrative);
  const auto verifier = key();
  const auto entries_as_at = [&](std::optional<Time> instant) {
    const auto bundle = supervisor().must<v1::ExportHistoryResponse>(exporting(instant)).bundle();
    const auto summary = evidence::verify_export(bundle, verifier);
    EXPECT_TRUE(summary);
    if (!summary) return std::uint64_t{0};
    EXPECT_LE(summary->last, instant.value_or(service.clock.now()));
    return summary->entries;
  };
  const auto moment = std::chrono::milliseconds{1};
  EXPECT_EQ(entries_as_at(opened_at), 1u);
  EXPECT_EQ(entries_as_at(accepted_at - moment), 1u);
  EXPECT_EQ(entries_as_at(accepted_at), 2u) << "what was recorded at that instant is in it";
  EXPECT_EQ(entries_as_at(service.clock.now() - moment), 2u);
  EXPECT_EQ(entries_as_at(std::nullopt), story.version);
  EXPECT_GT(story.version, 2u);
  const auto noted = exports_noted();
  EXPECT_EQ(supervisor().refusal(exporting(opened_at - moment)), "failed_precondition nothing_to_export");
  EXPECT_EQ(exports_noted(), noted) << "nothing left the house";
}

}  // namespace
}  // namespace hotline::test
