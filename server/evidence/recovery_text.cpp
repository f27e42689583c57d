// The recovery key as text: fourteen groups of four characters and a check character.
//
// The check character is a sum over GF(32): c = 2·a + 4·b + 8·c + 16·d + place, with "2", "4", … the powers
// of the field's generator. All weights differ from each other, from 0 and from the check's own 1, which is
// why every single wrong character and every swap of two within a group shows; each group's place adds
// another element, which is why two swapped groups show as well.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "evidence/encoding.h"
#include "evidence/recovery.h"

namespace hotline::evidence {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t groups = 14, data_per_group = 4, group_size = data_per_group + 1;
constexpr std::size_t whole_check_bytes = 3;
static_assert(groups * data_per_group * 5 == (key_bytes + whole_check_bytes) * 8);
constexpr std::uint8_t not_a_symbol = 0xff;

constexpr std::array<Text, groups> mistyped = {{
    {"Nhóm thứ 1 bị gõ sai.", "Group 1 is mistyped."},
    {"Nhóm thứ 2 bị gõ sai.", "Group 2 is mistyped."},
    {"Nhóm thứ 3 bị gõ sai.", "Group 3 is mistyped."},
    {"Nhóm thứ 4 bị gõ sai.", "Group 4 is mistyped."},
    {"Nhóm thứ 5 bị gõ sai.", "Group 5 is mistyped."},
    {"Nhóm thứ 6 bị gõ sai.", "Group 6 is mistyped."},
    {"Nhóm thứ 7 bị gõ sai.", "Group 7 is mistyped."},
    {"Nhóm thứ 8 bị gõ sai.", "Group 8 is mistyped."},
    {"Nhóm thứ 9 bị gõ sai.", "Group 9 is mistyped."},
    {"Nhóm thứ 10 bị gõ sai.", "Group 10 is mistyped."},
    {"Nhóm thứ 11 bị gõ sai.", "Group 11 is mistyped."},
    {"Nhóm thứ 12 bị gõ sai.", "Group 12 is mistyped."},
    {"Nhóm thứ 13 bị gõ sai.", "Group 13 is mistyped."},
    {"Nhóm thứ 14 bị gõ sai.", "Group 14 is mistyped."},
}};

/// Times the generator in GF(32) with x^5 + x^2 + 1.
constexpr unsigned doubled(unsigned value) { return (value << 1 ^ ((value & 16) != 0 ? 0x25 : 0)) & 31; }

std::uint8_t check_symbol(std::size_t group, std::span<const std::uint8_t> data) {
  unsigned sum = 0;
  for (std::size_t i = data.size(); i-- > 0;) sum = doubled(sum ^ data[i]);
  return static_cast<std::uint8_t>(sum ^ (group + 1));
}

std::array<std::uint8_t, whole_check_bytes> check_of_whole(KeyView seed) {
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash;
  crypto_generichash(hash.data(), hash.size(), seed.data(), seed.size(), nullptr, 0);
  return {hash[0], hash[1], hash[2]};
}

std::uint8_t symbol_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const auto at = alphabet.find(c);
  return at == std::string_view::npos ? not_a_symbol : static_cast<std::uint8_t>(at);
}

bool is_separator(char c) { return c == ' ' || c == '-' || c == '\n' || c == '\r' || c == '\t'; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto* end = std::ranges::find_if(text, is_separator);
    const auto length = static_cast<std::size_t>(end - text.begin());
    if (length > 0) words.push_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return words;
}

/// The groups as they were typed; nothing when their number cannot be told.
std::optional<std::vector<std::string_view>> typed_groups(std::string_view text) {
  auto words = words_of(text);
  if (words.size() == groups) return words;
  if (words.size() != 1 || words[0].size() != groups * group_size) return std::nullopt;
  std::vector<std::string_view> out;
  out.reserve(groups);
  for (std::size_t i = 0; i < groups; ++i) out.push_back(words[0].substr(i * group_size, group_size));
  return out;
}

bool read_group(std::size_t group, std::string_view typed, std::span<std::uint8_t> into) {
  if (typed.size() != group_size) return false;
  std::ranges::transform(typed, into.begin(), symbol_of);
  return std::ranges::find(into, not_a_symbol) == into.end() &&
         into.back() == check_symbol(group, into.first(data_per_group));
}

}  // namespace

RecoveryKey RecoveryKey::fresh() { return RecoveryKey{Key::fresh()}; }

std::string RecoveryKey::text() const {
  WipedBytes<key_bytes + whole_check_bytes> bytes;
  LayoutWriter writer{bytes.bytes.data()};
  writer.bytes(view());
  writer.bytes(check_of_whole(view()));
  std::string out;
  std::size_t bit = 0;
  for (std::size_t group = 0; group < groups; ++group) {
    if (group > 0) out += '-';
    std::array<std::uint8_t, data_per_group> data{};
    for (auto& symbol : data) {
      for (int i = 0; i < 5; ++i, ++bit) {
        symbol = static_cast<std::uint8_t>(symbol << 1 | (bytes.bytes[bit / 8] >> (7 - bit % 8) & 1));
      }
      out += alphabet[symbol];
    }
    out += alphabet[check_symbol(group, data)];
  }
  return out;
}

Result<RecoveryKey> RecoveryKey::parse(std::string_view text) {
  sodium_ready();
  const auto typed = typed_groups(text);
  if (!typed) {
    return fail(Code::invalid_argument, "recovery_key_length",
                {"Khóa khôi phục phải có 14 nhóm, mỗi nhóm 5 ký tự.",
                 "A recovery key has 14 groups of 5 characters."});
  }
  Error error{Code::invalid_argument,
              "recovery_key_mistyped",
              {"Khóa khôi phục bị gõ sai.", "The recovery key is mistyped."},
              {}};
  WipedBytes<key_bytes + whole_check_bytes> bytes;
  std::size_t bit = 0;
  for (std::size_t group = 0; group < groups; ++group) {
    WipedBytes<group_size> symbols;
    if (!read_group(group, (*typed)[group], symbols.bytes)) {
      error.fields.push_back(
          {"recovery_key.groups[" + std::to_string(group) + "]", "mistyped", mistyped[group]});
      continue;
    }
    for (std::size_t i = 0; i < data_per_group * 5; ++i, ++bit) {
      const unsigned value = symbols.bytes[i / 5] >> (4 - i % 5) & 1U;
      bytes.bytes[bit / 8] = static_cast<std::uint8_t>(bytes.bytes[bit / 8] | value << (7 - bit % 8));
    }
  }
  if (!error.fields.empty()) return fail(std::move(error));
  const KeyView seed = std::span{bytes.bytes}.first<key_bytes>();
  if (!std::ranges::equal(check_of_whole(seed), std::span{bytes.bytes}.last<whole_check_bytes>()))
    return fail(error);
  return RecoveryKey{seed};
}

}  // namespace hotline::evidence
