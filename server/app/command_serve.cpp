#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>

#include "app/app.h"
#include "app/commands.h"
#include "base/log.h"

namespace hotline::app {
namespace {

/// As many open files as the system allows: each connection is one, and the usual soft limit of 1,024 is less
/// than what the configuration admits.
void take_all_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == files.rlim_max) return;
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) log::warning("open_files_limit_kept");
}

/// Waits for signals on this thread: SIGHUP reads the certificates again, the first SIGINT or SIGTERM stops
/// gracefully, the second at once.
int serve(const Config& config) {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts
  std::signal(SIGPIPE, SIG_IGN);
  if (!log::start(config.log_level)) {
    std::cerr << "[log] level: debug, info, warning or error\n";
    return 1;
  }
  take_all_files();
  const SystemClock clock;
  auto app = App::start(config, clock);
  if (!app) return say(app.error());
  std::cout << "hotlined: " << (config.certificate.empty() ? "http" : "https") << "://" << config.address
            << ":" << (*app)->port() << std::endl;
  if ((*app)->demonstration()) {
    std::cout << "BẢN TRÌNH DIỄN: mọi người và mọi việc đều là hư cấu. / DEMONSTRATION: everybody and "
                 "everything in it is invented."
              << std::endl;
    log::warning("demonstration");
  }
  log::info("serving", {{"port", (*app)->port()}});

  std::thread stopping;
  for (int number = 0;;) {
    if (sigwait(&signals, &number) != 0) continue;
    if (number == SIGHUP) {
      auto reloaded = (*app)->reload_certificates();
      if (reloaded)
        log::info("certificates_reloaded");
      else
        log::error("certificates_kept", {{"reason", reloaded.error()}});
    } else if (number == SIGUSR1) {  // the stopping thread is done
      if (!stopping.joinable()) continue;
      stopping.join();
      app->reset();
      log::info("stopped");
      log::stop();
      return 0;
    } else if (stopping.joinable()) {
      std::_Exit(130);  // the second one; what was answered is on the disk
    } else {
      log::info("stopping");
      stopping = std::thread([raw = app->get()] {
        raw->stop();
        kill(getpid(), SIGUSR1);
      });
    }
  }
}

}  // namespace

void add_serve(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("serve", "Serve until SIGINT or SIGTERM; SIGHUP reads the certificates again");
  static std::string file;
  static int port = -1;
  add_config_option(*command, file);
  command->add_option("--port", port, "Another port than the configured one; 0: the system chooses")
      ->check(CLI::Range(0, 65535));
  command->callback([&run] {
    run = [] {
      auto config = config_or_exit_code(file);
      if (!config) return config.error();
      if (port >= 0) config->port = static_cast<std::uint16_t>(port);
      return serve(*config);
    };
  });
}

}  // namespace hotline::app
