// Reports: what was counted of an office and all below it, in a period, by any dimension of the contract.
//
// Promises: a figure is the number that a plain recount of the histories gives (recount.h); nothing beyond
// the caller's scope is in it, and of restricted cases only those that the caller's lists hold. What is made
// for others goes by domain/publication.h. No person and no case is in the answer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/codes_in_force.h"
#include "hotline/v1/statistics.pb.h"
#include "service/act.h"
#include "service/lists.h"

namespace hotline::service {

/// Errors: period_invalid, period_not_for_others, period_not_over, unit_needed, unit_not_of_period,
/// unit_unknown.
Result<v1::GetStatisticsResponse> statistics(Reading& reading, const v1::GetStatisticsRequest& request);

/// The cases behind a figure, newest received first; each row held against the caller's relation to it.
Result<CaseList> cases_behind(Reading& reading, const v1::ListCasesBehindRequest& request,
                              const store::Page& page);

using Days = DaySpan;  // of a period
Result<Days> days_of(const v1::Period& period);
/// Of the period that is asked for, and of the one beside it, where there is one.
template <class Request>
Result<std::vector<Days>> spans_of(const Request& request) {
  std::vector<Days> out;
  auto days = days_of(request.period());
  if (!days) return fail(days.error());
  out.push_back(*days);
  if (!request.has_compared_with()) return out;
  auto beside = days_of(request.compared_with());
  if (!beside) return fail(beside.error());
  out.push_back(*beside);
  return out;
}

/// The calendar years that these lie in: by their lists what may be handed on is counted, also of a half of
/// one.
std::vector<Days> whole_years(const std::vector<Days>& spans);

/// Whether the caller may know that a restricted case is counted.
Result<bool> knows_restricted(Reading& reading, const CaseId& id);

/// Asked-for dimensions, each once; without any, all.
std::vector<v1::Dimension> dimensions_of(const v1::GetStatisticsRequest& request);

/// The codes behind the hashes of reasons: those of every list.
class ReasonCodes {
 public:
  explicit ReasonCodes(const World& world);
  const std::string& code_of(const store::Hash16& hash) const;

 private:
  std::map<store::Hash16, std::string> codes_;
  std::string other_ = "other";
};

/// The report for others.
Result<v1::GetStatisticsResponse> publish(Reading& reading, const v1::GetStatisticsRequest& request);

}  // namespace hotline::service
