#include "evidence/lookup.h"

#include <sodium.h>

#include "base/status.h"
#include "evidence/encoding.h"

namespace hotline::evidence {

LookupHash lookup_hash(KeyView index_key, std::string_view domain, std::string_view value) {
  sodium_ready();
  HOTLINE_CHECK(domain.size() <= 255);
  const auto domain_length = static_cast<std::uint8_t>(domain.size());
  LookupHash out;
  crypto_generichash_state state;
  crypto_generichash_init(&state, index_key.data(), index_key.size(), out.size());
  crypto_generichash_update(&state, &domain_length, 1);
  crypto_generichash_update(&state, byte_pointer(domain), domain.size());
  crypto_generichash_update(&state, byte_pointer(value), value.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

std::string fresh_token() {
  constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  const Key random = Key::fresh();
  std::string out(sodium_base64_ENCODED_LEN(key_bytes, variant), '\0');
  sodium_bin2base64(out.data(), out.size(), KeyView{random}.data(), key_bytes, variant);
  out.pop_back();
  return out;
}

Hash token_hash(std::string_view token) { return sha256(token); }

}  // namespace hotline::evidence
