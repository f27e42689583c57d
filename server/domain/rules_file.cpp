#include "domain/rules_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/span_text.h"
#include "domain/toml_day.h"

namespace hotline {
namespace {

constexpr std::size_t file_max_bytes = 64 * 1024;
constexpr std::size_t article_max_bytes = 160;
/// Cases are older than no rule: the first of a deadline holds at least from the letter's year on.
constexpr Date first_day = std::chrono::year{2015} / 1 / 1;
constexpr Text unknown_text = {"Có mục không biết tên. Hãy xoá hoặc sửa tên.",
                               "A key is unknown. Remove or correct it."};
constexpr Text number_text = {"Mục này phải là số nguyên trong giới hạn cho phép.",
                              "This must be a whole number within the limits."};
constexpr Text span_text = {
    "Viết như \"30 minutes\", \"12 hours\", \"15 days\", \"8 working hours\" hoặc \"5 working days\".",
    "Write it like \"30 minutes\", \"12 hours\", \"15 days\", \"8 working hours\" or \"5 working days\"."};
constexpr Text span_or_none_text = {
    "Viết như \"2 hours\" hoặc \"2 working hours\"; \"none\" là không đặt thời hạn.",
    "Write it like \"2 hours\" or \"2 working hours\"; \"none\" sets no time."};
constexpr Text step_text = {"Viết như \"30 minutes\" hoặc \"2 hours\", không quá 31 ngày.",
                            "Write it like \"30 minutes\" or \"2 hours\", at most 31 days."};
constexpr Text word_text = {"Từ này không dùng được ở đây. Xem các từ cho phép trong tệp mẫu.",
                            "This word means nothing here. See the file that comes with the service."};

/// One table of the file; what is wrong in it goes into `problems`, with line and key.
class Section {
 public:
  Section(const toml::node* node, std::string name, std::vector<FieldError>& problems)
      : name_(std::move(name)), problems_(problems) {
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
  void number(std::string_view key, std::int64_t max, Quantity& into, std::int64_t min = 1) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < min || *value > max) return bad(*node, path(key), "out_of_range", number_text);
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

  void span(std::string_view key, Span& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = span_of_text(node->value_exact<std::string_view>().value_or(""), 1);
    if (!value) return bad(*node, path(key), "span_malformed", span_text);
    into = *value;
  }

  /// "none" is no time at all.
  void span(std::string_view key, std::optional<Span>& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto text = node->value_exact<std::string_view>().value_or("");
    const auto value = span_of_text(text, 1);
    if (!value && text != "none") return bad(*node, path(key), "span_malformed", span_or_none_text);
    into = value;
  }

  /// Clock time in minutes or hours; zero is allowed.
  void step(std::string_view key, std::chrono::minutes& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const auto value = span_of_text(node->value_exact<std::string_view>().value_or(""), 0);
    if (!value || (value->of != Span::Of::minutes && value->of != Span::Of::hours))
      return bad(*node, path(key), "span_malformed", step_text);
    into = std::chrono::minutes{value->of == Span::Of::hours ? value->amount * 60 : value->amount};
  }

  std::optional<Date> date(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    const auto value = day_of(node);
    if (!value)
      bad(*node, path(key), "wrong_type",
          {"Mục này phải là một ngày: 2025-07-01.", "This must be a day: 2025-07-01."});
    return value;
  }

  /// One of `words`; its place among them, 0 where the key is absent.
  std::size_t word(std::string_view key, std::initializer_list<std::string_view> words) {
    const toml::node* node = take(key);
    if (node == nullptr) return 0;
    const auto at = std::ranges::find(words, node->value_exact<std::string_view>().value_or(""));
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
    bad(*node, path(key), "unknown_value", word_text);
    return 0;
  }

  const toml::node* node(std::string_view key) { return take(key); }
  std::string path(std::string_view key) const { return name_ + "." + std::string{key}; }
  /// Of a key that was read, or of the table where it has none.
  void bad_key(std::string_view key, std::string_view reason, Text text) {
    const toml::node* node = table_->get(key);
    bad(node != nullptr ? *node : *table_, path(key), reason, text);
  }
  bool read() const { return table_ != nullptr; }

