#include "offline.h"

#include <cstdio>
#include <string>

#include "evidence/export.h"
#include "evidence/finding.h"
#include "format.h"
#include "language.h"
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

void say_finding(const Finding& finding, bool as_json) {
  const auto reason = evidence::name(finding.fault);
  if (as_json) {
    std::printf("{\"done\":true,\"sound\":false,\"firstWrong\":\"%llu\",\"reason\":\"%.*s\"}\n",
                static_cast<unsigned long long>(finding.first), static_cast<int>(reason.size()),
                reason.data());
    return;
  }
  const auto text = say(evidence::text(finding.fault));
  std::printf("%s %s: %.*s (%.*s)\n", std::string(say({"mục", "entry"})).c_str(), place_of(finding).c_str(),
              static_cast<int>(text.size()), text.data(), static_cast<int>(reason.size()), reason.data());
}

void say_summary(const ExportSummary& summary, bool as_json) {
  const auto entries = static_cast<unsigned long long>(summary.entries);
  const auto withheld = static_cast<unsigned long long>(summary.withheld_parts);
  if (as_json) {
    std::printf("{\"done\":true,\"sound\":true,\"entriesChecked\":\"%llu\",\"withheldParts\":\"%llu\"}\n",
                entries, withheld);
    return;
  }
  std::printf("%llu %s, %llu %s\n", entries,
              std::string(say({"mục, tất cả nguyên vẹn", "entries, all of them sound"})).c_str(), withheld,
              std::string(say({"phần được giữ kín", "parts withheld"})).c_str());
  std::printf("%s – %s\n", time_text(summary.first).c_str(), time_text(summary.last).c_str());
  if (summary.checkpoint.time)
    std::printf("%s %s: %s %llu\n", std::string(say({"đầu sổ ký lúc", "head of the log signed at"})).c_str(),
                time_text(*summary.checkpoint.time).c_str(), std::string(say({"số mục", "entries"})).c_str(),
                static_cast<unsigned long long>(summary.checkpoint.size));
}

}  // namespace

Outcome<> verify_export_file(const std::string& file, const std::string& verifier_key, bool as_json) {
  const auto key = evidence::CheckpointVerifier::parse(verifier_key);
  if (!key) return stop(key.error());
  const auto text = read_input(file);
  if (!text) return std::unexpected(text.error());
  const auto verified = evidence::verify_export(*text, *key);
  if (!verified) {
    say_finding(verified.error(), as_json);
    return std::unexpected(Exit::refused);
  }
  say_summary(*verified, as_json);
  return {};
}

}  // namespace hotline::ctl
