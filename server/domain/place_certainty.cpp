#include "domain/place_certainty.h"

#include <algorithm>
#include <array>

namespace hotline::places {
namespace {

// What may stand before a name in the same piece and is no part of it.
constexpr auto before_names = std::to_array<std::string_view>({"o", "tai", "thuoc"});
// A hamlet's name has one word or two: behind two the commune begins. Streets and schools are called longer.
constexpr auto hamlet_words =
    std::to_array<std::string_view>({"thon", "xom", "ap", "ban", "buon", "lang", "khom", "phum", "soc"});
constexpr std::size_t hamlet_name_words = 2;

bool is_explained(Cells explained, std::size_t word) { return explained >> (2 * word) & 3U; }

}  // namespace

/// How many words from there say a kind of unit, none of them explained.
std::size_t Certainty::kind_words_at(std::size_t at, Cells explained) const {
  for (const std::size_t count : {2U, 1U})
    if (at + count <= words_.size() && kind_before(words_, at + count).words == count &&
        !is_explained(explained, at + count - 1))
      return count;
  return 0;
}

/// A new stretch begins behind a comma, behind what is explained, and where a kind or a detail is announced;
/// a word right behind a kind begins a name, whatever else it may announce ("xã Trường Sơn").
std::vector<Certainty::Stretch> Certainty::left_over(Cells explained) const {
  std::vector<Stretch> left;
  bool open = false;
  for (std::size_t at = 0; at < words_.size(); ++at) {
    if (is_explained(explained, at)) {
      open = false;
      continue;
    }
    open &= !words_[at].begins_piece();
    const bool behind_kind = open && left.back().announced == Announced::as_kind && left.back().begin == at;
    const std::size_t kind = behind_kind ? 0 : kind_words_at(at, explained);
    if (kind > 0) {
      left.push_back({at + kind, at + kind, Announced::as_kind, kind_before(words_, at + kind).kinds});
      at += kind - 1;
      open = true;
    } else if (words_[at].detail && !behind_kind) {
      left.push_back({at, at + 1, Announced::as_detail});
      open = true;
    } else {
      if (!open) left.push_back({at, at, Announced::by_nothing});
      left.back().end = at + 1;
      open = true;
    }
  }
  // A number alone between two commas is a ward.
  for (Stretch& stretch : left)
    if (stretch.end - stretch.begin == 1 && words_[stretch.begin].number && !words_[stretch.begin].house)
      stretch.announced = Announced::by_nothing;
  return left;
}

/// Whether that name, of a unit of those kinds where any are said, is the candidate's or of something above
/// it, then or now.
bool Certainty::of_its_line(NameId name, Kinds kinds, const Candidate& candidate,
                            const Unit& responsible) const {
  const auto fits = [&](Level level) { return !kinds || (kinds & kinds_at(level)); };
  const auto row = static_cast<Row>(&responsible - index_.directory().units().data());
  for (const Row each : {candidate.unit, row})
    if (std::ranges::any_of(index_.contexts(each),
                            [&](const Context& c) { return c.name == name && fits(c.level); }))
      return true;
  return std::ranges::any_of(index_.bearers(name), [&](const Bearer& bearer) {
    const Unit& unit = index_.unit(bearer.unit);
    return fits(unit.level) &&
           (bearer.unit == candidate.unit || index_.directory().succession(unit, on_).unit == &responsible);
  });
}

bool Certainty::called_by_kind(const Candidate& candidate) const {
  return kind_before(words_, candidate.own.first / 2U).kinds & kinds_at(index_.unit(candidate.unit).level);
}

/// Behind a kind, a name of that level; else the stretch must be a name and nothing but that. Beside a
/// commune that is called one, what is not is a hamlet or a street, though some commune has that name as
/// well.
bool Certainty::names_another(const Stretch& stretch, const Candidate& candidate,
                              const Unit& responsible) const {
  if (stretch.announced == Announced::as_detail) return false;
  const bool called = called_by_kind(candidate);
  bool another = false;
  for (const Span& span : exact_.all()) {
    if (span.open || span.first != 2 * stretch.begin || span.cells() & candidate.explained) continue;
    const bool whole = span.last == 2 * stretch.end - 1;
    if (stretch.announced == Announced::by_nothing && !whole) continue;
    if (of_its_line(span.name, stretch.kinds, candidate, responsible)) return false;
    another |= std::ranges::any_of(index_.bearers(span.name), [&](const Bearer& bearer) {
      const Level level = index_.unit(bearer.unit).level;
      return stretch.announced == Announced::as_kind ? stretch.kinds & kinds_at(level)
                                                     : !called || level != Level::commune;
    });
  }
  return another;
}

/// What stands right before that word in the same piece, so that a name there may be the end of it.
const Certainty::Stretch* Certainty::glued_before(std::size_t first, const Stretches& left) const {
  const auto before = std::ranges::find(left, first, &Stretch::end);
  if (before == left.end() || words_[first].begins_piece()) return nullptr;
  const QueryWord& last = words_[first - 1];
  const bool ends = last.house && !last.detail;  // "thôn 3" has its name
  return ends || std::ranges::find(before_names, last.text) != before_names.end() ? nullptr : &*before;
}

/// And what stands right behind it.
const Certainty::Stretch* Certainty::glued_behind(const Span& span, const Stretches& left) const {
  const std::size_t end = span.last / 2U + 1;
  const auto behind = std::ranges::find(left, end, &Stretch::begin);
  const bool glued = behind != left.end() && !words_[end].begins_piece();
  return glued ? &*behind : nullptr;
}

bool Certainty::is_named_hamlet(const Stretch& stretch) const {
  return stretch.announced == Announced::as_detail && stretch.end == stretch.begin + 1 + hamlet_name_words &&
         std::ranges::find(hamlet_words, words_[stretch.begin].text) != hamlet_words.end();
}

/// "ban thanh xuan nam khanh vinh": is Nam that of the hamlet, or that of the commune? "ban da k nang tinh
/// nam dinh": is that the ward Năng Tĩnh, or a province?
bool Certainty::is_cut_at_will(const Span& own) const {
  return words_[own.last / 2U].kind || std::ranges::any_of(exact_.all(), [&](const Span& other) {
           return !other.open && other.first > own.first && other.last == own.last;
         });
}

/// "dbnh xa tuyen quang" is Đình Xá in a province: the kind may end a name that is not understood, where the
/// unit has the name of something larger.
bool Certainty::may_be_above(const Candidate& candidate, const Stretches& left) const {
  const std::size_t first = candidate.own.first / 2U;
  const auto* before = glued_before(first - kind_before(words_, first).words, left);
  return before && before->announced == Announced::by_nothing &&
         std::ranges::any_of(index_.bearers(candidate.own.name), [&](const Bearer& bearer) {
           return index_.unit(bearer.unit).level != Level::commune;
         });
}

/// Its kind stands before it, or nothing does that it could be a part of.
bool Certainty::own_stands_alone(const Candidate& candidate, const Stretches& left) const {
  const Span& own = candidate.own;
  const std::size_t first = own.first / 2U;
  if (called_by_kind(candidate)) return !may_be_above(candidate, left);
  if (kind_before(words_, first).kinds && !is_explained(candidate.explained, first - 1)) return false;
  const auto* before = glued_before(first, left);
  const bool in_line = own.errors == 0 && candidate.in_context;
  if (before && !(in_line && is_named_hamlet(*before) && !is_cut_at_will(own))) return false;
  // "trường Sơn Động" is not in Trường Sơn.
  const auto* behind = glued_behind(own, left);
  return !behind ||
         (behind->announced != Announced::by_nothing && !words_[first].detail && !words_[first].kind);
}

/// Its kind stands before it, or nothing does that it could be a part of.
bool Certainty::above_stands_alone(const Candidate& candidate, Level level, const Stretches& left) const {
  const Span& above = candidate.above[level == Level::province];
  const std::size_t first = above.first / 2U;
  const auto [kinds, kind_words] = kind_before(words_, first);
  if (kinds & kinds_at(level)) {
    // "duong lac long quan hoa binh" is in no quận Hòa Bình, "pho lac long quan 6" may be in no quận 6.
    const bool called_so = std::ranges::any_of(index_.contexts(candidate.unit), [&](const Context& context) {
      return context.name == above.name && context.level == level && context.kinds & kinds;
    });
    const auto* before = glued_before(first - kind_words, left);
    return !before || (called_so && before->announced != Announced::as_detail);
  }
  if (kinds && !is_explained(candidate.explained, first - 1)) return false;
  return !glued_before(first, left);
}

/// A word that announces something, the right name of another unit, and a comma are no typing errors.
bool Certainty::well_read(const Span& span) const {
  if (span.errors == 0) return true;
  for (std::size_t at = span.first / 2U + 1; at <= span.last / 2U; ++at)
    if (words_[at].parted) return false;
  return !span.misread && std::ranges::none_of(exact_.all(), [&](const Span& other) {
    return !other.open && other.first / 2 == span.first / 2 && other.last / 2 == span.last / 2;
  });
}

/// No name begins or ends within a word of which more than a letter belongs to nothing.
bool Certainty::whole_words(const Span& span, Cells explained) const {
  const auto belongs = [&](std::size_t word, std::size_t part) {
    const bool whole = (explained >> (2 * word) & 3U) == 3;
    return whole || words_[word].text.size() <= index_.word(index_.name(span.name)[part]).size() + 1;
  };
  return (span.first % 2 == 0 || belongs(span.first / 2U, 0)) &&
         (span.last % 2 != 0 || belongs(span.last / 2U, index_.name(span.name).size() - 1));
}

bool Certainty::undisputed(const Candidate& candidate, const Unit& responsible) const {
  const auto left = left_over(candidate.explained);
  const auto right = [&](const Span& span) {
    return well_read(span) && whole_words(span, candidate.explained);
  };
  if (!right(candidate.own) || !own_stands_alone(candidate, left)) return false;
  const auto& [district, province] = candidate.above;
  const bool both = district.name != none && province.name != none;
  if (both && district.open) return false;  // begun anew behind the province
  for (const Level level : {Level::district, Level::province}) {
    const Span& above = level == Level::district ? district : province;
    if (above.name == none) continue;
    const bool told_by_district = both && level == Level::province;
    if (!told_by_district && !right(above)) return false;
    if (!above_stands_alone(candidate, level, left)) return false;
  }
  const QueryWord& first = words_[candidate.own.first / 2U];
  const bool announces = (first.detail || first.kind) && !called_by_kind(candidate);
  if (announces && candidate.own.errors > 0) return false;  // "bản Đông" is not the commune Bản Công
  // An error, or a name that begins as a detail does, and something else besides that is not understood.
  const bool alone = candidate.errors > 0 || announces;
  return std::ranges::none_of(left, [&](const Stretch& stretch) {
    return (alone && stretch.announced == Announced::by_nothing) ||
           names_another(stretch, candidate, responsible);
  });
}

}  // namespace hotline::places
