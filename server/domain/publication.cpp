#include "domain/publication.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/status.h"

namespace hotline {
namespace {
bool is_small(std::uint32_t count) { return count > 0 && count < shown_min; }

/// One of two numbers that others take for the rest of the other.
bool is_small_part(std::uint32_t part, std::uint32_t of) { return is_small(part) || is_small(of - part); }
}  // namespace

Publication::Publication(std::vector<std::size_t> parents, Shape shape)
    : parents_(std::move(parents)), shape_(std::move(shape)), group_of_(parents_.size()) {
  for (const auto family : shape_.families) families_ = std::max(families_, family + 1);
  own_.resize(cell(parents_.size(), 0, 0));
  HOTLINE_CHECK(!parents_.empty() && parents_.front() == 0);
  groups_.push_back({.members = {0}});
  std::vector<std::size_t> below(parents_.size());  // group of the offices below each; 0: none yet
  for (std::size_t office = 1; office < parents_.size(); ++office) {
    HOTLINE_CHECK(parents_[office] < office);
    auto& group = below[parents_[office]];
    if (group == 0) {
      group = groups_.size();
      groups_.push_back({.above = parents_[office]});
    }
    groups_[group].members.push_back(office);
    group_of_[office] = group;
  }
}

std::size_t Publication::index(Part half) {
  HOTLINE_CHECK(half != Part::year);
  return half == Part::first_half ? 0 : 1;
}

void Publication::add(std::size_t office, Part half, std::size_t category, std::uint32_t count) {
  own_[cell(office, index(half), category)] += count;
  if (!shape_.several) own_[cell(office, index(half), family_at(shape_.families[category]))] += count;
}
void Publication::add_family(std::size_t office, Part half, std::size_t family, std::uint32_t count) {
  HOTLINE_CHECK(shape_.several);
  own_[cell(office, index(half), family_at(family))] += count;
}
void Publication::add_total(std::size_t office, Part half, std::uint32_t count) {
  own_[cell(office, index(half), total_at())] += count;
}

void Publication::sum_up() {
  whole_ = own_;
  const auto cells_an_office = halves * (total_at() + 1);
  for (std::size_t office = parents_.size(); office-- > 1;)
    for (std::size_t i = 0; i < cells_an_office; ++i)
      whole_[parents_[office] * cells_an_office + i] += whole_[office * cells_an_office + i];
}

void Publication::finish() {
  sum_up();
  for (auto& group : groups_)  // from the root down
    for (std::size_t half = 0; half < halves; ++half) decide(group, half);
}

/// The cells of each member: of an office with all below it, and of what the one above counts itself.
template <class Each>
void Publication::each_member(const Group& group, std::size_t half, Each&& each) const {
  for (const auto office : group.members)
    each(std::span(whole_).subspan(cell(office, half, 0), total_at() + 1));
  if (group.above) each(std::span(own_).subspan(cell(*group.above, half, 0), total_at() + 1));
}

void Publication::decide(Group& group, std::size_t half) {
  auto& hidden = group.hidden[half];
  hidden = group.above ? groups_[group_of_[*group.above]].hidden[half] : Flags(total_at() + 1);
  each_member(group, half, [&](std::span<const std::uint32_t> cells) {
    if (is_small(cells[total_at()])) hidden[total_at()] = true;
  });
  if (hidden[total_at()]) {  // parts of a hidden total
    hidden.assign(total_at() + 1, true);
    return;
  }
  hide_families(group, half);
  for (std::size_t family = 0; family < families_; ++family) hide_categories(group, half, family);
}

void Publication::hide_families(Group& group, std::size_t half) const {
  auto& hidden = group.hidden[half];
  std::vector<std::size_t> all(families_);
  for (std::size_t family = 0; family < families_; ++family) {
    all[family] = family_at(family);
    each_member(group, half, [&](std::span<const std::uint32_t> cells) {
      const auto count = cells[family_at(family)];
      if (shape_.several ? is_small_part(count, cells[total_at()]) : is_small(count))
        hidden[family_at(family)] = true;
    });
  }
  if (shape_.several) return;
  while (leaves_little(group, half, all))
    hidden[*std::ranges::find_if(all, [&](std::size_t at) { return !hidden[at]; })] = true;
}

void Publication::hide_categories(Group& group, std::size_t half, std::size_t family) const {
  auto& hidden = group.hidden[half];
  std::vector<std::size_t> parts;
  for (std::size_t c = 0; c < shape_.families.size(); ++c)
    if (shape_.families[c] == family) parts.push_back(c);
  for (const auto part : parts) {
    if (hidden[family_at(family)]) hidden[part] = true;
    each_member(group, half, [&](std::span<const std::uint32_t> cells) {
      const auto of = shape_.several ? cells[family_at(family)] : cells[part];
      if (is_small_part(cells[part], of)) hidden[part] = true;
    });
  }
  while (leaves_little(group, half, parts)) hidden[*next_to_hide(group, half, parts)] = true;
}

bool Publication::leaves_little(const Group& group, std::size_t half,
                                const std::vector<std::size_t>& parts) const {
  const auto& hidden = group.hidden[half];
  const auto count = std::ranges::count_if(parts, [&](std::size_t part) { return hidden[part]; });
  if (count == 0 || static_cast<std::size_t>(count) == parts.size()) return false;
  bool little = count == 1;
  each_member(group, half, [&](std::span<const std::uint32_t> cells) {
    std::uint32_t sum = 0;
    for (const auto part : parts) sum += hidden[part] ? cells[part] : 0;
    little = little || is_small(sum);
  });
  return little;
}

/// The one by which the least is lost: the smallest that counts anything; then those that count nothing.
std::optional<std::size_t> Publication::next_to_hide(const Group& group, std::size_t half,
                                                     const std::vector<std::size_t>& parts) const {
  std::vector<std::uint64_t> sums(total_at() + 1);
  each_member(group, half, [&](std::span<const std::uint32_t> cells) {
    for (const auto part : parts) sums[part] += cells[part];
  });
  std::optional<std::size_t> best;
  const auto rank = [&](std::size_t part) { return std::pair(sums[part] == 0, sums[part]); };
  for (const auto part : parts)
    if (!group.hidden[half][part] && (!best || rank(part) < rank(*best))) best = part;
  return best;
}

std::optional<std::uint32_t> Publication::shown(std::size_t office, Part part, std::size_t category) const {
  std::uint32_t count = 0;
  for (std::size_t half = 0; half < halves; ++half) {
    if (part != Part::year && index(part) != half) continue;
    if (groups_[group_of_[office]].hidden[half][category]) return std::nullopt;
    count += whole_[cell(office, half, category)];
  }
  return count;
}

std::optional<std::uint32_t> Publication::shown_total(std::size_t office, Part part) const {
  return shown(office, part, total_at());
}

}  // namespace hotline
