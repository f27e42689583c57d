// The words of a query for places: folded, numbers without leading zeros, "p12" taken apart, each with the
// bytes it came from; and the words that say what follows: a kind of unit ("xã", "TT", "Q.", "thành phố"), or
// something smaller than a commune ("thôn", "đường", "chợ", the number of a house).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/unit.h"

namespace hotline::places {

inline constexpr std::size_t query_max_bytes = 300;
inline constexpr std::size_t query_max_words = 32;

struct QueryWord {
  std::string text;    // folded
  std::string marked;  // with its marks; the tone stands behind the word, so that Hòa and Hoà are the same
  std::size_t begin = 0, end = 0;
  bool number = false;
  bool parted = false;  // a comma or its like stands before it
  bool dashed = false;  // a dash between spaces stands before it, as between pieces and within some names
  bool kind = false;    // of the words that say a kind of unit
  bool detail = false;  // of the words that announce something smaller than a commune
  bool house = false;   // the number of a house or of a hamlet, never of a ward

  bool begins_piece() const { return parted || dashed; }
};

/// What parts the pieces of an address from each other.
inline constexpr std::string_view parting = ",;()\n";

/// How much of a text is read: query_max_bytes at most, cut at a whole character.
std::size_t query_bytes(std::string_view text);

/// At most query_max_words of what is read.
std::vector<QueryWord> query_words(std::string_view text);

/// The folded words of a name, numbers without leading zeros: "Phan Rang-Tháp Chàm" → phan rang thap cham.
std::vector<std::string> name_words(std::string_view name);

/// As QueryWord::marked, for every word of a name.
std::vector<std::string> marked_words(std::string_view name);

/// Kinds of units, as a set: one word may mean several ("TP").
using Kinds = std::uint16_t;
Kinds kinds_of(std::string_view kind);  // of a unit's kind, 0 when not known
/// The kinds that stand at one level, whatever they are called.
Kinds kinds_at(Level level);

struct KindWords {
  Kinds kinds = 0;
  std::size_t words = 0;  // 0, 1 or 2 words before the position
};
/// What kind the words just before `position` announce, in the same piece.
KindWords kind_before(std::span<const QueryWord> words, std::size_t position);

/// Whether the word just before announces something smaller than a commune: a hamlet, a street, a school, or
/// by a number the street of a house.
bool detail_before(std::span<const QueryWord> words, std::size_t position);

/// The words that may say that what is named before them is no more: "cũ", "(cũ)", "cu" without its mark. At
/// most former_words_max positions. Whether a name ends before one, or is made of it (Lũng Cú), is for
/// others.
inline constexpr std::size_t former_words_max = 4;
std::vector<std::size_t> former_words(std::span<const QueryWord> words, std::string_view text);

}  // namespace hotline::places
