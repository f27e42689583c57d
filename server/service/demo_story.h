// Invented work of the last months for a demonstration: contacts as a helpline gets them, and cases in every
// status, each brought there by the real use cases under a clock that is set back. No projection is written
// by hand.
//
// Promises: the same cast, instant and seed give the same story; its steps are in order of time and none lies
// after `now`; it holds every status, several referrals that wait (an emergency among them, some overdue),
// one restricted case, one returned referral, one case with a second contact, one transfer and one draft;
// each question and each case has its codes (reason, group of the law, setting), so that no picture of the
// statistics is empty.
// There are far more cases among the contacts than at a real helpline (one in 400 calls), or there would be
// none to see.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "service/world.h"

namespace hotline::service {

class Writing;

/// The time of the story. Safe from any thread.
class StoryClock final : public Clock {
 public:
  explicit StoryClock(Time at) : at_(at) {}
  Time now() const override { return at_.load(); }
  void set(Time at) { at_.store(at); }

 private:
  std::atomic<Time> at_;
};

struct DemoOffice {
  UnitKey unit;
  std::vector<UnitKey> merged;  // communes that became part of it: callers still say the old names
  PersonId officer, chairman;   // none: nobody answers there
};
struct DemoCast {
  std::vector<PersonId> operators;  // at least two
  DemoOffice province;
  std::vector<DemoOffice> communes;  // at least one with people, those with people first
};

struct DemoStep {
  Time at{};
  PersonId who;
  std::string_view method;  // full name: what the act demands is read from the contract
  std::function<Result<>(Writing&)> run;
  std::size_t order = 0;  // among steps of one instant
};

inline constexpr std::chrono::days demo_span{120};

std::vector<DemoStep> demo_story(const DemoCast& cast, Time now, std::uint64_t seed);

/// By time; those of one instant as they stand.
void put_in_order(std::vector<DemoStep>& steps);

/// Plays the steps, some dozens in a transaction. `clock` is that of the world. Errors: those of the use
/// cases, which a story that fits the contract does not have.
Result<> play(World& world, StoryClock& clock, std::vector<DemoStep> steps);

}  // namespace hotline::service
