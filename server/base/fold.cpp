#include "base/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/status.h"

namespace hotline {
namespace {

constexpr char32_t parts_words = 0;  // punctuation, spaces, symbols, broken bytes
constexpr char32_t dropped = 1;      // marks and apostrophes: part of the word, not of its folded text

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(error);
  HOTLINE_CHECK(U_SUCCESS(error) && found);
  return *found;
}

char32_t fold_ascii(unsigned char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char32_t>(c + ('a' - 'A'));
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
  return c == '\'' || c == '`' ? dropped : parts_words;
}

/// The first letter of the decomposition: every Vietnamese letter has exactly one.
char32_t fold_by_icu(UChar32 c) {
  static const icu::Normalizer2& nfkd = normalizer(
      [](UErrorCode& e) { return icu::Normalizer2::getInstance(nullptr, "nfkc", UNORM2_DECOMPOSE, e); });
  if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4) return dropped;  // ’ ‘ ʼ ´
  if (u_getCombiningClass(c) != 0 || u_charType(c) == U_NON_SPACING_MARK) return dropped;
  icu::UnicodeString parts;
  UChar32 base = c;
  if (nfkd.getDecomposition(c, parts)) base = parts.char32At(0);
  base = u_tolower(base);
  if (base == 0x0111 || base == 0x00F0) base = 'd';
  if (base < 0x80) return fold_ascii(static_cast<unsigned char>(base));
  return u_isalnum(base) ? static_cast<char32_t>(base) : parts_words;
}

constexpr char32_t table_end = 0x1F00;  // Latin and its Vietnamese extension

char32_t fold_code_point(UChar32 c) {
  static const auto table = [] {
    std::array<char32_t, table_end> made{};
    for (UChar32 i = 0; i < static_cast<UChar32>(table_end); ++i)
      made[static_cast<std::size_t>(i)] =
          i < 0x80 ? fold_ascii(static_cast<unsigned char>(i)) : fold_by_icu(i);
    return made;
  }();
  if (c < 0) return parts_words;
  return static_cast<char32_t>(c) < table_end ? table[static_cast<std::size_t>(c)] : fold_by_icu(c);
}

/// Calls visit(folded code point, begin, end) for every code point of the text.
template <class Visit>
void each_folded(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);  // NOLINT(bugprone-inc-dec-in-conditions): ICU's macro
    visit(fold_code_point(c), begin, i);
  }
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  std::array<char, 4> bytes{};
  int size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  const auto add = [&](char32_t c, std::size_t, std::size_t) {
    if (c == parts_words) gap = !out.empty();
    if (c == parts_words || c == dropped) return;
    if (gap) out += ' ';
    gap = false;
    append_utf8(out, c);
  };
  if (is_ascii(text)) {
    for (const char c : text) add(fold_ascii(static_cast<unsigned char>(c)), 0, 0);
  } else {
    each_folded(text, add);
  }
  return out;
}

std::vector<FoldedWord> fold_words(std::string_view text) {
  std::vector<FoldedWord> words;
  bool gap = true;
  each_folded(text, [&](char32_t c, std::size_t begin, std::size_t end) {
    if (c == parts_words) gap = true;
    if (c == dropped && !gap) words.back().end = end;
    if (c == parts_words || c == dropped) return;
    if (gap) words.push_back({{}, begin, end});
    gap = false;
    append_utf8(words.back().text, c);
    words.back().end = end;
  });
  return words;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  static const icu::Normalizer2& form = normalizer(icu::Normalizer2::getNFCInstance);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode error = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                     error);
  HOTLINE_CHECK(U_SUCCESS(error));
  return out;
}

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    if (bytes[i] < 0x80) {
      ++i;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);  // NOLINT(bugprone-inc-dec-in-conditions): ICU's macro
    if (c < 0) return false;
  }
  return true;
}

}  // namespace hotline
