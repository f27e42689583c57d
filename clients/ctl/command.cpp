#include "command.h"

#include <cstdio>

#include "base/id.h"
#include "fields.h"
#include "language.h"
#include "print.h"
#include "rpc/codec.h"
#include "seen_versions.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

/// --file: the named part of the request as JSON.
Outcome<> read_record(Task& task, Message& request) {
  if (!task.has("--file")) return {};
  auto text = read_input(task.value("--file"));
  if (!text) return std::unexpected(text.error());
  Message* into = &request;
  if (task.command.record != ".") {
    const auto* field = request.GetDescriptor()->FindFieldByName(std::string(task.command.record));
    into = request.GetReflection()->MutableMessage(&request, field);
  }
  if (auto read = rpc::decode(rpc::Codec::json, *text, *into, {}); !read) return stop(read.error());
  return {};
}

bool has_empty(const Message& request, std::string_view name) {
  return find_field(*request.GetDescriptor(), name) &&
         (text_at(request, name).empty() || text_at(request, name) == "0");
}

/// "Carried out" is said of the whole plan, which may have been changed: that is no mere addition.
bool only_adds(const Command& command, const Message& request) {
  return command.only_adds && text_at(request, "action.plan_carried_out").empty();
}

/// The version that was seen, or for what only adds the newest (then nothing is set yet).
Outcome<> set_seen_version(Task& task, Message& request) {
  if (only_adds(task.command, request)) return {};
  const auto seen = seen_version(task.connection.session(), seen_name(request));
  if (!seen) return look_first(request);
  return set_field(task.connection, request, "expected_version", std::to_string(*seen));
}

/// From the case as it is now: the referral that waits, and the version where it is still missing.
Outcome<> complete_from_case(Task& task, Message& request, bool wants_referral) {
  const auto* get_case = find_method("CaseService.GetCase");
  auto question = new_message(*get_case->input_type());
  if (auto set = set_field(task.connection, *question, "case_id", text_at(request, "case_id")); !set)
    return set;
  auto answer = task.connection.call("CaseService.GetCase", *question);
  if (!answer) return std::unexpected(answer.error());
  if (has_empty(request, "expected_version"))
    if (auto set =
            set_field(task.connection, request, "expected_version", text_at(**answer, "case.row.version"));
        !set)
      return set;
  if (!wants_referral) return {};
  const auto referral = text_at(**answer, "case.row.referral.referral_id");
  if (referral.empty())
    return stop(Error{Code::failed_precondition,
                      "no_referral_waits",
                      {"Ca này không có lần chuyển nào đang chờ.", "No referral of this case waits."}},
                Exit::refused);
  return set_field(task.connection, request, "referral_id", referral);
}

/// What an act must name of the case.
Outcome<> complete_act(Task& task, Message& request) {
  if (text_at(request, "case_id").empty()) return {};  // a draft or a report, not a case
  if (has_empty(request, "expected_version"))
    if (auto set = set_seen_version(task, request); !set) return set;
  const bool wants_referral = has_empty(request, "referral_id");
  if (!wants_referral && !has_empty(request, "expected_version")) return {};
  return complete_from_case(task, request, wants_referral);
}

/// A command that names what the contract does not have is a mistake of this program.
void check(const Command& command) {
  if (command.method.empty()) return;
  const auto* method = find_method(command.method);
  HOTLINE_CHECK(method != nullptr);
  if (!command.shown.empty() && command.shown != ".")
    HOTLINE_CHECK(find_field(*method->output_type(), command.shown) != nullptr);
  if (command.rows.empty()) return;
  const auto* rows = find_field(*method->output_type(), command.rows);
  HOTLINE_CHECK(rows && rows->message_type() && rows->is_repeated());
  for (const auto& column : command.columns)
    HOTLINE_CHECK(column.told || find_field(*rows->message_type(), column.field) != nullptr);
}

void add_whole(const Descriptor& type, std::set<const Descriptor*>& types) {
  if (is_one_value(type) || !types.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i)
    if (const auto* part = type.field(i)->message_type()) add_whole(*part, types);
}

