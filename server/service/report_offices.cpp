#include "service/report_offices.h"

#include <set>
#include <utility>

#include "domain/permission.h"
#include "service/report_forms.h"

namespace hotline::service {

ReportOffices::ReportOffices(const Directory& directory, const OwedReport& report)
    : directory_(directory), upper_(directory.find(report.unit)), on_(report.span.last_in_time()) {}

const std::string* ReportOffices::below(const std::string& office) {
  auto known = known_.find(office);
  if (known == known_.end()) known = known_.emplace(office, find(office)).first;
  return known->second ? &*known->second : nullptr;
}

const std::string* ReportOffices::below(const history::v1::CaseFact& fact) {
  if (fact.restricted() && !whole_country()) return nullptr;
  // Work that was followed to another office since was this one's.
  return below(fact.unit_then().empty() ? fact.unit() : fact.unit_then());
}

std::optional<std::string> ReportOffices::find(const std::string& office) const {
  if (upper_ == nullptr) return std::nullopt;
  const auto key = UnitKey::parse(office);
  const auto* unit = key ? holder(directory_, *key, on_) : nullptr;
  if (unit == nullptr) return whole_country() ? std::optional(upper_->key.text()) : std::nullopt;
  const Unit* child = unit;
  for (const auto* above : directory_.ancestors(*unit, on_)) {
    if (child == upper_) break;
    if (above == upper_) return child->key.text();
    child = above;
  }
  return unit == upper_ || whole_country() ? std::optional(upper_->key.text()) : std::nullopt;
}

std::vector<ReportOffice> ReportOffices::named() const {
  if (upper_ == nullptr) return {};
  std::vector<ReportOffice> out = {{upper_->key.text(), office_name(directory_, upper_->key.text())}};
  std::set<std::pair<std::string, std::string>> children;
  for (const auto* child : directory_.children(*upper_, on_))
    children.emplace(child->full_name(), child->key.text());
  for (const auto& [name, key] : children) out.push_back({key, name});
  return out;
}

}  // namespace hotline::service
