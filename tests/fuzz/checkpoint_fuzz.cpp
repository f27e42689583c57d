// Everything of the evidence module that reads bytes from outside: whatever it takes, it would write the same
// way.
#include <algorithm>
#include <string>
#include <string_view>

#include "evidence/checkpoint.h"
#include "evidence/encoding.h"
#include "evidence/entry.h"
#include "evidence/erasure.h"
#include "evidence/export.h"
#include "evidence/recovery.h"
#include "evidence/seal.h"
#include "evidence/subject_keys.h"
#include "evidence/vault.h"

namespace {

using namespace hotline::evidence;

const Key zero_key;

void read_export(std::string_view input) {
  const auto exported = parse_export(input);
  if (!exported) return;
  HOTLINE_CHECK(write_export(*exported) == input);
  for (const auto& entry : exported->entries)
    for (const auto part : all_parts)
      if (const auto opened = open_part(entry, part); opened && *opened)
        HOTLINE_CHECK(entry.sealed[static_cast<std::size_t>(part)]->size() ==
                      (*opened)->size() + seal_overhead_bytes);
}

void read_signed(std::string_view input) {
  static const CheckpointSigner signer{"example.org/hotline", zero_key};
  if (const auto checkpoint = signer.verifier().open(input))
    HOTLINE_CHECK(checkpoint->origin == "example.org/hotline");
  if (const auto verifier = CheckpointVerifier::parse(input)) HOTLINE_CHECK(verifier->text() == input);
  // Past the signature: the input as the text of a note that this key signed over something else.
  const auto note = signer.sign(1, Hash{}, hotline::Time{});
  HOTLINE_CHECK(!signer.verifier().open(std::string{input}.append(note.substr(note.find("\n\n") + 1))) ||
                note.starts_with(input));
  read_export(input);
}

void read_entries(std::string_view input) {
  if (const auto header = parse_header(input)) HOTLINE_CHECK(text_view(encode(*header)) == input);
  const auto ledger = parse_ledger(input);
  if (!ledger) return;
  std::string again;
  for (const auto& erasure : ledger->erasures) again += ledger_line(erasure);
  HOTLINE_CHECK(again == input.substr(0, ledger->whole_bytes));
}

void read_keys(std::string_view input) {
  static const MasterKey master{zero_key};
  static const RecoveryKey recovery = RecoveryKey::fresh();
  if (const auto typed = RecoveryKey::parse(input)) {
    const auto again = RecoveryKey::parse(typed->text());
    HOTLINE_CHECK(again && std::ranges::equal(again->view(), typed->view()));
  }
  HOTLINE_CHECK(!recover(recovery, input));
  HOTLINE_CHECK(!Vault::unwrap(master, input));
  HOTLINE_CHECK(!SubjectKeys::unwrap(master, {}, input));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  read_signed(input);
  read_entries(input);
  read_keys(input);
  return 0;
}
