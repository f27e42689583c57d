#include "domain/succession.h"

#include <algorithm>

#include "domain/directory.h"

namespace hotline {

const Unit* Directory::single_successor(Row row) const {
  const auto next = successors_.of(row);
  return next.size() == 1 && !units_[row].successors_proposed ? &units_[next.front()] : nullptr;
}

Fate Directory::fate(Row row) const {
  const auto next = successors_.of(row);
  if (next.empty() || units_[row].successors_proposed) return Fate::unknown;
  if (next.size() > 1) return Fate::split;
  const bool there_before = units_[next.front()].key.valid_from < *units_[row].valid_to;
  return there_before || predecessors_.of(next.front()).size() > 1 ? Fate::merged : Fate::renamed;
}

void Directory::reach(Row from, Date on, Reach& into) const {
  if (std::ranges::find(into.seen, from) != into.seen.end()) return;
  into.seen.push_back(from);
  if (units_[from].valid_on(on)) return into.found.push_back(from);
  const auto next = successors_.of(from);
  if (next.empty() || units_[from].successors_proposed) into.certain = false;
  for (const Row to : next) reach(to, on, into);
}

/// Where an ended unit without known successors may have gone: what its own children became, or, without
/// children, what its neighbours under the same parent became.
Directory::Reach Directory::likely(Row ended, Date on) const {
  const Date last_day{std::chrono::sys_days{*units_[ended].valid_to} - std::chrono::days{1}};
  Reach into;
  const auto own = children_.of(ended);
  into.certain = !own.empty();
  const auto near = own.empty() && parents_[ended] != helpline_ ? children_.of(parents_[ended]) : own;
  for (const Row other : near)
    if (other != ended && units_[other].valid_on(last_day)) reach(other, on, into);
  return into;
}

Succession Directory::succession(const Unit& unit, Date on) const {
  if (on < unit.key.valid_from && unit.level != Level::helpline) return backwards(unit, on);
  Succession result;
  Row at = row(unit);
  const auto settle = [&](Row responsible) {
    result.trail.push_back({&units_[responsible], std::nullopt, Fate::stays});
    result.kind = Succession::Kind::one;
    result.unit = &units_[responsible];
  };
  const auto ended = [&](Row r) { return units_[r].valid_to && *units_[r].valid_to <= on; };
  while (ended(at)) {
    result.trail.push_back({&units_[at], units_[at].valid_to, fate(at)});
    const Unit* next = single_successor(at);
    if (!next) break;
    at = row(*next);
  }
  if (!ended(at)) {
    settle(at);
    return result;
  }

  Reach into;
  if (successors_.of(at).empty())
    into = likely(at, on);
  else
    reach(at, on, into);
  if (into.certain && into.found.size() == 1) {
    settle(into.found.front());
    return result;
  }
  result.kind = into.found.empty() ? Succession::Kind::above : Succession::Kind::ambiguous;
  result.unit = parent(units_[at], on);
  result.candidates = at_rows(into.found);
  return result;
}

Succession Directory::backwards(const Unit& unit, Date on) const {
  Reach into;
  std::vector<Row> open{row(unit)};
  while (!open.empty()) {
    const Row at = open.back();
    open.pop_back();
    for (const Row before : predecessors_.of(at)) {
      if (std::ranges::find(into.seen, before) != into.seen.end()) continue;
      into.seen.push_back(before);
      if (units_[before].successors_proposed) continue;
      if (on < units_[before].key.valid_from)
        open.push_back(before);
      else if (units_[before].valid_on(on))
        into.found.push_back(before);
    }
  }
  Succession result;
  result.trail.push_back({&unit, std::nullopt, Fate::stays});
  if (into.found.size() == 1) {
    result.kind = Succession::Kind::one;
    result.unit = &units_[into.found.front()];
  } else {
    result.kind = into.found.empty() ? Succession::Kind::above : Succession::Kind::ambiguous;
    result.unit = parent(unit, on);
    result.candidates = at_rows(into.found);
  }
  return result;
}

}  // namespace hotline
