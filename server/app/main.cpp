// hotlined: the child-helpline service. `hotlined --help` says what it does.
#include "app/commands.h"

int main(int argc, char** argv) {
  CLI::App cli{"The child-helpline service: contacts, cases, referrals, and their history as evidence.", "hotlined"};
  cli.require_subcommand(1);
  hotline::app::Run run;
  hotline::app::add_init(cli, run);
  hotline::app::add_serve(cli, run);
  CLI11_PARSE(cli, argc, argv);
  return run();
}
