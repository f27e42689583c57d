#include "service/recount.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/decide.h"
#include "domain/evolve.h"
#include "evidence/seal.h"
#include "hotline/history/v1/journal.pb.h"
#include "service/case_file.h"
#include "service/figures.h"
#include "service/statistics.h"

namespace hotline::service {
namespace {

namespace rec = record::v1;
constexpr std::uint64_t entries_a_read = 1'000;
constexpr std::int64_t ms_an_hour = 3'600'000, ms_a_day = 24 * ms_an_hour, ms_vietnam = 7 * ms_an_hour;

std::int32_t local_day(Time at) {
  return static_cast<std::int32_t>((to_unix_ms(at) + ms_vietnam) / ms_a_day);
}
std::int64_t local_hour(Time at) { return (to_unix_ms(at) + ms_vietnam) % ms_a_day / ms_an_hour; }

/// A contact as the log has it so far: what comes later amends it.
struct Told {
  std::string unit;
  rec::Contact contact;
};

class Recount {
 public:
  Recount(World& world, store::Reader& db, Time now) : world_(world), db_(db), now_(now) {}

  Result<Cells> run(const OnRecount& on_progress) {
    auto size = db_.log_size();
    if (!size) return fail(size.error());
    for (std::uint64_t from = 0; from < *size; from += entries_a_read) {
      std::vector<store::Entry> entries;
      auto read = db_.entries(from, std::min(*size, from + entries_a_read),
                              [&](const store::Entry& entry) -> Result<> {
                                entries.push_back(entry);
                                return {};
                              });
      if (!read) return fail(read.error());
      for (const auto& entry : entries)
        if (auto taken = take(entry); !taken) return fail(taken.error());
      on_progress(std::min(*size, from + entries_a_read), *size);
    }
    for (const auto& [id, told] : contacts_) count(told);
    for (const auto& id : cases_)
      if (auto counted = count_case(id); !counted) return fail(counted.error());
    return std::move(cells_);
  }

 private:
  Result<> take(const store::Entry& entry) {
    using enum evidence::StreamKind;
    if (entry.stream.kind == case_ && entry.stream_sequence == 1) cases_.push_back(CaseId{entry.stream.id});
    if (entry.stream.kind == contact || entry.stream.kind == day) {
      history::v1::ContactEvent event;
      auto opened = open(entry, event);
      if (!opened || !*opened) return opened ? Result<>{} : Result<>(fail(opened.error()));
      auto& told = contacts_[event.contact_id()];
      if (event.has_received()) told = {event.actor().unit(), event.received().contact()};
      if (event.has_amended()) amend(told.contact, event.amended().contact());
    }
    if (entry.stream.kind == admin) {
      history::v1::AdministrationRecord record;
      auto opened = open(entry, record);
      if (!opened || !*opened) return opened ? Result<>{} : Result<>(fail(opened.error()));
      count_kept(record.kept());
    }
    return {};
  }

  /// False where the keys are gone.
  template <class Record>
  Result<bool> open(const store::Entry& entry, Record& into) {
    auto keys = world_.keys.open(db_, entry.stream);
    if (!keys) return keys.error().code == Code::not_found ? Result<bool>(false) : fail(keys.error());
    auto key = keys->key(evidence::Part::child);
    if (!key || entry.sealed[0].empty()) return false;
    std::string bytes;
    auto opened = evidence::open(*key, entry.stream, entry.stream_sequence, evidence::Part::child,
                                 entry.sealed[0], bytes);
    if (!opened) return fail(opened.error());
    HOTLINE_CHECK(into.ParseFromString(bytes));  // the seal says that we wrote it
    return true;
  }

  void add(const Office& unit, std::int32_t day, v1::Dimension dimension, const std::string& key,
           std::uint64_t count = 1) {
    cells_[{unit, day, dimension, key}] += count;
  }

  void count(const Told& told) {
    const auto at = time_of(told.contact.received_at());
    const auto day = local_day(at);
    const Office office{told.unit, told.unit};
    const auto number = [&](v1::Dimension dimension, std::int64_t value) {
      add(office, day, dimension, std::to_string(value));
    };
    add(office, day, v1::DIMENSION_UNSPECIFIED, "contacts");
    number(v1::DIMENSION_CONTACT_CLASS, told.contact.contact_class());
    number(v1::DIMENSION_CONTACT_CHANNEL, told.contact.channel());
    number(v1::DIMENSION_CONTACT_CALL_TYPE, told.contact.call_type());
    number(v1::DIMENSION_CONTACT_HOUR, local_hour(at));
    count_reasons(told, day);
  }

  void count_reasons(const Told& told, std::int32_t day) {
    const std::set<std::string> reasons(told.contact.reasons().begin(), told.contact.reasons().end());
    for (const auto& reason : reasons)
      add({told.unit, told.unit}, day, v1::DIMENSION_CONTACT_REASON, listed(reason));
  }

