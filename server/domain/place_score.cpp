#include "domain/place_score.h"

#include <algorithm>

namespace hotline::places {
namespace {

// Found by trial on the whole country (tests/places/national_test.cpp). A whole word is worth about nine.
constexpr float kind_fits = 3, context_kind_fits = 1.5F;
constexpr float kind_of_same_level = -1;  // communes become wards, people say one for the other
constexpr float kind_of_other_level = -6;
constexpr float kind_cut = -9;  // "thành phố Huế" is not the ward Phố Huế, "Phú, thành phố" not Phú Thành
constexpr float detail_announced = -8;  // "đường Lê Lợi" is not the ward Lê Lợi
constexpr float context_before = -3;    // of an era before the unit's
constexpr float context_after = -1;     // the province of today of a commune that is no more: said as often
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

float points(Era era) { return era == Era::before ? context_before : era == Era::after ? context_after : 0; }

Cells word_cells(std::size_t from, std::size_t count) {
  return (~Cells{0} >> (64 - 2 * count)) << (2 * from);
}

}  // namespace

float Scoring::announced(const Span& span, Kinds kinds, Level level, bool own, Cells others,
                         Cells& explained) const {
  if (span.first % 2 != 0) return 0;  // begins within a word
  const std::size_t word = span.first / 2U;
  if (cuts_kind(span)) return kind_cut;
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
  // A city may be behind it as well: "chợ Vinh", "bến xe Hà Nội".
  const bool as_detail = own && (level == Level::commune || span.errors > 0) && detail_before(words_, word);
  return as_detail && !(word_cells(word - 1, 1) & others) ? detail_announced : 0;
}

/// Whether it begins or ends between the two words of a kind.
bool Scoring::cuts_kind(const Span& span) const {
  const auto within = [&](std::size_t word) {
    return word < words_.size() && !words_[word].begins_piece() &&
           kind_before(words_.first(word + 1), word + 1).words == 2;
  };
  return within(span.first / 2U) || within(span.last / 2U + 1);
}

std::size_t Scoring::letters(NameId name) const {
  std::size_t sum = 0;
  for (const WordId word : index_.name(name)) sum += index_.word(word).size();
  return sum;
}

/// The number of a house or of a hamlet names no ward.
bool Scoring::usable(const Span& span) const {
  return span.first % 2 != 0 || span.last != span.first + 1 || !words_[span.first / 2U].house;
}

/// A number that nothing says to be a ward's.
bool Scoring::bare_number(const Span& span, Level level) const {
  const std::size_t word = span.first / 2U;
  return level != Level::helpline && index_.name(span.name).size() == 1 && words_[word].number &&
         words_[word].text.size() <= ward_digits_max && !(kind_before(words_, word).kinds & kinds_at(level));
}

/// Words of the same piece follow that are not explained: a bare number is a house there before it is a ward.
bool Scoring::stands_before_more(const Span& span, Cells explained) const {
  const std::size_t next = span.last / 2U + 1;
  return next < words_.size() && !words_[next].begins_piece() && !(explained & word_cells(next, 1));
}

void Scoring::gather(const Bearer& bearer, std::vector<Above>& districts,
                     std::vector<Above>& provinces) const {
  districts.assign(1, Above{});
  provinces.assign(1, Above{});
  const auto add = [&](NameId name, Level level, Kinds kinds, Era era) {
    for (const Span& span : match_.of(name))
      if (usable(span) && (span.errors == 0 || letters(name) >= letters_for_error_min))
        (level == Level::province ? provinces : districts)
            .push_back({&span, kinds, level, span.points + points(era)});
  };
  for (const Context& context : index_.contexts(bearer.unit))
    add(context.name, context.level, context.kinds, context.era);
  if (bearer.district != none) add(bearer.district, Level::district, kinds_at(Level::district), Era::its_own);
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
      made.above[above == &province] = *above->span;
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
  if (!usable(own)) return std::nullopt;
  const bool number = bare_number(own, unit.level);
  const auto contexts = index_.contexts(bearer.unit);
  const bool in_district =
      unit.level == Level::commune && std::ranges::any_of(contexts, [](const Context& c) {
        return c.level == Level::district && c.era == Era::its_own;
      });
  std::optional<Candidate> best;
  for (const Above& district : districts) {
    if (district.span && district.span->cells() & own.cells()) continue;
    const Cells taken = own.cells() | (district.span ? district.span->cells() : 0);
    for (const Above& province : provinces) {
      if (province.span && province.span->cells() & taken) continue;
      Candidate made = together(bearer.unit, own, district, province);
      if (made.errors > errors_max) continue;
      if (number && (!made.in_context || stands_before_more(own, made.explained))) continue;
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
