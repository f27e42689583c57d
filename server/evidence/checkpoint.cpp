#include "evidence/checkpoint.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

constexpr std::uint8_t ed25519 = 1;
constexpr std::string_view signature_prefix = "\u2014 ";
constexpr std::string_view time_prefix = "time ";
constexpr std::size_t signature_lines_max = 100;

std::unexpected<Error> malformed() {
  return fail(Code::data_loss, "checkpoint_malformed",
              {"Mốc kiểm tra không đúng định dạng.", "The checkpoint is not well formed."});
}
std::unexpected<Error> foreign() {
  return fail(Code::data_loss, "checkpoint_foreign",
              {"Mốc kiểm tra không được ký bằng khóa của hệ thống này.",
               "The checkpoint is not signed by the key of this service."});
}
std::unexpected<Error> forged() {
  return fail(Code::data_loss, "checkpoint_forged",
              {"Chữ ký trên mốc kiểm tra là giả hoặc mốc đã bị thay đổi.",
               "The signature on the checkpoint is false, or the checkpoint was changed."});
}

std::array<std::uint8_t, 33> encoded_key(const std::array<std::uint8_t, 32>& public_key) {
  std::array<std::uint8_t, 33> out;
  out[0] = ed25519;
  std::ranges::copy(public_key, out.begin() + 1);
  return out;
}

/// The lines of a text that ends in a newline; nothing when it does not.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Signature {
  std::string_view name;
  std::string hash;  // of the key, 4 bytes
  std::string bytes;
};

std::optional<Signature> parse_signature(std::string_view line) {
  if (!line.starts_with(signature_prefix)) return std::nullopt;
  line.remove_prefix(signature_prefix.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = base64_bytes(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return std::nullopt;
  return Signature{line.substr(0, space), bytes->substr(0, 4), bytes->substr(4)};
}

std::optional<Checkpoint> parse_text(std::string_view text) {
  const auto lines = lines_of(text);
  if (!lines || lines->size() < 3) return std::nullopt;
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  for (const auto line : *lines) {
    if (line.empty() || !std::ranges::all_of(line, printable)) return std::nullopt;
  }
  const auto size = decimal_number((*lines)[1]);
  const auto root = base64_hash((*lines)[2]);
  if (!size || !root) return std::nullopt;
  Checkpoint checkpoint{std::string{(*lines)[0]}, *size, *root, std::nullopt};
  for (std::size_t i = 3; i < lines->size(); ++i) {
    if (!(*lines)[i].starts_with(time_prefix)) continue;
    if (checkpoint.time) return std::nullopt;
    checkpoint.time = instant_of((*lines)[i].substr(time_prefix.size()));
    if (!checkpoint.time) return std::nullopt;
  }
  return checkpoint;
}

}  // namespace

bool is_key_name(std::string_view text) {
  return !text.empty() && text.size() <= key_name_max_bytes &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

CheckpointVerifier::CheckpointVerifier(std::string name, const std::array<std::uint8_t, 32>& public_key)
    : name_(std::move(name)), public_key_(public_key) {
  HOTLINE_CHECK(is_key_name(name_));
  const Hash hash = sha256(std::string{name_}.append("\n").append(text_view(encoded_key(public_key_))));
  std::copy_n(hash.begin(), key_hash_.size(), key_hash_.begin());
}

std::string CheckpointVerifier::text() const {
  return name_ + "+" + hex_text(key_hash_) + "+" + base64_text(text_view(encoded_key(public_key_)));
}

Result<CheckpointVerifier> CheckpointVerifier::parse(std::string_view text) {
  const auto bad = fail(Code::invalid_argument, "verifier_key_malformed",
                        {"Khóa kiểm tra không đúng định dạng.", "The verifier key is not well formed."});
  const auto name_end = text.find('+');
  const auto hash_end = name_end == std::string_view::npos ? name_end : text.find('+', name_end + 1);
  if (hash_end == std::string_view::npos || !is_key_name(text.substr(0, name_end))) return bad;
  const auto key = base64_bytes(text.substr(hash_end + 1));
  if (!key || key->size() != 33 || static_cast<std::uint8_t>(key->front()) != ed25519) return bad;
  std::array<std::uint8_t, 32> public_key;
  std::memcpy(public_key.data(), key->data() + 1, public_key.size());
  CheckpointVerifier verifier{std::string{text.substr(0, name_end)}, public_key};
  if (verifier.text() != text) return bad;  // the hash is not this key's
  return verifier;
}

Result<Checkpoint> CheckpointVerifier::open(std::string_view note) const {
  sodium_ready();
  const auto blank = note.size() > checkpoint_max_bytes ? std::string_view::npos : note.rfind("\n\n");
  if (blank == std::string_view::npos) return malformed();
  const std::string_view text = note.substr(0, blank + 1);
  const auto checkpoint = parse_text(text);
  const auto signature_lines = lines_of(note.substr(blank + 2));
  if (!checkpoint || !signature_lines || signature_lines->empty() ||
      signature_lines->size() > signature_lines_max) {
    return malformed();
  }
  bool is_signed = false;
  for (const auto line : *signature_lines) {
    const auto signature = parse_signature(line);
    if (!signature) return malformed();
    if (signature->name != name_ || signature->hash != text_view(key_hash_)) continue;
    if (signature->bytes.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(byte_pointer(signature->bytes), byte_pointer(text), text.size(),
                                    public_key_.data()) != 0) {
      return forged();
    }
    is_signed = true;
  }
  if (!is_signed || checkpoint->origin != name_) return foreign();
  return *checkpoint;
}

namespace {

CheckpointVerifier verifier_of(std::string name, KeyView seed) {
  sodium_ready();
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key;
  WipedBytes<crypto_sign_SECRETKEYBYTES> secret_key;
  crypto_sign_seed_keypair(public_key.data(), secret_key.bytes.data(), seed.data());
  return {std::move(name), public_key};
}

}  // namespace

CheckpointSigner::CheckpointSigner(std::string name, KeyView seed)
    : seed_(seed), verifier_(verifier_of(std::move(name), seed)) {}

std::string CheckpointSigner::sign(std::uint64_t size, const Hash& root, Time time) const {
  std::string note =
      verifier_.name_ + "\n" + std::to_string(size) + "\n" + base64_text(text_view(root)) + "\n";
  note.append(time_prefix).append(instant_text(time)).append("\n");

  // Ed25519's secret key is the seed followed by the public key.
  WipedBytes<crypto_sign_SECRETKEYBYTES> secret_key;
  LayoutWriter writer{secret_key.bytes.data()};
  writer.bytes(KeyView{seed_});
  writer.bytes(verifier_.public_key_);
  std::array<std::uint8_t, 4 + crypto_sign_BYTES> signature;
  std::ranges::copy(verifier_.key_hash_, signature.begin());
  crypto_sign_detached(signature.data() + 4, nullptr, byte_pointer(note), note.size(),
                       secret_key.bytes.data());

  note.append("\n").append(signature_prefix).append(verifier_.name_).append(" ");
  note.append(base64_text(text_view(signature))).append("\n");
  return note;
}

}  // namespace hotline::evidence
