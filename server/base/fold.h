// Text folding: what makes "TT Đồi Ngô", "tt doi ngo" and "Thị trấn ĐỒI NGÔ." findable by one another.
//
// A folded text has lower-case letters without tone or vowel marks (đ = d, and ð, which some keyboards give,
// = d), digits, and single spaces between words. Unicode NFC and NFD, and the two habits of placing a tone
// (Hòa, Hoà), fold to the same text. Punctuation parts words, except an apostrophe inside a word (H'Leo,
// M'Drắk), which is dropped. Bytes that are not UTF-8 part words too. Length is the caller's to limit. Safe
// from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hotline {

std::string fold(std::string_view text);

/// One word of a folded text, with the bytes [begin, end) of the original that it came from.
struct FoldedWord {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const FoldedWord&) const = default;
};
std::vector<FoldedWord> fold_words(std::string_view text);

/// Unicode Normalization Form C. Text that is not UTF-8 gets U+FFFD where it is broken: check first.
std::string nfc(std::string_view text);

/// Well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF).
bool is_valid_utf8(std::string_view text);

}  // namespace hotline
