#include "domain/place_alike.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace hotline::places {
namespace {

/// Whether so many typing errors make one text the other: a letter wrong, missing, too many, or two swapped
/// (optimal string alignment). The text is a row of a table that is longer than any name.
bool within_errors(std::string_view a, std::string_view b, std::size_t errors) {
  constexpr std::size_t letters_max = 63;
  const auto [shorter, longer] = std::minmax({a.size(), b.size()});
  if (longer - shorter > errors || longer > letters_max) return false;
  std::array<std::array<std::size_t, letters_max + 1>, 3> rows{};
  std::iota(rows[0].begin(), rows[0].end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const auto &last = rows[(i - 1) % 3], &before = rows[(i + 1) % 3];
    auto& row = rows[i % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()] <= errors;
}

}  // namespace

/// The letters of the words that were read as a name; of a word that it shares with another, its part.
std::string Alike::typed(const Span& span) const {
  const auto name = index_.name(span.name);
  std::string text;
  for (std::size_t word = span.first / 2U; word <= span.last / 2U; ++word)
    if (word == span.first / 2U && span.first % 2 != 0)
      text += index_.word(name.front());
    else if (word == span.last / 2U && span.last % 2 == 0)
      text += index_.word(name.back());
    else
      text += words_[word].text;
  return text;
}

std::string Alike::letters(NameId name) const {
  std::string text;
  for (const WordId word : index_.name(name)) text += index_.word(word);
  return text;
}

bool Alike::begins_so(NameId name, std::string_view letters) const {
  for (const WordId id : index_.name(name)) {
    const auto word = index_.word(id).substr(0, letters.size());
    if (!letters.starts_with(word)) return false;
    letters.remove_prefix(word.size());
  }
  return letters.empty();
}

/// Whether that begins another name, a longer one.
bool Alike::begins_other(NameId longer, NameId begun) const {
  const auto whole = index_.name(longer), part = index_.name(begun);
  return longer != begun && whole.size() >= part.size() &&
         std::equal(part.begin(), part.end() - 1, whole.begin()) &&
         index_.word(whole[part.size() - 1]).starts_with(index_.word(part.back()));
}

/// In all that the candidate was read to lie in; of a name that is still being typed, in one that begins so.
bool Alike::lies_there(Row unit, std::span<const Surroundings> there) const {
  return std::ranges::all_of(there, [&](const Surroundings& above) {
    return std::ranges::any_of(index_.contexts(unit), [&](const Context& context) {
      return above.begun.empty() ? context.name == above.name : begins_so(context.name, above.begun);
    });
  });
}

bool Alike::any(const Candidate& candidate, const Unit& responsible, const Asked& asked) const {
  const Span& own = candidate.own;
  const bool number = words_[own.first / 2U].number;  // nobody errs in one
  const bool erred = candidate.errors > 0 && !number;
  const bool at_end = own.errors == 0 && own.last / 2U + 1 == words_.size();
  bool open = false;
  std::vector<Surroundings> there;
  for (const Span& above : candidate.above) {
    if (above.name == none) continue;
    if (above.open && above.errors > 0) return true;  // little was typed, and that wrongly
    open |= above.open;
    there.push_back({above.name, above.open ? typed(above) : ""});
  }
  // Commune and province is how places are called today.
  const bool as_today = !index_.unit(candidate.unit).valid_on(on_) && there.size() == 1 &&
                        candidate.above[0].name == none && !number;
  if (!erred && !at_end && !open && !as_today) return false;
  const std::string text = typed(own);
  const auto units = index_.directory().units();
  const auto like = [&](Row row) {
    const NameId name = index_.main_name(row);
    return (open && name == own.name) || (at_end && begins_other(name, own.name)) ||
           ((erred || (as_today && units[row].valid_on(on_))) &&
            within_errors(text, letters(name), own.errors + 1U));
  };
  for (Row row = 0; row < units.size(); ++row) {
    if (!lies_there(row, there) || !like(row)) continue;
    const auto now = index_.directory().succession(units[row], on_);
    if (now.unit != &responsible && asked(units[row], now)) return true;
  }
  return false;
}

}  // namespace hotline::places
