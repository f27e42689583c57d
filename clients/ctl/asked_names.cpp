#include "asked_names.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "contract.h"
#include "format.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/reference.pb.h"
#include "language.h"

namespace hotline::ctl {
namespace {

template <class Response, class Request>
bool ask(Connection& connection, std::string_view method, const Request& request, Response& response) {
  return connection.try_call(*find_method(method), request, response).has_value();
}

/// Null where it cannot be asked for.
const v1::Unit* known_unit(Connection& connection, const std::string& key) {
  static std::map<std::string, v1::Unit, std::less<>> known;
  auto [at, is_new] = known.try_emplace(key);
  if (is_new) {
    v1::GetUnitRequest request;
    request.set_unit(key);
    if (v1::GetUnitResponse answer; ask(connection, "DirectoryService.GetUnit", request, answer))
      at->second = answer.unit();
  }
  return at->second.unit().empty() ? nullptr : &at->second;
}

using People = std::map<std::string, std::string, std::less<>>;  // names by id

void ask_for_officials(Connection& connection, const std::string& office, People& people) {
  static std::set<std::string, std::less<>> asked;
  if (office.empty() || !asked.insert(office).second) return;
  v1::ListOfficialsRequest request;
  request.set_unit(office);
  if (v1::ListOfficialsResponse answer; ask(connection, "DirectoryService.ListOfficials", request, answer))
    for (const auto& one : answer.officials()) people[one.person_id()] = one.name();
}

/// Somebody of the person's own offices and below; for an administrator, anybody.
void ask_for_one(Connection& connection, const std::string& person_id, People& people) {
  static std::set<std::string, std::less<>> asked;
  if (!asked.insert(person_id).second) return;
  v1::NamePeopleRequest request;
  request.add_person_ids(person_id);
  if (v1::NamePeopleResponse answer; ask(connection, "DirectoryService.NamePeople", request, answer))
    for (const auto& one : answer.people()) people[one.person_id()] = one.name();
}

const v1::ListCategoriesResponse& lists_of(Connection& connection) {
  static const auto lists = [&] {
    v1::ListCategoriesResponse answer;
    ask(connection, "ReferenceService.ListCategories", v1::ListCategoriesRequest(), answer);
    return answer;
  }();
  return lists;
}

}  // namespace

std::string full_name(const v1::Unit& unit) {
  const auto same_letter = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  const auto &kind = unit.kind(), &name = unit.name();
  const bool says_it =
      name.size() >= kind.size() && std::equal(kind.begin(), kind.end(), name.begin(), same_letter);
  return clean(says_it ? name : kind + " " + name);
}

std::string unit_line(const v1::Unit& unit) { return full_name(unit) + "  " + clean(unit.unit()); }

std::string unit_text(Connection& connection, const std::string& unit) {
  if (unit.empty()) return "";
  const auto* known = known_unit(connection, unit);
  return known ? clean(known->name() + " " + unit) : clean(unit);
}

std::string placed_name(const v1::Unit& unit) {
  return full_name(unit) + (unit.lies_in().empty() ? "" : ", " + clean(unit.lies_in()));
}

std::string placed_text(Connection& connection, const std::string& unit) {
  const auto* known = unit.empty() ? nullptr : known_unit(connection, unit);
  return known ? placed_name(*known) + "  " + clean(unit) : clean(unit);
}

std::string person_text(Connection& connection, const std::string& office, const std::string& person_id) {
  static People people;
  const auto known = [&] { return people.contains(person_id); };
  if (person_id.empty()) return "";
  if (!known()) ask_for_officials(connection, office, people);
  if (!known()) ask_for_one(connection, person_id, people);
  return clean(known() ? people[person_id] : person_id);
}

std::string listed_text(Connection& connection, std::string_view list, const std::string& code) {
  for (const auto& one : lists_of(connection).lists()) {
    if (!one.list().starts_with(list)) continue;
    for (const auto& item : one.items())
      if (item.code() == code) return clean(language() == Language::en ? item.name().en() : item.name().vi());
  }
  return clean(code);
}

}  // namespace hotline::ctl
