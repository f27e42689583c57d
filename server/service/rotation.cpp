#include "service/rotation.h"

#include <algorithm>
#include <vector>

#include "evidence/subject_keys.h"
#include "evidence/vault.h"

namespace hotline::service {
namespace {

constexpr std::uint64_t entries_a_read = 4'000;

/// The streams that begin in [from, to): keys are made with the first entry of a stream, so no key is left
/// out.
Result<std::vector<evidence::StreamId>> beginnings(store::Reader& db, std::uint64_t from, std::uint64_t to) {
  std::vector<evidence::StreamId> out;
  auto read = db.entries(from, to, [&](const store::Entry& entry) -> Result<> {
    if (entry.stream_sequence == 1) out.push_back(entry.stream);
    return {};
  });
  if (!read) return fail(read.error());
  return out;
}

}  // namespace

Result<Rewrapped> rewrap_all(
    store::Writer& db, const evidence::MasterKey& from, const evidence::MasterKey& to,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress) {
  auto vault = db.blob("vault");
  if (!vault) return fail(vault.error());
  HOTLINE_CHECK(vault->has_value());
  auto rewrapped = evidence::Vault::rewrap(from, to, **vault);
  if (!rewrapped) return fail(rewrapped.error());
  if (auto put = db.put_blob("vault", *rewrapped); !put) return fail(put.error());

  auto size = db.log_size();
  if (!size) return fail(size.error());
  Rewrapped out;
  for (std::uint64_t at = 0; at < *size; at += entries_a_read) {
    const auto end = std::min(*size, at + entries_a_read);
    auto subjects = beginnings(db, at, end);
    if (!subjects) return fail(subjects.error());
    for (const auto& subject : *subjects) {
      auto blob = db.subject_key(subject);
      if (!blob) return fail(blob.error());
      if (!*blob) {
        ++out.erased;
        continue;
      }
      auto next = evidence::SubjectKeys::rewrap(from, to, subject, **blob);
      if (!next) return fail(next.error());
      if (auto put = db.put(store::SubjectKeyRow{subject, std::move(*next)}); !put) return fail(put.error());
      ++out.subjects;
    }
    on_progress(end, *size);
  }
  return out;
}

}  // namespace hotline::service
