#include "report_files.h"

#include <algorithm>
#include <utility>

#include "figure_words.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

/// Its bytes from the server, which makes of it an entry of its log.
Outcome<std::string> exported(Task& task, v1::ExportReportRequest& wanted, v1::ReportFile kind) {
  wanted.set_file(kind);
  auto answer = task.connection.call("ReportFormService.ExportReport", wanted);
  if (!answer) return std::unexpected(answer.error());
  return static_cast<const v1::ExportReportResponse&>(**answer).content();
}

}  // namespace

std::vector<Flag> with_file_flags(std::vector<Flag> flags) {
  flags.push_back({"--xlsx", "", {"tệp XLSX mới, hoặc -", "a new XLSX file, or -"}});
  flags.push_back({"--csv", "", {"tệp CSV mới, hoặc -", "a new CSV file, or -"}});
  return flags;
}

Outcome<bool> take_files(Task& task, v1::ExportReportRequest wanted) {
  wanted.set_language(language() == Language::en ? v1::REPORT_LANGUAGE_ENGLISH
                                                 : v1::REPORT_LANGUAGE_VIETNAMESE);
  constexpr std::pair<std::string_view, v1::ReportFile> files[] = {{"--xlsx", v1::REPORT_FILE_XLSX},
                                                                   {"--csv", v1::REPORT_FILE_CSV}};
  std::uint64_t all = 0, saved = 0;
  for (const auto& [flag, kind] : files) all += task.has(flag);
  {
    auto bar = progress_of(task, {"Đang lập báo cáo", "Making the report"});
    for (const auto& [flag, kind] : files) {
      if (!task.has(flag)) continue;
      bar.show(saved, all);
      auto bytes = exported(task, wanted, kind);
      if (!bytes) return std::unexpected(bytes.error());
      if (auto written = write_output(task.value(flag), *bytes); !written)
        return std::unexpected(written.error());
      bar.show(++saved, all);
    }
  }
  if (!task.json) return all > 0;
  auto bytes = exported(task, wanted, v1::REPORT_FILE_JSON);
  if (!bytes) return std::unexpected(bytes.error());
  print_line(*bytes);
  return true;
}

void add_words(v1::ExportReportRequest& request, v1::Dimension dimension, const std::string& key) {
  auto& words = *request.add_words();
  words.set_dimension(dimension);
  words.set_key(key);
  words.set_words(key.empty() ? label_of(dimension) : label_of(dimension, key));
}

}  // namespace hotline::ctl
