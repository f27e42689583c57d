#include "seen_versions.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <vector>

#include "hotline/v1/case.pb.h"
#include "next_step.h"
#include "private_file.h"

namespace hotline::ctl {
namespace {

std::filesystem::path seen_file() { return state_directory() / "seen"; }

/// What stands before the version on a line.
std::string start_of_line(const SavedSession& session, std::string_view name) {
  return session.server + " " + (session.person.empty() ? "-" : session.person) + " " + std::string(name) +
         " ";
}

std::vector<std::string> lines() {
  std::vector<std::string> out;
  std::ifstream in(seen_file());
  for (std::string line; std::getline(in, line);) out.push_back(std::move(line));
  return out;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t out = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// Where it cannot be written, the next decision asks for a look: nothing is overwritten.
void remember(const SavedSession& session, std::string_view name, std::uint32_t version) {
  const auto start = start_of_line(session, name);
  auto all = lines();
  std::erase_if(all, [&](const auto& line) { return line.starts_with(start); });
  all.push_back(start + std::to_string(version));
  std::string text;
  const auto first = all.size() > seen_versions_max ? all.size() - seen_versions_max : 0;
  for (auto i = first; i < all.size(); ++i) text += all[i] + "\n";
  replace_private(seen_file(), text);
}

/// The version that an answer shows; nothing where it shows none.
std::optional<std::uint32_t> shown_version(const Message& answer) {
  if (answer.GetDescriptor() == v1::GetHistoryResponse::descriptor()) {
    const auto& entries = static_cast<const v1::GetHistoryResponse&>(answer).entries();
    return entries.empty() ? std::nullopt : std::optional(entries.rbegin()->version());
  }
  const auto of_case = number(text_at(answer, "case.row.version"));
  return of_case ? of_case : number(text_at(answer, "report.version"));
}

}  // namespace

std::string seen_name(const Message& request) {
  if (auto id = text_at(request, "case_id"); !id.empty()) return id;
  const auto duty = text_at(request, "key.duty");
  return duty.empty() ? duty
                      : duty + "/" + text_at(request, "key.unit") + "/" + text_at(request, "key.first_day");
}

std::optional<std::uint32_t> seen_version(const SavedSession& session, std::string_view name) {
  const auto start = start_of_line(session, name);
  for (const auto& line : lines())
    if (line.starts_with(start)) return number(std::string_view(line).substr(start.size()));
  return std::nullopt;
}

void remember_shown(Connection& connection, const Message& request, const Message& answer) {
  const auto name = seen_name(request);
  const auto shown = shown_version(answer);
  if (name.empty() || !shown) return;
  const auto& session = connection.session();
  const auto seen = seen_version(session, name);
  // 0 is the version of a report that nobody touched: there is nothing to overlook.
  if (const auto sent = number(text_at(request, "expected_version")); sent && *sent > seen.value_or(0))
    return;
  // A page of a history may end before what was shown already.
  const bool is_part = answer.GetDescriptor() == v1::GetHistoryResponse::descriptor();
  remember(session, name, is_part ? std::max(*shown, seen.value_or(0)) : *shown);
}

std::unexpected<Exit> look_first(const Message& request) {
  const auto command = show_command(request);
  const std::string vi = "Trên máy này bạn chưa xem bản nào để quyết định. Hãy xem trước: " + command +
                         " ; hoặc nêu --expected-version.",
                    en = "Nothing that this decides on was shown to you on this machine. Look first: " +
                         command + " ; or give --expected-version.";
  return stop(Error{Code::failed_precondition, "look_first", {vi, en}}, Exit::wrong_use);
}

}  // namespace hotline::ctl
