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
// What stands just before the name of a hamlet, a street, or what is seen from where somebody stands; of
// longer words the last one or two ("bệnh viện", "khu đô thị"). With marks: who types them does not mean a
// "trạm" by "Trám".
constexpr auto detail_words = std::to_array<std::string_view>(
    {"thôn",     "xóm",       "ấp",       "tổ",      "bản",         "buôn",      "làng",    "khóm",
     "khối",     "phum",      "sóc",      "đội",     "cụm",         "khu",       "kp",      "tdp",
     "số",       "ngõ",       "ngách",    "hẻm",     "kiệt",        "đường",     "phố",     "ql",
     "đt",       "quốc lộ",   "đại lộ",   "tỉnh lộ", "ngã ba",      "ngã tư",    "chợ",     "cầu",
     "trường",   "th",        "thcs",     "thpt",    "học",         "non",       "bệnh",    "viện",
     "viên",     "đa khoa",   "chùa",     "đền",     "đình",        "nhà",       "nhà thờ", "nhà máy",
     "trạm",     "bến",       "bến xe",   "sân",     "sân bay",     "ga",        "cảng",    "chung cư",
     "dân cư",   "đô thị",    "siêu thị", "tập thể", "công nghiệp", "công nhân", "công ty", "công an",
     "nhân dân", "khách sạn", "cà phê",   "gần",     "cạnh",        "đối diện"});
// A number behind these names them; behind anything else it is the number of a house, and a street follows.
constexpr auto numbered_words = std::to_array<std::string_view>(
    {"thon", "xom", "ap", "ban", "buon", "to", "khom", "khoi", "doi", "cum", "khu", "kp", "tdp", "pho"});

KindWords kind_ending(std::span<const QueryWord> words) {
  for (const auto& each : kind_words) {
    const std::size_t count = each.second.empty() ? 1 : 2;
    if (words.size() < count || words[words.size() - count].text != each.first) continue;
    if (count == 2 && (words.back().text != each.second || words.back().begins_piece())) continue;
    return {each.kinds, count};
  }
  return {};
}

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

struct DetailWord {
  std::vector<std::string> folded, marked;
};
const std::vector<DetailWord>& known_details() {
  static const auto known = [] {
    std::vector<DetailWord> made;
    made.reserve(detail_words.size());
    for (const auto text : detail_words) made.push_back({name_words(text), marked_words(text)});
    return made;
  }();
  return known;
}

/// Whether these words end in that one, with their marks where they have any.
bool ends_in(std::span<const QueryWord> words, const DetailWord& detail) {
  const std::size_t count = detail.folded.size();
  if (words.size() < count) return false;
  const auto last = words.last(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (last[i].text != detail.folded[i]) return false;
    if (last[i].marked != last[i].text && last[i].marked != detail.marked[i]) return false;
    if (i > 0 && last[i].begins_piece()) return false;
  }
  return true;
}

/// Of how many words the one that announces a detail is, which ends before that position.
std::size_t detail_words_before(std::span<const QueryWord> words, std::size_t position) {
  std::size_t longest = 0;
  for (const auto& detail : known_details())
    if (detail.folded.size() > longest && ends_in(words.first(position), detail))
      longest = detail.folded.size();
  return longest;
}

void find_announcing(std::span<QueryWord> words, std::string_view text) {
  for (std::size_t end = 1; end <= words.size(); ++end) {
    for (std::size_t back = kind_ending(words.first(end)).words; back > 0; --back)
      words[end - back].kind = true;
    for (std::size_t back = detail_words_before(words, end); back > 0; --back)
      words[end - back].detail = true;
  }
  for (std::size_t at = 0; at < words.size(); ++at) {
    QueryWord& word = words[at];
    if (word.text[0] < '0' || word.text[0] > '9' || kind_before(words, at).kinds) continue;
    const bool glued = at > 0 && !word.begins_piece();
    const bool divided = glued && words[at - 1].number && text[word.begin - 1] != ' ';  // "45/7"
    word.house = divided || (glued && words[at - 1].detail && !words[at - 1].number);
    word.detail =
        divided || !glued || std::ranges::find(numbered_words, words[at - 1].text) == numbered_words.end();
  }
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
    const std::size_t before = words.empty() ? 0 : words.back().end;
    const auto gap = text.substr(before, begin - before);
    words.push_back({.text = without_zeros(std::move(folded)),
                     .marked = marked(text.substr(begin, end - begin)),
                     .begin = begin,
                     .end = end,
                     .number = number,
                     .parted = gap.find_first_of(parting) != gap.npos,
                     .dashed = gap.contains(" - ") || gap.contains(" – ")});
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
  find_announcing(words, text);
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
  if (position < words.size() && words[position].begins_piece()) return {};
  return kind_ending(words.first(position));
}

bool detail_before(std::span<const QueryWord> words, std::size_t position) {
  return position > 0 && words[position - 1].detail && !words[position].begins_piece();
}

std::vector<std::size_t> former_words(std::span<const QueryWord> words, std::string_view text) {
  static const std::string marked = marked_words("cũ").front();
  std::vector<std::size_t> out;
  for (std::size_t at = 1; at < words.size() && out.size() < former_words_max; ++at) {
    const QueryWord& word = words[at];
    if (word.text != "cu" || (word.marked != word.text && word.marked != marked)) continue;
    const auto gap = text.substr(words[at - 1].end, word.begin - words[at - 1].end);
    const bool bracketed = (gap == "(" || gap == " (") && text.substr(word.end).starts_with(')');
    if (bracketed || !word.begins_piece()) out.push_back(at);
  }
  return out;
}

}  // namespace hotline::places
