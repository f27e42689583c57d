// What statistics count, gathered from the histories and held against what is stored.
#pragma once

#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "hotline/history/v1/statistics.pb.h"
#include "service/rebuild.h"

namespace hotline::service {

class FiguresComparison {
 public:
  FiguresComparison(const World& world, store::Reader& db) : world_(world), db_(db) {}

  void take(const CaseId& id, const history::v1::CaseFact& fact) { facts_[id] = fact.SerializeAsString(); }
  void count(const store::ContactTally& kind, std::uint32_t hour, std::uint32_t times);
  void count(const store::ReasonTally& kind, std::uint32_t times);

  Result<std::vector<ProjectionDifference>> differences();

 private:
  using Kind = std::tuple<std::int32_t, std::string, std::uint32_t, std::uint32_t, std::uint32_t>;
  using Reason = std::tuple<std::int32_t, std::string, std::uint32_t, store::Hash16>;
  template <class Map>
  void differ(const Map& wanted, const Map& stored, std::string_view table);

  const World& world_;
  store::Reader& db_;
  std::map<Kind, std::array<std::uint32_t, 24>> contacts_;
  std::map<Reason, std::uint32_t> reasons_;
  std::map<CaseId, std::string> facts_;
  std::vector<ProjectionDifference> out_;
};

}  // namespace hotline::service