  std::string listed(const std::string& reason) const {
    for (const auto& list : world_.reference.lists)
      for (const auto& item : list.items())
        if (item.code() == reason) return reason;
    return "other";
  }

  void count_kept(const history::v1::KeptFigures& kept) {
    for (const auto& c : kept.contacts()) {
      add({c.unit(), c.unit()}, c.day(), v1::DIMENSION_UNSPECIFIED, "contacts", c.count());
      add({c.unit(), c.unit()}, c.day(), v1::DIMENSION_CONTACT_CLASS, std::to_string(c.contact_class()),
          c.count());
      add({c.unit(), c.unit()}, c.day(), v1::DIMENSION_CONTACT_CHANNEL, std::to_string(c.channel()),
          c.count());
      add({c.unit(), c.unit()}, c.day(), v1::DIMENSION_CONTACT_CALL_TYPE, std::to_string(c.call_type()),
          c.count());
      add({c.unit(), c.unit()}, c.day(), v1::DIMENSION_CONTACT_HOUR, std::to_string(c.hour()), c.count());
    }
    for (const auto& r : kept.reasons())
      add({r.unit(), r.unit()}, r.day(), v1::DIMENSION_CONTACT_REASON, listed(r.reason()), r.count());
    for (const auto& fact : kept.cases()) count_fact(fact, now_);
  }

  /// Of an erased case nothing is left but its fact.
  void count_fact(const history::v1::CaseFact& fact, Time now) {
    const Office office{fact.unit(), fact.unit_then().empty() ? fact.unit() : fact.unit_then()};
    add(office, fact.day(), v1::DIMENSION_UNSPECIFIED, "cases");
    for (int d = v1::DIMENSION_CASE_ABUSE_TYPE; d <= v1::Dimension_MAX; ++d)
      for (const auto& key : keys_of(static_cast<v1::Dimension>(d), fact, now))
        if (d != v1::DIMENSION_CASE_MONTH) add(office, fact.day(), static_cast<v1::Dimension>(d), key);
  }

  Result<> count_case(const CaseId& id) {
    auto file = CaseFile::load(world_, db_, id);
    if (!file && file.error().code == Code::not_found) return {};  // erased
    if (!file) return fail(file.error());
    auto row = db_.case_row(id);
    if (!row) return fail(row.error());
    const auto& state = file->state();
    const auto day = local_day(state.received_at);
    const auto& unit = !state.was_accepted() && state.pending ? state.pending->to : state.responsible;
    const Office office{unit.text(), before_it_ended(*file, unit.text())};
    const auto put = [&](v1::Dimension dimension, const std::string& key) {
      add(office, day, dimension, key);
    };
    const auto number = [&](v1::Dimension dimension, std::int64_t value) {
      put(dimension, std::to_string(value));
    };
    put(v1::DIMENSION_UNSPECIFIED, "cases");
    number(v1::DIMENSION_CASE_SEX, state.intake.child().sex());
    number(v1::DIMENSION_CASE_RISK, state.risk);
    number(v1::DIMENSION_CASE_STATUS, state.status);
    number(v1::DIMENSION_CASE_OUTCOME, state.status == rec::CASE_STATUS_CLOSED ? state.closing : 0);
    number(v1::DIMENSION_CASE_PROOF_LEVEL,
           *row ? std::max<std::int64_t>((*row)->proof_level, state.proof) : state.proof);
    put(v1::DIMENSION_CASE_EMERGENCY, state.emergency ? "yes" : "no");
    put(v1::DIMENSION_CASE_AGE_BAND, band(age_of(state.intake.child(), local_date(state.received_at))));
    for (const auto& happened : file->child_events()) {
      const auto& event = happened.event;
      if (event.has_opened()) count({office_of_opening(*file), event.opened().contact()});
      if (event.has_contact_added()) count({event.actor().unit(), event.contact_added().contact()});
    }
    count_kinds(state, put);
    count_links(*file, put);
    count_clocks(state, put);
    count_course(*file, put);
    return {};
  }

  /// Where a restricted case was put as it was opened, the figures of who recorded it say nothing.
  static std::string office_of_opening(const CaseFile& file) {
    const auto& all = file.child_events();
    const auto& opened = all.front().event;
    const bool kept_away =
        all.size() > 1 && all[1].event.has_restricted() && of_one_act(opened, all[1].event);
    const std::string put_to = kept_away ? all[1].event.restricted().responsible_unit() : "";
    return put_to.empty() ? opened.actor().unit() : put_to;
  }

