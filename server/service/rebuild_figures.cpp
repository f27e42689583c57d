#include "service/rebuild_figures.h"

#include <limits>

#include "service/figures.h"

namespace hotline::service {
namespace {
constexpr auto first_of_all = std::numeric_limits<std::int32_t>::min();
constexpr auto end_of_all = std::numeric_limits<std::int32_t>::max();

template <class Key>
IdBytes id_of(const Key& key) {
  if constexpr (std::is_same_v<Key, CaseId>)
    return key.bytes;
  else
    return {};
}
}  // namespace

void FiguresComparison::count(const store::ContactTally& kind, std::uint32_t hour, std::uint32_t times) {
  contacts_[{kind.day, kind.unit, kind.contact_class, kind.channel, kind.call_type}].at(hour) += times;
}

void FiguresComparison::count(const store::ReasonTally& kind, std::uint32_t times) {
  reasons_[{kind.day, kind.unit, kind.contact_class, kind.reason}] += times;
}

template <class Map>
void FiguresComparison::differ(const Map& wanted, const Map& stored, std::string_view table) {
  using Difference = ProjectionDifference::Kind;
  for (const auto& [key, value] : wanted) {
    const auto found = stored.find(key);
    if (found == stored.end())
      out_.push_back({Difference::missing, table, id_of(key)});
    else if (found->second != value)
      out_.push_back({Difference::wrong, table, id_of(key)});
  }
  for (const auto& [key, value] : stored)
    if (!wanted.contains(key)) out_.push_back({Difference::without_history, table, id_of(key)});
}

Result<std::vector<ProjectionDifference>> FiguresComparison::differences() {
  decltype(contacts_) contacts;  // a row of zeros is left where a contact was amended
  auto read = db_.contact_tallies(first_of_all, end_of_all, [&](const store::ContactTally& row) {
    if (row.hours != std::array<std::uint32_t, 24>{})
      contacts[{row.day, row.unit, row.contact_class, row.channel, row.call_type}] = row.hours;
  });
  if (!read) return fail(read.error());
  decltype(reasons_) reasons;
  read = db_.reason_tallies(first_of_all, end_of_all, [&](const store::ReasonTally& row) {
    if (row.count != 0) reasons[{row.day, row.unit, row.contact_class, row.reason}] = row.count;
  });
  if (!read) return fail(read.error());
  decltype(facts_) facts;
  read = db_.case_facts(first_of_all, end_of_all, [&](const store::CaseFactRow& row) {
    auto bytes = world_.keys.unseal(evidence::VaultKey::statistics, row.case_id.bytes, row.sealed);
    facts[row.case_id] = bytes ? std::move(*bytes) : std::string("not as it was sealed");
  });
  if (!read) return fail(read.error());
  differ(contacts_, contacts, "contact_tally");
  differ(reasons_, reasons, "reason_tally");
  differ(facts_, facts, "case_fact");
  return std::move(out_);
}

}  // namespace hotline::service
