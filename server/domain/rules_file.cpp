#include "domain/rules_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace hotline {
namespace {

constexpr std::size_t file_max_bytes = 64 * 1024;
constexpr std::size_t article_max_bytes = 160;
constexpr Text unknown_text = {"Có mục không biết tên. Hãy xoá hoặc sửa tên.",
                               "A key is unknown. Remove or correct it."};
constexpr Text number_text = {"Mục này phải là số nguyên trong giới hạn cho phép.",
                              "This must be a whole number within the limits."};
constexpr Text start_text = {"Chỉ được \"received\", \"accepted\" hoặc \"specific_assessment\".",
                             "This is \"received\", \"accepted\" or \"specific_assessment\"."};

/// One table of the file; what is wrong in it goes into `problems`, with line and key.
class Section {
 public:
  Section(const toml::table& file, std::string_view name, std::vector<FieldError>& problems)
      : name_(name), problems_(problems) {
    const toml::node* node = file.get(name);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr)
      bad(*node, name_, "wrong_type", {"Mục này phải là một bảng.", "This must be a table."});
  }

  /// Says of every key that nobody read that it is unknown.
  ~Section() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_)
      if (std::ranges::find(read_, key.str()) == read_.end())
        bad(node, path(key.str()), "unknown_key", unknown_text);
  }
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  template <class Quantity>
  void number(std::string_view key, std::int64_t max, Quantity& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < 1 || *value > max) return bad(*node, path(key), "out_of_range", number_text);
    into = Quantity(static_cast<int>(*value));
  }

  void flag(std::string_view key, bool& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<bool>();
    if (!value)
      return bad(*node, path(key), "wrong_type", {"Chỉ được true hoặc false.", "This is true or false."});
    into = *value;
  }

  void text(std::string_view key, std::string& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::string>();
    if (!value || value->size() > article_max_bytes)
      return bad(*node, path(key), "wrong_type",
                 {"Mục này phải là một dòng chữ ngắn.", "This must be a short text."});
    into = *value;
  }

  void start(std::string_view key, PlanStart& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    constexpr std::array<std::string_view, 3> names = {"received", "accepted", "specific_assessment"};
    const auto at = std::ranges::find(names, node->value_exact<std::string_view>().value_or(""));
    if (at == names.end()) return bad(*node, path(key), "unknown_value", start_text);
    into = static_cast<PlanStart>(at - names.begin());
  }

 private:
  const toml::node* take(std::string_view key) {
    read_.push_back(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }
  std::string path(std::string_view key) const { return name_ + "." + std::string{key}; }
  void bad(const toml::node& node, const std::string& key, std::string_view reason, Text text) {
    problems_.push_back({std::to_string(node.source().begin.line) + ": " + key, reason, text});
  }

  std::string name_;
  std::vector<FieldError>& problems_;
  const toml::table* table_ = nullptr;
  std::vector<std::string_view> read_;
};

void read_sections(const toml::table& file, Rules& rules, std::vector<FieldError>& problems) {
  constexpr int hours_max = 24 * 31, days_max = 3660;
  {
    Section section(file, "acknowledge", problems);
    section.number("high_minutes", hours_max * 60, rules.acknowledge.high);
    section.number("medium_minutes", hours_max * 60, rules.acknowledge.medium);
    section.number("low_working_hours", hours_max, rules.acknowledge.low_working);
    section.text("article", rules.acknowledge.article);
  }
  {
    Section section(file, "emergency", problems);
    section.number("within_hours", hours_max, rules.emergency.within);
    section.flag("assessment_meets", rules.emergency.assessment_meets);
    section.text("article", rules.emergency.article);
  }
  {
    Section section(file, "plan", problems);
    section.number("working_days", days_max, rules.plan.working_days);
    section.start("start", rules.plan.start);
    section.text("article", rules.plan.article);
  }
  {
    Section section(file, "separation", problems);
    section.number("days_max", days_max, rules.separation.at_most);
    section.text("article", rules.separation.article);
  }
  {
    Section section(file, "late_entry", problems);
    section.number("days_max", days_max, rules.late_entry_days_max);
  }
  {
    constexpr int kept_days_max = 36'600;
    Section section(file, "retention", problems);
    section.number("non_counselling_days", kept_days_max, rules.retention.non_counselling);
    section.number("contact_days", kept_days_max, rules.retention.contact);
    section.number("closed_case_days", kept_days_max, rules.retention.closed_case);
  }
}

void check_tables(const toml::table& file, std::vector<FieldError>& problems) {
  constexpr std::array<std::string_view, 6> known = {"acknowledge", "emergency",  "plan",
                                                     "separation",  "late_entry", "retention"};
  for (const auto& [key, node] : file)
    if (std::ranges::find(known, key.str()) == known.end())
      problems.push_back({std::to_string(node.source().begin.line) + ": " + std::string{key.str()},
                          "unknown_key", unknown_text});
}

std::unexpected<Error> refused(std::vector<FieldError> problems) {
  return fail({Code::invalid_argument,
               "deadline_rules_invalid",
               {"Tệp thời hạn có chỗ sai. Hãy sửa các dòng được nêu.",
                "The file of deadlines is wrong. Correct the lines that are named."},
               std::move(problems)});
}

}  // namespace

Result<Rules> parse_rules(std::string_view text) {
  if (text.size() > file_max_bytes)
    return refused({{"1", "too_long", {"Tệp quá dài.", "The file is too long."}}});
  toml::table file;
  try {
    file = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return refused({{std::to_string(error.source().begin.line),
                     "not_toml",
                     {"Không đúng dạng TOML.", "This is not TOML."}}});
  }
  Rules rules;
  std::vector<FieldError> problems;
  check_tables(file, problems);
  read_sections(file, rules, problems);
  if (problems.empty() && rules.acknowledge.high > rules.acknowledge.medium)
    problems.push_back({"acknowledge.high_minutes",
                        "out_of_range",
                        {"Nguy cơ cao không được chờ lâu hơn nguy cơ trung bình.",
                         "High risk may not wait longer than medium risk."}});
  if (!problems.empty()) return refused(std::move(problems));
  return rules;
}

}  // namespace hotline