  /// The last change to this unit undone, and the one before it, from the end of the history to its
  /// beginning.
  static std::string before_it_ended(const CaseFile& file, std::string unit) {
    const auto& events = file.child_events();
    std::map<std::string, std::string> undone;  // where it lay, and where it was taken back to
    for (auto happened = events.rbegin(); happened != events.rend(); ++happened) {
      if (!happened->event.has_unit_succeeded()) continue;
      const auto& change = happened->event.unit_succeeded();
      if (change.taken_back()) {
        undone.insert_or_assign(change.from_unit(), change.to_unit());
      } else if (auto step =
                     undone.extract(change.to_unit())) {  // of several steps, the one before it as well
        step.key() = change.from_unit();
        if (step.key() != step.mapped()) undone.insert(std::move(step));
      } else if (change.to_unit() == unit) {
        unit = change.from_unit();
      }
    }
    return unit;
  }

  static std::string band(std::optional<int> age) {
    if (!age) return "unknown";
    return *age <= 3    ? "0-3"
           : *age <= 6  ? "4-6"
           : *age <= 9  ? "7-9"
           : *age <= 12 ? "10-12"
           : *age <= 15 ? "13-15"
           : *age <= 17 ? "16-17"
           : *age <= 25 ? "18-25"
                        : "26+";
  }

  template <class Put>
  static void count_kinds(const CaseState& state, const Put& put) {
    const std::set<int> types(state.intake.abuse_types().begin(), state.intake.abuse_types().end());
    for (const int type : types) put(v1::DIMENSION_CASE_ABUSE_TYPE, std::to_string(type));
    if (types.empty()) put(v1::DIMENSION_CASE_ABUSE_TYPE, "0");
    const auto& codes = state.intake.special_circumstances();
    const std::set<std::string> groups(codes.begin(), codes.end());
    for (const auto& group : groups) put(v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE, group);
    if (groups.empty()) put(v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE, "none");
    const auto& setting = state.intake.setting();
    put(v1::DIMENSION_CASE_SETTING, setting.empty() ? "none" : setting);
  }

  template <class Put>
  static void count_links(const CaseFile& file, const Put& put) {
    bool duplicate = false, same_child = false;
    for (const auto& happened : file.child_events())
      if (happened.event.has_linked()) {
        duplicate = duplicate || happened.event.linked().link() == rec::LINK_DUPLICATE;
        same_child = same_child || happened.event.linked().link() == rec::LINK_SAME_CHILD;
      }
    put(v1::DIMENSION_CASE_LINKED, duplicate ? "duplicate" : same_child ? "same_child" : "none");
  }

  template <class Put>
  void count_clocks(const CaseState& state, const Put& put) const {
    std::set<std::string> results;
    for (const auto& clock : clocks(state, world_.rules, world_.calendar))
      results.insert(std::to_string(clock.kind) + (clock.overdue(now_) ? ".late"
                                                   : clock.runs()      ? ".running"
                                                                       : ".on_time"));
    for (const auto& result : results) put(v1::DIMENSION_CASE_CLOCK, result);
  }

  /// Act by act: how often it went back and on, and when each step was first taken.
  template <class Put>
  static void count_course(const CaseFile& file, const Put& put) {
    int returns = 0, reroutes = 0, contacts = 0;
    std::map<v1::Dimension, Time> first;
    for (const auto& happened : file.child_events()) {
      const auto& event = happened.event;
      const auto at = time_of(event.recorded_at());
      returns += event.has_returned();
      reroutes += event.has_rerouted() || event.has_transferred();
      contacts += event.has_contact_added();
      if (event.has_accepted() || (event.has_opened() && event.opened().accepted_at_once()))
        first.try_emplace(v1::DIMENSION_CASE_TIME_TO_ACCEPTANCE, at);
      if (event.has_assessed()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_ASSESSMENT, at);
      if (event.has_plan_submitted()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_PLAN, at);
      const bool with_an_office =
          event.has_opened() && (event.opened().has_referral() || event.opened().accepted_at_once());
      if (with_an_office || event.has_accepted() || event.has_rerouted() || event.has_transferred())
        first.try_emplace(v1::DIMENSION_CASE_TIME_TO_SENDING_ON, at);
      if (event.has_plan_approved()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_APPROVAL, at);
      if (event.has_action_recorded()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION, at);
      if (event.has_reviewed()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_REVIEW, at);
      if (event.has_emergency_started()) first.try_emplace(v1::DIMENSION_CASE_TIME_TO_MEASURES, at);
      if (event.has_closed()) first.insert_or_assign(v1::DIMENSION_CASE_TIME_TO_CLOSING, at);
      if (event.has_reopened()) first.erase(v1::DIMENSION_CASE_TIME_TO_CLOSING);
    }
    const auto often = [](int times) { return times >= 5 ? std::string("5+") : std::to_string(times); };
    put(v1::DIMENSION_CASE_RETURNS, often(returns));
    put(v1::DIMENSION_CASE_REROUTES, often(reroutes));
    put(v1::DIMENSION_CASE_FURTHER_CONTACTS, often(contacts));
    for (const auto step : {v1::DIMENSION_CASE_TIME_TO_ACCEPTANCE, v1::DIMENSION_CASE_TIME_TO_ASSESSMENT,
                            v1::DIMENSION_CASE_TIME_TO_PLAN, v1::DIMENSION_CASE_TIME_TO_MEASURES,
                            v1::DIMENSION_CASE_TIME_TO_CLOSING, v1::DIMENSION_CASE_TIME_TO_SENDING_ON,
                            v1::DIMENSION_CASE_TIME_TO_APPROVAL, v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION,
                            v1::DIMENSION_CASE_TIME_TO_REVIEW})
      put(step, first.contains(step) ? stretch(first.at(step) - file.state().received_at) : "not_yet");
  }

