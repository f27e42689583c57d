// A small log as a store would hold it: entries of several streams with sealed parts, stored tree nodes, and
// signed checkpoints. Tests damage it and see what verification says.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "evidence/export.h"
#include "evidence/memory_source.h"
#include "evidence/seal.h"
#include "evidence/verifier.h"

namespace hotline::evidence {

struct SampleRow {
  EntryHeader header;
  std::string header_bytes;
  Hash leaf{};
  std::array<std::optional<std::string>, part_count> sealed;
  bool withheld = false;  // parts that are not there were erased

  /// After a change of the header, as a forger would.
  void encode_again() {
    const auto bytes = encode(header);
    header_bytes.assign(bytes.begin(), bytes.end());
    leaf = leaf_hash(bytes);
  }
};

struct SampleLog {
  static constexpr std::uint64_t first_checkpoint = 300, second_checkpoint = 520;

  explicit SampleLog(std::uint64_t size = 600, std::uint64_t seed = 1)
      : signer("example.org/hotline", Key::fresh()), random(seed) {
    while (rows.size() < size) add_row();
    for (const auto& [place, hash] : source.nodes) nodes.push_back({place.first, place.second, hash});
  }

  void add_row() {
    SampleRow row;
    const auto stream = static_cast<std::uint8_t>(random() % 7);
    row.header.index = rows.size();
    row.header.stream = {stream < 4 ? StreamKind::case_ : StreamKind::access, {stream}};
    row.header.sequence = ++sequences[stream];
    row.header.recorded_at = from_unix_ms(1'795'454'677'123 + static_cast<std::int64_t>(rows.size()));
    row.header.actor = PersonId{{9}};
    row.header.kind = static_cast<std::uint16_t>(random() % 20);
    for (const auto part : all_parts) {
      if (random() % 3 == 0) continue;
      const auto i = static_cast<std::size_t>(part);
      seal(key, row.header.stream, row.header.sequence, part, std::string(random() % 100, 'x'),
           row.sealed[i].emplace());
      row.header.parts[i] = part_hash(*row.sealed[i]);
    }
    row.encode_again();
    source.append(row.leaf);
    rows.push_back(std::move(row));
    if (rows.size() == first_checkpoint || rows.size() == second_checkpoint) checkpoint();
  }

  void checkpoint() { checkpoints.push_back(signer.sign(rows.size(), source.tree.root(), from_unix_ms(0))); }

  std::expected<VerifiedLog, Finding> verify() const {
    LogVerifier verifier{signer.verifier()};
    for (const auto& note : checkpoints) {
      if (auto finding = verifier.add_checkpoint(note)) return std::unexpected(*finding);
    }
    for (const auto& node : nodes) verifier.add_node(node);
    for (const auto& row : rows) {
      FoundEntry entry{row.header_bytes, row.leaf, {}};
      for (std::size_t i = 0; i < part_count; ++i) {
        if (row.sealed[i]) entry.parts[i] = {FoundPart::State::given, *row.sealed[i]};
        const bool erased = !row.sealed[i] && row.withheld && row.header.parts[i] != no_part;
        if (erased) entry.parts[i] = {FoundPart::State::withheld, {}};
      }
      if (auto finding = verifier.add(entry)) return std::unexpected(*finding);
    }
    return verifier.finish();
  }

  Export export_of(const StreamId& stream, std::size_t checkpoint_number) {
    const auto checkpoint = *signer.verifier().open(checkpoints.at(checkpoint_number));
    Export exported{stream, {}, checkpoints.at(checkpoint_number)};
    for (const auto& row : rows) {
      if (row.header.stream != stream || row.header.index >= checkpoint.size) continue;
      exported.entries.push_back(
          {row.header, row.sealed, *inclusion_proof(row.header.index, checkpoint.size, source)});
    }
    return exported;
  }

  /// With the key of each sealed part, so that it can be read.
  Export open_export_of(const StreamId& stream, std::size_t checkpoint_number) {
    auto exported = export_of(stream, checkpoint_number);
    for (auto& entry : exported.entries)
      for (std::size_t i = 0; i < part_count; ++i)
        if (entry.sealed[i]) entry.keys[i] = *key_of_one(key, *entry.sealed[i]);
    return exported;
  }

  CheckpointSigner signer;
  std::mt19937_64 random;
  Key key = Key::fresh();
  std::array<std::uint64_t, 7> sequences{};
  MemorySource source;
  std::vector<SampleRow> rows;
  std::vector<TreeNode> nodes;
  std::vector<std::string> checkpoints;
};

}  // namespace hotline::evidence
