#include "offline.h"

#include <cstdio>
#include <string>
#include <vector>

#include "evidence/export.h"
#include "evidence/finding.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/case.pb.h"
#include "language.h"
#include "print.h"
#include "rpc/codec.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

using evidence::ExportSummary;
using evidence::Finding;

std::string place_of(const Finding& finding) {
  auto out = std::to_string(finding.first);
  if (finding.last != finding.first) out += "-" + std::to_string(finding.last);
  return out;
}

std::unexpected<Exit> say_finding(const Finding& finding, bool as_json) {
  const auto reason = evidence::name(finding.fault);
  if (as_json) {
    std::printf("{\"done\":true,\"sound\":false,\"firstWrong\":\"%llu\",\"reason\":\"%.*s\"}\n",
                static_cast<unsigned long long>(finding.first), static_cast<int>(reason.size()),
                reason.data());
  } else {
    const auto text = say(evidence::text(finding.fault));
    std::printf("%s %s: %.*s (%.*s)\n", std::string(say({"mục", "entry"})).c_str(), place_of(finding).c_str(),
                static_cast<int>(text.size()), text.data(), static_cast<int>(reason.size()), reason.data());
  }
  return std::unexpected(Exit::refused);
}

void say_summary(const ExportSummary& summary) {
  std::printf("%llu %s, %llu %s\n", static_cast<unsigned long long>(summary.entries),
              std::string(say({"mục, tất cả nguyên vẹn", "entries, all of them sound"})).c_str(),
              static_cast<unsigned long long>(summary.withheld_parts),
              std::string(say({"phần được giữ kín", "parts withheld"})).c_str());
  std::printf("%s – %s\n", time_text(summary.first).c_str(), time_text(summary.last).c_str());
  if (summary.checkpoint.time)
    std::printf("%s %s: %s %llu\n", std::string(say({"đầu sổ ký lúc", "head of the log signed at"})).c_str(),
                time_text(*summary.checkpoint.time).c_str(), std::string(say({"số mục", "entries"})).c_str(),
                static_cast<unsigned long long>(summary.checkpoint.size));
}

std::unexpected<Exit> not_readable(std::uint64_t index) {
  const auto number = std::to_string(index);
  return stop(
      Exit::refused,
      {"Mục " + number +
           " nguyên vẹn, nhưng bản hotlinectl này không đọc được nội dung. Hãy dùng bản mới hơn.",
       "Entry " + number + " is sound, but this hotlinectl cannot read its content. Use a newer one."});
}

/// What happened, of the parts that have their keys. Of an entry without its child part only when, and who
/// made it: its header says no more.
Outcome<v1::HistoryEntry> entry_of(const evidence::ExportedEntry& exported) {
  const auto& header = exported.header;
  v1::HistoryEntry entry;
  entry.set_version(static_cast<std::uint32_t>(header.sequence));
  entry.set_log_index(header.index);
  auto& event = *entry.mutable_event();
  for (const auto part : evidence::all_parts) {
    const auto content = evidence::open_part(exported, part);
    if (!content) return not_readable(header.index);
    if (!*content) continue;
    history::v1::CaseEvent piece;
    if (!rpc::decode(rpc::Codec::proto, **content, piece, {})) return not_readable(header.index);
    event.MergeFrom(piece);
  }
  if (!event.has_recorded_at()) {
    set_time(*event.mutable_recorded_at(), header.recorded_at);
    if (header.actor != PersonId{}) event.mutable_actor()->set_person_id(header.actor.text());
  }
  return entry;
}

/// Of a case; an export of anything else never has a key.
Outcome<std::vector<v1::HistoryEntry>> entries_of(const std::string& verified) {
  const auto exported = evidence::parse_export(verified);
  HOTLINE_CHECK(exported.has_value());  // as it was a moment ago
  std::vector<v1::HistoryEntry> entries;
  for (const auto& one : exported->entries) {
    auto entry = entry_of(one);
    if (!entry) return std::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  return entries;
}

void say_all(Task& task, const ExportSummary& summary, const std::vector<v1::HistoryEntry>& entries) {
  say_summary(summary);
  const bool content = task.has("--content");
  if (summary.open_parts == 0 && content)
    print_line(say({"Tệp này là bản che: không kèm khoá nào để đọc nội dung.",
                    "This file is redacted: it has no key by which its content could be read."}));
  if (summary.open_parts > 0 && !content)
    print_line(say({"Nội dung của tệp này mở được bằng hotlinectl verify --content; hãy giữ như hồ sơ mật.",
                    "The content of this file can be read by hotlinectl verify --content: keep it as a "
                    "confidential record."}));
  if (!entries.empty()) print_line("");
  for (const auto& entry : entries) print_history_entry(task, entry);
}

void say_json(const Task& task, const ExportSummary& summary, const std::vector<v1::HistoryEntry>& entries) {
  std::string out = "{\"done\":true,\"sound\":true,\"entriesChecked\":\"" + std::to_string(summary.entries) +
                    "\",\"withheldParts\":\"" + std::to_string(summary.withheld_parts) +
                    "\",\"openParts\":\"" + std::to_string(summary.open_parts) + "\"";
  if (task.has("--content")) {
    out += ",\"entries\":[";
    std::string one;
    for (const auto& entry : entries)
      if (rpc::encode(rpc::Codec::json, entry, one)) out += (out.back() == '[' ? "" : ",") + one;
    out += "]";
  }
  print_line(out + "}");
}

}  // namespace

Outcome<> verify_export_file(Task& task) {
  const auto key = evidence::CheckpointVerifier::parse(task.value("--key"));
  if (!key) return stop(key.error());
  const auto text = read_input(task.value("--export"));
  if (!text) return std::unexpected(text.error());
  const auto verified = evidence::verify_export(*text, *key);
  if (!verified) return say_finding(verified.error(), task.json);
  std::vector<v1::HistoryEntry> entries;
  if (task.has("--content") && verified->open_parts > 0) {
    auto opened = entries_of(*text);
    if (!opened) return std::unexpected(opened.error());
    entries = std::move(*opened);
  }
  if (task.json)
    say_json(task, *verified, entries);
  else
    say_all(task, *verified, entries);
  return {};
}

}  // namespace hotline::ctl