  static std::string stretch(Duration took) {
    using namespace std::chrono_literals;
    const std::pair<Duration, const char*> up_to[] = {{30min, "30m"},    {2h, "2h"},       {12h, "12h"},
                                                      {24h, "24h"},      {72h, "3d"},      {7 * 24h, "7d"},
                                                      {30 * 24h, "30d"}, {90 * 24h, "90d"}};
    for (const auto& [most, key] : up_to)
      if (took <= most) return key;
    return "longer";
  }

  World& world_;
  store::Reader& db_;
  Time now_;
  std::map<std::string, Told> contacts_;
  std::vector<CaseId> cases_;
  Cells cells_;
};

}  // namespace

Result<Cells> recount(World& world, store::Reader& db, Time now, const OnRecount& on_progress) {
  return Recount(world, db, now).run(on_progress);
}

Result<Cells> stored_cells(World& world, store::Reader& db, Time now) {
  constexpr auto first = std::numeric_limits<std::int32_t>::min(),
                 end = std::numeric_limits<std::int32_t>::max();
  Cells out;
  auto read = db.contact_tallies(first, end, [&](const store::ContactTally& row) {
    std::uint64_t all = 0;
    const auto add = [&](v1::Dimension dimension, const std::string& key, std::uint64_t count) {
      if (count != 0) out[{{row.unit, row.unit}, row.day, dimension, key}] += count;
    };
    for (std::size_t hour = 0; hour < row.hours.size(); ++hour) {
      add(v1::DIMENSION_CONTACT_HOUR, std::to_string(hour), row.hours[hour]);
      all += row.hours[hour];
    }
    add(v1::DIMENSION_UNSPECIFIED, "contacts", all);
    add(v1::DIMENSION_CONTACT_CLASS, std::to_string(row.contact_class), all);
    add(v1::DIMENSION_CONTACT_CHANNEL, std::to_string(row.channel), all);
    add(v1::DIMENSION_CONTACT_CALL_TYPE, std::to_string(row.call_type), all);
  });
  if (!read) return fail(read.error());
  const ReasonCodes codes(world);
  read = db.reason_tallies(first, end, [&](const store::ReasonTally& row) {
    if (row.count != 0)
      out[{{row.unit, row.unit}, row.day, v1::DIMENSION_CONTACT_REASON, codes.code_of(row.reason)}] +=
          row.count;
  });
  if (!read) return fail(read.error());
  Result<> opened;
  history::v1::CaseFact fact;
  read = db.case_facts(first, end, [&](const store::CaseFactRow& row) {
    if (opened) opened = open_fact(world.keys, row, fact);
    if (!opened) return;
    const Office office{fact.unit(), fact.unit_then().empty() ? fact.unit() : fact.unit_then()};
    ++out[{office, fact.day(), v1::DIMENSION_UNSPECIFIED, "cases"}];
    for (int d = v1::DIMENSION_CASE_ABUSE_TYPE; d <= v1::Dimension_MAX; ++d)
      for (const auto& key : keys_of(static_cast<v1::Dimension>(d), fact, now))
        if (d != v1::DIMENSION_CASE_MONTH) ++out[{office, fact.day(), static_cast<v1::Dimension>(d), key}];
  });
  if (!read || !opened) return fail(read ? opened.error() : read.error());
  return out;
}

std::vector<CellDifference> differences(const Cells& recounted, const Cells& stored) {
  std::vector<CellDifference> out;
  for (const auto& [cell, count] : recounted) {
    const auto found = stored.find(cell);
    const auto other = found == stored.end() ? 0 : found->second;
    if (other != count) out.push_back({cell, count, other});
  }
  for (const auto& [cell, count] : stored)
    if (!recounted.contains(cell)) out.push_back({cell, 0, count});
  return out;
}

}  // namespace hotline::service
