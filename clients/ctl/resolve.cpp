#include "resolve.h"

#include <cstdio>

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
  request.set_limit(5);
  auto found = connection.call("DirectoryService.FindPlace", request);
  if (!found) return std::unexpected(found.error());
  return static_cast<const v1::FindPlaceResponse&>(**found);
}

std::unexpected<Exit> not_sure(const v1::FindPlaceResponse& found) {
  auto told =
      stop(Exit::wrong_use, {"Chưa rõ nơi nào. Hãy ghi mã đơn vị, ví dụ một trong các đơn vị sau.",
                             "Not clear which place. Give the code of a unit, for example one of these."});
  const auto line = [](const v1::Unit& unit) {
    std::fprintf(stderr, "  %s  %s %s\n", clean(unit.unit()).c_str(), clean(unit.kind()).c_str(),
                 clean(unit.name()).c_str());
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
  if (!found->sure() || found->candidates().empty() || !found->candidates(0).has_responsible())
    return not_sure(*found);
  return found->candidates(0).responsible().unit();
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
