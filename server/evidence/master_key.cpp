#include "evidence/master_key.h"

#include <sodium.h>

#include <algorithm>

#include "base/random.h"
#include "evidence/encoding.h"
#include "evidence/key_file.h"

namespace hotline::evidence {
namespace {

constexpr std::string_view file_prefix = "hotline-master-key-1 ";
constexpr std::size_t key_at = file_prefix.size() + 16 + 1;
constexpr std::size_t file_bytes = key_at + 64 + 1;

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_bytes = 1 + 1 + sizeof(MasterKeyId);
static_assert(head_bytes + nonce_bytes + tag_bytes == wrap_overhead_bytes);
constexpr std::uint8_t version = 1;
constexpr std::size_t secret_max_bytes = 2048;

MasterKeyId id_of(KeyView key) {
  constexpr std::string_view label = "hotline master key id";
  std::array<std::uint8_t, 32> hash;
  crypto_generichash(hash.data(), hash.size(), byte_pointer(label), label.size(), key.data(), key.size());
  MasterKeyId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

std::unexpected<Error> damaged_file() {
  return fail(Code::data_loss, "key_file_damaged",
              {"Tệp khóa chính bị hỏng. Lấy lại từ bản sao hoặc dùng khóa khôi phục.",
               "The master key file is damaged. Restore it from a copy or use the recovery key."});
}

std::unexpected<Error> damaged_blob() {
  return fail(Code::data_loss, "wrapped_keys_damaged",
              {"Các khóa đã bọc bị hỏng hoặc không thuộc về đối tượng này.",
               "The wrapped keys are damaged or belong to another subject."});
}

std::string additional_data(std::string_view head, std::string_view context) {
  return std::string{head}.append(context);
}

}  // namespace

MasterKey::MasterKey(KeyView bytes) : key_(bytes), id_(id_of(key_)) {}

MasterKey MasterKey::fresh() { return MasterKey{Key::fresh()}; }

std::string MasterKey::id_text() const { return hex_text(id_); }

Result<MasterKey> MasterKey::load(const std::filesystem::path& path) {
  WipedBytes<key_file_max_bytes> content;
  const auto length = read_key_file(path, content.bytes);
  if (!length) return fail(length.error());
  const std::string_view text = text_view(std::span{content.bytes}.first(*length));
  if (text.size() != file_bytes) return damaged_file();
  WipedBytes<key_bytes> key;
  sodium_hex2bin(key.bytes.data(), key.bytes.size(), text.data() + key_at, 64, nullptr, nullptr, nullptr);
  MasterKey master{KeyView{key.bytes}};
  FileContent again;
  if (master.write_file_content(again) != text) return damaged_file();
  return master;
}

Result<> MasterKey::save(const std::filesystem::path& path) const {
  FileContent content;
  return create_key_file(path, write_file_content(content));
}

std::string_view MasterKey::write_file_content(FileContent& content) const {
  auto* at = std::ranges::copy(file_prefix, content.bytes.data()).out;
  at = std::ranges::copy(id_text(), at).out;
  *at++ = ' ';
  sodium_bin2hex(reinterpret_cast<char*>(at), 65, view().data(), key_bytes);
  at[64] = '\n';  // in place of the end of text that sodium_bin2hex wrote
  return text_view(std::span{content.bytes}.first(file_bytes));
}

std::string wrap(const MasterKey& master, Wrapped what, std::string_view context,
                 std::span<const std::uint8_t> secret) {
  HOTLINE_CHECK(secret.size() <= secret_max_bytes);
  std::string blob(wrap_overhead_bytes + secret.size(), '\0');
  auto* at = reinterpret_cast<std::uint8_t*>(blob.data());
  LayoutWriter head{at};
  head.number(version);
  head.number(static_cast<std::uint8_t>(what));
  head.bytes(master.id());
  fill_random({head.at, nonce_bytes});
  const auto bound = additional_data(std::string_view{blob}.substr(0, head_bytes), context);
  crypto_aead_xchacha20poly1305_ietf_encrypt(head.at + nonce_bytes, nullptr, secret.data(), secret.size(),
                                             byte_pointer(bound), bound.size(), nullptr, head.at,
                                             master.view().data());
  return blob;
}

Result<MasterKeyId> wrapping_key_id(std::string_view blob) {
  if (blob.size() < wrap_overhead_bytes || static_cast<std::uint8_t>(blob[0]) != version)
    return damaged_blob();
  MasterKeyId id;
  std::memcpy(id.data(), blob.data() + 2, id.size());
  return id;
}

Result<std::size_t> unwrap(const MasterKey& master, Wrapped what, std::string_view context,
                           std::string_view blob, std::span<std::uint8_t> into) {
  const auto id = wrapping_key_id(blob);
  if (!id) return fail(id.error());
  if (static_cast<std::uint8_t>(blob[1]) != static_cast<std::uint8_t>(what)) return damaged_blob();
  if (*id != master.id()) {
    return fail(Code::failed_precondition, "wrong_master_key",
                {"Khóa chính này không phải là khóa đã bọc dữ liệu; kiểm tra tệp khóa.",
                 "The data was wrapped with another master key; check the key file."});
  }
  const std::size_t length = blob.size() - wrap_overhead_bytes;
  if (into.size() < length) return damaged_blob();
  const auto bound = additional_data(blob.substr(0, head_bytes), context);
  const auto* nonce = byte_pointer(blob) + head_bytes;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(into.data(), nullptr, nullptr, nonce + nonce_bytes,
                                                 length + tag_bytes, byte_pointer(bound), bound.size(), nonce,
                                                 master.view().data()) != 0) {
    return damaged_blob();
  }
  return length;
}

Result<std::string> rewrap(const MasterKey& from, const MasterKey& to, Wrapped what, std::string_view context,
                           std::string_view blob) {
  const auto id = wrapping_key_id(blob);
  if (!id) return fail(id.error());
  const bool already = *id == to.id();
  WipedBytes<secret_max_bytes> secret;
  const auto length = unwrap(already ? to : from, what, context, blob, secret.bytes);
  if (!length) return fail(length.error());
  if (already) return std::string{blob};
  return wrap(to, what, context, std::span{secret.bytes}.first(*length));
}

}  // namespace hotline::evidence
