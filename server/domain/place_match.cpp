#include "domain/place_match.h"

#include <algorithm>
#include <array>

namespace hotline::places {
namespace {
constexpr std::size_t prefix_words_max = 400;
constexpr std::size_t part_letters_max = 12;

/// Of two words one error apart: a letter left out, or two swapped.
bool is_likely_error(std::string_view typed, std::string_view meant) {
  if (typed.size() != meant.size()) return typed.size() < meant.size();
  return std::ranges::is_permutation(typed, meant);
}
}  // namespace

float points_of_word(std::size_t letters) {
  return 7 + static_cast<float>(std::min<std::size_t>(letters, 4)) * 0.75F;
}

Match::Match(const Index& index, std::span<const QueryWord> words, unsigned errors_max)
    : index_(index), words_(words), errors_max_(errors_max) {
  read_words();
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    const std::uint8_t cell = nodes_[node].cell;
    State state{.range = index_.all(), .first = cell};
    if (cell % 2 != 0) {  // within a word
      state.errors = 1;
      state.misread = words_[cell / 2U].kind || words_[cell / 2U].detail;
      state.points = -points_of_likely_error - (state.misread ? points_of_misreading : 0);
    }
    follow(node, state);
  }
  mind_right_names();
  keep_best();
}

void Match::read_words() {
  nodes_.resize(words_.size() + 1);
  for (std::size_t i = 0; i < nodes_.size(); ++i) nodes_[i].cell = static_cast<std::uint8_t>(2 * i);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    read_word(i);
    if (words_[i].number) continue;
    read_parted(i);
    read_joined(i);
  }
  for (Node& node : nodes_) std::ranges::sort(node.edges, {}, &Edge::word);
}

void Match::read_word(std::size_t at) {
  const QueryWord& word = words_[at];
  const auto last = static_cast<std::uint8_t>(2 * at + 1);
  const auto to = static_cast<std::uint16_t>(at + 1);
  const float points = points_of_word(word.text.size());
  auto& edges = nodes_[at].edges;
  if (const WordId id = index_.find_word(word.text); id != none)
    edges.push_back({id, to, last, 0, false, points});
  std::vector<WordId> near;
  index_.one_error_away(word.text, near);
  for (const WordId id : near) {
    const bool likely = is_likely_error(word.text, index_.word(id));
    edges.push_back({id, to, last, 1, false, points - (likely ? points_of_likely_error : points_of_error)});
  }
  if (to != words_.size()) return;
  // Still being typed: the beginning of longer words.
  const auto range = index_.with_prefix(word.text);
  if (range.end - range.begin > prefix_words_max) return;
  for (WordId id = range.begin; id < range.end; ++id)
    if (const auto whole = index_.word(id).size(); whole > word.text.size()) {
      const float part = static_cast<float>(word.text.size()) / static_cast<float>(whole);
      edges.push_back({id, to, last, 0, true, (points - 1) * std::max(part, 0.5F)});
    }
}

/// A space that was not typed: "tamdi", also between two names ("diluc").
void Match::read_parted(std::size_t at) {
  const std::string_view text = words_[at].text;
  const auto cell = static_cast<std::uint8_t>(2 * at);
  for (std::size_t part = 1; part < text.size() && part <= part_letters_max; ++part) {
    const WordId left = index_.find_word(text.substr(0, part)), right = index_.find_word(text.substr(part));
    if (left == none || right == none) continue;
    const auto middle = static_cast<std::uint16_t>(nodes_.size());
    nodes_[at].edges.push_back({left, middle, cell, 1, false, points_of_word(part) - points_of_likely_error});
    nodes_.push_back({static_cast<std::uint8_t>(cell + 1), {}});
    nodes_.back().edges.push_back({right, static_cast<std::uint16_t>(at + 1),
                                   static_cast<std::uint8_t>(cell + 1), 0, false,
                                   points_of_word(text.size() - part)});
  }
}

/// A space too many: "l uc".
void Match::read_joined(std::size_t at) {
  if (at + 1 >= words_.size() || words_[at + 1].number || words_[at + 1].parted) return;
  const std::string text = words_[at].text + words_[at + 1].text;
  if (const WordId id = index_.find_word(text); id != none)
    nodes_[at].edges.push_back({id, static_cast<std::uint16_t>(at + 2), static_cast<std::uint8_t>(2 * at + 3),
                                1, false, points_of_word(text.size()) + 2 - points_of_error});
}

