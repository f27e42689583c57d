#include "service/restricted_contacts.h"

#include <algorithm>

#include "service/case_file.h"
#include "service/figures.h"

namespace hotline::service {
namespace {

/// Never below nothing: a figure of a report is no place to fall over a counter that is wrong.
void take_off(std::uint32_t& count, std::uint32_t left_out) { count -= std::min(count, left_out); }

/// Of most days there is nothing: rows are many, and restricted cases few.
template <class ByDay, class... Key>
const auto* find(const ByDay& all, std::int32_t day, const Key&... key) {
  using Kinds = ByDay::mapped_type;
  const auto of_day = all.find(day);
  if (of_day == all.end()) return static_cast<const Kinds::mapped_type*>(nullptr);
  const auto found = of_day->second.find(typename Kinds::key_type{key...});
  return found == of_day->second.end() ? nullptr : &found->second;
}

}  // namespace

Result<RestrictedContacts> RestrictedContacts::all(const World& world, store::Reader& db) {
  auto cases = db.restricted_cases();
  if (!cases) return fail(cases.error());
  RestrictedContacts out;
  for (const auto& id : *cases)
    if (auto taken = out.take(world, db, id); !taken) return fail(taken.error());
  return out;
}

Result<RestrictedContacts> RestrictedContacts::unknown_to(Reading& reading) {
  auto cases = reading.db.restricted_cases();
  if (!cases) return fail(cases.error());
  RestrictedContacts out;
  for (const auto& id : *cases) {
    auto known = knows_restricted(reading, id);
    if (!known) return fail(known.error());
    if (*known) continue;
    if (auto taken = out.take(reading.world, reading.db, id); !taken) return fail(taken.error());
  }
  return out;
}

Result<> RestrictedContacts::take(const World& world, store::Reader& db, const CaseId& id) {
  auto file = CaseFile::load(world, db, id);
  if (!file && file.error().code == Code::not_found) return {};  // erased
  if (!file) return fail(file.error());
  const auto& history = file->child_events();
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto counted = counted_in(history, i);
    if (!counted) continue;
    const auto& kind = counted->kind;
    ++contacts_[kind.day][{kind.unit, kind.contact_class, kind.channel, kind.call_type}].at(counted->hour);
    for (const auto& code : counted->reasons)
      ++reasons_[kind.day][{kind.unit, kind.contact_class, reason_hash(world.keys, code)}];
  }
  return {};
}

Result<> RestrictedContacts::contact_tallies(
    store::Reader& db, const Days& days, const std::function<void(const store::ContactTally&)>& each) const {
  if (contacts_.empty()) return db.contact_tallies(days.from, days.to, each);
  return db.contact_tallies(days.from, days.to, [&](const store::ContactTally& row) {
    const auto* left_out = find(contacts_, row.day, row.unit, row.contact_class, row.channel, row.call_type);
    if (left_out == nullptr) return each(row);
    auto rest = row;
    for (std::size_t hour = 0; hour < rest.hours.size(); ++hour)
      take_off(rest.hours[hour], (*left_out)[hour]);
    each(rest);
  });
}

Result<> RestrictedContacts::reason_tallies(
    store::Reader& db, const Days& days, const std::function<void(const store::ReasonTally&)>& each) const {
  if (reasons_.empty()) return db.reason_tallies(days.from, days.to, each);
  return db.reason_tallies(days.from, days.to, [&](const store::ReasonTally& row) {
    const auto* left_out = find(reasons_, row.day, row.unit, row.contact_class, row.reason);
    if (left_out == nullptr) return each(row);
    auto rest = row;
    take_off(rest.count, *left_out);
    each(rest);
  });
}

}  // namespace hotline::service
