// The contacts that told of restricted cases. Where a figure leaves a case out, they are left out with it:
// else whoever subtracts the cases from the contacts that asked for protection learns that there is one.
//
// Promises: what is left out was counted, under the office where it was counted (counted_at). A case whose
// keys are erased tells of its contacts no more: they stay counted. Thread rule: one transaction.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <tuple>

#include "service/act.h"
#include "service/statistics.h"

namespace hotline::service {

class RestrictedContacts {
 public:
  /// Of every restricted case: for what says the same to whoever asks.
  static Result<RestrictedContacts> all(const World& world, store::Reader& db);
  /// Of those that the caller may not know.
  static Result<RestrictedContacts> unknown_to(Reading& reading);

  /// As the store has them, without these contacts.
  Result<> contact_tallies(store::Reader& db, const Days& days,
                           const std::function<void(const store::ContactTally&)>& each) const;
  Result<> reason_tallies(store::Reader& db, const Days& days,
                          const std::function<void(const store::ReasonTally&)>& each) const;

 private:
  using Kind = std::tuple<std::string, std::uint32_t, std::uint32_t, std::uint32_t>;
  using Reason = std::tuple<std::string, std::uint32_t, store::Hash16>;

  Result<> take(const World& world, store::Reader& db, const CaseId& id);

  std::map<std::int32_t, std::map<Kind, std::array<std::uint32_t, 24>>> contacts_;  // by day
  std::map<std::int32_t, std::map<Reason, std::uint32_t>> reasons_;
};

}  // namespace hotline::service
