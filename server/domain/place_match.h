// Where in a query which names stand: the words of the query, with their possible readings, matched with all
// names.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "domain/place_index.h"

namespace hotline::places {

/// The cells of a query: two for each word, so that two names can share a word written together ("diluc").
using Cells = std::uint64_t;
static_assert(query_max_words * 2 <= sizeof(Cells) * 8);

/// A name found in the query.
struct Span {
  NameId name = none;
  std::uint8_t first = 0, last = 0;  // cells, inclusive
  std::uint8_t errors = 0;           // typing errors
  bool open = false;     // the end of the query is a beginning only: a prefix, or words are missing
  bool misread = false;  // a word that announces a kind or a detail was taken for a misspelt one
  float points = 0;      // about ten for each word explained

  Cells cells() const { return (~Cells{0} >> (63 - last)) & (~Cells{0} << first); }
};

/// What an error costs. A letter or a space left out, or two letters swapped, can happen in few ways and so
/// is a little more likely than one of twenty-five wrong letters.
inline constexpr float points_of_error = 6, points_of_likely_error = 5.6F;
/// What it costs beside that to take a word that says a kind, or that announces a detail where the name would
/// begin, for a misspelt one: "khu" for the town Chũ.
inline constexpr float points_of_misreading = 5;
/// And to take the right name of one unit for another one's misspelt.
inline constexpr float points_of_right_name = 4;
/// What each word not yet typed costs, and what a whole, rightly written word is worth.
inline constexpr float points_of_missing_word = 4;
float points_of_word(std::size_t letters);

class Match {
 public:
  /// Finds all names with at most `errors_max` typing errors in each. A comma within a name counts as one,
  /// and then as the only one.
  Match(const Index& index, std::span<const QueryWord> words, unsigned errors_max);

  /// Of one name, the best first; at most spans_of_name_max.
  std::span<const Span> of(NameId name) const;
  /// All, by name.
  const std::vector<Span>& all() const { return spans_; }

 private:
  static constexpr std::size_t spans_of_name_max = 6;
  static constexpr std::size_t open_names_max = 100;

  /// One reading of a stretch of the query, as one word.
  struct Edge {
    WordId word;
    std::uint16_t to;  // node
    std::uint8_t last_cell;
    std::uint8_t errors;
    bool prefix;
    float points;
  };
  struct Node {
    std::uint8_t cell;        // at which a name that begins here begins
    std::vector<Edge> edges;  // by word
  };
  struct State {
    NameRange range;
    std::size_t depth = 0;
    std::uint8_t first = 0;
    unsigned errors = 0;
    bool open = false;
    bool parted = false;  // reaches over a comma: nobody errs there as well
    bool misread = false;
    float points = 0;
  };

  void read_words();
  void read_word(std::size_t at);
  void read_parted(std::size_t at);
  void read_joined(std::size_t at);
  void follow(std::size_t node, State state);
  void step(const State& state, const Edge& edge, NameRange range, bool misread);
  void arrive(const State& state, const Edge& edge);
  void mind_right_names();
  void keep_best();

  const Index& index_;
  std::span<const QueryWord> words_;
  unsigned errors_max_;
  std::vector<Node> nodes_;  // before each word, after the last, and where a word may be two
  std::vector<Span> spans_;
  std::vector<std::uint32_t> begin_;  // of a name in spans_
};

}  // namespace hotline::places
