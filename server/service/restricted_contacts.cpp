#include "service/restricted_contacts.h"

#include <algorithm>

#include "service/case_file.h"
#include "service/figures.h"

namespace hotline::service {
namespace {

/// Never below nothing: a figure of a report is no place to fall over a counter that is wrong.
void take_off(std::uint32_t& count, std::uint32_t left_out) { count -= std::min(count, left_out); }

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
    const auto& event = history[i].event;
    if (!event.has_opened() && !event.has_contact_added()) continue;
    const auto counted =
        counted_as(counted_at(history, i),
                   event.has_opened() ? event.opened().contact() : event.contact_added().contact());
    const auto& kind = counted.kind;
    ++contacts_[{kind.day, kind.unit, kind.contact_class, kind.channel, kind.call_type}].at(counted.hour);
    for (const auto& code : counted.reasons)
      ++reasons_[{kind.day, kind.unit, kind.contact_class, reason_hash(world.keys, code)}];
  }
  return {};
}

Result<> RestrictedContacts::contact_tallies(
    store::Reader& db, const Days& days, const std::function<void(const store::ContactTally&)>& each) const {
  return db.contact_tallies(days.from, days.to, [&](const store::ContactTally& row) {
    const auto found = contacts_.find({row.day, row.unit, row.contact_class, row.channel, row.call_type});
    if (found == contacts_.end()) return each(row);
    auto rest = row;
    for (std::size_t hour = 0; hour < rest.hours.size(); ++hour)
      take_off(rest.hours[hour], found->second[hour]);
    each(rest);
  });
}

Result<> RestrictedContacts::reason_tallies(
    store::Reader& db, const Days& days, const std::function<void(const store::ReasonTally&)>& each) const {
  return db.reason_tallies(days.from, days.to, [&](const store::ReasonTally& row) {
    const auto found = reasons_.find({row.day, row.unit, row.contact_class, row.reason});
    if (found == reasons_.end()) return each(row);
    auto rest = row;
    take_off(rest.count, found->second);
    each(rest);
  });
}

}  // namespace hotline::service
