// check-report: a report form as an administrator writes it, checked line by line and filled with the figures
// of this installation, before it is put into config/reports.
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/reference_files.h"
#include "domain/case_fact.h"
#include "domain/record_file.h"
#include "domain/report_form.h"
#include "service/report_figures.h"
#include "sheet/grid.h"

namespace hotline::app {
namespace {

struct Asked {
  std::string file, unit, first_day, last_day;
};

/// The last calendar year that is over, where no days are named.
Result<DaySpan> days_asked_for(const Asked& asked, Date today) {
  using std::chrono::January, std::chrono::years;
  const Date new_year{today.year() / January / 1};
  const auto first =
      asked.first_day.empty() ? std::optional(Date{new_year - years{1}}) : parse_date(asked.first_day);
  const auto end = asked.last_day.empty() ? std::optional(new_year) : parse_date(asked.last_day);
  if (!first || !end || (asked.last_day.empty() ? *end <= *first : *end < *first))
    return fail(Code::invalid_argument, "period_invalid",
                {"Ngày viết như 2026-01-31, ngày đầu không sau ngày cuối.",
                 "Days are written like 2026-01-31, the first not after the last."});
  return DaySpan{day_number(*first), day_number(*end) + (asked.last_day.empty() ? 0 : 1)};
}

Result<UnitKey> unit_asked_for(const Asked& asked, const Directory& directory) {
  if (asked.unit.empty()) return directory.helpline().key;
  const auto key = UnitKey::parse(asked.unit);
  if (!key || directory.find(*key) == nullptr)
    return fail(Code::not_found, "unit_unknown",
                {"Không có đơn vị này. Viết như 07462@2025-07-01.",
                 "There is no such unit. It is written like 07462@2025-07-01."});
  return *key;
}

Result<v1::FilledReport> fill(service::World& world, const v1::ReportForm& form, const Asked& asked) {
  const auto now = world.clock.now();
  const auto directory = world.places.get()->directory;
  auto days = days_asked_for(asked, local_date(now));
  if (!days) return fail(days.error());
  auto unit = unit_asked_for(asked, *directory);
  if (!unit) return fail(unit.error());
  const record::v1::ReportDuty duty;  // nobody owes it
  OwedReport report{.duty = &duty, .span = {}, .unit = *unit, .to = {}};
  report.span.first = date_of_day(days->from);
  report.span.last = date_of_day(days->to - 1);
  Result<v1::FilledReport> out;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    out = service::fill_owed(world, db, *directory, report, form, now);
    return out ? Result<>{} : Result<>(fail(out.error()));
  });
  if (!read) return fail(read.error());
  return out;
}

std::string text_of(const sheet::Cell& cell) {
  switch (cell.kind) {
    case sheet::Cell::Kind::number:
      return std::to_string(cell.number);
    case sheet::Cell::Kind::share:
      return std::to_string(cell.number / 10) + "," + std::to_string(cell.number % 10) + " %";
    default:
      return std::string(cell.indent * 2, ' ') + cell.text;
  }
}

void show(const v1::FilledReport& report) {
  for (const auto& grid : sheet::grids_of(report, v1::REPORT_LANGUAGE_VIETNAMESE))
    for (const auto& line : grid.lines) {
      for (std::size_t i = 0; i < line.cells.size(); ++i)
        std::cout << (i == 0 ? "" : "  |  ") << text_of(line.cells[i]);
      std::cout << "\n";
    }
}

int check_report(const Config& config, const Asked& asked) {
  auto reference = read_reference(config);
  if (!reference) return say(reference.error());
  auto text = read_text_file(asked.file, record_file_max_bytes);
  if (!text) return say(text.error());
  auto form = read_report_form(*text, reference->lists);
  if (!form) return say(form.error());
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  auto filled = fill((*installation)->world(), *form, asked);
  if (!filled) return say(filled.error());
  show(*filled);
  std::cout
      << "\nMẫu dùng được: đặt tệp vào thư mục reports cạnh deadlines.toml rồi khởi động lại dịch vụ. / The "
         "form "
         "can be used: put the file into the directory reports beside deadlines.toml, and start the service "
         "again.\n";
  return 0;
}

}  // namespace

void add_check_report(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand(
      "check-report", "Check a report form with its lines, and show it filled; changes nothing");
  static std::string file;
  static Asked asked;
  add_config_option(*command, file);
  command->add_option("FILE", asked.file, "The form, a TOML file like those of config/reports")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--unit", asked.unit,
                      "Code and first day, like 07462@2025-07-01; not given: all offices");
  command->add_option("--from", asked.first_day, "First day; not given: of the last whole year");
  command->add_option("--to", asked.last_day, "Last day");
  command->footer(
      "Exact numbers, for whoever keeps the machine; restricted cases only in those of all offices. Also "
      "while "
      "the service runs.\nExample:\n  hotlined check-report -c hotlined.toml mine.toml --from 2026-01-01 "
      "--to "
      "2026-06-30");
  command->callback(
      [&run] { run = with_config(file, [](const Config& config) { return check_report(config, asked); }); });
}

}  // namespace hotline::app
