// The export of one stream (a case) as a text that proves itself: every entry with its header, the hashes of
// its parts, the sealed parts that are handed over, its inclusion proof, and the signed checkpoint that the
// proofs lead to. It holds no content in clear and needs no secret to be checked. Where the content is handed
// over too, each sealed part has its key, and whoever has the text reads what the proofs are about.
//
//   hotline-export 1                            2 where it has keys
//   stream case 018f6b0e-…
//   entries 2
//   entry 1234                                  place in the log
//   sequence 1                                  place in the stream
//   recorded-at 2026-11-23T17:24:37.123Z
//   actor 018f6b0e-…
//   session 018f6b0e-…
//   kind 7
//   child sealed <sha256, hex> <base64>         or: child withheld <sha256, hex>   or: child absent
//   key <hex, 64 digits>                        of the sealed part above it, where its content is handed over
//   informant withheld <sha256, hex>
//   allegation absent
//   header <hex, 344 digits>                    the bytes that the lines above are read from (entry.h)
//   proof <sha256, hex> <sha256, hex> …         from the leaf up; only "proof" in a log of one entry
//   entry 1301
//   …
//   checkpoint
//   <the signed note, to the end>
//
// To check an entry by hand: the leaf is sha256 of a zero byte and the header bytes; with each hash of the
// proof the next one is sha256 of a one byte, the left hash and the right hash (RFC 9162 §2.1.3.2 says which
// is which); the last must be the root in the checkpoint, whose signature any implementation of signed notes
// checks. A text has one form only: what does not come out the same when written again is refused.
//
// To open a part by hand: the key is one of ChaCha20-Poly1305 (RFC 8439), and seal.h says what the nonce and
// the additional data are. It opens this part and no other (key_of_one): not what the stream gets later, and
// nothing that a store still holds when the subject's own keys have been destroyed.
//
// What it proves: these entries, unchanged, in this order, with none missing between them, are part of the
// signed log, and what the keys open is what was sealed in them then. What it cannot prove: that the stream
// had no later entry (the time of the checkpoint says as at when it was made); nor, of a service that
// prepared for it when it sealed, that no second key opens the same bytes to something else.
//
// Thread rule: values and pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/checkpoint.h"
#include "evidence/entry.h"
#include "evidence/finding.h"
#include "evidence/key.h"
#include "evidence/merkle_proof.h"

namespace hotline::evidence {

inline constexpr std::size_t export_max_bytes = 256 * 1024 * 1024;

struct ExportedEntry {
  EntryHeader header;
  /// The sealed bytes handed over; nothing for a part that is withheld, erased or absent.
  std::array<std::optional<std::string>, part_count> sealed;
  Proof proof;
  /// The key of a sealed part whose content is handed over too; with it alone does the key stand in the text.
  std::array<std::optional<Key>, part_count> keys{};
};

struct Export {
  StreamId stream;
  std::vector<ExportedEntry> entries;
  std::string checkpoint;  // signed note
};

std::string write_export(const Export& exported);

/// Reads the form only. Finding: export_malformed, with the number of the entry in the log where it is known.
std::expected<Export, Finding> parse_export(std::string_view text);

/// The content of a part; nothing where the export has no key for it. Finding: key_wrong.
std::expected<std::optional<std::string>, Finding> open_part(const ExportedEntry& entry, Part part);

struct ExportSummary {
  StreamId stream;
  std::uint64_t entries = 0;
  std::uint64_t withheld_parts = 0;
  std::uint64_t open_parts = 0;  // with their keys
  Time first{}, last{};          // recorded_at of the first and the last entry
  Checkpoint checkpoint;
};

/// Checks everything, that each key opens its part too; names the first wrong entry by its number in the log.
/// An export without entries is malformed.
std::expected<ExportSummary, Finding> verify_export(std::string_view text, const CheckpointVerifier& key);

}  // namespace hotline::evidence
