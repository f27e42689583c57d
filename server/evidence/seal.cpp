#include "evidence/seal.h"

#include <sodium.h>

#include <array>

#include "base/random.h"
#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES == seal_overhead_bytes);

// How XChaCha20 stands on ChaCha20 (draft-irtf-cfrg-xchacha §2.3): the first bytes of the nonce go into the
// key.
constexpr std::size_t derived_from_bytes = crypto_core_hchacha20_INPUTBYTES;
constexpr std::size_t short_nonce_rest = nonce_bytes - derived_from_bytes;
static_assert(crypto_core_hchacha20_OUTPUTBYTES == key_bytes);

using ShortNonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;
using Place = std::array<std::uint8_t, 17 + 8 + 1>;

Place place_of(const StreamId& stream, std::uint64_t sequence, Part part) {
  Place place;
  LayoutWriter writer{place.data()};
  writer.bytes(stream.bytes());
  writer.number(sequence);
  writer.number(static_cast<std::uint8_t>(part));
  return place;
}

std::unexpected<Error> damaged() {
  return fail(
      Code::data_loss, "sealed_damaged",
      {"Nội dung niêm phong bị hỏng hoặc bị thay đổi.", "The sealed content is damaged or was changed."});
}

}  // namespace

void seal(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view content,
          std::string& out) {
  sodium_ready();
  const auto place = place_of(stream, sequence, part);
  out.resize(content.size() + seal_overhead_bytes);
  auto* nonce = reinterpret_cast<std::uint8_t*>(out.data());
  fill_random({nonce, nonce_bytes});
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, byte_pointer(content),
                                             content.size(), place.data(), place.size(), nullptr, nonce,
                                             key.data());
}

Result<Key> key_of_one(KeyView key, std::string_view sealed) {
  sodium_ready();
  if (sealed.size() < seal_overhead_bytes) return damaged();
  WipedBytes<key_bytes> one;
  crypto_core_hchacha20(one.bytes.data(), byte_pointer(sealed), key.data(), nullptr);
  return Key{KeyView{one.bytes}};
}

Result<> open_one(KeyView one, const StreamId& stream, std::uint64_t sequence, Part part,
                  std::string_view sealed, std::string& out) {
  sodium_ready();
  const bool whole = sealed.size() >= seal_overhead_bytes;
  out.resize(whole ? sealed.size() - seal_overhead_bytes : 0);
  if (!whole) return damaged();
  const auto place = place_of(stream, sequence, part);
  ShortNonce nonce{};
  std::memcpy(nonce.data() + nonce.size() - short_nonce_rest, byte_pointer(sealed) + derived_from_bytes,
              short_nonce_rest);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(
          reinterpret_cast<std::uint8_t*>(out.data()), nullptr, nullptr, byte_pointer(sealed) + nonce_bytes,
          sealed.size() - nonce_bytes, place.data(), place.size(), nonce.data(), one.data()) != 0) {
    out.clear();
    return damaged();
  }
  return {};
}

Result<> open(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view sealed,
              std::string& out) {
  const auto one = key_of_one(key, sealed);
  if (!one) {
    out.clear();
    return fail(one.error());
  }
  return open_one(*one, stream, sequence, part, sealed, out);
}

}  // namespace hotline::evidence
