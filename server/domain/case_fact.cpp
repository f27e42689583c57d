#include "domain/case_fact.h"

#include <algorithm>
#include <array>
#include <set>

#include "domain/case_time.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using history::v1::CaseFact;

constexpr std::array<std::string_view, 9> age_bands = {"unknown", "0-3",   "4-6",   "7-9", "10-12",
                                                       "13-15",   "16-17", "18-25", "26+"};

constexpr std::uint32_t minutes_a_day = 24 * 60;
/// Up to so many minutes; the keys of `times` in their order.
constexpr std::uint32_t stretches[] = {30,
                                       120,
                                       720,
                                       minutes_a_day,
                                       3 * minutes_a_day,
                                       7 * minutes_a_day,
                                       30 * minutes_a_day,
                                       90 * minutes_a_day,
                                       UINT32_MAX};
constexpr std::string_view times[] = {"30m", "2h",  "12h", "24h",    "3d",
                                      "7d",  "30d", "90d", "longer", "not_yet"};
constexpr std::size_t not_yet = std::size(stretches);
static_assert(std::size(times) == not_yet + 1);

std::uint32_t minutes_between(Time from, Time to) {
  return static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::minutes>(to - from).count()));
}

constexpr std::size_t results_a_clock = 3;  // in time, late, running

void add_clocks(const CaseFact& fact, Time now, KeyPlaces& places) {
  for (const auto& clock : fact.clocks()) {
    const auto ended = clock.has_ended_ms() ? clock.ended_ms() : to_unix_ms(now);
    const std::size_t result = ended > clock.due_ms() ? 1 : clock.has_ended_ms() ? 0 : 2;
    if (clock.kind() > 0) places.add((static_cast<std::size_t>(clock.kind()) - 1) * results_a_clock + result);
  }
}

constexpr std::string_view numbers[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
constexpr std::string_view often[] = {"0", "1", "2", "3", "4", "5+"};
constexpr std::string_view clock_results[] = {
    "1.on_time", "1.late",    "1.running", "2.on_time", "2.late",    "2.running", "3.on_time",
    "3.late",    "3.running", "4.on_time", "4.late",    "4.running", "5.on_time", "5.late",
    "5.running", "6.on_time", "6.late",    "6.running", "7.on_time", "7.late",    "7.running"};
static_assert(std::size(clock_results) == results_a_clock * v1::ClockKind_MAX);
constexpr std::string_view links[] = {"none", "duplicate", "same_child"};
constexpr std::string_view hours[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
                                      "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"};
constexpr std::string_view yes_no[] = {"yes", "no"};

std::string bytes_of(const CaseId& id) { return {id.bytes.begin(), id.bytes.end()}; }

}  // namespace

int age_band(int age) {
  constexpr int upper[] = {3, 6, 9, 12, 15, 17, 25};
  return 1 + static_cast<int>(std::ranges::lower_bound(upper, age) - std::begin(upper));
}

std::int32_t day_number(Date day) {
  return static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count());
}
std::int32_t day_number(Time at) { return day_number(local_date(at)); }
Date date_of_day(std::int32_t day) { return Date{std::chrono::sys_days{std::chrono::days{day}}}; }

const UnitKey& office_of(const CaseState& state) {
  return state.was_accepted() || !state.pending ? state.responsible : state.pending->to;
}

void FactOfCase::note(const history::v1::CaseEvent& event) {
  const auto at = time_of(event.recorded_at());
  if (event.has_returned()) ++returns_;
  if (event.has_rerouted() || event.has_transferred()) ++reroutes_;
  if (event.has_contact_added()) ++further_contacts_;
  const auto first = [&](bool happened, std::optional<Time>& when) {
    if (happened && !when) when = at;
  };
  const bool lies_with_one =
      event.has_opened() && (event.opened().has_referral() || event.opened().accepted_at_once());
  first(lies_with_one || event.has_rerouted() || event.has_transferred() || event.has_accepted(), sent_on_);
  first(event.has_assessed(), assessed_);
  first(event.has_plan_approved(), approved_);
  first(event.has_action_recorded(), acted_);
  first(event.has_reviewed(), reviewed_);
  first(event.has_emergency_started(), measures_);
  if (event.has_unit_succeeded()) {
    const auto& change = event.unit_succeeded();
    if (change.taken_back())
      take_back(change);
    else
      followed_.insert_or_assign(change.to_unit(), change.from_unit());
  }
}

