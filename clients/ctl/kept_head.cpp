#include "kept_head.h"

#include <algorithm>
#include <cstdio>

#include "evidence/checkpoint.h"
#include "evidence/finding.h"
#include "evidence/merkle_proof.h"
#include "format.h"
#include "hotline/v1/audit.pb.h"
#include "language.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

using evidence::Checkpoint;
using evidence::CheckpointVerifier;

Outcome<Checkpoint> head_of_today(Connection& connection, const CheckpointVerifier& key) {
  auto answer = connection.call("AuditService.GetCheckpoint", v1::GetCheckpointRequest{});
  if (!answer) return std::unexpected(answer.error());
  auto head = key.open(static_cast<const v1::GetCheckpointResponse&>(**answer).checkpoint());
  if (!head) return stop(head.error(), Exit::refused);
  return *head;
}

/// Nothing where the server has none that can be read.
Outcome<std::optional<evidence::Proof>> proof_of(Connection& connection, const Checkpoint& kept,
                                                 const Checkpoint& today) {
  v1::GetProofRequest request;
  request.set_log_index(today.size - 1);
  request.set_tree_size(today.size);
  request.set_old_tree_size(kept.size);
  auto answer = connection.call("AuditService.GetProof", request);
  if (!answer) return std::unexpected(answer.error());
  evidence::Proof proof;
  for (const auto& hash : static_cast<const v1::GetProofResponse&>(**answer).consistency()) {
    if (hash.size() != evidence::Hash{}.size()) return std::nullopt;
    std::ranges::copy(hash, reinterpret_cast<char*>(proof.emplace_back().data()));
  }
  return proof;
}

Outcome<bool> goes_on(Connection& connection, const Checkpoint& kept, const Checkpoint& today) {
  if (kept.size == 0) return true;
  if (kept.size > today.size) return false;
  if (kept.size == today.size) return kept.root == today.root;
  auto proof = proof_of(connection, kept, today);
  if (!proof) return std::unexpected(proof.error());
  return *proof && evidence::verify_consistency(kept.size, kept.root, today.size, today.root, **proof);
}

void say_sound(const Checkpoint& kept, const Checkpoint& today, bool as_json) {
  const auto old_size = std::to_string(kept.size), size = std::to_string(today.size);
  if (as_json) {
    std::printf("{\"done\":true,\"sound\":true,\"keptEntries\":\"%s\",\"entries\":\"%s\"}\n",
                old_size.c_str(), size.c_str());
    return;
  }
  const bool en = language() == Language::en;
  const auto line = en ? "The log of today (" + size + " entries) goes on from the kept head (" + old_size +
                             " entries): nothing before it was changed."
                       : "Sổ hiện nay (" + size + " mục) nối tiếp đầu sổ đã giữ (" + old_size +
                             " mục): không mục nào trước đó bị thay đổi.";
  std::printf("%s\n", line.c_str());
}

}  // namespace

Outcome<> verify_kept_head(Connection& connection, const std::string& file, const std::string& verifier_key,
                           bool as_json) {
  const auto key = CheckpointVerifier::parse(verifier_key);
  if (!key) return stop(key.error());
  const auto text = read_input(file);
  if (!text) return std::unexpected(text.error());
  const auto kept = key->open(*text);
  if (!kept) return stop(kept.error(), Exit::refused);
  const auto today = head_of_today(connection, *key);
  if (!today) return std::unexpected(today.error());
  const auto sound = goes_on(connection, *kept, *today);
  if (!sound) return std::unexpected(sound.error());
  if (!*sound) {
    using evidence::Fault;
    const auto fault = kept->size > today->size ? Fault::tail_cut : Fault::root_differs;
    return stop(Error{Code::data_loss, evidence::name(fault), evidence::text(fault)}, Exit::refused);
  }
  say_sound(*kept, *today, as_json);
  return {};
}

}  // namespace hotline::ctl
