#include "app/installation.h"

#include <spdlog/fmt/fmt.h>

#include <fstream>
#include <optional>
#include <sstream>

#include "app/reference_files.h"
#include "base/log.h"
#include "domain/calendar_file.h"
#include "domain/rules_file.h"
#include "evidence/key_file.h"
#include "service/clock_keeper.h"
#include "service/units.h"

namespace hotline::app {
namespace {

constexpr std::size_t rule_file_max_bytes = 1 << 20;
Error of_another_log() {
  return {
      Code::failed_precondition,
      "checkpoints_of_another_log",
      {"Chưa ký điểm kiểm chứng: thư mục điểm kiểm chứng giữ dấu của một nhật ký khác, hoặc của nhật ký này "
       "trước khi mất phần cuối. Hãy chuyển các tệp .checkpoint đó sang nơi khác để làm bằng chứng, hoặc đặt "
       "[data] checkpoints về thư mục khác. Việc vừa làm vẫn có hiệu lực.",
       "No checkpoint was signed: the directory of checkpoints holds heads of another log, or of this one "
       "before its tail was lost. Move those .checkpoint files elsewhere, as evidence, or let [data] "
       "checkpoints name another directory. What was done stays done."}};
}

constexpr Duration command_read_max =
    std::chrono::hours{12};  // a command looks through everything, in one state

service::SessionLimits session_limits(const Config& config) {
  service::SessionLimits limits;
  limits.idle_max = std::chrono::minutes{config.session_idle_max_minutes};
  limits.life_max = std::chrono::hours{config.session_life_max_hours};
  limits.per_person_max = static_cast<std::uint32_t>(config.sessions_per_person_max);
  return limits;
}

service::SignInLimits sign_in_limits(const ConfigLimits& from) {
  service::SignInLimits limits;
  limits.free_tries = static_cast<std::uint32_t>(from.sign_in_free_tries);
  limits.free_tries_of_network = static_cast<std::uint32_t>(from.sign_in_free_tries_per_network);
  limits.delay_first = Duration{from.sign_in_delay_first_ms};
  limits.delay_max = Duration{from.sign_in_delay_max_ms};
  limits.line_max = Duration{from.sign_in_line_max_ms};
  limits.forget_after = std::chrono::minutes{from.sign_in_forget_after_minutes};
  return limits;
}

store::Limits store_limits(const ConfigLimits& from) {
  store::Limits limits;
  limits.urgent_jobs_max = static_cast<std::uint32_t>(from.urgent_jobs_max);
  limits.normal_jobs_max = static_cast<std::uint32_t>(from.normal_jobs_max);
  limits.access_jobs_max = static_cast<std::uint32_t>(from.access_jobs_max);
  limits.jobs_per_commit_max = static_cast<std::uint32_t>(from.jobs_per_commit_max);
  limits.read_jobs_max = static_cast<std::uint32_t>(from.read_jobs_max);
  limits.readers = static_cast<std::uint32_t>(from.readers);
  limits.read_max = Duration{from.read_job_max_ms};
  return limits;
}

/// One file an hour, each overwritten by the last checkpoint of its hour: 8,760 small files a year.
std::string checkpoint_name(Time now) {
  const auto day = local_date(now);
  const auto hour = std::chrono::duration_cast<std::chrono::hours>(now - start_of(day)).count();
  return fmt::format("{}T{:02}.checkpoint", date_text(day), hour);
}

}  // namespace

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  if (error || size > max_bytes || !in || !(text << in.rdbuf()))
    return fail(
        Code::failed_precondition, "config_unreadable",
        {"Không đọc được một tệp cấu hình (quy tắc, lịch hoặc danh mục đơn vị). Xem đường dẫn trong [rules].",
         "A configuration file (rules, calendar or units) cannot be read. See the paths in [rules]."});
  return text.str();
}

namespace {

Result<Calendar> days_of(std::string_view text) {
  auto calendar = read_calendar(text);
  if (calendar) return std::move(*calendar);
  const auto& problem = calendar.error().front();
  Error error{Code::failed_precondition, problem.reason, problem.text};
  error.fields.push_back({std::to_string(problem.line), problem.reason, problem.text});
  return fail(std::move(error));
}

}  // namespace

Result<Rules> read_deadlines(const std::filesystem::path& file, const Rules& otherwise) {
  auto text = read_text_file(file, rule_file_max_bytes);
  if (!text) return fail(text.error());
  return parse_rules(*text, otherwise);
}

Result<Calendar> read_days(const std::filesystem::path& file) {
  auto text = read_text_file(file, rule_file_max_bytes);
  if (!text) return fail(text.error());
  return days_of(*text);
}

Result<RuleFiles> read_rule_files(const Config& config) {
  auto deadlines = read_text_file(config.deadlines, rule_file_max_bytes);
  if (!deadlines) return fail(deadlines.error());
  auto rules = parse_rules(*deadlines);
  if (!rules) return fail(rules.error());
  auto days = read_text_file(config.calendar, rule_file_max_bytes);
  if (!days) return fail(days.error());
  auto calendar = days_of(*days);
  if (!calendar) return fail(calendar.error());
  auto reference = read_reference(config);
  if (!reference) return fail(reference.error());
  return RuleFiles{std::move(*rules), std::move(*calendar), std::move(*reference)};
}

