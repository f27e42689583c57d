#include "domain/place_index.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/fold.h"
#include "base/status.h"

namespace hotline::places {
namespace {

using Words = std::vector<std::string>;

bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= c >= 'a' && c <= 'z' ? 1U << (c - 'a') : 1U << 26;
  return letters;
}

/// Whether one error makes one word the other (optimal string alignment, distance 1); the words differ.
bool one_error_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  const auto front = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(front);
  b.remove_prefix(front);
  if (a.size() == b.size()) {
    if (a.substr(1) == b.substr(1)) return true;
    return a.size() > 1 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
  }
  return b.size() == a.size() + 1 && a == b.substr(1);
}

constexpr std::size_t code_digits_min = 5;  // shorter codes look like numbers of wards

template <class T>
std::size_t capacity_bytes(const std::vector<T>& list) {
  return list.capacity() * sizeof(T);
}

}  // namespace

struct Index::Draft {
  struct Borne {
    Row unit;
    Words name, district;
  };
  std::vector<Borne> borne;
  std::vector<Words> main;  // by row

  explicit Draft(std::span<const Unit> units) {
    for (Row row = 0; row < units.size(); ++row) {
      const Unit& unit = units[row];
      main.push_back(name_words(unit.name));
      borne.push_back({row, main.back(), {}});
      if (unit.key.code.size() >= code_digits_min) borne.push_back({row, name_words(unit.key.code), {}});
      for (const auto& other : unit.other_names) {
        const auto comma = other.find(", ");
        Borne also{row, name_words(other.substr(0, comma)), {}};
        if (comma != std::string::npos) also.district = name_words(other.substr(comma + 2));
        if (!also.name.empty()) borne.push_back(std::move(also));
      }
    }
  }
};

Index::Index(const Directory& units) : units_(units) {
  const Draft draft{units.units()};
  add_words(draft);
  add_names(draft);
  add_bearers(draft);
  add_contexts(draft);
}

void Index::add_words(const Draft& draft) {
  for (const auto& borne : draft.borne) {
    words_.insert(words_.end(), borne.name.begin(), borne.name.end());
    words_.insert(words_.end(), borne.district.begin(), borne.district.end());
  }
  std::ranges::sort(words_);
  words_.erase(std::ranges::unique(words_).begin(), words_.end());
  words_.shrink_to_fit();
  for (WordId id = 0; id < words_.size(); ++id) {
    letters_.push_back(letters_of(words_[id]));
    if (is_number(words_[id])) continue;
    by_length_.resize(std::max(by_length_.size(), words_[id].size() + 1));
    by_length_[words_[id].size()].push_back(id);
  }
}

