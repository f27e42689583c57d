#include "service/unit_change.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/log.h"
#include "domain/take_note.h"
#include "hotline/record/v1/case.pb.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/prominent_notice.h"
#include "service/revived_units.h"
#include "service/units.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t rows_a_page = 200;
constexpr std::size_t cases_a_batch = 32;

class Run {
 public:
  Run(World& world, const MayGoOn& may_go_on)
      : world_(world), may_go_on_(may_go_on), places_(world.places.get()) {}

  Result<FollowedCases> all() {
    for (const auto& filter : {open_cases(), closed_prominent_cases()})
      if (auto done = all_of(filter); !done) return fail(done.error());
    if (auto done = forget_revived(); !done) return fail(done.error());
    return done_;
  }

 private:
  /// They move no more, but a level that has come to be above them is told.
  static store::CaseFilter closed_prominent_cases() {
    store::CaseFilter filter;
    filter.scope.all = true;
    filter.statuses = {record::v1::CASE_STATUS_CLOSED};
    filter.prominent_only = true;
    return filter;
  }

  Result<> all_of(const store::CaseFilter& filter) {
    store::Page page{.size_max = rows_a_page, .after = {}};
    do {
      std::vector<CaseId> found;
      auto read =
          world_.store.read_and_wait([&](store::Reader& db) { return look(db, filter, page, found); });
      if (!read) return read;
      for (std::size_t from = 0; from < found.size(); from += cases_a_batch)
        if (auto moved = move(std::span(found).subspan(from, std::min(cases_a_batch, found.size() - from)));
            !moved)
          return moved;
    } while (!page.after.empty());
    return {};
  }

  Result<> look(store::Reader& db, const store::CaseFilter& filter, store::Page& page,
                std::vector<CaseId>& found) {
    const auto today = local_date(world_.clock.now());
    auto revived = load_revived(db);
    if (!revived) return fail(revived.error());
    revived_ = std::move(*revived);
    const auto followers = followers_of(revived_);
    auto rows = db.cases(filter, page);
    if (!rows) return fail(rows.error());
    done_.looked_at += rows->rows.size();
    for (const auto& row : rows->rows)
      if ((row.status != record::v1::CASE_STATUS_CLOSED &&
           may_move(row, *places_->directory, today, followers)) ||
          has_come_under(db, row, today))
        found.push_back(row.case_id);
    page.after = std::move(rows->after);
    return {};
  }

  /// Whether a prominent case has a level above it, of the units of today, that nobody has told, or of which
  /// its row does not know yet when it is to be reminded.
  bool has_come_under(store::Reader& db, const store::CaseRow& row, Date today) {
    if (!row.prominent) return false;
    const evidence::StreamId stream{evidence::StreamKind::case_, row.case_id.bytes};
    auto wrapped = db.subject_key(stream);
    if (!wrapped || !*wrapped) return false;
    auto keys = evidence::SubjectKeys::unwrap(world_.keys.master(), stream, **wrapped);
    if (!keys) return false;
    const auto stored = open_row(*keys, row);
    if (!stored || !stored->has_prominence()) return false;
    const auto prominent = prominent_of(stored->prominence(), ties_of(row, {}), *places_->directory, today);
    if (leaves_untold(world_, prominent)) return true;
    const auto next = next_note_at(next_note_steps(*prominent.since, prominent.levels, world_.rules));
    if (next && (!row.next_step || *next < *row.next_step)) return true;
    return row.rung != record::v1::LADDER_RUNG_CALL_LIST && row.call_since != silent_since(prominent.levels);
  }

