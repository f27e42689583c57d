#include "evidence/export.h"

#include <algorithm>

#include "evidence/encoding.h"
#include "evidence/seal.h"
#include "evidence/verifier.h"

namespace hotline::evidence {
namespace {

constexpr std::string_view first_line_sealed = "hotline-export 1\n";
constexpr std::string_view first_line_with_keys = "hotline-export 2\n";
constexpr std::string_view checkpoint_line = "checkpoint\n";

std::string stream_text(const StreamId& stream) {
  return std::string{name(stream.kind)} + " " + id_text(stream.id);
}

bool has_key(const ExportedEntry& entry, Part part) {
  const auto i = static_cast<std::size_t>(part);
  return entry.sealed[i] && entry.keys[i];
}

std::string_view first_line_of(const Export& exported) {
  const bool with_keys = std::ranges::any_of(exported.entries, [](const ExportedEntry& entry) {
    return std::ranges::any_of(all_parts, [&](Part part) { return has_key(entry, part); });
  });
  return with_keys ? first_line_with_keys : first_line_sealed;
}

void write_part(std::string& out, Part part, const ExportedEntry& entry) {
  const auto i = static_cast<std::size_t>(part);
  const auto& sealed = entry.sealed[i];
  out.append(name(part));
  if (entry.header.parts[i] == no_part) {
    out.append(" absent\n");
    return;
  }
  out.append(sealed ? " sealed " : " withheld ").append(hex_text(entry.header.parts[i]));
  if (sealed) out.append(" ").append(base64_text(*sealed));
  out.append("\n");
  if (has_key(entry, part)) out.append("key ").append(hex_text(KeyView{*entry.keys[i]})).append("\n");
}

void write_entry(std::string& out, const ExportedEntry& entry) {
  const auto& header = entry.header;
  out.append("entry ").append(std::to_string(header.index)).append("\n");
  out.append("sequence ").append(std::to_string(header.sequence)).append("\n");
  out.append("recorded-at ").append(instant_text(header.recorded_at)).append("\n");
  out.append("actor ").append(header.actor.text()).append("\n");
  out.append("session ").append(header.session.text()).append("\n");
  out.append("kind ").append(std::to_string(header.kind)).append("\n");
  for (const auto part : all_parts) write_part(out, part, entry);
  out.append("header ").append(hex_text(encode(header))).append("\n");
  out.append("proof");
  for (const auto& hash : entry.proof) out.append(" ").append(hex_text(hash));
  out.append("\n");
}

/// Takes lines off the front of a text. The values it hands out are borrowed.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool next_is(std::string_view start) const { return rest_.starts_with(start); }

