// The corpus: bytes of stored events as each version of the service wrote them, kept for ever in
// tests/domain/corpus/<version>-<story>.txt. Stored bytes are never rewritten, so today's code must read them
// to the same state; a file that has landed is never edited.
//
// A file is one history. Each event takes three lines: its kind, what the case (or the contact, or the
// report) is after it, for people, and its bytes in hex.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case_state.h"
#include "domain/report.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline::test {

struct CorpusLine {
  std::string kind;   // "case opened", "contact received"
  std::string is;     // afterwards
  std::string bytes;  // of history.v1.CaseEvent, ContactEvent or ReportEvent
};

std::filesystem::path corpus_directory();
std::vector<std::filesystem::path> corpus_files();
/// Throws std::runtime_error where the file is not of this form.
std::vector<CorpusLine> read_corpus(const std::filesystem::path& file);
void write_corpus(const std::filesystem::path& file, const std::vector<CorpusLine>& lines);

std::string kind_of(const history::v1::CaseEvent& event);
std::string kind_of(const history::v1::ContactEvent& event);
std::string kind_of(const history::v1::ReportEvent& event);
/// Every kind that the contract has today.
std::vector<std::string> all_kinds();

/// In one line, everything of it that a reader would miss.
std::string summary(const CaseState& state);
std::string summary(const record::v1::Contact& contact, bool held);
std::string summary(const ReportState& state);

}  // namespace hotline::test
