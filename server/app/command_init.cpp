#include <iostream>

#include "app/commands.h"
#include "app/init.h"

namespace hotline::app {
namespace {

int init(const Config& config) {
  const SystemClock clock;
  auto made = initialise(config, clock);
  if (!made) return say(made.error());
  std::cout << "Khóa khôi phục, chỉ in một lần này. In ra giấy và cất vào két.\n"
               "Recovery key, printed this once. Put it on paper and into a safe.\n\n    "
            << made->recovery_key << "\n\n"
            << "Đăng nhập lần đầu / first sign-in:  " << made->login << "  " << made->one_time_password << "\n"
            << "Khóa kiểm chứng / verifier key:     " << made->verifier_key << "\n";
  return 0;
}

}  // namespace

void add_init(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand("init", "Make keys, database, units and the first administrator");
  static std::string file;
  add_config_option(*command, file);
  command->callback([&run] {
    run = [] {
      auto config = config_or_exit_code(file);
      return config ? init(*config) : config.error();
    };
  });
}

}  // namespace hotline::app
