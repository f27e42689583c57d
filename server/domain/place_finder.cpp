#include "domain/place_finder.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/fold.h"
#include "domain/place_alike.h"
#include "domain/place_certainty.h"
#include "domain/place_index.h"
#include "domain/place_score.h"
#include "domain/place_words.h"

namespace hotline {

using places::Candidate;
using places::Cells;

class PlaceFinder::Index : public places::Index {
 public:
  using places::Index::Index;
};

namespace {

constexpr std::size_t limit_max = 50;
constexpr std::size_t weighed_max =
    80;  // of the best candidates, those whose marks and nearness are looked at
constexpr float near_points = 1;
constexpr float clear_margin = 4;
constexpr float points_of_code = 100;
constexpr float former_points = 2;  // more than it is worth to be near, and to be still there

class Search {
 public:
  Search(const places::Index& index, const PlaceQuery& query)
      : index_(index), units_(index.directory()), query_(query), words_(places::query_words(query.text)) {}

  Places run();

 private:
  std::optional<std::vector<Candidate>> by_code() const;
  std::vector<Candidate> by_text();
  std::vector<Candidate> matched() const;
  std::vector<Candidate> scored(unsigned errors) const;
  bool good(const Candidate& best) const;
  bool names_word(const Candidate& candidate, std::size_t word) const;
  void prefer_former(std::vector<Candidate>& found, std::span<const std::size_t> ends) const;
  bool preferred(const Unit& unit, const Succession& now) const;
  bool inside(const Unit& unit, const Succession& now) const;
  bool inside_now(const Unit& unit) const;
  std::string rest(Cells explained) const;
  std::string whole_pieces(Cells explained) const;
  bool repeated(const Place& place, const Places& answer) const;
  bool sure(const std::vector<Candidate>& found, const Candidate& best, const Place& first) const;

