#include "evidence/seal.h"

#include <sodium.h>

#include <array>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES == seal_overhead_bytes);

using Place = std::array<std::uint8_t, 17 + 8 + 1>;

Place place_of(const StreamId& stream, std::uint64_t sequence, Part part) {
  Place place;
  LayoutWriter writer{place.data()};
  writer.bytes(stream.bytes());
  writer.number(sequence);
  writer.number(static_cast<std::uint8_t>(part));
  return place;
}

}  // namespace

void seal(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view content,
          std::string& out) {
  sodium_ready();
  const auto place = place_of(stream, sequence, part);
  out.resize(content.size() + seal_overhead_bytes);
  auto* nonce = reinterpret_cast<std::uint8_t*>(out.data());
  randombytes_buf(nonce, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, byte_pointer(content),
                                             content.size(), place.data(), place.size(), nullptr, nonce,
                                             key.data());
}

Result<> open(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view sealed,
              std::string& out) {
  sodium_ready();
  const auto place = place_of(stream, sequence, part);
  const auto* nonce = byte_pointer(sealed);
  const bool whole = sealed.size() >= seal_overhead_bytes;
  out.resize(whole ? sealed.size() - seal_overhead_bytes : 0);
  if (!whole || crypto_aead_xchacha20poly1305_ietf_decrypt(
                    reinterpret_cast<std::uint8_t*>(out.data()), nullptr, nullptr, nonce + nonce_bytes,
                    sealed.size() - nonce_bytes, place.data(), place.size(), nonce, key.data()) != 0) {
    out.clear();
    return fail(
        Code::data_loss, "sealed_damaged",
        {"Nội dung niêm phong bị hỏng hoặc bị thay đổi.", "The sealed content is damaged or was changed."});
  }
  return {};
}

}  // namespace hotline::evidence
