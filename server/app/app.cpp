#include "app/app.h"

#include <atomic>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>

#include "api/dispatcher.h"
#include "app/act_notes.h"
#include "app/commands.h"
#include "app/installation.h"
#include "app/log_check.h"
#include "app/notification.h"
#include "app/reference_files.h"
#include "app/second_copy.h"
#include "base/log.h"
#include "net/probes.h"
#include "net/routes.h"
#include "net/server.h"
#include "net/static_files.h"
#include "notify/courier.h"
#include "rpc/router.h"
#include "service/clock_index.h"
#include "service/clock_keeper.h"
#include "service/drafts.h"
#include "service/figures.h"
#include "service/report_call_index.h"
#include "service/unit_change.h"

namespace hotline::app {
namespace {

/// Of all open cases, before anybody is answered: whoever started it sees how far that is.
Result<> renew_clock_index(Installation& installation) {
  auto progress = progress_of({"Đang tính lại thời hạn", "computing deadlines"});
  return service::renew_clock_index(
      installation.world(), installation.rules().digest(),
      [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
}

/// What the files say of days that are over does not count, and whoever keeps them should know.
Result<> keep_rules(Installation& installation) {
  const auto& rules = installation.rules();
  if (!rules.held.empty())  // check-config names them
    log::warning("rules_of_past_days_held", {{"count", rules.held.size()}});
  return service::keep_rules(installation.world(), rules);
}

/// Working papers that nobody goes on with; contacts and cases are erased by a command alone. Not by a clock
/// that has just jumped ahead. What is too much, or fails, waits for the next time and holds up nothing else.
void erase_left_drafts(service::World& world, Time now) {
  if (!world.trusted_day.allows(now, world.clock.running())) return;
  auto erased = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto done = service::erase_left_drafts(world, db, now); !done) return fail(done.error());
    return {};
  });
  if (!erased) log::warning("left_drafts_not_erased", {{"reason", erased.error()}});
}

constexpr auto house_every = std::chrono::seconds{10};
constexpr auto answers_kept = std::chrono::days{7};  // a client that retries later has lost its line for good
constexpr std::uint32_t erased_at_once_max = 2'000;
constexpr std::size_t kib = 1 << 10, mib = 1 << 20;

std::size_t bytes(int count, std::size_t unit) { return static_cast<std::size_t>(count) * unit; }

net::ServerOptions server_options(const Config& config) {
  net::ServerOptions options;
  options.listen = {net::Listen{config.address, config.port, !config.certificate.empty()}};
  options.tls_files = {config.certificate.string(), config.certificate_key.string()};
  options.threads = config.network_threads;
  const auto& from = config.limits;
  auto& to = options.limits;
  to.connections_max = bytes(from.connections_max, 1);
  to.connections_per_address_max = bytes(from.connections_per_address_max, 1);
  to.connections_per_person_max = bytes(from.connections_per_person_max, 1);
  to.header_max_bytes = bytes(from.header_max_kib, kib);
  to.body_max_bytes = bytes(from.body_max_kib, kib);
  to.bodies_max_bytes = bytes(from.bodies_max_mib, mib);
  to.strangers_bodies_max_bytes = bytes(from.strangers_bodies_max_mib, mib);
  to.read_max_ms = from.read_max_ms;
  to.idle_max_ms = from.idle_max_ms;
  to.write_max_ms = from.write_max_ms;
  to.drain_max_ms = from.drain_max_ms;
  return options;
}

rpc::RouterOptions router_options(const Config& config) {
  rpc::RouterOptions options;
  const auto& limits = config.limits;
  options.message_max_bytes = bytes(limits.body_max_kib, kib);
  options.message_max_bytes_of = {
      {"hotline.v1.DirectoryService.ImportUnits", bytes(limits.import_max_mib, mib)}};
  options.stranger_body_max_bytes = bytes(limits.stranger_body_max_kib, kib);
  options.handler_max_ms = limits.handler_max_ms;
  options.error_details = api::error_details;
  options.on_exception = [](const auto&, std::string_view) { log::error("handler_threw"); };
  return options;
}

api::DeskLimits desk_limits(const ConfigLimits& limits) {
  return {.slow_at_once = limits.passwords_at_once_max,
          .slow_waiting_max = limits.passwords_waiting_max,
          .notes_per_person_max = limits.access_entries_per_person_max};
}

}  // namespace