  const places::Index& index_;
  const Directory& units_;
  const PlaceQuery& query_;
  std::vector<places::QueryWord> words_;
};

/// A code alone, of two, three or five digits, also when it has lost its zeros; "111" is also how people call
/// the helpline, so names are still looked at where the code is short.
std::optional<std::vector<Candidate>> Search::by_code() const {
  if (words_.size() != 1 || !words_[0].number) return std::nullopt;
  std::vector<Candidate> found;
  const std::string& digits = words_[0].text;
  const std::size_t typed = words_[0].end - words_[0].begin;
  for (const std::size_t size : {2, 3, 5}) {
    if (size != typed && !(size == 5 && typed == 4)) continue;
    const std::string code = std::string(size - digits.size(), '0') + digits;
    for (const Unit& unit : units_.eras(code)) {
      const auto row = static_cast<places::Row>(&unit - units_.units().data());
      const float today = unit.valid_on(query_.on) ? 1 : 0;
      found.push_back({.unit = row, .score = points_of_code + today, .explained = ~Cells{0}, .own = {}});
    }
  }
  if (found.empty()) return std::nullopt;
  std::ranges::sort(found, std::greater{}, &Candidate::score);
  return found;
}

std::vector<Candidate> Search::scored(unsigned errors) const {
  const places::Match match{index_, words_, errors};
  const places::Scoring scoring{index_, words_, match, query_.on};
  auto found = scoring.candidates();
  const std::size_t weighed = std::min(weighed_max, found.size());
  for (std::size_t i = 0; i < weighed; ++i) found[i].score += scoring.marks(found[i]);
  return found;
}

/// Good enough not to look for two errors in one name: a commune, rightly written, and what is above it named
/// too.
bool Search::good(const Candidate& best) const {
  return best.own.errors == 0 && !best.own.open && best.in_context &&
         index_.unit(best.unit).level == Level::commune;
}

std::vector<Candidate> Search::matched() const {
  auto found = scored(1);
  if (found.empty() || !good(found.front())) found = scored(2);
  return found;
}

/// Whether one of its names, rightly written, has that word for its own: the "cu" of Lũng Cú. A "cũ" with its
/// mark is only that of a name which has the mark, too.
bool Search::names_word(const Candidate& candidate, std::size_t word) const {
  const auto has = [word](const places::Span& span) {
    return span.name != places::none && span.errors == 0 && !span.open && span.first <= 2 * word &&
           2 * word + 1 <= span.last;
  };
  if (words_[word].marked == words_[word].text)
    return has(candidate.own) || std::ranges::any_of(candidate.above, has);
  const auto marked = places::marked_words(index_.unit(candidate.unit).name);
  const std::size_t part = word - candidate.own.first / 2U;
  return has(candidate.own) && part < marked.size() && marked[part] == words_[word].marked;
}

/// Where "cũ" stands behind a name that is explained, it is as if it were not there, but for what has ended
/// and for what is left as the detail. Behind anything else ("chợ cũ") it is a word like others.
std::vector<Candidate> Search::by_text() {
  auto found = matched();
  auto former = places::former_words(words_, query_.text);
  if (found.empty()) return found;
  std::erase_if(former, [&](std::size_t word) { return names_word(found.front(), word); });
  const auto all = words_;
  while (!former.empty()) {
    words_.clear();
    std::vector<std::size_t> ends;  // of `former`: the word before, among those that are left
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (!std::ranges::binary_search(former, at))
        words_.push_back(all[at]);
      else
        ends.push_back(words_.size() - 1);  // the first word is none of them
    }
    auto again = matched();
    std::vector<std::size_t> behind_names;
    for (std::size_t i = 0; i < former.size() && !again.empty(); ++i)
      if (again.front().explained >> (2 * ends[i]) & 3U) behind_names.push_back(former[i]);
    if (behind_names == former) {
      prefer_former(again, ends);
      return again;
    }
    former = std::move(behind_names);
  }
  words_ = all;
  return found;
}

void Search::prefer_former(std::vector<Candidate>& found, std::span<const std::size_t> ends) const {
  for (Candidate& each : found) {
    if (std::ranges::find(ends, each.own.last / 2U) == ends.end()) continue;
    if (index_.unit(each.unit).valid_on(query_.on)) continue;
    each.former = former_points;
    each.score += former_points;
  }
}

bool Search::preferred(const Unit& unit, const Succession& now) const {
  if (query_.near && units_.is_above(*query_.near, *now.unit, query_.on)) return true;
  return std::ranges::any_of(query_.prefer,
                             [&](const UnitKey& key) { return key == unit.key || key == now.unit->key; });
}

bool Search::inside_now(const Unit& unit) const {
  const Unit& within = *query_.within;
  const Succession successor = units_.succession(within, query_.on);
  if (successor.certain()) return units_.is_same_or_above(*successor.unit, unit, query_.on);
  return std::ranges::any_of(successor.candidates,
                             [&](const Unit* c) { return units_.is_same_or_above(*c, unit, query_.on); });
}

bool Search::inside(const Unit& unit, const Succession& now) const {
  if (query_.named_on && !unit.valid_on(*query_.named_on)) return false;
  if (!query_.within) return true;
  for (const Unit* at = &unit; at; at = at->parent ? units_.find(*at->parent) : nullptr)
    if (at == query_.within) return true;
  return now.certain() && inside_now(*now.unit);
}

/// What the place does not explain, each stretch as it was written.
std::string Search::rest(Cells explained) const {
  std::string out;
  const auto add = [&](std::size_t begin, std::size_t end) {
    if (!out.empty()) out += ", ";
    out += query_.text.substr(begin, end - begin);
  };
  for (std::size_t i = 0; i < words_.size();) {
    const auto open = [&](std::size_t word) {
      return word < words_.size() && !(explained >> (2 * word) & 3U);
    };
    std::size_t end = i;
    while (open(end)) ++end;
    if (end > i) add(words_[i].begin, words_[end - 1].end);
    i = end + 1;
  }
  // Beyond what is read, nothing is explained.
  const std::size_t read =
      words_.size() == places::query_max_words ? words_.back().end : places::query_bytes(query_.text);
  if (read < query_.text.size()) add(read, query_.text.size());
  return out;
}

/// The pieces of the query between its commas of which some word is not explained, each as it was written.
std::string Search::whole_pieces(Cells explained) const {
  std::string out;
  std::size_t word = 0;
  for (std::size_t begin = 0; begin <= query_.text.size();) {
    const std::size_t end = std::min(query_.text.find_first_of(places::parting, begin), query_.text.size());
    bool open = end > places::query_bytes(query_.text);
    while (word < words_.size() && words_[word].begin < end) {
      open |= !(explained >> (2 * word) & 3U);
      ++word;
    }
    open |= word == places::query_max_words && !fold(query_.text.substr(begin, end - begin)).empty();
    if (open) {
      auto piece = query_.text.substr(begin, end - begin);
      while (piece.starts_with(' ')) piece.remove_prefix(1);
      while (piece.ends_with(' ')) piece.remove_suffix(1);
      out += (out.empty() ? "" : ", ") + std::string{piece};
    }
    begin = end + 1;
  }
  return out;
}

/// Two eras of one unit under one name, with one responsible unit, are one answer.
bool Search::repeated(const Place& place, const Places& answer) const {
  return std::ranges::any_of(answer.found, [&](const Place& other) {
    return other.unit->key.code == place.unit->key.code && other.now.unit == place.now.unit &&
           other.now.kind == place.now.kind && fold(other.unit->name) == fold(place.unit->name);
  });
}

/// One responsible unit, ahead of every other by a clear margin (which "cũ" alone does not make), of a
/// commune that was written whole, and that nothing else in the words speaks against; with a typing error,
/// only where what is above it is named too.
bool Search::sure(const std::vector<Candidate>& found, const Candidate& best, const Place& first) const {
  if (!first.now.certain() || first.unit->level != Level::commune || best.own.open || best.errors > 1)
    return false;
  if (best.errors > 0 && !best.in_context) return false;
  for (const Candidate& other : found) {
    if (best.score - best.former - (other.score - other.former) >= clear_margin) continue;
    const Unit& unit = index_.unit(other.unit);
    const auto now = units_.succession(unit, query_.on);
    if (inside(unit, now) && (!now.certain() || now.unit != first.now.unit)) return false;
  }
  const auto asked = [this](const Unit& unit, const Succession& now) { return inside(unit, now); };
  return best.score >= points_of_code ||
         (places::Certainty{index_, words_, query_.on}.undisputed(best, *first.now.unit) &&
          !places::Alike{index_, words_, query_.on}.any(best, *first.now.unit, asked));
}

Places Search::run() {
  Places answer;
  if (words_.empty() || !is_valid_utf8(query_.text)) return answer;
  const auto coded = by_code();
  auto found = coded && words_[0].end - words_[0].begin > 3 ? std::vector<Candidate>{} : by_text();
  if (coded) found.insert(found.begin(), coded->begin(), coded->end());

  std::size_t looked = 0;
  if (!query_.prefer.empty() || query_.near)
    for (Candidate& each : found) {
      if (++looked > weighed_max) break;
      const Unit& unit = index_.unit(each.unit);
      if (preferred(unit, units_.succession(unit, query_.on))) each.score += near_points;
    }
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return std::tuple{-a.score, a.unit} < std::tuple{-b.score, b.unit};
  });

  std::map<std::pair<Level, places::NameId>, std::size_t> groups;
  std::vector<Candidate> kept;
  const std::size_t limit = std::clamp<std::size_t>(query_.limit, 1, limit_max);
  for (const Candidate& each : found) {
    if (kept.size() == limit) break;
    const Unit& unit = index_.unit(each.unit);
    Place place{.unit = &unit,
                .now = units_.succession(unit, query_.on),
                .score = each.score,
                .group = 0,
                .detail = {}};
    if (!inside(unit, place.now) || repeated(place, answer)) continue;
    place.group = groups.try_emplace({unit.level, index_.main_name(each.unit)}, groups.size()).first->second;
    const bool split = !place.now.certain() && place.now.trail.back().fate == Fate::split;
    place.detail = split ? whole_pieces(each.explained) : rest(each.explained);
    if (split) place.by_detail = place_by_detail(units_, unit, place.detail, query_.on);
    answer.found.push_back(std::move(place));
    kept.push_back(each);
  }
  answer.sure = !kept.empty() && sure(found, kept.front(), answer.found.front());
  return answer;
}

}  // namespace

PlaceFinder::PlaceFinder(const Directory& units) : index_(std::make_unique<const Index>(units)) {}
PlaceFinder::~PlaceFinder() = default;
PlaceFinder::PlaceFinder(PlaceFinder&&) noexcept = default;
PlaceFinder& PlaceFinder::operator=(PlaceFinder&&) noexcept = default;

Places PlaceFinder::find(const PlaceQuery& query) const { return Search{*index_, query}.run(); }

std::size_t PlaceFinder::index_bytes() const { return index_->bytes(); }

}  // namespace hotline