 private:
  const toml::node* take(std::string_view key) {
    read_.push_back(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }
  void bad(const toml::node& node, const std::string& key, std::string_view reason, Text text) {
    problems_.push_back({std::to_string(node.source().begin.line) + ": " + key, reason, text});
  }

  std::string name_;
  std::vector<FieldError>& problems_;
  const toml::table* table_ = nullptr;
  std::vector<std::string_view> read_;
};

void read_steps(Section& rule, LadderTimes& steps, std::vector<FieldError>& problems) {
  Section section(rule.node("steps"), rule.path("steps"), problems);
  if (!section.read()) return;
  section.flag("notice_at_start", steps.notice_at_start);
  section.step("remind_before", steps.remind_before);
  section.step("chairman_after", steps.chairman_after);
  section.step("above_after", steps.above_after);
  section.step("call_after", steps.call_after);
  if (steps.chairman_after > steps.above_after || steps.above_after > steps.call_after)
    section.bad_key("call_after", "out_of_order",
                    {"Các bước phải theo thứ tự: chủ tịch, cấp trên, gọi điện.",
                     "The steps must follow one another: chairman, level above, call."});
}

/// A rule follows on the one before without a gap and without both holding on one day.
void check_days(Section& section, const std::optional<Date>& from, const std::optional<Date>& until,
                bool is_first, const std::optional<Date>& until_before) {
  if (!from)
    return section.bad_key("from", "from_missing",
                           {"Thiếu ngày bắt đầu có hiệu lực.", "The day from which it holds is missing."});
  if (until && *until <= *from)
    section.bad_key("until", "out_of_order",
                    {"Ngày hết hiệu lực phải sau ngày bắt đầu.", "It must end after it begins."});
  if (is_first ? *from > first_day : until_before && *from > *until_before)
    section.bad_key("from", "gap",
                    {"Có khoảng thời gian không có quy tắc nào. Hãy nối liền các ngày, từ 2015-01-01.",
                     "There are days without a rule. Let the days join, from 2015-01-01 on."});
  else if (!is_first && (!until_before || *from < *until_before))
    section.bad_key("from", "overlap",
                    {"Hai quy tắc cùng có hiệu lực trong một ngày. Hãy ghi \"until\" cho quy tắc trước.",
                     "Two rules hold on one day. Give the one before its \"until\"."});
}

/// [[name]], one table a rule, in the order of time. Absent: the default stays.
template <class Rule, class Fill>
void read_timeline(const toml::table& file, std::string_view name, Timeline<Rule>& into,
                   std::vector<FieldError>& problems, Fill fill) {
  const toml::node* node = file.get(name);
  if (node == nullptr) return;
  const auto* list = node->as_array();
  if (list == nullptr || list->empty()) {
    problems.push_back({std::to_string(node->source().begin.line) + ": " + std::string{name},
                        "wrong_type",
                        {"Viết mỗi quy tắc dưới [[tên]].", "Write each rule below a [[name]]."}});
    return;
  }
  std::vector<Rule> rules;
  std::optional<Date> until_before;
  for (const auto& entry : *list) {
    Section section(&entry, std::string{name}, problems);
    if (!section.read()) continue;
    Rule rule;
    const auto from = section.date("from");
    const auto until = section.date("until");
    check_days(section, from, until, rules.empty(), until_before);
    rule.from = from.value_or(first_day);
    until_before = until;
    section.text("article", rule.article);
    fill(section, rule);
    if constexpr (requires { rule.steps; }) read_steps(section, rule.steps, problems);
    rules.push_back(std::move(rule));
  }
  if (until_before)
    problems.push_back(
        {std::to_string(list->back().source().begin.line) + ": " + std::string{name} + ".until",
         "gap",
         {"Quy tắc cuối không được hết hiệu lực: sau đó không còn quy tắc nào.",
          "The last rule may not end: nothing would hold after it."}});
  if (problems.empty()) into = Timeline<Rule>{std::move(rules)};
}

void read_risks(Section& section, RuleByRisk& rule) {
  section.span("high", rule.high);
  section.span("medium", rule.medium);
  section.span("low", rule.low);
  if (rule.high.of == rule.medium.of && rule.high.amount > rule.medium.amount)
    section.bad_key("high", "out_of_range",
                    {"Nguy cơ cao không được chờ lâu hơn nguy cơ trung bình.",
                     "High risk may not wait longer than medium risk."});
}

void read_deadlines(const toml::table& file, Rules& rules, std::vector<FieldError>& problems) {
  read_timeline(file, "acknowledge", rules.acknowledge, problems,
                [](Section& section, AcknowledgeRule& rule) {
                  section.word("start", {"referral"});
                  section.word("met_by", {"acceptance_or_return"});
                  read_risks(section, rule);
                });
  read_timeline(file, "forward", rules.forward, problems, [](Section& section, ForwardRule& rule) {
    section.word("start", {"waits_at_no_other"});
    section.word("met_by", {"referral_or_work"});
    rule.watched = section.word("due", {"by_risk", "none"}) == 0;
    read_risks(section, rule);
  });
  read_timeline(file, "emergency", rules.emergency, problems, [](Section& section, EmergencyRule& rule) {
    section.word("start", {"danger_learned"});
    section.span("within", rule.within);
    rule.assessment_meets = section.word("met_by", {"measures_or_assessment", "measures"}) == 0;
  });
  read_timeline(file, "plan", rules.plan, problems, [](Section& section, PlanRule& rule) {
    section.span("within", rule.within);
    // Absent is the first word, so the default comes first.
    constexpr PlanStart starts[] = {PlanStart::specific_assessment, PlanStart::received, PlanStart::accepted};
    rule.start = starts[section.word("start", {"specific_assessment", "received", "accepted"})];
    section.word("met_by", {"plan_submitted"});
  });
  read_timeline(file, "separation", rules.separation, problems, [](Section& section, SeparationRule& rule) {
    section.word("start", {"separation"});
    section.word("met_by", {"end_of_separation"});
    section.span("within", rule.within);
  });
  read_timeline(file, "verify", rules.verify, problems, [](Section& section, VerifyRule& rule) {
    section.word("start", {"acceptance"});
    section.word("met_by", {"assessment"});
    section.span("within", rule.within);
  });
  read_timeline(file, "review", rules.review, problems, [](Section& section, ReviewRule& rule) {
    section.word("start", {"plan_approved"});
    section.word("met_by", {"review"});
    rule.watched = section.word("due", {"review_date", "none"}) == 0;
  });
  read_timeline(file, "take_note", rules.take_note, problems, [](Section& section, TakeNoteRule& rule) {
    section.step("remind_after", rule.remind_after);
    section.step("call_after", rule.call_after);
    if (rule.remind_after > rule.call_after)
      section.bad_key("call_after", "out_of_order",
                      {"Phải nhắc trước, rồi mới đưa vào danh sách gọi điện.",
                       "They are reminded first, and come onto the call list after that."});
  });
}

void read_sections(const toml::table& file, Rules& rules, std::vector<FieldError>& problems) {
  {
    Section section(file.get("late_entry"), "late_entry", problems);
    section.number("days_max", 3660, rules.late_entry_days_max);
  }
  {
    Section section(file.get("prominent"), "prominent", problems);
    section.number("children_min", 50, rules.prominent_children_min, 2);
  }
  constexpr int kept_days_max = 36'600;
  Section section(file.get("retention"), "retention", problems);
  section.number("non_counselling_days", kept_days_max, rules.retention.non_counselling);
  section.number("contact_days", kept_days_max, rules.retention.contact);
  section.number("closed_case_days", kept_days_max, rules.retention.closed_case);
  // Working papers, and no archive: what was never sent may not lie for years, whatever the file says.
  section.number("draft_days", 366, rules.retention.draft);
  section.number("untouched_call_days", 31, rules.retention.untouched_call);
}

void check_tables(const toml::table& file, std::vector<FieldError>& problems) {
  constexpr std::array<std::string_view, 11> known = {"acknowledge", "forward",   "emergency", "plan",
                                                      "separation",  "verify",    "review",    "take_note",
                                                      "late_entry",  "prominent", "retention"};
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

Result<Rules> parse_rules(std::string_view text, const Rules& otherwise) {
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
  Rules rules = otherwise;
  std::vector<FieldError> problems;
  check_tables(file, problems);
  read_deadlines(file, rules, problems);
  read_sections(file, rules, problems);
  if (!problems.empty()) return refused(std::move(problems));
  return rules;
}

}  // namespace hotline