/// Every step of the lists between the two.
void FactOfCase::take_back(const history::v1::UnitSucceeded& change) {
  std::string at = change.from_unit();
  for (auto step = followed_.find(at); step != followed_.end() && at != change.to_unit();
       step = followed_.find(at)) {
    at = std::move(step->second);
    followed_.erase(step);
  }
}

CaseFact FactOfCase::make(const CaseState& state, std::span<const ClockReading> readings) const {
  CaseFact fact;
  fact.set_unit(office_of(state).text());
  auto then = followed_.find(fact.unit());
  for (std::size_t steps = 0; then != followed_.end() && steps < followed_.size(); ++steps) {
    fact.set_unit_then(then->second);
    then = followed_.find(then->second);
  }
  fact.set_day(day_number(state.received_at));
  fact.set_restricted(state.restricted);
  *fact.mutable_abuse_types() = state.intake.abuse_types();
  *fact.mutable_special_circumstances() = state.intake.special_circumstances();
  fact.set_setting(state.intake.setting());
  fact.set_sex(state.intake.child().sex());
  if (const auto age = age_of(state.intake.child(), local_date(state.received_at)))
    fact.set_age_band(static_cast<std::uint32_t>(age_band(*age)));
  fact.set_risk(state.risk);
  fact.set_status(state.status);
  fact.set_closing(state.is_open() ? rec::CLOSING_UNSPECIFIED : state.closing);
  fact.set_emergency(state.emergency);
  fact.set_proof_level(state.proof);
  fact.set_returns(returns_);
  fact.set_reroutes(reroutes_);
  fact.set_further_contacts(further_contacts_);
  for (const auto& reading : readings) {
    auto& clock = *fact.add_clocks();
    clock.set_kind(reading.kind);
    clock.set_due_ms(to_unix_ms(reading.due));
    if (const auto unit = reading.unit.text(); unit != fact.unit()) clock.set_unit(unit);
    if (!reading.runs()) clock.set_ended_ms(to_unix_ms(reading.met ? *reading.met : *reading.stopped));
  }
  for (const auto& [other, link] : state.links) {
    if (link == rec::LINK_DUPLICATE) fact.add_duplicates(bytes_of(other));
    if (link == rec::LINK_SAME_CHILD) fact.add_same_child(bytes_of(other));
  }
  const auto minutes = [&](Time at) { return minutes_between(state.received_at, at); };
  if (state.marks.first_accepted) fact.set_minutes_to_acceptance(minutes(*state.marks.first_accepted));
  if (assessed_) fact.set_minutes_to_assessment(minutes(*assessed_));
  if (state.marks.first_plan) fact.set_minutes_to_plan(minutes(*state.marks.first_plan));
  if (measures_) fact.set_minutes_to_measures(minutes(*measures_));
  if (sent_on_) fact.set_minutes_to_sending_on(minutes(*sent_on_));
  if (approved_) fact.set_minutes_to_approval(minutes(*approved_));
  if (acted_) fact.set_minutes_to_first_action(minutes(*acted_));
  if (reviewed_) fact.set_minutes_to_review(minutes(*reviewed_));
  if (!state.is_open() && state.closed_at) fact.set_minutes_to_closing(minutes(*state.closed_at));
  return fact;
}

void forget_links(const CaseId& own, CaseFact& fact) {
  const auto id = bytes_of(own);  // begins with the time at which the case was opened
  for (auto* others : {fact.mutable_duplicates(), fact.mutable_same_child()})
    for (auto& other : *others) {
      if (other < id) fact.set_child_counted_before(true);
      other.clear();
    }
}

bool counts_cases(v1::Dimension dimension) { return dimension >= v1::DIMENSION_CASE_ABUSE_TYPE; }

bool counts_several(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_CONTACT_REASON || dimension == v1::DIMENSION_CASE_ABUSE_TYPE ||
         dimension == v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE || dimension == v1::DIMENSION_CASE_CLOCK;
}