  Result<> move(std::span<const CaseId> cases) {
    if (!may_go_on_()) return changing();
    std::vector<Touched> touched;
    std::uint64_t moved = 0;
    auto written = world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
      touched.clear();
      moved = 0;
      AfterCommit after(world_.behind);  // nothing in memory follows
      const Caller nobody{};
      const Demand nothing{};
      Writing writing(world_, db, after, nobody, nothing, world_.clock.now(), world_.people.get());
      if (!world_.trusted_day.allows(writing.now, world_.clock.running())) return changing();
      auto same = units_are(world_, db, *places_);
      if (!same) return fail(same.error());
      if (!*same) return changing();
      for (const auto& id : cases) {
        auto one = move_one(writing, id);
        if (!one) return fail(one.error());
        moved += *one ? 1 : 0;
      }
      touched = std::move(writing.touched);
      return {};
    });
    if (!written) return written;
    done_.moved += moved;
    for (const auto& item : touched) world_.hub.publish(item);
    return {};
  }

  static std::unexpected<Error> changing() {
    return fail(Code::aborted, "units_changing",
                {"Danh mục đơn vị đang thay đổi.", "The list of units is changing."});
  }

  Result<bool> move_one(Writing& writing, const CaseId& id) {
    auto file = CaseFile::load(world_, writing.db, id);
    if (!file && file.error().code == Code::unavailable) return fail(file.error());
    if (!file) {  // erased meanwhile, or damaged: verify says which
      log::error("case_not_followed", {{"case", id}, {"reason", file.error()}});
      return false;
    }
    return file->state().closed_at ? file->tell_news_above(writing) : file->follow_units(writing, revived_);
  }

  Result<> forget_revived() {
    if (revived_.empty()) return {};
    return world_.store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto now = load_revived(db);
      if (!now) return fail(now.error());
      return *now == revived_ ? store_revived(db, {}) : Result<>{};
    });
  }

  World& world_;
  const MayGoOn& may_go_on_;
  std::shared_ptr<const Gazetteer> places_;
  std::vector<RevivedUnit> revived_;
  FollowedCases done_;
};

}  // namespace

store::CaseFilter open_cases() {
  store::CaseFilter filter;
  filter.scope.all = true;
  for (std::uint32_t status = record::v1::CASE_STATUS_RECEIVED; status < record::v1::CASE_STATUS_CLOSED;
       ++status)
    filter.statuses.push_back(status);
  return filter;
}

UnitTexts followers_of(std::span<const RevivedUnit> revived) {
  UnitTexts out;
  for (const auto& back : revived) out.insert(back.follower.text());
  return out;
}

bool may_move(const store::CaseRow& row, const Directory& directory, Date today, const UnitTexts& followers) {
  const auto gone = [&](const std::string& text) {
    const auto key = UnitKey::parse(text);
    return key && is_gone(directory, *key, today);
  };
  if (gone(row.responsible_unit) || gone(row.receiving_unit)) return true;
  // A restricted case lies with a level above what followed its unit.
  return followers.contains(row.responsible_unit) || followers.contains(row.receiving_unit) ||
         (row.restricted && !followers.empty());
}

Result<FollowedCases> follow_units(World& world, const MayGoOn& may_go_on) {
  return Run(world, may_go_on).all();
}

Result<bool> UnitChangeWatch::keep(World& world, const MayGoOn& may_go_on) {
  const std::lock_guard lock(guard_);
  auto believed = believes(world);
  if (!believed || !*believed) return believed;
  const auto today = local_date(world.clock.now());
  auto places = world.places.get();
  if (places == places_ && today == day_) return false;
  for (bool moved = true; moved;) {  // until nothing is left: what moved may have to move on
    auto done = follow_units(world, may_go_on);
    if (!done) return fail(done.error());
    moved = done->moved > 0;
  }
  if (today != day_) {
    auto stored =
        world.store.write_and_wait([&](store::Writer& db) { return world.trusted_day.followed(db, today); });
    if (!stored) return fail(stored.error());
  }
  places_ = std::move(places);
  day_ = today;
  return true;
}

Result<bool> UnitChangeWatch::believes(World& world) {
  if (!opened_) {
    const auto& stood_at = world.ledger.stood_at();
    if (!stood_at) return fail(stood_at.error());
    auto read =
        world.store.read_and_wait([&](store::Reader& db) { return world.trusted_day.open(db, *stood_at); });
    if (!read) return fail(read.error());
    opened_ = true;
  }
  const auto word = world.trusted_day.look(world.clock.now(), world.clock.running());
  const bool behind = word == TrustedDay::Word::behind;
  if (behind && !told_behind_) log::error("units_not_followed_clock_behind");
  if (!behind && told_behind_) log::info("units_followed_again_clock_set");
  told_behind_ = behind;
  return word == TrustedDay::Word::believed;
}

}  // namespace hotline::service
