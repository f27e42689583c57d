#include "act_flags.h"

#include "print.h"

namespace hotline::ctl {
namespace {

/// Whoever hands a case away may not see it any more; then there is only an answer.
void print_act(Task& task, const Message& answer) {
  const auto* row = message_at(answer, "case.row");
  print_line(row ? case_line(task, *row) : "OK");
}

}  // namespace

Command act(Command command) {
  command.flags.insert(command.flags.begin(),
                       {"CASE", "case_id", {"số ca hoặc mã ca", "number or id of the case"}, true});
  if (command.record.empty()) command.record = ".";
  command.print = print_act;
  return command;
}

}  // namespace hotline::ctl
