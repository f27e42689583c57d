#include "domain/unit_change.h"

#include <algorithm>

#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/followed_way.h"
#include "domain/routing.h"
#include "domain/split_detail.h"

namespace hotline {
namespace {
using history::v1::CaseEvent;

constexpr std::size_t candidates_max = 64;  // UnitSucceeded.candidates

/// Where the work of a unit goes.
struct Move {
  UnitKey to;
  Date on{};
  bool to_sort = true;
  std::vector<UnitKey> candidates;
  std::optional<DetailProof> by_detail = {};
};

class Following {
 public:
  Following(const CaseState& state, const UnitDay& day)
      : state_(state), day_(day), today_(local_date(day.now)) {}

  std::vector<CaseEvent> take() && {
    if (!state_.is_open()) return {};
    take_back();
    follow(UnitKey{state_.responsible});
    if (state_.pending && state_.pending->to != state_.responsible) follow(UnitKey{state_.pending->to});
    return std::move(events_);
  }

 private:
  void add(history::v1::UnitSucceeded said) {
    auto& event = events_.emplace_back();
    *event.mutable_recorded_at() = timestamp_of(day_.now);
    event.mutable_actor()->set_unit(day_.directory.helpline().key.text());  // nobody's act: the service's own
    *event.mutable_unit_succeeded() = std::move(said);
    evolve(state_, event);
  }

  /// The smallest unit from here upwards that may have the case, where it is restricted.
  const Unit* permitted(const Unit* unit) const {
    const auto fits = [&] { return may_hold_restricted(*unit, state_.intake, day_.directory, today_); };
    while (state_.restricted && unit->level != Level::helpline && !fits())
      unit = day_.directory.parent(*unit, today_);
    return unit;
  }

  Move move_from(const UnitKey& key) const {
    const Unit* unit = day_.directory.find(key);
    Move move{day_.directory.helpline().key, today_, true, {}};
    if (unit == nullptr) return move;
    const Succession now = day_.directory.succession(*unit, today_);
    auto proof = now.certain() ? std::nullopt : case_by_detail(day_.directory, *unit, state_.intake, today_);
    const Unit* follows = proof ? proof->unit : now.unit;
    const Unit* to = permitted(follows);
    move.to = to->key;
    move.on = std::min(unit->valid_to.value_or(today_), today_);
    move.to_sort = (!now.certain() && !proof) || to != follows;
    if (!move.to_sort) {
      move.by_detail = std::move(proof);
      return move;
    }
    for (const Unit* candidate : now.candidates)
      if (move.candidates.size() < candidates_max && permitted(candidate) == candidate)
        move.candidates.push_back(candidate->key);
    return move;
  }

  /// `key` must not lie in the state, which changes.
  void follow(const UnitKey& key) {
    if (!is_gone(day_.directory, key, today_)) return;
    const Move move = move_from(key);
    if (move.to == key) return;  // nothing is above it
    history::v1::UnitSucceeded said;
    said.set_from_unit(key.text());
    said.set_to_unit(move.to.text());
    said.set_on_date(date_text(move.on));
    said.set_late(move.on < today_);
    said.set_responsible(state_.responsible == key);
    said.set_to_sort(move.to_sort);
    for (const auto& candidate : move.candidates) said.add_candidates(candidate.text());
    if (move.by_detail) add_parts(*move.by_detail, said);
    const bool waits = state_.pending && state_.pending->to == key;
    const bool must_be_sorted =
        said.responsible() && move.to_sort && !state_.pending && state_.was_accepted();
    if (waits || must_be_sorted) said.set_referral_id(next_referral().text());
    add(std::move(said));
  }

  /// Only what still lies where lists put it, however many steps that were.
  void take_back() {
    if (day_.revived.empty()) return;
    const UnitKey at = state_.responsible;
    if (const auto* to = origin(followed_way(state_, at), at)) back_to(at, to->key, true);
    if (!state_.pending || !state_.pending->ended) return;  // people sent it there
    const UnitKey waits_at = state_.pending->to;
    const auto way = followed_way(state_, waits_at, state_.pending->ended);
    if (const auto* to = origin(way, waits_at)) back_to(waits_at, to->key, false);
  }

  /// The earliest revived unit of the way, where its work does not belong at the end of it; else null.
  const Unit* origin(const std::vector<FollowedUnit>& way, const UnitKey& at) const {
    const Unit* first = nullptr;
    for (const auto& step : way)
      if (std::ranges::find(day_.revived, step.from, &RevivedUnit::unit) != day_.revived.end())
        if (const Unit* known = day_.directory.find(step.from)) first = known;
    if (first == nullptr) return nullptr;
    if (is_gone(day_.directory, first->key, today_)) return move_from(first->key).to == at ? nullptr : first;
    return permitted(first) == first ? first : nullptr;
  }

  void back_to(const UnitKey& from, const UnitKey& to, bool responsible) {
    history::v1::UnitSucceeded said;
    said.set_from_unit(from.text());
    said.set_to_unit(to.text());
    said.set_on_date(date_text(today_));
    said.set_responsible(responsible);
    said.set_taken_back(true);
    const bool waits = state_.pending && state_.pending->to == from;
    const bool was_to_be_sorted = responsible && waits && state_.pending->kind == ReferralKind::succession;
    if (waits && !was_to_be_sorted) said.set_referral_id(next_referral().text());
    add(std::move(said));
  }

  ReferralId next_referral() { return day_.new_referrals.at(used_++); }

  CaseState state_;  // as the events so far leave it
  const UnitDay& day_;
  Date today_;
  std::size_t used_ = 0;
  std::vector<CaseEvent> events_;
};

}  // namespace

bool is_gone(const Directory& directory, const UnitKey& key, Date on) {
  const Unit* unit = directory.find(key);
  if (unit != nullptr && unit->level == Level::helpline) return false;
  return unit == nullptr || !unit->valid_on(on);
}

std::vector<CaseEvent> follow_units(const CaseState& state, const UnitDay& day) {
  return Following(state, day).take();
}

}  // namespace hotline
