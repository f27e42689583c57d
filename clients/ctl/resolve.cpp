#include "resolve.h"

#include <cstdio>
#include <set>

#include "asked_names.h"
#include "base/fold.h"
#include "base/id.h"
#include "format.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/directory.pb.h"
#include "language.h"

namespace hotline::ctl {
namespace {

constexpr std::uint32_t page_size = 200;

Outcome<v1::FindPlaceResponse> find_place(Connection& connection, std::string_view text) {
  v1::FindPlaceRequest request;
  request.set_text(std::string(text));
  request.set_limit(20);
  auto found = connection.call("DirectoryService.FindPlace", request);
  if (!found) return std::unexpected(found.error());
  return static_cast<const v1::FindPlaceResponse&>(**found);
}

std::unexpected<Exit> not_sure(const v1::FindPlaceResponse& found) {
  auto told =
      stop(Exit::wrong_use, {"Chưa rõ nơi nào. Hãy ghi mã đơn vị, ví dụ một trong các đơn vị sau.",
                             "Not clear which place. Give the code of a unit, for example one of these."});
  std::set<std::string> said;  // candidates of several eras may lead to one office
  const auto line = [&](const v1::Unit& unit) {
    if (!said.insert(unit.unit()).second) return;
    std::fprintf(stderr, "  %s  %s\n", clean(unit.unit()).c_str(), placed_name(unit).c_str());
  };
  for (const auto& candidate : found.candidates()) {
    if (candidate.has_responsible())
      line(candidate.responsible());
    else
      line(candidate.matched());
    for (const auto& choice : candidate.choices()) line(choice);
  }
  return told;
}

/// Code or name to the letter, but for marks and case. The server is sure of communes alone, since a call
/// comes from one; the name of a province or of the helpline is as certain where it leads to one office.
bool is_named(const v1::Unit& unit, const std::string& folded) {
  return fold(unit.code()) == folded || fold(unit.name()) == folded ||
         fold(unit.kind() + " " + unit.name()) == folded;
}

/// The only one of those that are named so; nullptr where they are none or several.
template <class Of>
const v1::Unit* only_one(const v1::FindPlaceResponse& found, std::string_view text, Of of) {
  const v1::Unit* only = nullptr;
  for (const auto& candidate : found.candidates()) {
    if (!is_named(candidate.matched(), fold(text))) continue;
    const v1::Unit* unit = of(candidate);
    if (unit == nullptr || (only && only->unit() != unit->unit())) return nullptr;
    only = unit;
  }
  return only;
}

const v1::Unit* responsible(const v1::PlaceCandidate& candidate) {
  return candidate.has_responsible() ? &candidate.responsible() : nullptr;
}

const v1::Unit* matched(const v1::PlaceCandidate& candidate) { return &candidate.matched(); }

}  // namespace

Outcome<std::string> resolve_case(Connection& connection, std::string_view text) {
  if (id_bytes(text)) return std::string(text);
  v1::FindCaseRequest request;
  request.set_case_number(std::string(text));
  auto answer = connection.call("CaseService.FindCase", request);
  if (!answer) return std::unexpected(answer.error());
  return static_cast<const v1::FindCaseResponse&>(**answer).case_id();
}

Outcome<std::string> resolve_unit(Connection& connection, std::string_view text) {
  if (text.find('@') != std::string_view::npos) return std::string(text);
  auto found = find_place(connection, text);
  if (!found) return std::unexpected(found.error());
  if (const auto* office = only_one(*found, text, responsible)) return office->unit();
  if (!found->sure() || found->candidates().empty() || !found->candidates(0).has_responsible())
    return not_sure(*found);
  return found->candidates(0).responsible().unit();
}

Outcome<std::string> resolve_area(Connection& connection, std::string_view text) {
  if (text.find('@') != std::string_view::npos) return std::string(text);
  auto found = find_place(connection, text);
  if (!found) return std::unexpected(found.error());
  if (const auto* area = only_one(*found, text, matched)) return area->unit();
  if (const auto* office = only_one(*found, text, responsible)) return office->unit();
  if (!found->sure() || found->candidates().empty()) return not_sure(*found);
  return found->candidates(0).matched().unit();
}

Outcome<FoundPlace> resolve_place(Connection& connection, std::string_view text) {
  if (text.find('@') != std::string_view::npos) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return FoundPlace{std::string(text), ""};
    return FoundPlace{std::string(text.substr(0, space)), std::string(text.substr(space + 1))};
  }
  auto found = find_place(connection, text);
  if (!found) return std::unexpected(found.error());
  if (!found->sure() || found->candidates().empty()) return not_sure(*found);
  return FoundPlace{found->candidates(0).matched().unit(), found->candidates(0).detail()};
}

Outcome<std::string> resolve_person(Connection& connection, std::string_view text) {
  if (id_bytes(text)) return std::string(text);
  v1::ListPeopleRequest request;
  request.set_page_size(page_size);
  while (true) {
    auto answer = connection.call("DirectoryService.ListPeople", request);
    if (!answer) return std::unexpected(answer.error());
    const auto& list = static_cast<const v1::ListPeopleResponse&>(**answer);
    for (const auto& person : list.people())
      if (person.login() == text) return person.person_id();
    if (list.next_page_token().empty()) break;
    request.set_page_token(list.next_page_token());
  }
  return stop(Exit::wrong_use, {"Không có tên đăng nhập này trong những người được xem.",
                                "No such sign-in name among the people that you may see."});
}

}  // namespace hotline::ctl
