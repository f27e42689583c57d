#include "app/reference_files.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/installation.h"
#include "domain/record_file.h"
#include "domain/report_duty.h"
#include "domain/report_form.h"
#include "hotline/v1/reference.pb.h"

namespace hotline::app {
namespace {

constexpr std::size_t files_max = 200;  // as many as the contract serves

std::unexpected<Error> unreadable() {
  return fail(
      Code::failed_precondition, "config_unreadable",
      {"Không đọc được thư mục danh mục, biểu mẫu hoặc báo cáo. Xem categories và forms trong [rules].",
       "The directory of categories, forms or reports cannot be read. See categories and forms in [rules]."});
}

Result<std::vector<std::filesystem::path>> toml_files(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error))
    if (entry.path().extension() == ".toml") out.push_back(entry.path());
  if (error || out.size() > files_max) return unreadable();
  std::ranges::sort(out);
  return out;
}

/// Each file through `read`, with its name before what is wrong in it.
template <class Record, class Read>
Result<std::vector<Record>> read_all(const std::filesystem::path& directory, const Read& read) {
  auto files = toml_files(directory);
  if (!files) return fail(files.error());
  std::vector<Record> out;
  for (const auto& file : *files) {
    auto text = read_text_file(file, record_file_max_bytes);
    if (!text) return fail(text.error());
    auto record = read(*text);
    if (!record) {
      auto error = record.error();
      const auto name = directory.filename().string() + "/" + file.filename().string();
      for (auto& problem : error.fields) problem.path = name + ":" + problem.path;
      return fail(std::move(error));
    }
    out.push_back(std::move(*record));
  }
  return out;
}

/// None of an installation from before there were any.
Result<std::vector<v1::ReportForm>> read_report_forms(const Config& config,
                                                      const std::vector<record::v1::CodeList>& lists) {
  const auto directory = config.deadlines.parent_path() / "reports";
  std::error_code error;
  if (!std::filesystem::exists(directory, error)) return std::vector<v1::ReportForm>{};
  auto reports = read_all<v1::ReportForm>(
      directory, [&](std::string_view text) { return read_report_form(text, lists); });
  if (!reports) return reports;
  std::set<std::string> forms;
  for (const auto& report : *reports)
    if (!forms.insert(report.form()).second)
      return record_refused(
          {{"reports: " + report.form(), "twice", {"Báo cáo này đã có rồi.", "This report stands twice."}}});
  return reports;
}

/// Without a file nothing is owed; one that the configuration names has to be there.
Result<record::v1::ReportDuties> read_duties(const Config& config, const std::vector<v1::ReportForm>& forms) {
  const auto file = config.report_duties.empty() ? config.deadlines.parent_path() / "report-duties.toml"
                                                 : config.report_duties;
  std::error_code error;
  if (config.report_duties.empty() && !std::filesystem::exists(file, error))
    return record::v1::ReportDuties{};
  auto text = read_text_file(file, record_file_max_bytes);
  if (!text) return fail(text.error());
  auto duties = read_report_duties(*text, forms);
  if (duties) return duties;
  auto wrong = duties.error();
  for (auto& problem : wrong.fields) problem.path = file.filename().string() + ":" + problem.path;
  return fail(std::move(wrong));
}

}  // namespace

Result<Reference> read_reference(const Config& config) {
  const auto beside = [&](const std::filesystem::path& given, const char* name) {
    return given.empty() ? config.deadlines.parent_path() / name : given;
  };
  auto lists = read_all<record::v1::CodeList>(beside(config.categories, "categories"), read_code_list);
  if (!lists) return fail(lists.error());
  auto templates = read_all<record::v1::FormTemplate>(
      beside(config.forms, "forms"),
      [](std::string_view text) { return read_form(text, *v1::FormRecord::descriptor()); });
  if (!templates) return fail(templates.error());
  auto reports = read_report_forms(config, *lists);
  if (!reports) return fail(reports.error());
  auto duties = read_duties(config, *reports);
  if (!duties) return fail(duties.error());
  Reference reference{std::move(*lists), std::move(*templates), std::move(*reports), std::move(*duties)};
  if (auto whole = check_reference(reference); !whole) return fail(whole.error());
  return reference;
}

}  // namespace hotline::app
