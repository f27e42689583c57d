#include "domain/unit_difference.h"

#include <algorithm>
#include <array>

#include "base/fold.h"

namespace hotline {
namespace {

constexpr std::size_t kinds = 8;

std::vector<std::string_view> changed_fields(const Unit& a, const Unit& b) {
  std::vector<std::string_view> fields;
  const auto note = [&](bool same, std::string_view field) {
    if (!same) fields.push_back(field);
  };
  note(a.valid_to == b.valid_to, "valid_to");
  note(a.level == b.level, "level");
  note(a.kind == b.kind, "kind");
  note(a.name == b.name, "name");
  note(a.other_names == b.other_names, "other_names");
  note(a.parent == b.parent, "parent");
  note(a.successors == b.successors && a.successors_proposed == b.successors_proposed, "successors");
  note(a.telephones == b.telephones, "telephones");
  note(a.note == b.note, "note");
  note(a.source == b.source, "source");
  note(a.parts == b.parts, "parts");
  return fields;
}

UnitChange::Kind how_ended(Fate fate) {
  switch (fate) {
    case Fate::renamed:
      return UnitChange::Kind::renamed;
    case Fate::merged:
      return UnitChange::Kind::merged;
    case Fate::split:
      return UnitChange::Kind::split;
    case Fate::stays:
    case Fate::unknown:
      return UnitChange::Kind::ended;
  }
  return UnitChange::Kind::ended;
}

/// The unit that had this code just before and bore another name.
const Unit* other_holder(const Directory& units, const Unit& unit) {
  const Unit* before = nullptr;
  for (const Unit& era : units.eras(unit.key.code))
    if (era.key < unit.key) before = &era;
  return before && fold(before->name) != fold(unit.name) ? before : nullptr;
}

void compare(const Unit* was, const Unit& is, const Directory& after, std::vector<UnitChange>& changes) {
  const bool ends_now = is.valid_to && (!was || was->valid_to != is.valid_to);
  if (!was && after.predecessors(is).empty())
    changes.push_back({UnitChange::Kind::added, nullptr, &is, {}, {}});
  if (!was)
    if (const Unit* holder = other_holder(after, is))
      changes.push_back({UnitChange::Kind::code_reused, holder, &is, {}, {}});
  if (was && ends_now) {
    const Fate fate = after.succession(is, *is.valid_to).trail.front().fate;
    changes.push_back({how_ended(fate), was, &is, after.successors(is), {}});
  } else if (was && *was != is) {
    changes.push_back({UnitChange::Kind::corrected, was, &is, {}, changed_fields(*was, is)});
  }
}

std::string label(const Unit& unit) { return unit.key.text() + " " + unit.full_name(); }

}  // namespace

std::string_view name(UnitChange::Kind kind) {
  constexpr std::array<std::string_view, kinds> names = {"ended",   "split",       "merged",    "renamed",
                                                         "removed", "code_reused", "corrected", "added"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<UnitChange> difference(const Directory& before, const Directory& after) {
  std::vector<UnitChange> changes;
  auto was = before.units().begin();
  const auto was_end = before.units().end();
  const auto remove = [&] { changes.push_back({UnitChange::Kind::removed, &*was++, nullptr, {}, {}}); };
  for (const Unit& is : after.units()) {
    while (was != was_end && was->key < is.key) remove();
    const bool known = was != was_end && was->key == is.key;
    compare(known ? &*was : nullptr, is, after, changes);
    if (known) ++was;
  }
  while (was != was_end) remove();
  return changes;
}

std::vector<UnitChangeCount> count_by_kind(std::span<const UnitChange> changes) {
  std::array<std::size_t, kinds> all{};
  for (const auto& change : changes) ++all.at(static_cast<std::size_t>(change.kind));
  std::vector<UnitChangeCount> counts;
  for (std::size_t kind = 0; kind < kinds; ++kind)
    if (all.at(kind) > 0) counts.push_back({static_cast<UnitChange::Kind>(kind), all.at(kind)});
  return counts;
}

std::vector<const UnitChange*> excerpt(std::span<const UnitChange> changes, std::size_t count_max) {
  const auto counts = count_by_kind(changes);
  // The rarest first: what a kind leaves of its share goes to those that have more.
  auto shares = counts;
  std::ranges::sort(shares, {}, &UnitChangeCount::count);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i].count = std::min(shares[i].count, count_max / (shares.size() - i));
    count_max -= shares[i].count;
  }
  std::vector<const UnitChange*> shown;
  for (const auto& [kind, count] : counts) {
    auto left = std::ranges::find(shares, kind, &UnitChangeCount::kind)->count;
    for (const auto& change : changes) {
      if (left == 0) break;
      if (change.kind != kind) continue;
      shown.push_back(&change);
      --left;
    }
  }
  return shown;
}

std::string line(const UnitChange& change) {
  std::string out{name(change.kind)};
  out += ' ';
  if (change.kind == UnitChange::Kind::code_reused)
    return out + label(*change.after) + " (" + change.before->full_name() + ")";
  out += label(change.after ? *change.after : *change.before);
  for (std::size_t i = 0; i < change.into.size(); ++i) out += (i ? ", " : " → ") + label(*change.into[i]);
  const bool ended = change.after && change.after->valid_to && change.kind != UnitChange::Kind::added &&
                     change.kind != UnitChange::Kind::corrected;
  if (ended) out += " (" + date_text(*change.after->valid_to) + ")";
  for (std::size_t i = 0; i < change.fields.size(); ++i)
    out += (i ? ", " : ": ") + std::string{change.fields[i]};
  return out;
}

}  // namespace hotline
