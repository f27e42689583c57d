// The deadlines in force, how each office kept them over a period, and the cases behind one of those numbers.
#include <cstdio>
#include <utility>

#include "command.h"
#include "fields.h"
#include "figure_flags.h"
#include "format.h"
#include "hotline/v1/deadline.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

std::string span_of(const v1::TimeSpan& span) {
  return std::to_string(span.amount()) + " " + label_of(span.of());
}

/// "2 giờ / 8 giờ / 24 giờ": by high, medium and low risk.
std::string by_risk(const v1::TimeSpan& high, const v1::TimeSpan& medium, const v1::TimeSpan& low) {
  return span_of(high) + " / " + span_of(medium) + " / " + span_of(low) + " " +
         std::string(say({"(nguy cơ cao / vừa / thấp)", "(high / medium / low risk)"}));
}

/// How long; empty where each case says it itself.
std::string time_of_kind(const v1::Deadlines& all, v1::ClockKind kind) {
  switch (kind) {
    case v1::CLOCK_KIND_ACKNOWLEDGE:
      return by_risk(all.acknowledge_high(), all.acknowledge_medium(), all.acknowledge_low());
    case v1::CLOCK_KIND_EMERGENCY:
      return span_of(all.emergency());
    case v1::CLOCK_KIND_PLAN:
      return span_of(all.plan());
    case v1::CLOCK_KIND_SEPARATION:
      return span_of(all.separation());
    case v1::CLOCK_KIND_VERIFY:
      return span_of(all.verify());
    case v1::CLOCK_KIND_FORWARD:
      return by_risk(all.forward_high(), all.forward_medium(), all.forward_low());
    default:
      return {};
  }
}

void print_deadlines(Task&, const Message& answer) {
  const auto& all = static_cast<const v1::GetDeadlinesResponse&>(answer);
  const Cells heads = {std::string(say({"Thời hạn", "Deadline"})), std::string(say({"Bao lâu", "How long"})),
                       std::string(say({"Căn cứ", "By"})), std::string(say({"Từ ngày", "From"}))};
  std::vector<Cells> lines;
  for (const auto& source : all.sources()) {
    const auto time = time_of_kind(all.deadlines(), source.kind());
    lines.push_back(
        {label_of(source.kind()),
         time.empty() ? std::string(say({"ngày ghi trong kế hoạch", "the day in each plan"})) : time,
         source.article().empty() ? std::string(say({"nơi này đặt ra", "set here"}))
                                  : clean(source.article()),
         source.from()});
  }
  std::fputs(table(heads, lines).c_str(), stdout);
}

Cells line_of(std::string office, const v1::DeadlineShare& share) {
  const auto ended = std::uint64_t{share.on_time()} + share.late();
  return {std::move(office),
          label_of(share.kind()),
          std::to_string(share.on_time()),
          std::to_string(share.late()),
          std::to_string(share.running()),
          ended == 0 ? "" : std::to_string((share.on_time() * 100 + ended / 2) / ended) + " %"};
}

void print_shares(Task& task, const Message& answer) {
  const auto& shares = static_cast<const v1::GetOnTimeSharesResponse&>(answer);
  print_line(std::string(say({"Số ca", "Cases"})) + ": " + std::to_string(shares.cases()));
  const Cells heads = {std::string(say({"Đơn vị", "Unit"})),       std::string(say({"Thời hạn", "Deadline"})),
                       std::string(say({"Đúng hạn", "On time"})),  std::string(say({"Trễ", "Late"})),
                       std::string(say({"Đang chạy", "Running"})), std::string(say({"Tỷ lệ", "Share"}))};
  std::vector<Cells> lines;
  for (const auto& share : shares.total())
    lines.push_back(line_of(std::string(say({"tất cả", "all"})), share));
  for (const auto& office : shares.offices())
    for (const auto& share : office.shares())
      lines.push_back(line_of(cell(task, office, {{}, "unit"}), share));
  std::fputs(table(heads, lines).c_str(), stdout);
}

}  // namespace

std::vector<Command> deadline_commands() {
  using namespace figure_flags;
  return {
      {.path = "deadlines show",
       .method = "DeadlineService.GetDeadlines",
       .help = {"Các thời hạn đang áp dụng, theo điều nào, từ ngày nào",
                "The deadlines in force: by which article, since when"},
       .example = "deadlines show",
       .print = print_deadlines},
      {.path = "deadlines shares",
       .method = "DeadlineService.GetOnTimeShares",
       .help = {"Ai đúng hạn: từng đơn vị, từng thời hạn, của các ca nhận trong một kỳ",
                "Who is in time: each office and deadline, of the cases received in a period"},
       .example = "deadlines shares --from 2026-01-01 --to 2026-06-30\n"
                  "deadlines shares --from 2026-01-01 --to 2026-06-30 --unit 'Bảo Đài' --json",
       .flags = {from, to, unit},
       .print = print_shares},
      {.path = "deadlines cases",
       .method = "DeadlineService.ListCasesOfShare",
       .help = {"Các ca đứng sau một con số của deadlines shares",
                "The cases behind a number of deadlines shares"},
       .example =
           "deadlines cases --from 2026-01-01 --to 2026-06-30 --kind plan --result late --office 'Bảo Đài'",
       .flags = {from,
                 to,
                 unit,
                 {"--office", "office", {"của một đơn vị trong số đó", "of one office of them"}},
                 {"--kind", "kind", {"thời hạn nào", "which deadline"}, true},
                 {"--result", "result", {"đúng hạn, trễ hay đang chạy", "on time, late or running"}, true}},
       .rows = "cases",
       .columns = case_columns()}};
}

}  // namespace hotline::ctl
