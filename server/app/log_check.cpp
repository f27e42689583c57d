#include "app/log_check.h"

#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "store_sqlite/backup.h"

namespace hotline::app {
namespace {

std::unexpected<Error> unreadable() {
  return fail(
      Code::failed_precondition, "checkpoints_unreadable",
      {"Không đọc được các điểm kiểm chứng đã giữ, nên chưa kiểm tra được nhật ký. Hãy báo người quản "
       "lý máy chủ.",
       "The checkpoints that are kept cannot be read, so the log was not verified. Tell the operator "
       "of the server."});
}

Result<std::vector<service::KeptProofs::Checkpoint>> checkpoints_in(const std::filesystem::path& directory) {
  std::vector<service::KeptProofs::Checkpoint> found;
  std::error_code error;
  std::filesystem::directory_iterator at(directory, error);
  if (error == std::errc::no_such_file_or_directory) return found;
  for (const std::filesystem::directory_iterator end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".checkpoint") continue;
    auto note = read_text_file(at->path(), evidence::checkpoint_max_bytes);
    if (!note) return unreadable();
    found.push_back({at->path().filename().string(), std::move(*note)});
  }
  if (error) return unreadable();
  std::ranges::sort(found, {}, &service::KeptProofs::Checkpoint::name);
  return found;
}

int tell(const evidence::Finding& finding) {
  const auto text = evidence::text(finding.fault);
  std::cerr << "Mục / entry " << finding.first;
  if (finding.last != finding.first) std::cerr << "–" << finding.last;
  if (finding.part) std::cerr << " (" << evidence::name(*finding.part) << ")";
  std::cerr << ": " << text.vi << " / " << text.en << " [" << evidence::name(finding.fault) << "]\n";
  return 1;
}

}  // namespace

Result<service::KeptProofs> read_kept_proofs(const std::filesystem::path& database,
                                             const std::filesystem::path& checkpoints) {
  auto found = checkpoints_in(checkpoints);
  if (!found) return fail(found.error());
  service::KeptProofs kept{std::move(*found), {}};
  auto erasures = store_sqlite::erasures_of(database);
  if (!erasures) return fail(erasures.error());
  for (const auto& erasure : *erasures) kept.erased[erasure.subject] |= erasure.parts;
  return kept;
}

std::expected<evidence::VerifiedLog, int> check_log(store::Store& store, evidence::CheckpointVerifier key,
                                                    const service::KeptProofs& kept) {
  service::LogCheck check(std::move(key), kept.erased);
  for (const auto& checkpoint : kept.checkpoints)
    if (const auto finding = check.add_checkpoint(checkpoint.note)) {
      std::cerr << checkpoint.name << ":\n";
      return std::unexpected(tell(*finding));
    }
  auto progress = progress_of({"Đang kiểm tra", "verifying"});
  while (!check.done()) {
    auto read = store.read_and_wait([&](store::Reader& db) { return check.step(db); });
    if (!read) return std::unexpected(say(read.error()));
    progress.show(check.checked(), check.size());
  }
  auto verified = check.finish();
  if (!verified) return std::unexpected(tell(verified.error()));
  return *verified;
}

}  // namespace hotline::app