struct App::Parts {
  std::unique_ptr<Installation> installation;
  std::unique_ptr<SecondCopy> second_copy;
  service::UnitChangeWatch unit_changes;
  std::unique_ptr<service::ClockKeeper> clock_keeper;
  std::unique_ptr<api::Dispatcher> dispatcher;
  std::unique_ptr<rpc::Router> router;
  std::unique_ptr<net::Probes> probes;
  std::unique_ptr<net::StaticFiles> files;
  net::Routes routes;
  std::unique_ptr<net::Server> server;
  std::unique_ptr<notify::Courier> courier;  // none where no way out is configured
  std::chrono::days delivered_kept{}, undelivered_kept{};

  std::mutex guard;
  std::condition_variable wake;
  std::atomic<bool> ending = false;  // changed under the guard, for those who wait
  std::thread house;

  std::vector<net::ReadyCheck> ready() {
    const auto health = installation->store().health();
    const auto now = installation->world().clock.now();
    return {{"store", !health.failing},
            {"accepting", !ending},
            clock_check(),
            {"calendar", true, calendar_lack(now)},  // deadlines run on, so the service is ready
            {"second_copy", second_copy->fresh(now), second_copy_age(now)}};
  }
  net::ReadyCheck clock_check() const {
    const bool behind = installation->world().trusted_day.behind();
    if (behind) return {"clock", false, "stands_before_the_log units_not_followed"};
    return {"clock", true, clock_keeper->holds() ? "far_ahead ladder_waits" : ""};  // it may well be right
  }
  std::string second_copy_age(Time now) const {
    if (!second_copy->wanted()) return "not_configured";
    const auto age = second_copy->age(now);
    if (!age) return "none_made";
    return "age_seconds=" + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(*age).count());
  }
  std::vector<int> missing_years(Time now) const {
    return installation->world().calendar.missing_years(local_date(now));
  }
  std::string calendar_lack(Time now) const {
    std::string text;
    for (const int year : missing_years(now))
      text += (text.empty() ? "missing_years=" : ",") + std::to_string(year);
    return text;
  }
  void metrics(net::MetricsText& out);
  void courier_metrics(net::MetricsText& out);
};

void App::Parts::metrics(net::MetricsText& out) {
  const auto health = installation->store().health();
  out.gauge("hotline_store_file_bytes", "Size of the database file.", static_cast<double>(health.file_bytes));
  out.gauge("hotline_store_wal_bytes", "Size of the write-ahead log.", static_cast<double>(health.wal_bytes));
  out.counter("hotline_store_commits_total", "Transactions made durable.", health.commits);
  out.counter("hotline_store_jobs_total", "Write jobs run.", health.jobs);
  out.counter("hotline_store_failed_commits_total", "Transactions that failed.", health.failed_commits);
  out.gauge("hotline_log_entries", "Entries of the log.",
            static_cast<double>(installation->world().ledger.newest().size));
  out.gauge("hotline_streams", "Open watches.", static_cast<double>(installation->world().hub.size()));
  out.gauge("hotline_calendar_missing_years",
            "Of this year and the next, how many the working calendar knows no holidays of.",
            static_cast<double>(missing_years(installation->world().clock.now()).size()));
  if (second_copy->wanted()) {
    const auto age = second_copy->age(installation->world().clock.now());
    out.gauge("hotline_second_copy_age_seconds",
              "Age of the scheduled second copy; +Inf where none was made.",
              age ? std::chrono::duration<double>(*age).count() : std::numeric_limits<double>::infinity());
  }
  const auto clocks = clock_keeper->stats();
  out.counter("hotline_clock_steps_total", "Steps of the ladder taken.", clocks.steps);
  out.counter("hotline_clock_step_failures_total", "Cases whose steps could not be taken and were set aside.",
              clocks.failures);
  out.counter("hotline_clock_looks_held_total",
              "Looks at which no step was taken, because the machine's clock is doubted.", clocks.held);
  out.gauge("hotline_clock_step_late_seconds", "Lateness of the last step.",
            std::chrono::duration<double>(clocks.late_last).count());
  out.gauge("hotline_clock_step_late_max_seconds", "The greatest lateness of a step since the start.",
            std::chrono::duration<double>(clocks.late_max).count());
  if (server) {
    const auto stats = server->stats();
    out.gauge("hotline_connections", "Open connections.", static_cast<double>(stats.connections_open));
    out.gauge("hotline_request_body_bytes", "Request bodies held now.",
              static_cast<double>(stats.body_bytes));
    out.counter("hotline_connections_total", "Connections accepted.", stats.connections_accepted);
    out.counter("hotline_connections_refused_total", "Connections over a limit.", stats.connections_refused);
  }
  if (courier) courier_metrics(out);
  router->write_metrics(out);
}

