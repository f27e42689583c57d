#include "domain/place_score.h"

#include <algorithm>

namespace hotline::places {
namespace {

// Found by trial on the whole country (tests/places/finder_national_test.cpp). A whole word is worth about
// nine.
constexpr float kind_fits = 3, context_kind_fits = 1.5F;
constexpr float kind_of_same_level = -1;  // communes become wards, people say one for the other
constexpr float kind_of_other_level = -6;
constexpr float detail_announced = -8;  // "đường Lê Lợi" is not the ward Lê Lợi
constexpr float context_weak = -3;      // of another era than the unit
constexpr float level_skipped = -1.5F;  // the province is named, the district between is not
constexpr float other_name = -2;        // not the name of the unit itself
constexpr float in_order = 0.5F;        // from the small to the large, as addresses are written
constexpr float valid_today = 0.4F, is_commune = 0.2F;
constexpr float mark_right = 0.2F, mark_wrong = -1.5F;
constexpr float far_behind = 30;
constexpr unsigned errors_max = 3;
constexpr float score_min = 5;
constexpr std::size_t ward_digits_max = 3;
constexpr std::size_t letters_for_error_min = 4;  // "cũ" (former) is not the town Chũ

Cells word_cells(std::size_t from, std::size_t count) {
  return (~Cells{0} >> (64 - 2 * count)) << (2 * from);
}

}  // namespace

float Scoring::announced(const Span& span, Kinds kinds, Level level, bool own, Cells others,
                         Cells& explained) const {
  if (span.first % 2 != 0) return 0;  // begins within a word
  const std::size_t word = span.first / 2U;
  const KindWords before = kind_before(words_, word);
  if (before.kinds) {
    const Cells cells = word_cells(word - before.words, before.words);
    if (cells & others) return 0;  // the end of another name
    if (before.kinds & kinds) {
      explained |= cells;
      return own ? kind_fits : context_kind_fits;
    }
    if (!(before.kinds & kinds_at(level))) return kind_of_other_level;
    explained |= cells;
    return kind_of_same_level;
  }
  return own && detail_before(words_, word) && !(word_cells(word - 1, 1) & others) ? detail_announced : 0;
}

std::size_t Scoring::letters(NameId name) const {
  std::size_t sum = 0;
  for (const WordId word : index_.name(name)) sum += index_.word(word).size();
  return sum;
}

void Scoring::gather(const Bearer& bearer, std::vector<Above>& districts,
                     std::vector<Above>& provinces) const {
  districts.assign(1, Above{});
  provinces.assign(1, Above{});
  const auto add = [&](NameId name, Level level, Kinds kinds, bool weak) {
    for (const Span& span : match_.of(name))
      if (span.errors == 0 || letters(name) >= letters_for_error_min)
        (level == Level::province ? provinces : districts)
            .push_back({&span, kinds, level, span.points + (weak ? context_weak : 0)});
  };
  for (const Context& context : index_.contexts(bearer.unit))
    add(context.name, context.level, context.kinds, context.weak);
  if (bearer.district != none) add(bearer.district, Level::district, kinds_at(Level::district), false);
}

Candidate Scoring::together(Row unit, const Span& own, const Above& district, const Above& province) const {
  Candidate made{
      .unit = unit, .score = own.points, .explained = own.cells(), .own = own, .errors = own.errors};
  const Unit& of = index_.unit(unit);
  for (const Above* above : {&district, &province})
    if (above->span) {
      made.score += above->worth;
      made.explained |= above->span->cells();
      made.errors += above->span->errors;
      made.in_context = true;
    }
  const Cells names = made.explained;
  made.score += announced(own, index_.kinds(unit), of.level, true, names & ~own.cells(), made.explained);
  for (const Above* above : {&district, &province})
    if (above->span)
      made.score += announced(*above->span, above->kinds, above->level, false, names & ~above->span->cells(),
                              made.explained);
  if (district.span && own.first < district.span->first) made.score += in_order;
  if (province.span && own.first < province.span->first) made.score += in_order;
  if (district.span && province.span && district.span->first < province.span->first) made.score += in_order;
  return made;
}

std::optional<Candidate> Scoring::candidate(const Bearer& bearer, const Span& own) const {
  std::vector<Above> districts, provinces;
  gather(bearer, districts, provinces);
  const Unit& unit = index_.unit(bearer.unit);
  const bool number = unit.level != Level::helpline && index_.name(own.name).size() == 1 &&
                      words_[own.first / 2U].number && words_[own.first / 2U].text.size() <= ward_digits_max;
  const auto contexts = index_.contexts(bearer.unit);
  const bool in_district =
      unit.level == Level::commune &&
      std::ranges::any_of(contexts, [](const Context& c) { return c.level == Level::district && !c.weak; });
  std::optional<Candidate> best;
  for (const Above& district : districts) {
    if (district.span && district.span->cells() & own.cells()) continue;
    const Cells taken = own.cells() | (district.span ? district.span->cells() : 0);
    for (const Above& province : provinces) {
      if (province.span && province.span->cells() & taken) continue;
      Candidate made = together(bearer.unit, own, district, province);
      if (made.errors > errors_max) continue;
      const bool called = kind_before(words_, own.first / 2U).kinds & kinds_at(unit.level);
      if (number && !district.span && !called) continue;  // a bare number is a house before it is a ward
      if (in_district && province.span && !district.span) made.score += level_skipped;
      if (!best || made.score > best->score) best = made;
    }
  }
  if (!best) return best;
  if (own.name != index_.main_name(bearer.unit)) best->score += other_name;
  if (unit.valid_on(on_)) best->score += valid_today;
  if (unit.level == Level::commune) best->score += is_commune;
  return best;
}

std::vector<Candidate> Scoring::candidates() const {
  std::vector<Candidate> found;
  float top = 0;
  for (const Span& own : match_.all())
    for (const Bearer& bearer : index_.bearers(own.name)) {
      const auto made = candidate(bearer, own);
      if (!made || made->score < std::max(score_min, top - far_behind)) continue;
      top = std::max(top, made->score);
      found.push_back(*made);
    }
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return std::tuple{a.unit, -a.score} < std::tuple{b.unit, -b.score};
  });
  const auto again = std::ranges::unique(found, {}, &Candidate::unit);
  found.erase(again.begin(), again.end());
  std::erase_if(found, [&](const Candidate& c) { return c.score < top - far_behind; });
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return std::tuple{-a.score, a.unit} < std::tuple{-b.score, b.unit};
  });
  return found;
}

float Scoring::marks(const Candidate& candidate) const {
  const Span& own = candidate.own;
  const std::size_t first = own.first / 2U, count = own.last / 2U + 1 - first;
  const auto typed = words_.subspan(first, count);
  const bool any = std::ranges::any_of(
      typed, [](const QueryWord& word) { return !word.number && word.marked != word.text; });
  if (!any || own.errors) return 0;
  const auto names = marked_words(index_.unit(candidate.unit).name);
  float points = 0;
  for (std::size_t i = 0; i < count && i < names.size(); ++i)
    points += names[i] == typed[i].marked ? mark_right : mark_wrong;
  return points;
}

}  // namespace hotline::places
