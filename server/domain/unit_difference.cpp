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
  note(a.ended_not_later == b.ended_not_later, "valid_to_is");
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
  note(a.seat == b.seat, "seat");
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

template <class Items, class Text>
std::string joined(const Items& items, const Text& text) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "; ") + text(item);
  return out;
}

std::string cut(std::string text) {
  std::size_t chars = 0, kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;  // inside a character
    if (chars + 1 == field_change_max_chars) kept = i;
    if (++chars > field_change_max_chars) return text.substr(0, kept) + "…";
  }
  return text;
}

/// What a field of a unit says, by its column.
class Told {
 public:
  Told(const Directory& units, const Unit& unit) : units_(units), unit_(unit) {}

  std::string of(std::string_view field) const {
    if (field == "code") return unit_.key.code;
    if (field == "valid_to") return unit_.valid_to ? date_text(*unit_.valid_to) : "";
    if (field == "valid_to_is") return unit_.ended_not_later ? "not_later" : "exact";
    if (field == "level") return std::string{name(unit_.level)};
    if (field == "kind") return unit_.kind;
    if (field == "name") return unit_.name;
    if (field == "other_names") return joined(unit_.other_names, as_it_is);
    if (field == "parent") return unit_.parent ? other(*unit_.parent) : "";
    if (field == "successors") return successors();
    if (field == "telephones") return joined(unit_.telephones, as_it_is);
    if (field == "note") return unit_.note;
    if (field == "source") return unit_.source;
    if (field == "seat") return unit_.seat;
    return joined(unit_.parts, [&](const UnitPart& part) { return part.name + " → " + other(part.to); });
  }

 private:
  static std::string as_it_is(const std::string& text) { return text; }
  std::string other(const UnitKey& key) const {
    const Unit* unit = units_.find(key);
    return unit ? unit->full_name() + " (" + key.code + ")" : key.text();
  }
  std::string successors() const {
    const auto all = joined(unit_.successors, [&](const UnitKey& key) { return other(key); });
    return unit_.successors_proposed && !all.empty() ? "? " + all : all;
  }

  const Directory& units_;
  const Unit& unit_;
};

}  // namespace

std::string_view name(UnitChange::Kind kind) {
  constexpr std::array<std::string_view, kinds> names = {"ended",   "split",       "merged",    "renamed",
                                                         "removed", "code_reused", "corrected", "added"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<FieldChange> field_changes(const UnitChange& change, const Directory& before,
                                       const Directory& after) {
  constexpr std::array<std::string_view, 5> of_next = {"code", "level", "kind", "name", "parent"};
  const bool goes_on = change.kind == UnitChange::Kind::renamed && change.into.size() == 1;
  const bool corrected = change.kind == UnitChange::Kind::corrected;
  std::vector<FieldChange> out;
  if (!goes_on && !corrected) return out;
  const Told was{before, *change.before};
  const Told becomes{after, goes_on ? *change.into.front() : *change.after};
  for (const auto field : goes_on ? std::span<const std::string_view>(of_next) : std::span(change.fields)) {
    FieldChange one{field, cut(was.of(field)), cut(becomes.of(field))};
    if (corrected || one.was != one.becomes) out.push_back(std::move(one));
  }
  return out;
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
