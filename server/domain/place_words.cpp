#include "domain/place_words.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/status.h"

namespace hotline::places {
namespace {

enum : Kinds {
  xa = 1,
  phuong = 2,
  thi_tran = 4,
  dac_khu = 8,
  huyen = 16,
  quan = 32,
  thi_xa = 64,
  thanh_pho = 128,
  tinh = 256
};

struct KindWord {
  std::string_view first, second;
  Kinds kinds;
};
// Two words before one: "thi xa" must not be read as "xa".
constexpr std::array kind_words = {KindWord{"thi", "tran", thi_tran},
                                   KindWord{"thi", "xa", thi_xa},
                                   KindWord{"thanh", "pho", thanh_pho},
                                   KindWord{"dac", "khu", dac_khu},
                                   KindWord{"xa", "", xa},
                                   KindWord{"x", "", xa},
                                   KindWord{"phuong", "", phuong},
                                   KindWord{"p", "", phuong},
                                   KindWord{"f", "", phuong},
                                   KindWord{"tt", "", thi_tran},
                                   KindWord{"dk", "", dac_khu},
                                   KindWord{"huyen", "", huyen},
                                   KindWord{"h", "", huyen},
                                   KindWord{"quan", "", quan},
                                   KindWord{"q", "", quan},
                                   KindWord{"tx", "", thi_xa},
                                   KindWord{"tp", "", thanh_pho},
                                   KindWord{"tinh", "", tinh},
                                   KindWord{"t", "", tinh}};
constexpr auto detail_words = std::to_array<std::string_view>(
    {"thon", "xom",   "ap",   "to",    "ban", "buon", "lang", "khu", "kp",  "so",
     "ngo",  "ngach", "hem",  "duong", "pho", "ql",   "dt",   "cho", "cau", "truong",
     "th",   "thcs",  "thpt", "hoc",   "non", "vien", "chua", "nha", "tram"});

bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_zeros(std::string word) {
  if (is_number(word)) word.erase(0, std::min(word.find_first_not_of('0'), word.size() - 1));
  return word;
}

/// Where letters end and digits begin in "p12"; nothing for any other shape.
std::optional<std::size_t> before_digits(std::string_view word) {
  const auto digit = std::ranges::find_if(word, [](char c) { return c >= '0' && c <= '9'; });
  const auto at = static_cast<std::size_t>(digit - word.begin());
  if (at == 0 || at == word.size() || !is_number(word.substr(at))) return std::nullopt;
  return at;
}

/// Lower case, NFD, the tone of the word moved behind it.
std::string marked(std::string_view word) {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(error);
  HOTLINE_CHECK(nfd);
  auto lower =
      icu::UnicodeString::fromUTF8(icu::StringPiece{word.data(), static_cast<std::int32_t>(word.size())});
  lower.toLower(icu::Locale::getRoot());
  const auto letters = nfd->normalize(lower, error);
  icu::UnicodeString out, tones;
  for (std::int32_t i = 0; i < letters.length(); ++i) {
    const char16_t c = letters[i];
    const bool tone = c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 || c == 0x0323;
    (tone ? tones : out) += c;
  }
  std::string text;
  (out + tones).toUTF8String(text);
  return text;
}

}  // namespace

std::size_t query_bytes(std::string_view text) {
  if (text.size() <= query_max_bytes) return text.size();
  std::size_t end = query_max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

std::vector<QueryWord> query_words(std::string_view text) {
  text = text.substr(0, query_bytes(text));
  std::vector<QueryWord> words;
  const auto add = [&](std::string folded, std::size_t begin, std::size_t end) {
    if (words.size() == query_max_words) return;
    const bool number = is_number(folded);
    words.push_back(
        {without_zeros(std::move(folded)), marked(text.substr(begin, end - begin)), begin, end, number});
  };
  for (auto& word : fold_words(text)) {
    const auto digits = before_digits(word.text);
    // Bytes and folded letters count alike only where every letter is ASCII: "p12", not "đ12".
    if (digits && word.end - word.begin == word.text.size()) {
      add(word.text.substr(0, *digits), word.begin, word.begin + *digits);
      add(word.text.substr(*digits), word.begin + *digits, word.end);
    } else {
      add(std::move(word.text), word.begin, word.end);
    }
  }
  return words;
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words;
  for (auto& word : fold_words(name)) words.push_back(without_zeros(std::move(word.text)));
  return words;
}

std::vector<std::string> marked_words(std::string_view name) {
  std::vector<std::string> words;
  for (const auto& word : fold_words(name))
    words.push_back(marked(name.substr(word.begin, word.end - word.begin)));
  return words;
}

Kinds kinds_of(std::string_view kind) {
  const auto words = name_words(kind);
  for (const auto& each : kind_words)
    if (!words.empty() && each.first == words[0] && each.second == (words.size() > 1 ? words[1] : ""))
      return each.kinds;
  return 0;
}

Kinds kinds_at(Level level) {
  switch (level) {
    case Level::commune:
      return xa | phuong | thi_tran | dac_khu;
    case Level::district:
      return huyen | quan | thi_xa | thanh_pho;
    case Level::province:
      return tinh | thanh_pho;
    case Level::ministry:
    case Level::helpline:
      return 0;
  }
  return 0;
}

KindWords kind_before(std::span<const QueryWord> words, std::size_t position) {
  for (const auto& each : kind_words) {
    const std::size_t count = each.second.empty() ? 1 : 2;
    if (position < count || words[position - count].text != each.first) continue;
    if (count == 2 && words[position - 1].text != each.second) continue;
    return {each.kinds, count};
  }
  return {};
}

bool detail_before(std::span<const QueryWord> words, std::size_t position) {
  return position > 0 && std::ranges::find(detail_words, words[position - 1].text) != detail_words.end();
}

}  // namespace hotline::places
