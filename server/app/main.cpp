// hotlined: the child-helpline service. `hotlined --help` says what it does.
#include "app/commands.h"

int main(int argc, char** argv) {
  CLI::App cli{"The child-helpline service: contacts, cases, referrals, and their history as evidence.",
               "hotlined"};
  cli.require_subcommand(1);
  cli.footer("Exit codes: 0 done, 1 failed or something wrong was found, 2 wrong use.");
  hotline::app::Run run;
  hotline::app::add_commands(cli, run);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? 0 : 2;
  }
  return run();
}
