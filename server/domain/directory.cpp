#include "domain/directory.h"

#include <algorithm>
#include <numeric>

#include "domain/directory_check.h"

namespace hotline {

Directory::Built Directory::build(std::vector<Unit> units) {
  std::vector<std::size_t> rows(units.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::sort(rows, {},
                    [&](std::size_t i) { return std::pair<const UnitKey&, std::size_t>{units[i].key, i}; });
  std::shared_ptr<Directory> made{new Directory};
  made->units_.reserve(units.size());
  for (const std::size_t i : rows) made->units_.push_back(std::move(units[i]));

  auto problems = DirectoryCheck{made->units_, rows}.problems();
  if (!problems.empty()) return std::unexpected(std::move(problems));
  made->link();
  return made;
}

Directory::Links Directory::reversed(const Links& links) {
  const std::size_t count = links.begin.size() - 1;
  Links back;
  back.begin.assign(count + 1, 0);
  for (const Row to : links.rows) ++back.begin[to + 1];
  std::partial_sum(back.begin.begin(), back.begin.end(), back.begin.begin());
  back.rows.resize(links.rows.size());
  auto next = back.begin;
  for (Row from = 0; from < count; ++from)
    for (const Row to : links.of(from)) back.rows[next[to]++] = from;
  return back;
}

void Directory::link() {
  const auto helpline = std::ranges::find(units_, Level::helpline, &Unit::level);
  helpline_ = static_cast<Row>(helpline - units_.begin());
  Links up;
  successors_.begin.push_back(0);
  up.begin.push_back(0);
  for (const Unit& unit : units_) {
    const Unit* parent = unit.parent ? find(*unit.parent) : &units_[helpline_];
    parents_.push_back(row(*parent));
    if (&unit != parent) up.rows.push_back(row(*parent));
    up.begin.push_back(static_cast<Row>(up.rows.size()));
    for (const UnitKey& key : unit.successors) successors_.rows.push_back(row(*find(key)));
    successors_.begin.push_back(static_cast<Row>(successors_.rows.size()));
  }
  predecessors_ = reversed(successors_);
  children_ = reversed(up);
}

Directory::Row Directory::row(const Unit& unit) const {
  const auto at = static_cast<std::size_t>(&unit - units_.data());
  HOTLINE_CHECK(at < units_.size());  // a unit of another directory
  return static_cast<Row>(at);
}

std::vector<const Unit*> Directory::at_rows(std::span<const Row> rows) const {
  std::vector<const Unit*> units;
  units.reserve(rows.size());
  for (const Row r : rows) units.push_back(&units_[r]);
  return units;
}

const Unit* Directory::find(const UnitKey& key) const {
  const auto at = std::ranges::lower_bound(units_, key, {}, &Unit::key);
  return at != units_.end() && at->key == key ? &*at : nullptr;
}

std::span<const Unit> Directory::eras(std::string_view code) const {
  const auto same = std::ranges::equal_range(
      units_, code, std::ranges::less{}, [](const Unit& unit) -> std::string_view { return unit.key.code; });
  return {same.begin(), same.end()};
}

const Unit* Directory::find(std::string_view code, Date on) const {
  for (const Unit& unit : eras(code))
    if (unit.valid_on(on)) return &unit;
  return nullptr;
}

const Unit* Directory::parent(const Unit& unit, Date on) const {
  if (unit.level == Level::helpline) return nullptr;
  Row above = parents_[row(unit)];
  // Forward in time along a single successor, else up: both are finite, and the helpline never ends.
  while (!units_[above].valid_on(on)) {
    const Unit* next = single_successor(above);
    const bool forward = next && next->level < unit.level && *units_[above].valid_to <= on;
    above = forward ? row(*next) : parents_[above];
    if (above == helpline_) break;
  }
  return &units_[above];
}

std::vector<const Unit*> Directory::ancestors(const Unit& unit, Date on) const {
  std::vector<const Unit*> above;
  for (const Unit* next = parent(unit, on); next; next = parent(*next, on)) above.push_back(next);
  return above;
}

bool Directory::is_above(const Unit& upper, const Unit& lower, Date on) const {
  if (!upper.valid_on(on)) return false;
  if (lower.valid_on(on)) return has_above(upper, parent(lower, on), on);
  const Succession now = succession(lower, on);
  return has_above(upper, now.certain() ? parent(*now.unit, on) : now.unit, on);
}

bool Directory::is_same_or_above(const Unit& upper, const Unit& lower, Date on) const {
  return upper.valid_on(on) && has_above(upper, lower.valid_on(on) ? &lower : succession(lower, on).unit, on);
}

bool Directory::has_above(const Unit& upper, const Unit* from, Date on) const {
  for (; from; from = parent(*from, on))
    if (from == &upper) return true;
  return false;
}

std::vector<const Unit*> Directory::children(const Unit& unit, Date on) const {
  std::vector<const Unit*> found;
  for (const Unit& other : units_)
    if (other.valid_on(on) && parent(other, on) == &unit) found.push_back(&other);
  return found;
}

std::vector<const Unit*> Directory::descendants(const Unit& unit, Date on) const {
  std::vector<const Unit*> found;
  for (const Unit& other : units_)
    if (other.valid_on(on) && is_above(unit, other, on)) found.push_back(&other);
  return found;
}

std::vector<const Unit*> Directory::communes(const Unit& unit, Date on) const {
  auto found = descendants(unit, on);
  std::erase_if(found, [](const Unit* other) { return other->level != Level::commune; });
  return found;
}

std::vector<const Unit*> Directory::successors(const Unit& unit) const {
  return at_rows(successors_.of(row(unit)));
}

std::vector<const Unit*> Directory::predecessors(const Unit& unit) const {
  return at_rows(predecessors_.of(row(unit)));
}

}  // namespace hotline