void App::Parts::courier_metrics(net::MetricsText& out) {
  const auto stats = courier->stats();
  const auto age =
      stats.oldest_waiting ? installation->world().clock.now() - *stats.oldest_waiting : Duration{0};
  out.gauge("hotline_messages_waiting", "Messages that wait to be delivered.",
            static_cast<double>(stats.waiting));
  out.gauge("hotline_messages_undelivered", "Messages that were given up.", static_cast<double>(stats.dead));
  out.gauge("hotline_message_oldest_seconds", "Age of the oldest message that waits.",
            std::chrono::duration<double>(age).count());
  out.counter("hotline_messages_delivered_total", "Messages delivered since the start.", stats.delivered);
  out.counter("hotline_messages_given_up_total", "Messages given up since the start.", stats.given_up);
  out.counter("hotline_message_attempts_failed_total", "Attempts that failed since the start.",
              stats.failed_attempts);
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<App>> App::start(const Config& config, const Clock& clock, const WayOut& way_out) {
  auto parts = std::make_unique<Parts>();
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  parts->installation = std::move(*installation);
  auto reach = reach_of(config.notify);
  if (!reach) return fail(reach.error());
  parts->installation->world().outbox.configure(std::move(*reach));
  parts->delivered_kept = std::chrono::days{config.notify.delivered_kept_days};
  parts->undelivered_kept = std::chrono::days{config.notify.undelivered_kept_days};
  if (auto kept = keep_rules(*parts->installation); !kept) return fail(kept.error());
  parts->second_copy = std::make_unique<SecondCopy>(
      config.database, config.second_copy, std::chrono::hours{config.second_copy_every_hours}, clock.now());
  if (auto filled = service::fill_statistics(parts->installation->world()); !filled)
    return fail(filled.error());
  if (auto filled = service::fill_reports(parts->installation->world()); !filled) return fail(filled.error());
  // A day may have begun while it stood still: before anybody is answered, if it can be done.
  if (auto followed = parts->unit_changes.keep(parts->installation->world(), [] { return true; }); !followed)
    log::error("units_not_followed", {{"reason", followed.error()}});
  auto dispatcher = api::Dispatcher::make(
      parts->installation->world(), desk_limits(config.limits), *parts->second_copy,
      [database = config.database, kept = config.checkpoints] { return read_kept_proofs(database, kept); });
  if (!dispatcher) return fail(dispatcher.error());
  parts->dispatcher = std::move(*dispatcher);
  parts->router =
      std::make_unique<rpc::Router>(*parts->dispatcher, api::contract_services(), router_options(config));
  for (const auto& prefix : parts->router->prefixes()) parts->routes.add(prefix, *parts->router);
  auto* raw = parts.get();
  parts->probes = std::make_unique<net::Probes>([raw] { return raw->ready(); },
                                                [raw](net::MetricsText& out) { raw->metrics(out); });
  for (const auto* path : {"/healthz", "/readyz", "/metrics"}) parts->routes.add(path, *parts->probes);
  if (!config.web_root.empty()) {
    auto files = net::StaticFiles::load({.directory = config.web_root.string()});
    if (!files) return fail(files.error());
    parts->files = std::move(*files);
    parts->routes.add("/", *parts->files);
  }
  for (const int year : parts->missing_years(clock.now()))
    log::warning("calendar_lacks_year", {{"year", year}});
  parts->clock_keeper = std::make_unique<service::ClockKeeper>(parts->installation->world());
  if (auto indexed = renew_clock_index(*parts->installation); !indexed) return fail(indexed.error());
  parts->clock_keeper->start();
  auto server = net::Server::start(server_options(config), parts->routes);
  if (!server) return fail(server.error());
  parts->server = std::move(*server);

  auto courier = courier_of(config.notify, parts->installation->world(), way_out ? way_out() : nullptr);
  if (!courier) return fail(courier.error());
  parts->courier = std::move(*courier);
  if (parts->courier && !way_out) parts->courier->start();

  auto app = std::unique_ptr<App>(new App(std::move(parts)));
  app->parts_->house = std::thread([app_parts = app->parts_.get(), self = app.get()] {
    std::unique_lock lock(app_parts->guard);
    while (!app_parts->wake.wait_for(lock, house_every, [&] { return app_parts->ending.load(); })) {
      lock.unlock();
      if (auto kept = self->keep_house(); !kept)
        log::error("housekeeping_failed", {{"reason", kept.error()}});
      lock.lock();
    }
  });
  return app;
}

App::~App() {
  stop();
  parts_->server.reset();
}

std::uint16_t App::port() const { return parts_->server->ports().front(); }
bool App::demonstration() const { return parts_->installation->demonstration(); }
service::World& App::world() { return parts_->installation->world(); }
Result<> App::reload_certificates() { return parts_->server->reload_certificates(); }

Result<> App::keep_house() {
  auto& world = parts_->installation->world();
  const auto now = world.clock.now();
  const auto ended = world.sessions.remove_ended(now);
  const bool failing = world.store.health().failing;
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    // Not while memory still holds what this batch has ended: it would be stored again.
    if (world.behind == 0)
      for (const auto& row : world.sessions.to_store(now))
        if (auto put = db.put(row); !put) return put;
    for (const auto& token : ended)
      if (auto erased = db.erase_session(token); !erased) return erased;
    // Where the disk has failed, a small write finds out whether it is well again: while this service is not
    // ready, nobody else may send one.
    if (failing)
      if (auto tried = db.put_blob("disk_tried", std::to_string(to_unix_ms(now))); !tried) return tried;
    using enum store::MessageState;
    for (const auto& [state, kept] :
         {std::pair{delivered, parts_->delivered_kept}, std::pair{overtaken, parts_->delivered_kept},
          std::pair{dead, parts_->undelivered_kept}})
      if (auto erased = db.erase_messages_ended_before(state, now - kept, erased_at_once_max); !erased)
        return erased;
    if (auto erased = db.erase_duty_links_expired_before(now, erased_at_once_max); !erased) return erased;
    return db.erase_answers_before(now - answers_kept, erased_at_once_max);
  });
  if (!written) return written;
  if (auto taken = take_in_act_notes(parts_->installation->config().database, world); !taken) return taken;
  {
    const std::lock_guard lock(parts_->guard);
    if (!parts_->ending) parts_->second_copy->keep(now);
  }
  if (auto followed = parts_->unit_changes.keep(world, [&] { return !parts_->ending; }); !followed)
    log::warning("units_not_followed", {{"reason", followed.error()}});  // tried again the next time
  erase_left_drafts(world, now);
  return parts_->installation->sign_checkpoint();
}

Result<std::uint32_t> App::take_due_steps() { return parts_->clock_keeper->take_due(); }
void App::deliver_due_messages() { parts_->courier->deliver_due(); }
bool App::clock_keeper_rests() const { return parts_->clock_keeper->rests(); }

void App::stop() {
  {
    const std::lock_guard lock(parts_->guard);
    if (parts_->ending) return;
    parts_->ending = true;
  }
  parts_->wake.notify_all();
  if (parts_->house.joinable()) parts_->house.join();
  parts_->clock_keeper->stop();
  parts_->second_copy->stop();
  parts_->server->stop();
  parts_->server->wait();
  if (parts_->courier) parts_->courier->stop();
  if (auto kept = keep_house(); !kept) log::error("last_checkpoint_failed", {{"reason", kept.error()}});
  parts_->installation->store().stop();
}

}  // namespace hotline::app
