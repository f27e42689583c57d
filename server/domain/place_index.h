// The index of the place finder: the words of all names, the names as rows of words, and the units that bear
// them. Immutable after it is built: safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/directory.h"
#include "domain/place_words.h"

namespace hotline::places {

using WordId = std::uint32_t;
using NameId = std::uint32_t;
using Row = std::uint32_t;
inline constexpr std::uint32_t none = ~std::uint32_t{0};

/// Names that begin with the same words; [begin, end) in the sorted list of names.
struct NameRange {
  NameId begin = 0, end = 0;
  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
};

/// A unit that bears a name.
struct Bearer {
  Row unit = none;
  NameId district = none;  // where another name of the unit goes with a district of its own
};

/// Of which time something above a unit is: of the unit's own, before that (of its predecessors), or after
/// that (the province that its province became).
enum class Era : std::uint8_t { its_own, before, after };

/// The name of something above a unit.
struct Context {
  NameId name = none;
  Level level = Level::province;
  Kinds kinds = 0;
  Era era = Era::its_own;
};

class Index {
 public:
  explicit Index(const Directory& units);

  const Directory& directory() const { return units_; }
  const Unit& unit(Row row) const { return units_.units()[row]; }
  Kinds kinds(Row row) const { return kinds_[row]; }

  // --- words
  std::string_view word(WordId id) const { return words_[id]; }
  WordId find_word(std::string_view text) const;  // none when there is no such word
  struct WordRange {
    WordId begin, end;
  };
  WordRange with_prefix(std::string_view prefix) const;
  /// Words that one typing error away from the text give it: a letter wrong, missing, too many, or two
  /// swapped. Numbers have none. Not the text itself.
  void one_error_away(std::string_view text, std::vector<WordId>& out) const;

  // --- names
  std::size_t names() const { return name_begin_.size() - 1; }
  std::span<const WordId> name(NameId id) const {
    return {name_words_.data() + name_begin_[id], name_words_.data() + name_begin_[id + 1]};
  }
  NameRange all() const { return {0, static_cast<NameId>(names())}; }
  /// Narrows names that share their first `depth` words to those whose next word is this.
  NameRange narrowed(NameRange range, std::size_t depth, WordId next) const;

  std::span<const Bearer> bearers(NameId name) const {
    return {bearers_.data() + bearer_begin_[name], bearers_.data() + bearer_begin_[name + 1]};
  }
  std::span<const Context> contexts(Row unit) const {
    return {contexts_.data() + context_begin_[unit], contexts_.data() + context_begin_[unit + 1]};
  }
  /// The first name of a unit: units with the same one are of one group.
  NameId main_name(Row unit) const { return main_names_[unit]; }

  std::size_t bytes() const;

 private:
  struct Draft;  // names as texts, while the words are still being collected
  void add_words(const Draft& draft);
  void add_names(const Draft& draft);
  void add_bearers(const Draft& draft);
  void add_contexts(const Draft& draft);
  NameId id_of(const std::vector<std::string>& words) const;

  const Directory& units_;
  std::vector<std::string> words_;              // sorted
  std::vector<std::uint32_t> letters_;          // a bit for each letter that a word has
  std::vector<std::vector<WordId>> by_length_;  // without numbers
  std::vector<WordId> name_words_;
  std::vector<std::uint32_t> name_begin_;
  std::vector<NameRange> first_;  // by first word
  std::vector<Bearer> bearers_;
  std::vector<std::uint32_t> bearer_begin_;
  std::vector<Context> contexts_;
  std::vector<std::uint32_t> context_begin_;
  std::vector<NameId> main_names_;
  std::vector<Kinds> kinds_;
};

}  // namespace hotline::places
