#include "evidence/subject_keys.h"

#include <sodium.h>

#include <bit>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {
// Plain text of the blob: one byte with a bit for each part that is there, then their keys in order.
using Content = WipedBytes<1 + part_count * key_bytes>;
}  // namespace

SubjectKeys SubjectKeys::fresh() {
  sodium_ready();
  WipedBytes<part_count * key_bytes> random;  // one call for all three: each call is a system call
  randombytes_buf(random.bytes.data(), random.bytes.size());
  SubjectKeys keys;
  for (std::size_t i = 0; i < part_count; ++i) {
    keys.keys_[i].emplace(std::span{random.bytes}.subspan(i * key_bytes).first<key_bytes>());
  }
  return keys;
}

std::string SubjectKeys::wrap(const MasterKey& master, const StreamId& subject) const {
  Content content;
  LayoutWriter writer{content.bytes.data() + 1};
  for (std::size_t i = 0; i < part_count; ++i) {
    const auto& key = keys_[i];
    if (!key) continue;
    content.bytes[0] |= static_cast<std::uint8_t>(1 << i);
    writer.bytes(KeyView{*key});
  }
  const auto length = static_cast<std::size_t>(writer.at - content.bytes.data());
  return evidence::wrap(master, Wrapped::subject_keys, text_view(subject.bytes()),
                        std::span{content.bytes}.first(length));
}

Result<SubjectKeys> SubjectKeys::unwrap(const MasterKey& master, const StreamId& subject,
                                        std::string_view blob) {
  Content content;
  const auto length =
      evidence::unwrap(master, Wrapped::subject_keys, text_view(subject.bytes()), blob, content.bytes);
  if (!length) return fail(length.error());
  const unsigned mask = content.bytes[0];
  // Authenticated: only this program can have written it.
  HOTLINE_CHECK(mask < 1U << part_count);
  HOTLINE_CHECK(*length == 1 + static_cast<std::size_t>(std::popcount(mask)) * key_bytes);
  SubjectKeys keys;
  std::size_t at = 1;
  for (std::size_t i = 0; i < part_count; ++i) {
    if ((mask & 1U << i) == 0) continue;
    keys.keys_[i].emplace(std::span{content.bytes}.subspan(at).first<key_bytes>());
    at += key_bytes;
  }
  return keys;
}

Result<std::string> SubjectKeys::rewrap(const MasterKey& from, const MasterKey& to, const StreamId& subject,
                                        std::string_view blob) {
  return evidence::rewrap(from, to, Wrapped::subject_keys, text_view(subject.bytes()), blob);
}

Result<KeyView> SubjectKeys::key(Part part) const {
  const auto& key = slot(part);
  if (!key) {
    return fail(Code::not_found, "part_erased",
                {"Nội dung này đã được xóa vĩnh viễn.", "This content has been erased for good."});
  }
  return KeyView{*key};
}

}  // namespace hotline::evidence