void Index::add_names(const Draft& draft) {
  std::vector<std::vector<WordId>> names;
  const auto add = [&](const Words& words) {
    if (words.empty()) return;
    std::vector<WordId> ids;
    for (const auto& text : words) ids.push_back(find_word(text));
    names.push_back(std::move(ids));
  };
  for (const auto& borne : draft.borne) {
    add(borne.name);
    add(borne.district);
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  name_begin_.push_back(0);
  first_.resize(words_.size());
  for (NameId id = 0; id < names.size(); ++id) {
    NameRange& first = first_[names[id][0]];
    if (first.empty()) first.begin = id;
    first.end = id + 1;
    name_words_.insert(name_words_.end(), names[id].begin(), names[id].end());
    name_begin_.push_back(static_cast<std::uint32_t>(name_words_.size()));
  }
}

NameId Index::id_of(const Words& words) const {
  if (words.empty()) return none;
  NameRange range = all();
  for (std::size_t depth = 0; depth < words.size(); ++depth)
    range = narrowed(range, depth, find_word(words[depth]));
  HOTLINE_CHECK(!range.empty() && name(range.begin).size() == words.size());
  return range.begin;
}

void Index::add_bearers(const Draft& draft) {
  std::vector<std::pair<NameId, Bearer>> pairs;
  pairs.reserve(draft.borne.size());
  for (const auto& borne : draft.borne)
    pairs.push_back({id_of(borne.name), {borne.unit, id_of(borne.district)}});
  const auto key = [](const auto& pair) {
    return std::tuple{pair.first, pair.second.unit, pair.second.district};
  };
  std::ranges::sort(pairs, {}, key);
  pairs.erase(std::ranges::unique(pairs, {}, key).begin(), pairs.end());
  bearer_begin_.assign(names() + 1, 0);
  for (const auto& [name, bearer] : pairs) {
    ++bearer_begin_[name + 1];
    bearers_.push_back(bearer);
  }
  std::partial_sum(bearer_begin_.begin(), bearer_begin_.end(), bearer_begin_.begin());
  for (const auto& words : draft.main) main_names_.push_back(id_of(words));
}

void Index::add_contexts(const Draft& draft) {
  std::vector<std::vector<NameId>> names_of(draft.main.size());
  for (const auto& borne : draft.borne) names_of[borne.unit].push_back(id_of(borne.name));
  const auto row_of = [&](const Unit& found) { return static_cast<Row>(&found - units_.units().data()); };
  for (const Unit& each : units_.units()) kinds_.push_back(kinds_of(each.kind));

  context_begin_.push_back(0);
  for (const Unit& each : units_.units()) {
    const std::size_t first = contexts_.size();
    const auto add = [&](const Unit& above, Era era) {
      const Row row = row_of(above);
      for (const NameId name : names_of[row]) {
        const auto known =
            std::find_if(contexts_.begin() + static_cast<std::ptrdiff_t>(first), contexts_.end(),
                         [&](const Context& c) { return c.name == name && c.level == above.level; });
        if (known == contexts_.end())
          contexts_.push_back({name, above.level, kinds_[row], era});
        else
          known->kinds |= kinds_[row];  // the province Huế became the city Huế
      }
    };
    const auto add_above = [&](const Unit& below, Era era) {
      const Unit* above = &below;
      while (above->parent && (above = units_.find(*above->parent))) add(*above, era);
    };
    add_above(each, Era::its_own);
    const Unit* top = &each;
    while (top->parent) top = units_.find(*top->parent);
    if (top != &each)
      for (const Unit* next : units_.successors(*top)) add(*next, Era::after);
    for (const Unit* before : units_.predecessors(each)) add_above(*before, Era::before);
    context_begin_.push_back(static_cast<std::uint32_t>(contexts_.size()));
  }
  contexts_.shrink_to_fit();
}

WordId Index::find_word(std::string_view text) const {
  const auto at = std::ranges::lower_bound(words_, text);
  return at != words_.end() && *at == text ? static_cast<WordId>(at - words_.begin()) : none;
}

Index::WordRange Index::with_prefix(std::string_view prefix) const {
  const auto head = [&](const std::string& word) { return std::string_view{word}.substr(0, prefix.size()); };
  const auto same = std::ranges::equal_range(words_, prefix, {}, head);
  return {static_cast<WordId>(same.begin() - words_.begin()),
          static_cast<WordId>(same.end() - words_.begin())};
}

void Index::one_error_away(std::string_view text, std::vector<WordId>& out) const {
  if (text.empty() || is_number(text)) return;
  const std::uint32_t letters = letters_of(text);
  for (std::size_t size = text.size() - 1; size <= text.size() + 1 && size < by_length_.size(); ++size)
    for (const WordId id : by_length_[size])
      if (std::popcount(letters ^ letters_[id]) <= 2 && words_[id] != text &&
          one_error_apart(text, words_[id]))
        out.push_back(id);
}

NameRange Index::narrowed(NameRange range, std::size_t depth, WordId next) const {
  if (next == none || range.empty()) return {};
  if (depth == 0) return first_[next];
  const auto word_at = [&](NameId id) {
    return name(id).size() > depth ? static_cast<std::int64_t>(name(id)[depth])
                                   : -1;  // a shorter name stands first
  };
  const auto bound = [&](NameId from, std::int64_t wanted) {
    NameId low = from, high = range.end;
    while (low < high) {
      const NameId middle = low + (high - low) / 2;
      if (word_at(middle) < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  const NameId begin = bound(range.begin, next);
  return {begin, bound(begin, static_cast<std::int64_t>(next) + 1)};
}

std::size_t Index::bytes() const {
  std::size_t sum = capacity_bytes(words_) + capacity_bytes(letters_) + capacity_bytes(name_words_) +
                    capacity_bytes(name_begin_) + capacity_bytes(first_) + capacity_bytes(bearers_) +
                    capacity_bytes(bearer_begin_) + capacity_bytes(contexts_) +
                    capacity_bytes(context_begin_) + capacity_bytes(main_names_) + capacity_bytes(kinds_);
  for (const auto& word : words_)
    if (word.capacity() > std::string{}.capacity()) sum += word.capacity() + 1;
  for (const auto& list : by_length_) sum += capacity_bytes(list);
  return sum;
}

}  // namespace hotline::places
