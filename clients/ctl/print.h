// Answers for people and for programs, on standard output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.h"

namespace hotline::v1 {
class HistoryEntry;
}

namespace hotline::ctl {

/// One line of protobuf JSON.
void print_json(const Message& message);

/// Every field that is there, one a line, with its Vietnamese or English name; messages indented below
/// theirs. The message is one of shown_whole(), or stands in one.
void print_fields(Task& task, const Message& message, int indent = 0);

/// A heading, a line for each row, and a hint where there are further pages.
void print_table(Task& task, const Message& answer, std::string_view rows,
                 const std::vector<Column>& columns);

/// The hint alone.
void print_more(const Message& answer);

/// One value on one line: units and people by name, times of Vietnam, words for enums and codes.
std::string cell(Task& task, const Message& row, const Column& column);

/// "LN-2026-000147  đã nhận  KHẨN CẤP  còn 2 g 15 p": the head of a case, and where it was sent.
std::string case_line(Task& task, const Message& row);
/// What happened to a case, when, who did it, and all that was written with it; "?" for an act of a newer
/// server. Of an entry of an export that was withheld, that it was.
void print_history_entry(Task& task, const v1::HistoryEntry& entry);
/// That nobody answers at the office of `answer.nobody_answers`, and where to ring instead; nothing where
/// somebody does.
void print_nobody(Task& task, const Message& answer);

/// Columns of a list of cases, and of late reports that somebody has to telephone about.
const std::vector<Column>& case_columns();
const std::vector<Column>& report_call_columns();

/// Places by their names and where they lie, those of one name together.
void print_place(Task& task, const Message& answer);
/// A unit with all that is known of it; where its last day is only a bound, that is said.
void print_unit(Task& task, const Message& answer);
/// What an import of units, or taking one back, makes different: counted by kind, then one by one.
void print_unit_changes(Task& task, const Message& answer);

void print_line(std::string_view text);
/// To whoever looks on, and not into what a program reads: a line on standard error.
void print_beside(std::string_view text);

}  // namespace hotline::ctl
