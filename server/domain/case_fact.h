// What statistics count of a case: a pure function of its history, the rules and the calendar, without a word
// about who it is (history.v1.CaseFact). And the figures that such a fact counts for.
//
// Promises: a fact changes with its history alone; what only time changes (a clock that runs and is late) is
// worked out when it is counted. Plain functions, safe from any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/case_state.h"
#include "domain/clocks.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/history/v1/statistics.pb.h"
#include "hotline/v1/statistics.pb.h"

namespace hotline {

/// Age bands of Child Helpline International (DOMAIN §3), from 1: 0-3, 4-6, 7-9, 10-12, 13-15, 16-17, 18-25,
/// over 25.
int age_band(int age);

/// Whole days since 1970 of the day in Vietnam, and back.
std::int32_t day_number(Date day);
std::int32_t day_number(Time at);
Date date_of_day(std::int32_t day);

/// Whose case it is: the responsible office or, while nobody has ever accepted it, the one that it waits for.
const UnitKey& office_of(const CaseState& state);

/// Counts what happened, event by event; then makes the fact of the state that the events fold to.
class FactOfCase {
 public:
  void note(const history::v1::CaseEvent& event);
  /// `readings`: clocks() of that state.
  history::v1::CaseFact make(const CaseState& state, std::span<const ClockReading> readings) const;

 private:
  void take_back(const history::v1::UnitSucceeded& change);

  std::uint32_t returns_ = 0, reroutes_ = 0, further_contacts_ = 0;
  std::optional<Time> sent_on_, assessed_, approved_, acted_, reviewed_, measures_;
  std::map<std::string, std::string> followed_;  // by the unit that has the work now: the one that ended
};

/// What stays of an erased case: without the ids of others, and whether one of these, opened before it,
/// counts the child. Where that one is erased first, the child counts for both.
void forget_links(const CaseId& own, history::v1::CaseFact& fact);

/// Whether a dimension counts cases; the others count contacts.
bool counts_cases(v1::Dimension dimension);
/// Whether one contact or case may count for several keys.
bool counts_several(v1::Dimension dimension);

/// The keys that there are, in the order of their meaning; empty where only the data knows (codes, months,
/// units).
std::span<const std::string_view> known_keys(v1::Dimension dimension);

/// Places in known_keys(), each once. On the stack: a report asks for them two million times.
class KeyPlaces {
 public:
  explicit KeyPlaces(std::size_t known) : known_(known) {}
  /// What a later version of this program wrote may be none of ours.
  void add(std::size_t place) {
    if (place >= known_ || std::ranges::find(begin(), end(), place) != end()) return;
    HOTLINE_CHECK(size_ < places_.size());
    places_[size_++] = place;
  }
  const std::size_t* begin() const { return places_.data(); }
  const std::size_t* end() const { return places_.data() + size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::array<std::size_t, 24> places_{};
  std::size_t known_, size_ = 0;
};
/// For which of the known keys of a dimension a case counts; none where only the data knows them.
KeyPlaces places_of(v1::Dimension dimension, const history::v1::CaseFact& fact, Time now);
/// The keys themselves, for every dimension of cases but by unit; codes as the case has them
/// (codes_in_force.h).
std::vector<std::string> keys_of(v1::Dimension dimension, const history::v1::CaseFact& fact, Time now);

/// Keys of one family, of a dimension that is for others, add up to a number that another dimension tells,
/// too (how many contacts had a form, by class and by type of call), or that somebody may take for the total.
std::string family_of(v1::Dimension dimension, std::string_view key);
/// Whether it may be handed on: not what goes on changing by work and time alone when the period is over
/// (status, outcome, clocks), nor months, whose sums give numbers of parts of half-years away.
bool is_for_others(v1::Dimension dimension);
/// "2015-03"
std::string month_key(std::int32_t day);

}  // namespace hotline
