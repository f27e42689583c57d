#include "domain/zip_parts.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>

namespace hotline {
namespace {

struct Close {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Close>;

bool readable(int result) { return result == ARCHIVE_OK || result == ARCHIVE_WARN; }

std::string small(const char* name) {
  std::string out{name == nullptr ? "" : name};
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

/// Appends what the entry inflates to; nothing where that is more than there is room for.
std::expected<std::string, ZipFault> inflated(archive* reader, std::size_t room) {
  std::string out;
  std::array<char, 32 * 1024> piece{};
  for (;;) {
    const auto read = archive_read_data(reader, piece.data(), piece.size());
    if (read < 0) return std::unexpected(ZipFault::unreadable);
    if (read == 0) return out;
    if (out.size() + static_cast<std::size_t>(read) > room) return std::unexpected(ZipFault::too_large);
    out.append(piece.data(), static_cast<std::size_t>(read));
  }
}

}  // namespace

std::expected<ZipParts, ZipFault> zip_parts(std::string_view bytes, bool (*wanted)(std::string_view),
                                            const ZipLimits& limits) {
  const Reader reader{archive_read_new()};
  if (!reader || archive_read_support_format_zip_seekable(reader.get()) != ARCHIVE_OK ||
      !readable(archive_read_open_memory(reader.get(), bytes.data(), bytes.size())))
    return std::unexpected(ZipFault::unreadable);
  ZipParts parts;
  std::size_t room = limits.bytes_max;
  for (std::size_t entries = 0;; ++entries) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader.get(), &entry);
    if (result == ARCHIVE_EOF) return parts;
    if (!readable(result)) return std::unexpected(ZipFault::unreadable);
    if (entries == limits.entries_max) return std::unexpected(ZipFault::too_large);
    if (archive_entry_is_encrypted(entry) == 1) return std::unexpected(ZipFault::locked);
    auto name = small(archive_entry_pathname(entry));
    if (!wanted(name)) continue;
    auto text = inflated(reader.get(), room);
    if (!text) return std::unexpected(text.error());
    room -= text->size();
    if (!parts.emplace(std::move(name), std::move(*text)).second)
      return std::unexpected(ZipFault::unreadable);
  }
}

}  // namespace hotline
