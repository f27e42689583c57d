#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/demo.h"
#include "app/init.h"

namespace hotline::app {
namespace {

/// Columns that line up: letters are counted, not bytes.
std::string padded(const std::string& text, std::size_t width) {
  const auto letters = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  return text + std::string(letters < width ? width - letters : 1, ' ');
}

void show_keys(const Initialised& made) {
  std::cout << "Khóa khôi phục, chỉ in một lần này. In ra giấy và cất vào két.\n"
               "Recovery key, printed this once. Put it on paper and into a safe.\n\n    "
            << made.recovery_key << "\n\n"
            << "Khóa kiểm chứng / verifier key:     " << made.verifier_key << "\n";
}

void show_people(const std::vector<DemoPerson>& people) {
  std::cout << "\nBản trình diễn: người dùng hư cấu, mật khẩu chỉ in một lần này.\n"
               "Demonstration: invented people, their passwords printed this once.\n\n"
            << padded("login", 24) << padded("password", 22) << padded("role", 36) << "unit\n";
  for (const auto& person : people)
    std::cout << padded(person.login, 24) << padded(person.password, 22)
              << padded(std::string(person.role_vi) + " / " + std::string(person.role_en), 36) << person.unit
              << "\n";
  std::cout << std::flush;
}

int init(const Config& config) {
  const SystemClock clock;
  auto made = initialise(config, clock);
  if (!made) return say(made.error());
  show_keys(*made);
  std::cout << "Đăng nhập lần đầu / first sign-in:  " << made->login << "  " << made->one_time_password
            << "\n";
  return 0;
}

int init_demo(const Config& config) {
  auto demo = initialise_demo(config, SystemClock{}.now());
  if (!demo) return say(demo.error());
  show_keys(demo->initialised);
  show_people(demo->people);
  return 0;
}

}  // namespace

void add_init(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand("init", "Make keys, database, units and the first administrator");
  static std::string file;
  static bool demo = false;
  add_config_option(*command, file);
  command->add_flag("--demo", demo,
                    "Fill it with invented people and contacts; such a database is never one for real work");
  command->footer("Nothing is ever overwritten. Example:\n  hotlined init -c /etc/hotline/hotlined.toml");
  command->callback([&run] {
    run = [] {
      auto config = config_or_exit_code(file);
      if (!config) return config.error();
      return demo ? init_demo(*config) : init(*config);
    };
  });
}

}  // namespace hotline::app
