// Figures of an office and all below it, and the cases behind one of them.
#include <charconv>
#include <cstdio>
#include <utility>

#include "command.h"
#include "fields.h"
#include "figure_flags.h"
#include "figure_words.h"
#include "format.h"
#include "hotline/record/v1/case.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "report_files.h"

namespace hotline::ctl {
namespace {

/// The enum whose numbers are the keys of a dimension; null where they are none.
const EnumDescriptor* enum_of(v1::Dimension dimension) {
  switch (dimension) {
    case v1::DIMENSION_CONTACT_CLASS:
      return record::v1::ContactClass_descriptor();
    case v1::DIMENSION_CONTACT_CHANNEL:
      return record::v1::Channel_descriptor();
    case v1::DIMENSION_CONTACT_CALL_TYPE:
      return record::v1::CallType_descriptor();
    case v1::DIMENSION_CASE_ABUSE_TYPE:
      return record::v1::AbuseType_descriptor();
    case v1::DIMENSION_CASE_SEX:
      return record::v1::Sex_descriptor();
    case v1::DIMENSION_CASE_RISK:
      return record::v1::Risk_descriptor();
    case v1::DIMENSION_CASE_STATUS:
      return record::v1::CaseStatus_descriptor();
    case v1::DIMENSION_CASE_OUTCOME:
      return record::v1::Closing_descriptor();
    case v1::DIMENSION_CASE_PROOF_LEVEL:
      return record::v1::ProofLevel_descriptor();
    case v1::DIMENSION_CASE_CLOCK:
      return v1::ClockKind_descriptor();
    default:
      return nullptr;
  }
}

Text result_of(std::string_view result) {
  if (result == "late") return {"trễ", "late"};
  if (result == "on_time") return {"đúng hạn", "on time"};
  return {"đang chạy", "running"};
}

/// A code of a list that ended within the period: "disabled (nhận trước 01/06/2017)".
std::string code_of_its_law(std::string_view key) {
  const auto at = key.find('@');
  const auto day = at == std::string_view::npos ? std::string_view() : key.substr(at + 1);
  if (day.size() != 10) return std::string(key);
  return std::string(key.substr(0, at)) + " (" + std::string(say({"nhận trước ", "received before "})) +
         std::string(day.substr(8)) + "/" + std::string(day.substr(5, 2)) + "/" +
         std::string(day.substr(0, 4)) + ")";
}

std::string named(std::string_view key) {
  static constexpr std::pair<std::string_view, Text> words[] = {{"unknown", {"không rõ", "not known"}},
                                                                {"none", {"không có", "none"}},
                                                                {"not_yet", {"chưa", "not yet"}},
                                                                {"longer", {"lâu hơn", "longer"}},
                                                                {"yes", {"có", "yes"}},
                                                                {"no", {"không", "no"}},
                                                                {"other", {"khác", "other"}},
                                                                {"duplicate", {"trùng ca khác", "duplicate"}},
                                                                {"same_child", {"cùng trẻ", "same child"}},
                                                                {"contacts", {"Cuộc tiếp nhận", "Contacts"}},
                                                                {"cases", {"Ca", "Cases"}}};
  for (const auto& [word, text] : words)
    if (word == key) return std::string(say(text));
  return code_of_its_law(key);
}

}  // namespace

std::string label_of(v1::Dimension dimension, const std::string& key) {
  const auto* type = enum_of(dimension);
  if (type == nullptr) return named(key);
  const auto dot = key.find('.');
  const auto digits = std::string_view(key).substr(0, dot);
  int number = 0;  // a correction may bear any key that somebody typed
  const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (wrong != std::errc() || end != digits.data() + digits.size()) return key;
  const auto* value = type->FindValueByNumber(number);
  if (value == nullptr || value->number() == 0) return std::string(say({"chưa có", "none"}));
  return dot == std::string::npos ? label(*value)
                                  : label(*value) + ": " + std::string(say(result_of(key.substr(dot + 1))));
}

namespace {

std::string number_of(bool shown, std::uint32_t count) { return shown ? std::to_string(count) : "*"; }

/// In whole percent of what is shown; empty where several keys may count one, or something is hidden.
std::string share_of(const v1::Breakdown& breakdown, const v1::Figure& figure) {
  std::uint64_t all = 0;
  for (const auto& one : breakdown.figures()) {
    if (!one.has_count()) return {};
    all += one.count();
  }
  if (breakdown.several() || all == 0) return {};
  return std::to_string((figure.count() * 100ull + all / 2) / all) + " %";
}

void print_breakdown(const v1::Breakdown& breakdown, bool compared) {
  print_line("\n" + label_of(breakdown.dimension()) +
             std::string(breakdown.several() ? say({" (có thể nhiều mục)", " (several may hold)"}) : ""));
  Cells heads = {std::string(say({"Mục", "Of"})), std::string(say({"Số", "Number"})),
                 std::string(say({"Tỷ lệ", "Share"}))};
  if (compared) heads.emplace_back(say({"Kỳ so sánh", "Compared"}));
  std::vector<Cells> lines;
  for (const auto& figure : breakdown.figures()) {
    Cells line = {label_of(breakdown.dimension(), figure.key()),
                  number_of(figure.has_count(), figure.count()), share_of(breakdown, figure)};
    if (compared) line.push_back(number_of(figure.has_compared(), figure.compared()));
    lines.push_back(std::move(line));
  }
  std::fputs(table(heads, lines).c_str(), stdout);
}

void print_statistics(Task& task, const v1::GetStatisticsResponse& report) {
  const bool compared = task.has("--compare-from");
  for (const auto& total : report.totals())
    print_line(named(total.key()) + ": " + number_of(total.has_count(), total.count()) +
               (compared ? " (" + number_of(total.has_compared(), total.compared()) + ")" : ""));
  for (const auto& breakdown : report.breakdowns())
    if (!breakdown.figures().empty()) print_breakdown(breakdown, compared);
  if (report.for_others())
    print_line("\n" + std::string(say(
                          {"*: số nhỏ hơn 5, hoặc số mà từ đó tính ra được số nhỏ hơn 5.",
                           "*: a number under 5, or one from which such a number could be worked out."})));
}

Outcome<> statistics(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  const auto& report = static_cast<const v1::GetStatisticsResponse&>(**answer);
  v1::ExportReportRequest wanted;
  *wanted.mutable_statistics() = static_cast<const v1::GetStatisticsRequest&>(**request);
  for (const auto& total : report.totals()) add_words(wanted, v1::DIMENSION_UNSPECIFIED, total.key());
  for (const auto& breakdown : report.breakdowns()) {
    add_words(wanted, breakdown.dimension(), "");
    for (const auto& figure : breakdown.figures()) add_words(wanted, breakdown.dimension(), figure.key());
  }
  auto taken = take_files(task, std::move(wanted));
  if (!taken) return std::unexpected(taken.error());
  if (!*taken) print_statistics(task, report);
  return {};
}

}  // namespace

std::vector<Command> statistics_commands() {
  using namespace figure_flags;
  return {
      {.path = "statistics",
       .method = "StatisticsService.GetStatistics",
       .help = {"Số liệu của một đơn vị và các đơn vị dưới trong một kỳ",
                "Figures of an office and all below it, in a period"},
       .example =
           "statistics --from 2026-01-01 --to 2026-06-30 --unit 'Bảo Đài'\n"
           "statistics --from 2026-01-01 --to 2026-12-31 --compare-from 2025-01-01 --compare-to 2025-12-31 "
           "--by case-abuse-type --by contact-reason\n"
           "statistics --from 2025-01-01 --to 2025-12-31 --unit 'Bảo Đài' --for-others --json",
       .flags =
           with_file_flags({from,
                            to,
                            unit,
                            tree,
                            {"--by", "dimensions", {"theo mục nào; không nêu: tất cả", "by what; none: all"}},
                            compare_from,
                            compare_to,
                            for_others}),
       .run = statistics},
      {.path = "case behind",
       .method = "StatisticsService.ListCasesBehind",
       .help = {"Các ca đứng sau một con số", "The cases behind a figure"},
       .example = "case behind --from 2026-01-01 --to 2026-06-30 --by case-sex --key 2",
       .flags = {from,
                 to,
                 unit,
                 tree,
                 {"--by", "dimension", {"theo mục nào", "by what"}},
                 {"--key",
                  "key",
                  {"khóa của con số, như --json cho thấy", "key of the figure, as --json shows it"}},
                 compare_from,
                 compare_to},
       .rows = "cases",
       .columns = case_columns()}};
}

}  // namespace hotline::ctl
