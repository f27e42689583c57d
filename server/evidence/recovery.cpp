#include "evidence/recovery.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

using PublicKey = std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES>;
constexpr std::size_t sealed_bytes = key_bytes + crypto_box_SEALBYTES;
constexpr std::string_view file_first_line = "hotline-recovery-1\n";

struct RecoveryFile {
  PublicKey public_key;
  Hash check;
  std::array<std::uint8_t, sealed_bytes> sealed;

  std::string text() const {
    return std::string{file_first_line} + "public " + base64_text(text_view(public_key)) + "\ncheck " +
           base64_text(text_view(check)) + "\nsealed " + base64_text(text_view(sealed)) + "\n";
  }
};

/// Takes "label base64\n" off the front of the text.
template <std::size_t N>
bool take_line(std::string_view& text, std::string_view label, std::array<std::uint8_t, N>& into) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(label)) return false;
  const auto bytes = base64_bytes(text.substr(label.size(), end - label.size()));
  if (!bytes || bytes->size() != N) return false;
  std::memcpy(into.data(), bytes->data(), N);
  text.remove_prefix(end + 1);
  return true;
}

Result<RecoveryFile> parse_file(std::string_view text) {
  RecoveryFile file;
  const bool first = text.starts_with(file_first_line);
  if (first) text.remove_prefix(file_first_line.size());
  if (!first || !take_line(text, "public ", file.public_key) || !take_line(text, "check ", file.check) ||
      !take_line(text, "sealed ", file.sealed) || !text.empty()) {
    return fail(Code::data_loss, "recovery_file_damaged",
                {"Tệp khôi phục bị hỏng.", "The recovery file is damaged."});
  }
  return file;
}

/// What only a holder of the master key can write beside the public key.
Hash check_of(const MasterKey& master, const PublicKey& public_key) {
  constexpr std::string_view label = "hotline recovery public key";
  Hash out;
  crypto_generichash_state state;
  crypto_generichash_init(&state, master.view().data(), key_bytes, out.size());
  crypto_generichash_update(&state, byte_pointer(label), label.size());
  crypto_generichash_update(&state, public_key.data(), public_key.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

struct KeyPair {
  PublicKey public_key;
  WipedBytes<crypto_box_SECRETKEYBYTES> secret_key;

  explicit KeyPair(const RecoveryKey& recovery) {
    crypto_box_seed_keypair(public_key.data(), secret_key.bytes.data(), recovery.view().data());
  }
};

std::string seal_to(const PublicKey& public_key, const MasterKey& master) {
  RecoveryFile file{public_key, check_of(master, public_key), {}};
  const int sealed = crypto_box_seal(file.sealed.data(), master.view().data(), key_bytes, public_key.data());
  HOTLINE_CHECK(sealed == 0);
  return file.text();
}

}  // namespace

std::string seal_for_recovery(const RecoveryKey& recovery, const MasterKey& master) {
  return seal_to(KeyPair{recovery}.public_key, master);
}

Result<std::string> reseal_for_recovery(std::string_view text, const MasterKey& current,
                                        const MasterKey& next) {
  const auto file = parse_file(text);
  if (!file) return fail(file.error());
  if (file->check != check_of(current, file->public_key)) {
    return fail(Code::failed_precondition, "wrong_master_key",
                {"Tệp khôi phục không thuộc về khóa chính này.",
                 "The recovery file does not belong to this master key."});
  }
  return seal_to(file->public_key, next);
}

Result<MasterKey> recover(const RecoveryKey& recovery, std::string_view text) {
  const auto file = parse_file(text);
  if (!file) return fail(file.error());
  const KeyPair pair{recovery};
  if (pair.public_key != file->public_key) {
    return fail(Code::failed_precondition, "wrong_recovery_key",
                {"Khóa khôi phục này không phải của tệp khôi phục này.",
                 "This recovery key does not belong to this recovery file."});
  }
  WipedBytes<key_bytes> key;
  if (crypto_box_seal_open(key.bytes.data(), file->sealed.data(), file->sealed.size(), pair.public_key.data(),
                           pair.secret_key.bytes.data()) != 0) {
    return fail(Code::data_loss, "recovery_file_damaged",
                {"Tệp khôi phục bị hỏng.", "The recovery file is damaged."});
  }
  MasterKey master{KeyView{key.bytes}};
  if (check_of(master, file->public_key) != file->check) {
    return fail(Code::data_loss, "recovery_file_damaged",
                {"Tệp khôi phục bị hỏng.", "The recovery file is damaged."});
  }
  return master;
}

}  // namespace hotline::evidence
