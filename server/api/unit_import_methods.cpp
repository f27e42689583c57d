// The list of units as a whole: importing it, and taking an import back.
#include <algorithm>

#include "api/desk.h"
#include "api/directory_methods.h"
#include "domain/case_time.h"
#include "domain/unit_difference.h"
#include "domain/unit_list.h"
#include "domain/unit_workbook.h"
#include "hotline/v1/directory.pb.h"
#include "service/account.h"
#include "service/administration.h"
#include "service/membership_change.h"
#include "service/unit_change_count.h"
#include "service/units.h"

namespace hotline::api {
namespace {

constexpr int listed_rows_max = 1'000;
const std::string service_name = "hotline.v1.DirectoryService.";

using GazetteerPtr = std::shared_ptr<const service::Gazetteer>;

void add_notes(const std::vector<RowNote>& notes, google::protobuf::RepeatedPtrField<v1::RowError>& out) {
  for (const auto& note : notes) {
    if (out.size() == listed_rows_max) return;
    auto* row = out.Add();
    row->set_line(static_cast<std::uint32_t>(note.line));
    row->set_reason(std::string(note.reason));
    row->set_text_vi(std::string(note.text.vi));
    row->set_text_en(std::string(note.text.en));
    row->set_unit(note.unit);
  }
}

void fill_change(const UnitChange& change, const Directory& before, const Directory& after,
                 v1::UnitChange& out) {
  const auto* unit = change.after ? change.after : change.before;
  out.set_what(std::string(name(change.kind)));
  out.set_unit(unit->key.text());
  out.set_name(unit->full_name());
  const auto add_other = [&out](const Unit& other) {
    out.add_others(other.key.text());
    out.add_other_names(other.full_name());
  };
  for (const auto* other : change.into) add_other(*other);
  if (change.kind == UnitChange::Kind::code_reused) add_other(*change.before);
  for (auto& [field, was, becomes] : field_changes(change, before, after)) {
    auto* differs = out.add_fields();
    differs->set_field(std::string(field));
    differs->set_was(std::move(was));
    differs->set_becomes(std::move(becomes));
  }
}

template <class Response>
void add_changes(const Directory& before, const Directory& after, Response& out) {
  const auto changes = difference(before, after);
  out.set_change_count(static_cast<std::uint32_t>(changes.size()));
  for (const auto& [kind, count] : count_by_kind(changes)) {
    auto* of_kind = out.add_change_counts();
    of_kind->set_what(std::string(name(kind)));
    of_kind->set_count(static_cast<std::uint32_t>(count));
  }
  for (const auto* change : excerpt(changes, listed_rows_max))
    fill_change(*change, before, after, *out.add_changes());
}

/// What a person will have to sort by this list.
void count_successions(const Directory& directory, Date on, v1::ImportUnitsResponse& out) {
  std::uint32_t ended = 0, uncertain = 0;
  for (const Unit& unit : directory.units()) {
    if (!unit.valid_to || on < *unit.valid_to) continue;
    ++ended;
    uncertain += directory.succession(unit, on).certain() ? 0 : 1;
  }
  out.set_ended_units(ended);
  out.set_ended_without_successor(uncertain);
}

std::unexpected<Error> units_changed() {
  return fail(Code::aborted, "units_changed",
              {"Người khác vừa thay đổi danh mục đơn vị. Hãy xem lại rồi gửi lại.",
               "Somebody else has just changed the units. Look again, then send again."});
}

/// How much of an import is done where a stage of it begins: of the whole country, reading takes a third,
/// comparing and indexing it as long, counting and storing the rest.
struct Stage {
  std::string_view name;
  std::uint32_t percent;
};
constexpr Stage reading{"reading", 0}, comparing{"comparing", 35}, indexing{"comparing", 50},
    counting{"counting", 65}, storing{"storing", 80};

asio::awaitable<Result<>> tell(Outlet& sender, const Stage& stage, const v1::ImportUnitsResponse& word) {
  v1::ImportUnitsResponse progress;
  progress.set_rows_read(word.rows_read());
  progress.set_rows_total(word.rows_total());
  progress.set_stage(std::string(stage.name));
  progress.set_percent(stage.percent);
  co_return co_await sender.send(progress);
}

/// A list of units, and what it would change of the units that were in force when it was read.
struct ReadUnits {
  UnitFile file;
  GazetteerPtr before, after;  // `after` is null where a row is bad
};

Result<UnitFile> read_text(const v1::ImportUnitsRequest& request, std::string_view text,
                           const Directory& present) {
  if (request.amends()) return amend_units(text, present);
  if (!is_unit_list(text)) return read_units(text, &present);
  const auto of = parse_date(request.list_date());
  if (!of)
    return fail(Code::invalid_argument, "list_date_missing",
                {"Đây là danh mục của cơ quan thống kê: hãy cho biết danh mục của ngày nào.",
                 "This is a list of the statistics office: say of which day it speaks."});
  return read_unit_list(text, *of, present);
}

Result<UnitFile> read_file(const v1::ImportUnitsRequest& request, const Directory& present) {
  if (!is_workbook(request.units_csv())) return read_text(request, request.units_csv(), present);
  const auto sheet = read_workbook(request.units_csv());
  if (sheet) return read_text(request, *sheet, present);
  UnitFile refused;
  refused.errors.push_back(sheet.error());
  return refused;
}

/// The day for which is counted what the list leaves to do: never one that is past.
Date counted_day(const v1::ImportUnitsRequest& request, Date today) {
  return std::max(parse_date(request.as_of()).value_or(today), today);
}

void add_read(const UnitFile& file, v1::ImportUnitsResponse& word) {
  word.set_rows_total(static_cast<std::uint32_t>(file.rows + file.errors.size()));
  word.set_rows_read(word.rows_total());
  word.set_error_count(static_cast<std::uint32_t>(file.errors.size()));
  add_notes(file.errors, *word.mutable_errors());
  word.set_repair_count(static_cast<std::uint32_t>(file.repairs.size()));
  add_notes(file.repairs, *word.mutable_repairs());
  word.set_contradiction_count(static_cast<std::uint32_t>(file.contradictions.size()));
  add_notes(file.contradictions, *word.mutable_contradictions());
}

/// Worked out aside, a step at a time: a second or so for the whole country.
asio::awaitable<Result<std::shared_ptr<ReadUnits>>> read_aside(Desk& desk, Ask& ask, Outlet& sender,
                                                               v1::ImportUnitsResponse& word) {
  auto units = std::make_shared<ReadUnits>();
  units->before = desk.world().places.get();
  const auto& request = ask.as<v1::ImportUnitsRequest>();
  const auto on = counted_day(request, local_date(desk.world().clock.now()));
  if (auto told = co_await tell(sender, reading, word); !told) co_return fail(told.error());
  Result<> read;
  auto done = co_await desk.aside([&] {
    auto file = read_file(request, *units->before->directory);
    if (!file) return void(read = fail(file.error()));
    units->file = std::move(*file);
    refuse_unstorable(units->file);
    add_read(units->file, word);
  });
  if (!done) co_return fail(done.error());
  if (!read) co_return fail(read.error());
  if (!units->file.directory) co_return units;
  if (auto told = co_await tell(sender, comparing, word); !told) co_return fail(told.error());
  done = co_await desk.aside([&] {
    add_changes(*units->before->directory, *units->file.directory, word);
    count_successions(*units->file.directory, on, word);
  });
  if (!done) co_return fail(done.error());
  if (auto told = co_await tell(sender, indexing, word); !told) co_return fail(told.error());
  done = co_await desk.aside(
      [&] { units->after = std::make_shared<const service::Gazetteer>(units->file.directory); });
  if (!done) co_return fail(done.error());
  co_return units;
}

/// What the list would move and leave to people: compared aside, then page by page, so that no read job is a
/// long one.
asio::awaitable<Result<>> count_work(Desk& desk, const v1::ImportUnitsRequest& request,
                                     std::shared_ptr<ReadUnits> units, v1::ImportUnitsResponse& word) {
  const auto today = local_date(desk.world().clock.now());
  const auto on = counted_day(request, today);
  std::shared_ptr<service::UnitChangeCount> moves;
  auto done = co_await desk.aside([&, people = desk.world().people.get()] {
    const auto &before = *units->before->directory, &after = *units->after->directory;
    word.set_roles_to_confirm(
        static_cast<std::uint32_t>(service::count_roles_to_confirm(*people, before, after, today, on)));
    moves = std::make_shared<service::UnitChangeCount>(units->before, units->after, today, on);
  });
  if (!done) co_return done;
  for (bool more = true; more;) {
    auto read =
        co_await desk.read_plain([&world = desk.world(), &more, moves](store::Reader& db) -> Result<> {
          auto looked = moves->look(world, db);
          if (!looked) return fail(looked.error());
          more = *looked;
          return {};
        });
    if (!read) co_return read;
  }
  word.set_cases_to_move(static_cast<std::uint32_t>(moves->count()));
  co_return Result<>{};
}

Result<> store_import(service::World& world, const ReadUnits& units, std::uint32_t changed,
                      const service::Caller& before, store::Writer& db, service::AfterCommit& after) {
  const auto now = world.clock.now();
  auto as_of = service::as_of(world, db, before, now);
  if (!as_of) return fail(as_of.error());
  if (auto may = service::check_helpline_administrator(world, as_of->caller.viewer, now); !may) return may;
  auto same = service::units_are(world, db, *units.before);
  if (!same) return fail(same.error());
  if (!*same) return units_changed();
  // The same list once more is no change: what can be taken back stays the list before it.
  if (std::ranges::equal(units.before->directory->units(), units.after->directory->units())) return {};
  if (auto replaced = service::replace_units(db, *units.before->directory, *units.after->directory,
                                             {.at = now, .units = changed, .takes_back = false});
      !replaced)
    return replaced;
  after.add([&world, places = units.after] { world.places.set(places); });
  return service::record_administration(world, db, now, &as_of->caller, "units_imported",
                                        std::to_string(units.file.units.size()));
}

asio::awaitable<Result<>> import_units(Desk& desk, Ask& ask, Outlet& sender) {
  const auto& request = ask.as<v1::ImportUnitsRequest>();
  if (auto started = co_await sender.start(); !started) co_return started;
  if (auto may =
          service::check_helpline_administrator(desk.world(), ask.caller.viewer, desk.world().clock.now());
      !may)
    co_return may;
  auto place = desk.begin(Desk::LongWork::importing, PersonId{});
  if (!place)
    co_return fail(Code::resource_exhausted, "import_running",
                   {"Một danh mục khác đang được đọc. Hãy chờ ít giây rồi gửi lại.",
                    "Another list is being read. Wait a few seconds, then send again."});
  v1::ImportUnitsResponse word;
  auto read = co_await read_aside(desk, ask, sender, word);
  if (!read) co_return fail(read.error());
  if ((*read)->after) {
    if (auto told = co_await tell(sender, counting, word); !told) co_return told;
    if (auto counted = co_await count_work(desk, request, *read, word); !counted) co_return counted;
  }
  if ((*read)->after && !request.dry_run()) {
    if (auto told = co_await tell(sender, storing, word); !told) co_return told;
    auto& world = desk.world();
    auto written = co_await desk.write_plain(
        store::Lane::normal, [&world, units = *read, changed = word.change_count(), before = ask.caller](
                                 store::Writer& db, service::AfterCommit& after) {
          return store_import(world, *units, changed, before, db, after);
        });
    if (!written) co_return written;
    word.set_applied(true);
  }
  place.reset();  // whoever hears the last word may send the next list
  word.set_done(true);
  word.set_percent(100);
  co_return co_await sender.send(word);
}

Result<v1::GetLastImportResponse> get_last_import(service::Reading& asked, const v1::GetLastImportRequest&) {
  if (auto may = service::check_helpline_administrator(asked.world, asked.caller.viewer, asked.now); !may)
    return fail(may.error());
  auto last = service::last_list_change(asked.db);
  if (!last) return fail(last.error());
  v1::GetLastImportResponse response;
  if (!*last) return response;
  response.set_version((*last)->version);
  if (const auto& change = (*last)->change) {
    *response.mutable_changed_at() = timestamp_of(change->at);
    response.set_change_count(change->units);
    response.set_taken_back(change->takes_back);
  }
  return response;
}

/// The units as they were before, read, compared and indexed aside.
struct OldUnits {
  GazetteerPtr before, after;
  v1::UndoImportUnitsResponse changes;
};

asio::awaitable<Result<std::shared_ptr<OldUnits>>> restore_aside(Desk& desk) {
  auto units = std::make_shared<OldUnits>();
  units->before = desk.world().places.get();
  std::optional<service::UnitsBefore> before;
  auto read = co_await desk.read_plain([&before](store::Reader& db) -> Result<> {
    auto stored = service::units_before(db);
    if (!stored) return fail(stored.error());
    before = std::move(*stored);
    return {};
  });
  if (!read) co_return fail(read.error());
  if (!before)
    co_return fail(Code::failed_precondition, "nothing_to_take_back",
                   {"Chưa có lần nhập nào để rút lại.", "There is no import to take back."});
  auto done = co_await desk.aside([&] {
    if (auto directory = service::directory_of(*before))
      units->after = std::make_shared<const service::Gazetteer>(std::move(directory));
    if (units->after) add_changes(*units->before->directory, *units->after->directory, units->changes);
  });
  if (!done) co_return fail(done.error());
  if (!units->after)
    co_return fail(Code::data_loss, "units_damaged",
                   {"Danh mục trước đó không đọc được. Hãy nhập lại từ tệp.",
                    "The list before cannot be read. Import it from a file."});
  co_return units;
}

Result<v1::UndoImportUnitsResponse> undo(service::Writing& writing, const v1::UndoImportUnitsRequest& request,
                                         const OldUnits& units) {
  if (auto may = service::check_helpline_administrator(writing.world, writing.caller.viewer, writing.now);
      !may)
    return fail(may.error());
  auto last = service::last_list_change(writing.db);
  if (!last) return fail(last.error());
  if (!*last || (*last)->version != request.expected_import_version()) return units_changed();
  auto same = service::units_are(writing.world, writing.out, *units.before);
  if (!same) return fail(same.error());
  if (!*same) return units_changed();
  if (auto replaced = service::replace_units(
          writing.out, *units.before->directory, *units.after->directory,
          {.at = writing.now, .units = units.changes.change_count(), .takes_back = true});
      !replaced)
    return fail(replaced.error());
  writing.after_commit.add([&world = writing.world, places = units.after] { world.places.set(places); });
  if (auto noted = service::record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                                  "units_taken_back", "");
      !noted)
    return fail(noted.error());
  return units.changes;
}

asio::awaitable<Result<MessagePtr>> undo_import(Desk& desk, Ask& ask) {
  auto units = co_await restore_aside(desk);
  // A retry of one that was done finds its answer, whatever can be taken back by now.
  co_return co_await desk.write(
      ask,
      [units = std::move(units)](service::Writing& writing,
                                 const google::protobuf::Message& request) -> Result<MessagePtr> {
        if (!units) return fail(units.error());
        auto done = undo(writing, static_cast<const v1::UndoImportUnitsRequest&>(request), **units);
        if (!done) return fail(done.error());
        return std::make_unique<v1::UndoImportUnitsResponse>(std::move(*done));
      });
}

}  // namespace

void add_unit_import_methods(Methods& methods) {
  methods.watch(service_name + "ImportUnits", import_units);
  methods.read<v1::GetLastImportRequest>(service_name + "GetLastImport", get_last_import);
  methods.steps(service_name + "UndoImportUnits", undo_import);
}

}  // namespace hotline::api
