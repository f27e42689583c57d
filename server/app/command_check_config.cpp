// check-config: everything that `serve` and `init` would trip over, without starting anything.
#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/init.h"
#include "app/installation.h"
#include "app/notification.h"
#include "app/reference_files.h"
#include "evidence/checkpoint.h"

namespace hotline::app {
namespace {

constexpr std::size_t certificate_max_bytes = 1 << 20;

/// No error: the service runs, and whoever keeps the calendar has the rest of the year to mend it.
void warn_of_calendar(const Calendar& calendar) {
  for (const int year : calendar.missing_years(local_date(SystemClock().now())))
    std::cerr << "[rules] calendar:\nLịch làm việc chưa có ngày nghỉ lễ của năm " << year
              << ": mọi ngày trong tuần của năm đó đều bị tính là ngày làm việc. / The working "
                 "calendar knows no holidays of "
              << year << ": every weekday of that year counts as a working day.\n";
}

/// Null where there is none yet, or `serve` has to say what is wrong with it.
std::unique_ptr<Installation> existing_installation(const Config& config, const Clock& clock) {
  std::error_code ignored;
  if (!std::filesystem::exists(config.database, ignored)) return nullptr;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  return installation ? std::move(*installation) : nullptr;
}

/// No error either: what was due stays due, whatever the files say now.
void warn_of_past_days(const service::RulesInForce& rules) {
  for (const auto& name : rules.held)
    std::cerr << "[rules] " << name
              << ":\nNhững ngày đã qua giữ nguyên như đã áp dụng; điều mới chỉ có hiệu lực từ "
              << date_text(rules.first_new_day)
              << " (nếu khởi động hôm nay). / Days that are over stay as they were; what is new holds from "
              << date_text(rules.first_new_day) << " (if the service is started today).\n";
}

/// No error either, but an office that believes its messages come: a section that nothing is sent by, for the
/// directory has no such office, or another took its place.
void warn_of_contacts(const service::Reach& reach, const Directory& directory, Date today) {
  for (const auto& [office, contact] : reach.contacts) {
    const auto* unit = directory.find(*UnitKey::parse(office));
    if (unit && (unit->key.valid_from > today || same_office(directory, *unit, today).valid_on(today)))
      continue;
    std::cerr
        << "[notify] contacts [\"" << office
        << (unit ? "\"]:\nĐơn vị này đã kết thúc: không có tin nào được gửi theo mục này. Hãy ghi mục của "
                   "đơn vị "
                   "kế tục. / This unit has ended: nothing is sent by this section. Write one for the unit "
                   "that followed it.\n"
                 : "\"]:\nDanh bạ không có đơn vị này: không có tin nào được gửi theo mục này. Xem "
                   "`hotlinectl "
                   "unit list`. / The directory has no such unit: nothing is sent by this section. See "
                   "`hotlinectl unit list`.\n");
  }
}

/// What is no error.
void warn(const Config& config, const UnitFile& units, const service::Reach& reach) {
  const SystemClock clock;
  const auto installation = existing_installation(config, clock);
  const auto places = installation ? installation->world().places.get() : nullptr;
  const auto directory = places ? places->directory : units.directory;
  if (directory) warn_of_contacts(reach, *directory, local_date(clock.now()));
  if (installation) warn_of_past_days(installation->rules());
}

int check(const Config& config) {
  int wrong = 0;
  const auto want = [&](const char* key, const auto& result) {
    if (result) return;
    std::cerr << key << ":\n";
    wrong = say(result.error());
  };
  const auto rules = read_rule_files(config);
  want("[rules]", rules);
  if (rules) warn_of_calendar(rules->calendar);
  const auto units = read_unit_file(config);
  want("[rules] units", units);
  want("[notify]", channels_of(config.notify));
  const auto reach = reach_of(config.notify);
  want("[notify] contacts", reach);
  for (const auto* file : {&config.certificate, &config.certificate_key})
    if (!file->empty()) want("[server] certificate", read_text_file(*file, certificate_max_bytes));
  if (config.certificate.empty() != config.certificate_key.empty()) {
    std::cerr << "[server]: chứng chỉ và khóa phải có cả hai / certificate and certificate_key go together\n";
    wrong = 1;
  }
  if (wrong == 0) warn(config, *units, *reach);
  if (wrong == 0) std::cout << "Cấu hình dùng được. / The configuration can be used.\n";
  return wrong;
}

}  // namespace

void add_check_config(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("check-config", "Say what is wrong with the configuration, with the lines");
  static std::string file;
  add_config_option(*command, file);
  command->footer(
      "Starts nothing and changes nothing. Example:\n  hotlined check-config -c /etc/hotline/hotlined.toml");
  command->callback([&run] { run = with_config(file, check); });
}

}  // namespace hotline::app
