#include "domain/codes_in_force.h"

#include <algorithm>
#include <limits>

#include "domain/case_fact.h"
#include "domain/report_form.h"

namespace hotline {
namespace {

DaySpan days_of(const record::v1::CodeList& list) {
  const auto from = parse_date(list.valid_from()), to = parse_date(list.valid_to());
  return {from ? day_number(*from) : std::numeric_limits<std::int32_t>::min(),
          to ? day_number(*to) : std::numeric_limits<std::int32_t>::max()};
}

bool meet(const DaySpan& a, const DaySpan& b) { return a.from < b.to && b.from < a.to; }

}  // namespace

CodesInForce::CodesInForce(std::span<const record::v1::CodeList> lists, std::span<const DaySpan> spans) {
  for (const auto dimension :
       {v1::DIMENSION_CONTACT_REASON, v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE, v1::DIMENSION_CASE_SETTING}) {
    auto& out = lists_[dimension];
    for (const auto& list : lists) {
      const auto days = days_of(list);
      const auto meets = [&](const DaySpan& span) { return meet(span, days); };
      if (list.list() == list_of(dimension) && (spans.empty() || std::ranges::any_of(spans, meets)))
        out.push_back({&list, days, {}});
    }
    std::ranges::sort(out, {}, [](const ListInForce& one) { return one.days.from; });
    for (std::size_t i = 0; i + 1 < out.size(); ++i) out[i].mark = "@" + out[i].list->valid_to();
  }
}

std::span<const ListInForce> CodesInForce::lists_of(v1::Dimension dimension) const {
  const auto found = lists_.find(dimension);
  return found == lists_.end() ? std::span<const ListInForce>{} : std::span(found->second);
}

const ListInForce* CodesInForce::on(v1::Dimension dimension, std::int32_t day) const {
  for (const auto& one : lists_of(dimension))
    if (one.days.from <= day && day < one.days.to) return &one;
  return nullptr;
}

std::string CodesInForce::key_of(v1::Dimension dimension, const std::string& code, std::int32_t day) const {
  const auto* of = code == key_without_code(dimension) ? nullptr : on(dimension, day);
  return of == nullptr ? code : code + of->mark;
}

std::vector<std::string> keys_of(v1::Dimension dimension, const history::v1::CaseFact& fact, Time now,
                                 const CodesInForce& in_force) {
  auto keys = keys_of(dimension, fact, now);
  if (!list_of(dimension).empty())
    for (auto& key : keys) key = in_force.key_of(dimension, key, fact.day());
  return keys;
}

bool counts_for(v1::Dimension dimension, std::string_view key, const history::v1::CaseFact& fact, Time now,
                const CodesInForce& in_force) {
  const auto keys = keys_of(dimension, fact, now, in_force);
  return std::ranges::find(keys, key) != keys.end();
}

bool has_code(const record::v1::CodeList& list, std::string_view code) {
  return std::ranges::any_of(list.items(), [&](const auto& item) { return item.code() == code; });
}

}  // namespace hotline
