// What a command is: mostly a row of a table. The usual command builds the request of one method from its
// flags, calls it, and prints the answer; only what does more brings a function of its own.
//
// The tables are checked against the contract whenever the program starts, and their words by tests/ctl.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "connection.h"
#include "contract.h"
#include "outcome.h"

namespace hotline::ctl {

struct Flag {
  std::string_view name;   // "--reason", or "CASE" for an argument by place
  std::string_view field;  // path in the request; empty: the command's own
  Text help;
  bool required = false;
  bool toggle = false;  // an own flag that takes no value (a field says so itself)
  bool many = false;    // an own flag that may come several times
};

struct Task;

/// A column of a list: what stands at `field` of each row, or in each element where the path goes through a
/// list; or what `told` says of the row.
struct Column {
  Text head;
  std::string_view field = {};
  enum class As { text, countdown, key } as = As::text;
  std::string (*told)(Task&, const Message& row) = nullptr;
};

struct Command;

/// One run of one command.
struct Task {
  const Command& command;
  std::map<std::string, std::vector<std::string>, std::less<>> given;  // by the flag's name
  Connection& connection;
  bool json = false;

  bool has(std::string_view flag) const { return given.contains(flag); }
  /// The first value; empty where it is not given.
  std::string value(std::string_view flag) const;
};

/// A bar for a person at a terminal; nothing for a program.
Progress progress_of(const Task& task, Text what);

using Run = Outcome<> (*)(Task&);
/// Completes the request when the flags are in it.
using Prepare = Outcome<> (*)(Task&, Message& request);
using Print = void (*)(Task&, const Message& answer);

struct Command {
  std::string_view path;    // "case accept"
  std::string_view method;  // "ReferralService.AcceptReferral"; empty where `run` needs none
  Text help;
  std::string_view example;  // what follows "hotlinectl "; several parted by line breaks
  std::vector<Flag> flags = {};
  std::string_view record =
      {};                      // --file FILE holds this part of the request; "." all of it; empty: no --file
  std::string_view rows = {};  // the answer is a list of these …
  std::vector<Column> columns = {};  // … shown so
  std::string_view shown = {};  // the part of the answer that `print` shows field by field; "." all of it
  // An act on a case that adds to it, or answers for one's own office, and stays true whatever was written
  // meanwhile: it may be sent with the newest version. Every other act judges or replaces what stands there,
  // and is sent with the version that the person saw (seen_versions.h).
  bool only_adds = false;
  Prepare prepare = nullptr;
  Print print = nullptr;  // null: the table, or all fields
  Run run = nullptr;      // null: build, call, print
};

/// Every command, in the order of the help.
const std::vector<Command>& commands();

// The tables, one noun each.
std::vector<Command> session_commands();
std::vector<Command> contact_commands();
std::vector<Command> queue_commands();
std::vector<Command> overview_commands();
std::vector<Command> deadline_commands();
std::vector<Command> statistics_commands();
std::vector<Command> reports_commands();
std::vector<Command> report_form_commands();
std::vector<Command> case_commands();
std::vector<Command> act_commands();
std::vector<Command> work_commands();
std::vector<Command> unit_commands();
std::vector<Command> unit_change_commands();
std::vector<Command> unit_tree_commands();
std::vector<Command> maintenance_commands();
std::vector<Command> people_commands();
std::vector<Command> audit_commands();
std::vector<Command> general_commands();

/// Messages of which every field is shown with its name: answers of the usual command, what `shown` names,
/// and all that stands in them.
const std::set<const Descriptor*>& shown_whole();

std::vector<Command> joined(std::vector<std::vector<Command>> tables);

/// request_id where it is missing: that of --request-id, or a new one.
Outcome<> name_request(Task& task, Message& request);
/// The flags and --file into a new request, with request_id, expected_version and referral_id where they are
/// missing. Stops where the person has to look at the case first.
Outcome<std::unique_ptr<Message>> build_request(Task& task);
/// The usual command.
Outcome<> call_and_print(Task& task);
/// As JSON, or as the command says.
void print_answer(Task& task, const Message& answer);

}  // namespace hotline::ctl
