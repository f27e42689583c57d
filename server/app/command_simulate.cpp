// simulate: with these rules, what would have been late? From the histories, changing nothing.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/installation.h"
#include "base/date.h"
#include "service/what_if.h"

namespace hotline::app {
namespace {

struct Options {
  std::string config, deadlines, calendar, from, to;
  bool json = false;
};

/// A row of either table: what it is of, for programs and for people.
struct Row {
  std::string code, name;
  service::WhatIfCount count;
};

struct KindWords {
  v1::ClockKind kind;
  std::string_view code;
  Text words;
};

constexpr KindWords kinds[] = {
    {v1::CLOCK_KIND_ACKNOWLEDGE, "acknowledge", {"xác nhận tiếp nhận", "acknowledge"}},
    {v1::CLOCK_KIND_EMERGENCY, "emergency", {"can thiệp khẩn cấp", "emergency"}},
    {v1::CLOCK_KIND_PLAN, "plan", {"trình kế hoạch", "plan"}},
    {v1::CLOCK_KIND_SEPARATION, "separation", {"tạm cách ly", "separation"}},
    {v1::CLOCK_KIND_VERIFY, "verify", {"xác minh", "verify"}},
    {v1::CLOCK_KIND_REVIEW, "review", {"rà soát", "review"}},
    {v1::CLOCK_KIND_FORWARD, "forward", {"chuyển đi hoặc giữ lại", "forward"}},
};

std::vector<Row> kinds_of(const service::WhatIf& found) {
  std::vector<Row> rows;
  for (const auto& [kind, count] : found.kinds) {
    const auto* known = std::ranges::find(kinds, kind, &KindWords::kind);
    HOTLINE_CHECK(known != std::end(kinds));
    rows.push_back({std::string(known->code),
                    std::string(known->words.vi) + " / " + std::string(known->words.en), count});
  }
  return rows;
}

/// "xã Bảo Đài, tỉnh Bắc Ninh (07462@2025-07-01)", each as it was in its time.
std::string name_of(const Directory& directory, const std::string& key) {
  const auto parsed = UnitKey::parse(key);
  const auto* unit = parsed ? directory.find(*parsed) : nullptr;
  if (unit == nullptr) return key;
  auto name = unit->full_name();
  const Date last = unit->valid_to ? Date(std::chrono::sys_days(*unit->valid_to) - std::chrono::days{1})
                                   : unit->key.valid_from;
  for (const auto* above : directory.ancestors(*unit, last))
    if (above->level == Level::district || above->level == Level::province) name += ", " + above->full_name();
  return name + " (" + key + ")";
}

/// Those whose lateness would change, the most of it first.
std::vector<Row> units_of(const service::WhatIf& found, const Directory& directory, bool all) {
  std::vector<Row> rows;
  const auto changes = [](const Row& row) { return row.count.newly_late + row.count.no_longer_late; };
  for (const auto& [unit, count] : found.units)
    if (Row row{unit, {}, count}; all || changes(row) > 0) {
      row.name = name_of(directory, unit);
      rows.push_back(std::move(row));
    }
  std::ranges::sort(rows, [&](const Row& a, const Row& b) {
    return std::pair(changes(b), a.code) < std::pair(changes(a), b.code);
  });
  return rows;
}

/// Letters are counted, not bytes.
std::string padded(std::string text, std::size_t width, bool right) {
  const auto letters = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  const auto missing = letters < width ? width - letters : 0;
  return right ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

void show_table(const Text& title, const std::vector<Row>& rows) {
  constexpr std::size_t name_width = 56, number_width = 13;
  constexpr Text heads[] = {{"thời hạn", "clocks"},     {"trễ", "late"},
                            {"thử: thời hạn", "tried"}, {"thử: trễ", "tried late"},
                            {"mới trễ", "newly late"},  {"hết trễ", "no more late"}};
  if (rows.empty()) return;
  for (const auto language : {&Text::vi, &Text::en}) {
    std::cout << padded(std::string(title.*language), name_width, false);
    for (const auto& head : heads)
      std::cout << " " << padded(std::string(head.*language), number_width, true);
    std::cout << "\n";
  }
  for (const auto& [code, name, count] : rows) {
    std::cout << padded(name, name_width, false);
    for (const auto number : {count.clocks, count.late, count.would_begin, count.would_be_late,
                              count.newly_late, count.no_longer_late})
      std::cout << " " << padded(std::to_string(number), number_width, true);
    std::cout << "\n";
  }
}

void show_text(const service::WhatIf& found, const Directory& directory) {
  std::cout << found.cases
            << " ca có thời hạn bắt đầu trong kỳ. / cases with a clock that began in the period.\n";
  if (found.unreadable > 0)
    std::cout << found.unreadable
              << " ca không đọc được, không tính. Hãy chạy lệnh verify. / cases cannot be read and count "
                 "nowhere. Run verify.\n";
  std::cout
      << "Quy tắc mới nhất của tệp, như thể đã áp dụng suốt kỳ; bảng nào tệp không có thì theo quy tắc đang "
         "dùng. \"Thử\": theo các quy tắc đó.\nThe newest rules of the file, as if they had held all the "
         "time; tables that it leaves out are those in force. \"Tried\": under those rules.\n\n";
  show_table({"Thời hạn", "Deadline"}, kinds_of(found));
  const auto units = units_of(found, directory, false);
  if (!units.empty()) std::cout << "\n";
  show_table({"Đơn vị phải làm", "Office that was to act"}, units);
}

/// Names here are codes of units and words of the contract: nothing to escape.
void show_json(const service::WhatIf& found, const Directory& directory) {
  const auto list = [](const char* key, const std::vector<Row>& rows) {
    std::cout << "[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& count = rows[i].count;
      std::cout << (i ? "," : "") << "{\"" << key << "\":\"" << rows[i].code
                << "\",\"clocks\":" << count.clocks << ",\"late\":" << count.late
                << ",\"would_begin\":" << count.would_begin << ",\"would_be_late\":" << count.would_be_late
                << ",\"newly_late\":" << count.newly_late << ",\"no_longer_late\":" << count.no_longer_late
                << "}";
    }
    std::cout << "]";
  };
  std::cout << "{\"cases\":" << found.cases << ",\"unreadable\":" << found.unreadable << ",\"kinds\":";
  list("kind", kinds_of(found));
  std::cout << ",\"units\":";
  list("unit", units_of(found, directory, true));
  std::cout << "}\n";
}

/// The period asked for, as of its end; without it the year that ends now.
std::optional<service::WhatIfPlan> period(const Options& asked, Time now) {
  service::WhatIfPlan plan{now - std::chrono::days{365}, now, now};
  const auto from = parse_date(asked.from), to = parse_date(asked.to);
  if ((!asked.from.empty() && !from) || (!asked.to.empty() && !to)) return std::nullopt;
  if (to) plan.to = plan.now = start_of(*to) + std::chrono::days{1};
  if (from) plan.from = start_of(*from);
  if (to && !from) plan.from = plan.to - std::chrono::days{365};
  return plan.from < plan.to ? std::optional(plan) : std::nullopt;
}

struct Tried {
  Rules rules;
  Calendar calendar;
};

/// Those of the installation but for what is tried.
Result<Tried> tried_rules(const service::World& world, const Options& asked) {
  Tried tried{world.rules, world.calendar};
  if (!asked.deadlines.empty()) {
    auto rules = read_deadlines(asked.deadlines, tried.rules);
    if (!rules) return fail(rules.error());
    tried.rules = std::move(*rules);
  }
  if (!asked.calendar.empty()) {
    auto calendar = read_days(asked.calendar);
    if (!calendar) return fail(calendar.error());
    tried.calendar = std::move(*calendar);
  }
  return tried;
}

int simulate(const Config& config, const Options& asked) {
  const SystemClock clock;
  const auto plan = period(asked, clock.now());
  if (!plan) {
    std::cerr << "Khoảng ngày không đúng: viết --from 2025-01-01 --to 2025-12-31.\n"
                 "No such period: write --from 2025-01-01 --to 2025-12-31.\n";
    return 2;
  }
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  const auto tried = tried_rules((*installation)->world(), asked);
  if (!tried) return say(tried.error());
  auto found = [&] {
    auto progress = progress_of({"Đang tính lại thời hạn", "computing clocks"});
    return service::what_if((*installation)->world(), service::as_if_always(tried->rules), tried->calendar,
                            *plan,
                            [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
  }();
  if (!found) return say(found.error());
  const auto places = (*installation)->world().places.get();
  asked.json ? show_json(*found, *places->directory) : show_text(*found, *places->directory);
  return 0;
}

}  // namespace

void add_simulate(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand(
      "simulate",
      "Say what would have been late in the past year with other deadline rules, from the histories");
  static Options asked;
  add_config_option(*command, asked.config);
  command->add_option("--deadlines", asked.deadlines, "Rules to try; those of the configuration when absent")
      ->check(CLI::ExistingFile);
  command->add_option("--calendar", asked.calendar, "Calendar to try; that of the configuration when absent")
      ->check(CLI::ExistingFile);
  command->add_option("--from", asked.from, "First day of the clocks looked at (2025-01-01); a year back");
  command->add_option("--to", asked.to, "Last day, as of whose end clocks are judged; until now when absent");
  command->add_flag("--json", asked.json, "One JSON object, with every unit");
  command->footer(
      "Changes nothing; also while the service runs. Holds no case and no name.\n"
      "Example:\n  hotlined simulate -c hotlined.toml --deadlines new-deadlines.toml --from 2025-01-01");
  command->callback([&run] {
    run = with_config(asked.config, [](const Config& config) { return simulate(config, asked); });
  });
}

}  // namespace hotline::app
