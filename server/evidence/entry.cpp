#include "evidence/entry.h"

#include "evidence/encoding.h"
#include "evidence/merkle_tree.h"

namespace hotline::evidence {
namespace {
constexpr std::uint8_t version = 1;
}

HeaderBytes encode(const EntryHeader& header) {
  HOTLINE_CHECK(header.sequence > 0 && is_instant(to_unix_ms(header.recorded_at)));
  HeaderBytes out;
  LayoutWriter writer{out.data()};
  writer.number(version);
  writer.number(header.index);
  writer.bytes(header.stream.bytes());
  writer.number(header.sequence);
  writer.number(static_cast<std::uint64_t>(to_unix_ms(header.recorded_at)));
  writer.bytes(header.actor.bytes);
  writer.bytes(header.session.bytes);
  writer.number(header.kind);
  for (const auto& hash : header.parts) writer.bytes(hash);
  HOTLINE_CHECK(writer.at == out.data() + out.size());
  return out;
}

Result<EntryHeader> parse_header(std::string_view bytes) {
  const auto malformed =
      fail(Code::data_loss, "entry_header_malformed",
           {"Phần đầu của một mục lịch sử bị hỏng.", "The header of a history entry is damaged."});
  if (bytes.size() != header_bytes) return malformed;
  LayoutReader reader{byte_pointer(bytes)};
  if (reader.number<std::uint8_t>() != version) return malformed;
  EntryHeader header;
  header.index = reader.number<std::uint64_t>();
  const auto kind = stream_kind(reader.number<std::uint8_t>());
  reader.bytes(header.stream.id);
  header.sequence = reader.number<std::uint64_t>();
  const auto recorded_ms = static_cast<std::int64_t>(reader.number<std::uint64_t>());
  if (!kind || header.sequence == 0 || !is_instant(recorded_ms)) return malformed;
  header.stream.kind = *kind;
  header.recorded_at = from_unix_ms(recorded_ms);
  reader.bytes(header.actor.bytes);
  reader.bytes(header.session.bytes);
  header.kind = reader.number<std::uint16_t>();
  for (auto& hash : header.parts) reader.bytes(hash);
  return header;
}

Hash part_hash(std::string_view sealed) { return sha256(sealed); }

Hash leaf_hash(std::string_view header) {
  HOTLINE_CHECK(header.size() == header_bytes);
  return merkle_leaf_hash(header);
}

}  // namespace hotline::evidence
