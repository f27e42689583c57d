#include "service/officials.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/fold.h"

namespace hotline::service {
namespace {

constexpr std::size_t officials_max = 1'000;  // as the contract has it

/// What somebody is at the office of today; nothing for somebody who works elsewhere.
v1::Official official_at(const Unit& office, const record::v1::Person& person, const Reading& reading) {
  v1::Official out;
  for (const auto& membership : person.memberships()) {
    const auto unit = UnitKey::parse(membership.unit());
    const auto* now = unit ? holder(reading.directory(), *unit, reading.today) : nullptr;
    if (now && now->key == office.key) out.add_roles(membership.role());
  }
  if (out.roles().empty()) return out;
  out.set_person_id(person.person_id());
  out.set_name(person.name());
  return out;
}

}  // namespace

Result<v1::ListOfficialsResponse> list_officials(const Reading& reading, const UnitKey& unit) {
  const auto* office = holder(reading.directory(), unit, reading.today);
  if (!office)
    return fail(Code::not_found, "unit_unknown", {"Không có đơn vị này.", "There is no such unit."});
  std::vector<std::pair<std::string, v1::Official>> found;
  for (const auto* stored : reading.people->all()) {
    if (stored->person().disabled()) continue;
    auto official = official_at(*office, stored->person(), reading);
    if (!official.roles().empty()) found.emplace_back(fold(official.name()), std::move(official));
  }
  std::ranges::sort(found, {}, [](const auto& one) { return std::tie(one.first, one.second.person_id()); });
  if (found.size() > officials_max) found.resize(officials_max);
  v1::ListOfficialsResponse response;
  for (auto& [name, official] : found) *response.add_officials() = std::move(official);
  return response;
}

}  // namespace hotline::service