KeyPlaces places_of(v1::Dimension dimension, const CaseFact& fact, Time now) {
  KeyPlaces out(known_keys(dimension).size());
  const auto number = [&](int value) { return out.add(static_cast<std::size_t>(value)), out; };
  const auto how_often = [&](std::uint32_t n) { return number(static_cast<int>(std::min(n, 5u))); };
  const auto time = [&](bool known, std::uint32_t minutes) {
    out.add(known ? static_cast<std::size_t>(std::ranges::lower_bound(stretches, minutes) - stretches)
                  : not_yet);
    return out;
  };
  switch (dimension) {
    case v1::DIMENSION_CASE_ABUSE_TYPE:
      for (const auto type : fact.abuse_types()) number(type);
      return out.empty() ? number(0) : out;
    case v1::DIMENSION_CASE_SEX:
      return number(fact.sex());
    case v1::DIMENSION_CASE_AGE_BAND:
      return number(static_cast<int>(fact.age_band()));
    case v1::DIMENSION_CASE_RISK:
      return number(fact.risk());
    case v1::DIMENSION_CASE_STATUS:
      return number(fact.status());
    case v1::DIMENSION_CASE_OUTCOME:
      return number(fact.closing());
    case v1::DIMENSION_CASE_PROOF_LEVEL:
      return number(fact.proof_level());
    case v1::DIMENSION_CASE_TIME_TO_ACCEPTANCE:
      return time(fact.has_minutes_to_acceptance(), fact.minutes_to_acceptance());
    case v1::DIMENSION_CASE_TIME_TO_ASSESSMENT:
      return time(fact.has_minutes_to_assessment(), fact.minutes_to_assessment());
    case v1::DIMENSION_CASE_TIME_TO_PLAN:
      return time(fact.has_minutes_to_plan(), fact.minutes_to_plan());
    case v1::DIMENSION_CASE_TIME_TO_MEASURES:
      return time(fact.has_minutes_to_measures(), fact.minutes_to_measures());
    case v1::DIMENSION_CASE_TIME_TO_CLOSING:
      return time(fact.has_minutes_to_closing(), fact.minutes_to_closing());
    case v1::DIMENSION_CASE_TIME_TO_SENDING_ON:
      return time(fact.has_minutes_to_sending_on(), fact.minutes_to_sending_on());
    case v1::DIMENSION_CASE_TIME_TO_APPROVAL:
      return time(fact.has_minutes_to_approval(), fact.minutes_to_approval());
    case v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION:
      return time(fact.has_minutes_to_first_action(), fact.minutes_to_first_action());
    case v1::DIMENSION_CASE_TIME_TO_REVIEW:
      return time(fact.has_minutes_to_review(), fact.minutes_to_review());
    case v1::DIMENSION_CASE_CLOCK:
      add_clocks(fact, now, out);
      return out;
    case v1::DIMENSION_CASE_RETURNS:
      return how_often(fact.returns());
    case v1::DIMENSION_CASE_REROUTES:
      return how_often(fact.reroutes());
    case v1::DIMENSION_CASE_FURTHER_CONTACTS:
      return how_often(fact.further_contacts());
    case v1::DIMENSION_CASE_EMERGENCY:
      return number(fact.emergency() ? 0 : 1);
    case v1::DIMENSION_CASE_LINKED:
      return number(!fact.duplicates().empty() ? 1 : fact.same_child().empty() ? 0 : 2);
    default:
      return out;
  }
}

std::vector<std::string> keys_of(v1::Dimension dimension, const CaseFact& fact, Time now) {
  if (dimension == v1::DIMENSION_CASE_MONTH) return {month_key(fact.day())};
  if (dimension == v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE) {
    const std::set<std::string> codes(fact.special_circumstances().begin(),
                                      fact.special_circumstances().end());
    return codes.empty() ? std::vector<std::string>{"none"}
                         : std::vector<std::string>(codes.begin(), codes.end());
  }
  if (dimension == v1::DIMENSION_CASE_SETTING) return {fact.setting().empty() ? "none" : fact.setting()};
  std::vector<std::string> keys;
  for (const auto place : places_of(dimension, fact, now)) keys.emplace_back(known_keys(dimension)[place]);
  return keys;
}