/// Walks from a node through the names that are still possible.
void Match::follow(std::size_t node, State state) {
  const auto& [cell, edges] = nodes_[node];
  const QueryWord* word = cell % 2 == 0 && cell / 2U < words_.size() ? &words_[cell / 2U] : nullptr;
  if (state.depth > 0 && word && word->parted) {
    if (state.errors > 0) return;
    state.parted = true;
    state.errors = 1;
    state.points -= points_of_likely_error;
  }
  const bool announces = word && (word->kind || (state.depth == 0 && word->detail));
  const auto allowed = [&](const Edge& edge) {
    // One letter begins too many names.
    const bool vague = edge.prefix && state.depth == 0 && words_.back().text.size() < 2;
    return state.errors + edge.errors <= errors_max_ && !vague && !(state.parted && edge.errors > 0);
  };
  const auto go = [&](const Edge& edge, NameRange range) {
    step(state, edge, range, announces && edge.errors > 0);
  };
  if (state.depth == 0 || edges.size() < state.range.size()) {
    for (const Edge& edge : edges)
      if (allowed(edge)) go(edge, index_.narrowed(state.range, state.depth, edge.word));
    return;
  }
  // Few names left: look each one's next word up among the readings.
  for (NameId id = state.range.begin; id < state.range.end;) {
    if (index_.name(id).size() <= state.depth) {
      ++id;
      continue;
    }
    const WordId next = index_.name(id)[state.depth];
    const NameRange range = index_.narrowed({id, state.range.end}, state.depth, next);
    for (auto [at, end] = std::ranges::equal_range(edges, next, {}, &Edge::word); at != end; ++at)
      if (allowed(*at)) go(*at, range);
    id = range.end;
  }
}

void Match::step(const State& state, const Edge& edge, NameRange range, bool misread) {
  if (range.empty()) return;
  const State next{range,
                   state.depth + 1,
                   state.first,
                   state.errors + edge.errors,
                   state.open || edge.prefix,
                   state.parted,
                   state.misread || misread,
                   state.points + edge.points - (misread ? points_of_misreading : 0)};
  arrive(next, edge);
  if (!edge.prefix) follow(edge.to, next);
}

void Match::arrive(const State& state, const Edge& edge) {
  const bool at_end = edge.to == words_.size() && state.range.size() <= open_names_max;
  for (NameId id = state.range.begin; id < state.range.end; ++id) {
    const std::size_t missing = index_.name(id).size() - state.depth;
    if (missing > 0 && !at_end) break;  // the whole names stand first
    spans_.push_back({id, state.first, edge.last_cell, static_cast<std::uint8_t>(state.errors),
                      state.open || missing > 0, state.misread,
                      state.points - points_of_missing_word * static_cast<float>(missing)});
  }
}

/// Words that rightly name one unit are seldom another one's name misspelt.
void Match::mind_right_names() {
  std::array<std::array<bool, query_max_words>, query_max_words> right{};
  const auto at = [&](const Span& span) -> bool& { return right[span.first / 2U][span.last / 2U]; };
  for (const Span& span : spans_)
    if (span.errors == 0 && !span.open) at(span) = true;
  for (Span& span : spans_)
    if (span.errors > 0 && at(span)) span.points -= points_of_right_name;
}

void Match::keep_best() {
  std::ranges::sort(spans_, [](const Span& a, const Span& b) {
    return std::tuple{a.name, -a.points, a.first, a.last} < std::tuple{b.name, -b.points, b.first, b.last};
  });
  std::vector<Span> kept;
  begin_.assign(index_.names() + 1, 0);
  for (const Span& span : spans_) {
    const std::size_t of_name = kept.size() - begin_[span.name];
    const bool first = kept.empty() || kept.back().name != span.name;
    if (first) begin_[span.name] = static_cast<std::uint32_t>(kept.size());
    const bool again =
        !first && std::any_of(kept.begin() + begin_[span.name], kept.end(), [&](const Span& other) {
          return other.first == span.first && other.last == span.last;
        });
    if (again || (!first && of_name >= spans_of_name_max)) continue;
    kept.push_back(span);
  }
  spans_ = std::move(kept);
}

std::span<const Span> Match::of(NameId name) const {
  const auto begin = spans_.begin() + begin_[name];
  auto end = begin;
  while (end != spans_.end() && end->name == name) ++end;
  return {begin, end};
}

}  // namespace hotline::places