Installation::Installation(const Config& config, const Clock& clock, service::RulesInForce rules,
                           Reference reference, std::unique_ptr<store::Store> store, service::Keyring keys,
                           std::unique_ptr<service::Ledger> ledger)
    : config_(config),
      clock_(clock),
      rules_(std::move(rules)),
      reference_(std::move(reference)),
      store_(std::move(store)),
      keys_(std::move(keys)),
      ledger_(std::move(ledger)),
      signer_(config.origin, keys_.vault().key(evidence::VaultKey::checkpoint)),
      ids_(clock) {
  store_->observe(ledger_.get());
  world_.reset(new service::World{.store = *store_,
                                  .clock = clock_,
                                  .ids = ids_,
                                  .keys = keys_,
                                  .ledger = *ledger_,
                                  .signer = signer_,
                                  .rules = rules_.rules,
                                  .calendar = rules_.calendar,
                                  .reference = reference_,
                                  .sessions = service::Sessions(session_limits(config)),
                                  .sign_in_guard = service::SignInGuard(sign_in_limits(config.limits)),
                                  .duty_guard = service::SignInGuard(sign_in_limits(config.limits))});
}

Installation::~Installation() { store_->stop(); }

Result<std::unique_ptr<Installation>> Installation::open(const Config& config, const Clock& clock,
                                                         store_sqlite::OpenMode mode) {
  auto files = read_rule_files(config);
  if (!files) return fail(files.error());
  auto master = evidence::MasterKey::load(config.master_key);
  if (!master) return fail(master.error());
  store_sqlite::SqliteOptions options;
  options.mode = mode;
  options.limits = store_limits(config.limits);
  options.now = clock.now();
  if (mode == store_sqlite::OpenMode::read_only) options.limits.read_max = command_read_max;
  auto store = store_sqlite::open_sqlite(config.database, options);
  if (!store) return fail(store.error());

  std::string wrapped;
  std::unique_ptr<service::Ledger> ledger;
  std::optional<service::RulesInForce> rules;
  auto read = (*store)->read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob("vault");
    if (!blob) return fail(blob.error());
    if (!*blob)
      return fail(Code::failed_precondition, "not_initialised",
                  {"Cơ sở dữ liệu chưa được khởi tạo. Hãy chạy: hotlined init",
                   "The database was not initialised. Run: hotlined init"});
    wrapped = **blob;
    auto restored = service::Ledger::restore(db, config.case_prefix);
    if (!restored) return fail(restored.error());
    ledger = std::move(*restored);
    auto in_force = service::rules_in_force(db, files->rules, files->calendar, clock.now());
    if (!in_force) return fail(in_force.error());
    rules = std::move(*in_force);
    return {};
  });
  if (!read) return fail(read.error());
  auto vault = evidence::Vault::unwrap(*master, wrapped);
  if (!vault) return fail(vault.error());
  // Purposes that came after the installation was made get their keys at the first start that may write.
  if (vault->add_missing() && mode != store_sqlite::OpenMode::read_only) {
    auto kept = (*store)->write_and_wait(
        [&](store::Writer& db) { return db.put_blob("vault", vault->wrap(*master)); });
    if (!kept) return fail(kept.error());
  }
  auto installation = std::unique_ptr<Installation>(
      new Installation(config, clock, std::move(*rules), std::move(files->reference), std::move(*store),
                       service::Keyring(std::move(*master), std::move(*vault)), std::move(ledger)));
  if (auto loaded = installation->load(); !loaded) return fail(loaded.error());
  return installation;
}

Result<> Installation::load() {
  return store_->read_and_wait([this](store::Reader& db) -> Result<> {
    auto people = service::People::load(db, keys_);
    if (!people) return fail(people.error());
    world_->people.set(std::move(*people));
    auto places = service::load_units(db);
    if (!places) return fail(places.error());
    world_->places.set(std::move(*places));
    auto demo = db.blob("demo");
    if (!demo) return fail(demo.error());
    demonstration_ = demo->has_value();
    return world_->sessions.load(db, clock_.now());
  });
}

std::filesystem::path newest_checkpoint(const Config& config) {
  return config.checkpoints / "newest.checkpoint";
}

Result<> Installation::check_newest_kept(const service::Head& head) {
  const auto path = newest_checkpoint(config_);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  auto note = read_text_file(path, evidence::checkpoint_max_bytes);
  if (!note) return fail(note.error());
  auto kept = signer_.verifier().open(*note);
  if (!kept || kept->size > head.size) return fail(of_another_log());
  return store_->read_and_wait([&](store::Reader& db) -> Result<> {
    service::StoredHashes hashes(db);
    auto root = evidence::tree_root(kept->size, hashes);
    if (!root) return fail(root.error());
    return *root == kept->root ? Result<>{} : fail(of_another_log());
  });
}

Result<> Installation::sign_checkpoint() {
  const auto head = ledger_->newest();
  if (head.size == signed_size_) return {};
  if (signed_size_ == 0)  // since this process began, nobody else signs
    if (auto goes_on = check_newest_kept(head); !goes_on) return goes_on;
  const auto now = clock_.now();
  const auto note = signer_.sign(head.size, head.root, now);
  std::error_code error;
  std::filesystem::create_directories(config_.checkpoints, error);
  if (error)
    return fail(
        Code::unavailable, "checkpoints_unwritable",
        {"Không ghi được thư mục điểm kiểm chứng.", "The directory of checkpoints cannot be written."});
  for (const auto& file : {config_.checkpoints / checkpoint_name(now), newest_checkpoint(config_)})
    if (auto written = evidence::replace_key_file(file, note); !written) return written;
  signed_size_ = head.size;
  return {};
}

}  // namespace hotline::app