std::span<const std::string_view> known_keys(v1::Dimension dimension) {
  const std::span<const std::string_view> number(numbers);
  switch (dimension) {
    case v1::DIMENSION_CONTACT_CLASS:
      return number.first(rec::ContactClass_MAX + 1);
    case v1::DIMENSION_CONTACT_CHANNEL:
      return number.first(rec::Channel_MAX + 1);
    case v1::DIMENSION_CONTACT_CALL_TYPE:
      return number.first(rec::CallType_MAX + 1);
    case v1::DIMENSION_CONTACT_HOUR:
      return hours;
    case v1::DIMENSION_CASE_ABUSE_TYPE:
      return number.first(rec::AbuseType_MAX + 1);
    case v1::DIMENSION_CASE_SEX:
      return number.first(rec::Sex_MAX + 1);
    case v1::DIMENSION_CASE_AGE_BAND:
      return age_bands;
    case v1::DIMENSION_CASE_RISK:
      return number.first(rec::Risk_MAX + 1);
    case v1::DIMENSION_CASE_STATUS:
      return number.first(rec::CaseStatus_MAX + 1);
    case v1::DIMENSION_CASE_OUTCOME:
      return number.first(rec::Closing_MAX + 1);
    case v1::DIMENSION_CASE_PROOF_LEVEL:
      return number.first(rec::ProofLevel_MAX + 1);
    case v1::DIMENSION_CASE_TIME_TO_ACCEPTANCE:
    case v1::DIMENSION_CASE_TIME_TO_ASSESSMENT:
    case v1::DIMENSION_CASE_TIME_TO_PLAN:
    case v1::DIMENSION_CASE_TIME_TO_MEASURES:
    case v1::DIMENSION_CASE_TIME_TO_CLOSING:
    case v1::DIMENSION_CASE_TIME_TO_SENDING_ON:
    case v1::DIMENSION_CASE_TIME_TO_APPROVAL:
    case v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION:
    case v1::DIMENSION_CASE_TIME_TO_REVIEW:
      return times;
    case v1::DIMENSION_CASE_CLOCK:
      return clock_results;
    case v1::DIMENSION_CASE_RETURNS:
    case v1::DIMENSION_CASE_REROUTES:
    case v1::DIMENSION_CASE_FURTHER_CONTACTS:
      return often;
    case v1::DIMENSION_CASE_EMERGENCY:
      return yes_no;
    case v1::DIMENSION_CASE_LINKED:
      return links;
    default:
      return {};
  }
}

std::string family_of(v1::Dimension dimension, std::string_view key) {
  switch (dimension) {
    case v1::DIMENSION_CONTACT_CLASS:
      return key == std::to_string(rec::CONTACT_CLASS_NON_COUNSELLING) ? "without_form" : "with_form";
    case v1::DIMENSION_CONTACT_CALL_TYPE: {
      const bool form = key == std::to_string(rec::CALL_TYPE_ABOUT_ONESELF) ||
                        key == std::to_string(rec::CALL_TYPE_ABOUT_A_CHILD);
      return form ? "with_form" : "without_form";
    }
    case v1::DIMENSION_CASE_ABUSE_TYPE:
      return key == "0" ? "none" : "some";
    case v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE:
      return key == "none" ? "none" : "some";
    case v1::DIMENSION_CASE_TIME_TO_ACCEPTANCE:
    case v1::DIMENSION_CASE_TIME_TO_ASSESSMENT:
    case v1::DIMENSION_CASE_TIME_TO_PLAN:
    case v1::DIMENSION_CASE_TIME_TO_MEASURES:
      return key == "not_yet" ? "none" : "some";
    default:
      return {};
  }
}

bool is_for_others(v1::Dimension dimension) {
  switch (dimension) {
    case v1::DIMENSION_CONTACT_MONTH:
    case v1::DIMENSION_CONTACT_DAY:
    case v1::DIMENSION_CASE_MONTH:
    case v1::DIMENSION_CASE_STATUS:
    case v1::DIMENSION_CASE_PROOF_LEVEL:
    case v1::DIMENSION_CASE_OUTCOME:
    case v1::DIMENSION_CASE_TIME_TO_CLOSING:  // "not_yet" is open: the status by another name
    // Steps that are often taken when the year is over.
    case v1::DIMENSION_CASE_TIME_TO_SENDING_ON:
    case v1::DIMENSION_CASE_TIME_TO_APPROVAL:
    case v1::DIMENSION_CASE_TIME_TO_FIRST_ACTION:
    case v1::DIMENSION_CASE_TIME_TO_REVIEW:
    case v1::DIMENSION_CASE_LINKED:  // whoever works on the later one finds the earlier
    case v1::DIMENSION_CASE_CLOCK:   // what runs is late some day, by time alone
      return false;
    default:
      return true;
  }
}

std::string month_key(std::int32_t day) { return date_text(date_of_day(day)).substr(0, 7); }

}  // namespace hotline