  /// The rest of the next line, if it begins with `label`.
  std::optional<std::string_view> take(std::string_view label) {
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.starts_with(label)) return std::nullopt;
    const auto value = rest_.substr(label.size(), end - label.size());
    rest_.remove_prefix(end + 1);
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<Hash> hex_hash(std::string_view text) {
  const auto bytes = hex_bytes(text);
  if (!bytes || bytes->size() != sizeof(Hash)) return std::nullopt;
  Hash hash;
  std::memcpy(hash.data(), bytes->data(), hash.size());
  return hash;
}

std::optional<Proof> parse_proof(std::string_view line) {
  constexpr std::size_t step = 1 + 2 * sizeof(Hash);
  if (line.size() % step != 0 || line.size() / step > proof_max_hashes) return std::nullopt;
  Proof proof;
  for (std::size_t at = 0; at < line.size(); at += step) {
    const auto hash = hex_hash(line.substr(at + 1, step - 1));
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

/// The sealed bytes of a part's line. Whether the rest of the line is right shows when the entry is written
/// again.
bool parse_part(std::string_view line, std::optional<std::string>& sealed) {
  constexpr std::string_view label = " sealed ";
  constexpr std::size_t hash_digits = 2 * sizeof(Hash);
  if (!line.starts_with(label)) return true;
  if (line.size() <= label.size() + hash_digits) return false;
  sealed = base64_bytes(line.substr(label.size() + hash_digits + 1));
  return sealed.has_value();
}

/// The lines of a part: itself, and its key where one follows.
bool take_part(LineReader& reader, Part part, ExportedEntry& entry) {
  const auto i = static_cast<std::size_t>(part);
  const auto line = reader.take(name(part));
  if (!line || !parse_part(*line, entry.sealed[i])) return false;
  const auto key_line = reader.take("key ");
  if (!key_line) return true;
  const auto bytes = hex_bytes(*key_line);
  if (!bytes || bytes->size() != key_bytes) return false;
  entry.keys[i].emplace(KeyView{byte_pointer(*bytes), key_bytes});
  return true;
}

std::optional<ExportedEntry> parse_entry(LineReader& reader) {
  const std::string_view whole = reader.rest();
  ExportedEntry entry;
  for (const std::string_view label :
       {"entry ", "sequence ", "recorded-at ", "actor ", "session ", "kind "}) {
    if (!reader.take(label)) return std::nullopt;
  }
  for (const auto part : all_parts)
    if (!take_part(reader, part, entry)) return std::nullopt;
  const auto header_hex = reader.take("header ");
  const auto header_text = header_hex ? hex_bytes(*header_hex) : std::nullopt;
  const auto header = header_text ? parse_header(*header_text) : fail(Error{});
  const auto proof_line = reader.take("proof");
  auto proof = proof_line ? parse_proof(*proof_line) : std::nullopt;
  if (!header || !proof) return std::nullopt;
  entry.header = *header;
  entry.proof = std::move(*proof);

  std::string again;
  write_entry(again, entry);
  if (again != whole.substr(0, whole.size() - reader.rest().size())) return std::nullopt;
  return entry;
}

/// The number that the next entry gives itself, for naming it when it is wrong.
std::uint64_t number_of_next(LineReader reader) {
  const auto number = reader.take("entry ");
  return number ? decimal_number(*number).value_or(0) : 0;
}

std::optional<StreamId> parse_stream(std::string_view text) {
  const auto space = text.find(' ');
  const auto kind = stream_kind(text.substr(0, space));
  const auto id = space == std::string_view::npos ? std::nullopt : id_bytes(text.substr(space + 1));
  if (!kind || !id) return std::nullopt;
  return StreamId{*kind, *id};
}

std::array<FoundPart, part_count> found_parts(const ExportedEntry& entry) {
  std::array<FoundPart, part_count> parts;
  for (std::size_t i = 0; i < part_count; ++i) {
    if (const auto& sealed = entry.sealed[i]) {
      parts[i] = {FoundPart::State::given, *sealed};
    } else if (entry.header.parts[i] != no_part) {
      parts[i] = {FoundPart::State::withheld, {}};
    }
  }
  return parts;
}

/// One entry in its place, counted from 0.
std::optional<Finding> check_entry(const ExportedEntry& entry, const Export& exported, std::size_t position,
                                   const Checkpoint& checkpoint) {
  const auto& header = entry.header;
  const auto finding = [&](Fault fault) { return Finding{fault, header.index, header.index}; };
  if (header.stream != exported.stream) return finding(Fault::stream_foreign);
  if (header.sequence != position + 1) return finding(Fault::sequence_broken);
  if (position > 0 && header.index <= exported.entries[position - 1].header.index) {
    return finding(Fault::entry_repeated);
  }
  if (auto wrong = check_parts(header, found_parts(entry))) return wrong;
  if (!verify_inclusion(leaf_hash(encode(header)), header.index, checkpoint.size, entry.proof,
                        checkpoint.root)) {
    return finding(Fault::proof_wrong);
  }
  for (const auto part : all_parts)
    if (const auto opened = open_part(entry, part); !opened) return opened.error();
  return std::nullopt;
}

}  // namespace

std::string write_export(const Export& exported) {
  std::string out{first_line_of(exported)};
  out.append("stream ").append(stream_text(exported.stream)).append("\n");
  out.append("entries ").append(std::to_string(exported.entries.size())).append("\n");
  for (const auto& entry : exported.entries) write_entry(out, entry);
  out.append(checkpoint_line).append(exported.checkpoint);
  return out;
}

std::expected<Export, Finding> parse_export(std::string_view text) {
  const auto malformed = [](std::uint64_t index) {
    return std::unexpected(Finding{Fault::export_malformed, index, index});
  };
  const auto first_line = text.substr(0, first_line_sealed.size());
  if (text.size() > export_max_bytes) return malformed(0);
  if (first_line != first_line_sealed && first_line != first_line_with_keys) return malformed(0);
  LineReader reader{text.substr(first_line.size())};
  const auto stream_line = reader.take("stream ");
  const auto stream = stream_line ? parse_stream(*stream_line) : std::nullopt;
  const auto count_line = reader.take("entries ");
  const auto count = count_line ? decimal_number(*count_line) : std::nullopt;
  if (!stream || !count) return malformed(0);
  Export exported{*stream, {}, {}};
  while (reader.next_is("entry ")) {
    const std::uint64_t number = number_of_next(reader);
    auto entry = parse_entry(reader);
    if (!entry) return malformed(number);
    exported.entries.push_back(std::move(*entry));
  }
  const std::uint64_t last = exported.entries.empty() ? 0 : exported.entries.back().header.index;
  if (exported.entries.size() != *count || !reader.next_is(checkpoint_line)) return malformed(last);
  if (first_line_of(exported) != first_line) return malformed(0);
  exported.checkpoint = reader.rest().substr(checkpoint_line.size());
  return exported;
}

std::expected<std::optional<std::string>, Finding> open_part(const ExportedEntry& entry, Part part) {
  if (!has_key(entry, part)) return std::nullopt;
  const auto i = static_cast<std::size_t>(part);
  const auto& header = entry.header;
  std::string content;
  if (!open_one(*entry.keys[i], header.stream, header.sequence, part, *entry.sealed[i], content))
    return std::unexpected(Finding{Fault::key_wrong, header.index, header.index, part});
  return content;
}

std::expected<ExportSummary, Finding> verify_export(std::string_view text, const CheckpointVerifier& key) {
  const auto exported = parse_export(text);
  if (!exported) return std::unexpected(exported.error());
  if (exported->entries.empty()) return std::unexpected(Finding{Fault::export_malformed});
  const auto checkpoint = key.open(exported->checkpoint);
  if (!checkpoint) return std::unexpected(Finding{checkpoint_fault(checkpoint.error())});
  ExportSummary summary{.stream = exported->stream,
                        .entries = exported->entries.size(),
                        .first = exported->entries.front().header.recorded_at,
                        .last = exported->entries.back().header.recorded_at,
                        .checkpoint = *checkpoint};
  for (std::size_t i = 0; i < exported->entries.size(); ++i) {
    const auto& entry = exported->entries[i];
    if (auto wrong = check_entry(entry, *exported, i, *checkpoint)) return std::unexpected(*wrong);
    for (const auto& part : found_parts(entry)) {
      summary.withheld_parts += part.state == FoundPart::State::withheld ? 1 : 0;
    }
    for (const auto part : all_parts) summary.open_parts += has_key(entry, part) ? 1 : 0;
  }
  return summary;
}

}  // namespace hotline::evidence
