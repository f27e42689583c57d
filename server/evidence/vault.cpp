#include "evidence/vault.h"

#include <array>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

constexpr std::array purposes = {VaultKey::index,     VaultKey::checkpoint, VaultKey::answers,
                                 VaultKey::directory, VaultKey::outbox,     VaultKey::machine_acts,
                                 VaultKey::statistics};
constexpr std::size_t keys_max = 32;
constexpr std::size_t record_bytes = 1 + key_bytes;
using Content = WipedBytes<keys_max * record_bytes>;

}  // namespace

Vault Vault::fresh() {
  Vault vault;
  vault.add_missing();
  return vault;
}

bool Vault::add_missing() {
  bool added = false;
  for (const auto purpose : purposes) {
    const auto number = static_cast<std::uint8_t>(purpose);
    if (keys_.contains(number)) continue;
    keys_.emplace(number, LockedKey::fresh());
    added = true;
  }
  return added;
}

std::string Vault::wrap(const MasterKey& master) const {
  HOTLINE_CHECK(keys_.size() <= keys_max);
  Content content;
  LayoutWriter writer{content.bytes.data()};
  for (const auto& [number, key] : keys_) {
    writer.number(number);
    writer.bytes(KeyView{key});
  }
  return evidence::wrap(master, Wrapped::vault, {},
                        std::span{content.bytes}.first(keys_.size() * record_bytes));
}

Result<Vault> Vault::unwrap(const MasterKey& master, std::string_view blob) {
  Content content;
  const auto length = evidence::unwrap(master, Wrapped::vault, {}, blob, content.bytes);
  if (!length) return fail(length.error());
  HOTLINE_CHECK(*length % record_bytes == 0);  // authenticated: only this program can have written it
  Vault vault;
  for (std::size_t at = 0; at < *length; at += record_bytes) {
    vault.keys_.emplace(content.bytes[at],
                        LockedKey{std::span{content.bytes}.subspan(at + 1).first<key_bytes>()});
  }
  return vault;
}

Result<std::string> Vault::rewrap(const MasterKey& from, const MasterKey& to, std::string_view blob) {
  return evidence::rewrap(from, to, Wrapped::vault, {}, blob);
}

KeyView Vault::key(VaultKey purpose) const {
  const auto found = keys_.find(static_cast<std::uint8_t>(purpose));
  HOTLINE_CHECK(found != keys_.end());
  return found->second;
}

}  // namespace hotline::evidence
