#include "app/reference_files.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/installation.h"
#include "domain/record_file.h"
#include "hotline/v1/reference.pb.h"

namespace hotline::app {
namespace {

constexpr std::size_t files_max = 200;  // as many as the contract serves

std::unexpected<Error> unreadable() {
  return fail(
      Code::failed_precondition, "config_unreadable",
      {"Không đọc được thư mục danh mục hoặc biểu mẫu. Xem categories và forms trong [rules].",
       "The directory of categories or of forms cannot be read. See categories and forms in [rules]."});
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
  Reference reference{std::move(*lists), std::move(*templates)};
  if (auto whole = check_reference(reference); !whole) return fail(whole.error());
  return reference;
}

}  // namespace hotline::app