/// Further pages into the first answer, as --all asks.
Outcome<> add_pages(Task& task, Message& request, Message& answer) {
  for (auto token = text_at(answer, "next_page_token"); !token.empty() && task.has("--all");) {
    if (auto set = set_field(task.connection, request, "page_token", token); !set) return set;
    auto page = task.connection.call(task.command.method, request);
    if (!page) return std::unexpected(page.error());
    token = text_at(**page, "next_page_token");
    answer.GetReflection()->ClearField(&answer, find_field(*answer.GetDescriptor(), "next_page_token"));
    answer.MergeFrom(**page);
  }
  return {};
}

}  // namespace

Progress progress_of(const Task& task, Text what) {
  const bool looked_at = output_is_terminal() && !task.json;
  return {std::string(say(what)), looked_at ? Progress::Look::bar : Progress::Look::nothing};
}

std::string Task::value(std::string_view flag) const {
  const auto found = given.find(flag);
  return found == given.end() || found->second.empty() ? std::string() : found->second.front();
}

std::vector<Command> joined(std::vector<std::vector<Command>> tables) {
  std::vector<Command> out;
  for (auto& table : tables) out.insert(out.end(), table.begin(), table.end());
  return out;
}

const std::vector<Command>& commands() {
  static const auto all = [] {
    auto tables = joined({session_commands(), contact_commands(), queue_commands(), overview_commands(),
                          deadline_commands(), statistics_commands(), report_form_commands(),
                          reports_commands(), case_commands(), act_commands(), work_commands(),
                          unit_commands(), unit_change_commands(), unit_tree_commands(), people_commands(),
                          audit_commands(), maintenance_commands(), general_commands()});
    for (const auto& command : tables) check(command);
    return tables;
  }();
  return all;
}

const std::set<const Descriptor*>& shown_whole() {
  static const auto all = [] {
    std::set<const Descriptor*> types;
    for (const auto& command : commands()) {
      if (command.method.empty() || !command.rows.empty()) continue;
      const auto* answer = find_method(command.method)->output_type();
      if (command.shown == "." || (command.shown.empty() && !command.print && !command.run))
        add_whole(*answer, types);
      else if (!command.shown.empty())
        add_whole(*find_field(*answer, command.shown)->message_type(), types);
    }
    return types;
  }();
  return all;
}

Outcome<> name_request(Task& task, Message& request) {
  if (!has_empty(request, "request_id")) return {};
  const auto id = task.has("--request-id") ? task.value("--request-id") : task.connection.new_id();
  return set_field(task.connection, request, "request_id", id);
}

Outcome<std::unique_ptr<Message>> build_request(Task& task) {
  const auto* method = find_method(task.command.method);
  HOTLINE_CHECK(method != nullptr);
  auto request = new_message(*method->input_type());
  if (auto read = read_record(task, *request); !read) return std::unexpected(read.error());
  for (const auto& flag : task.command.flags) {
    if (flag.field.empty() || !task.has(flag.name)) continue;
    for (const auto& text : task.given.find(flag.name)->second)
      if (auto set = set_field(task.connection, *request, flag.field, text); !set)
        return std::unexpected(set.error());
  }
  if (task.command.prepare)
    if (auto ready = task.command.prepare(task, *request); !ready) return std::unexpected(ready.error());
  if (auto named = name_request(task, *request); !named) return std::unexpected(named.error());
  if (auto ready = complete_act(task, *request); !ready) return std::unexpected(ready.error());
  return request;
}

Outcome<> call_and_print(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  if (auto more = add_pages(task, **request, **answer); !more) return more;
  print_answer(task, **answer);
  remember_shown(task.connection, **request, **answer);
  return {};
}

void print_answer(Task& task, const Message& answer) {
  if (task.json) return print_json(answer);
  if (task.command.print) return task.command.print(task, answer);
  if (!task.command.rows.empty()) return print_table(task, answer, task.command.rows, task.command.columns);
  print_fields(task, answer);
}

}  // namespace hotline::ctl
