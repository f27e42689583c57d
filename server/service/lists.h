// Lists, queues and look-ups: rows that the caller may see, each held against the relation to its case.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hotline/record/v1/case.pb.h"
#include "hotline/record/v1/contact.pb.h"
#include "hotline/record/v1/stored.pb.h"
#include "service/act.h"
#include "service/prominent_notice.h"

namespace hotline::service {

/// A row with what it says of the child; without a summary where the caller sees that there is a case and no
/// more.
struct ListedCase {
  store::CaseRow row;
  std::optional<record::v1::CaseSummary> summary;
  Prominent prominent;
  record::v1::StoredDutyWord duty_word;  // of the referral that waits
};
struct CaseList {
  std::vector<ListedCase> cases;
  std::string after;  // page key; empty: no more
};

/// Of the cases that a filter lets through, the open ones in which no deadline runs.
void keep_without_deadline(store::CaseFilter& filter);

/// `filter.scope` is filled in here. A row that shows the child is noted as shown.
Result<CaseList> list_cases(Reading& reading, store::CaseFilter filter, std::string_view unit,
                            const store::Page& page);
/// Those on the call list, the longest waiting first.
Result<CaseList> list_on_call(Reading& reading, std::string_view unit, const store::Page& page);
/// Those of which an office said something without an account that waits to be confirmed, the longest waiting
/// first.
Result<CaseList> list_claimed(Reading& reading, std::string_view unit, const store::Page& page);
/// Of these, by day and id from the last to the first.
Result<CaseList> list_these(Reading& reading, std::span<const std::pair<std::int32_t, CaseId>> cases,
                            const store::Page& page);
Result<CaseList> list_queue(Reading& reading, std::string_view unit, const store::Page& page,
                            bool unaccepted_only = false);

/// The open prominent cases that wait in no queue of the caller's, who stands above them or watches all: what
/// is reported upward at once. The newest `prominent_rows_max`.
inline constexpr std::uint32_t prominent_rows_max = 200;
Result<std::vector<ListedCase>> prominent_above(Reading& reading, std::string_view unit);

/// What changed in the caller's queues after a log index: rows that are there, cases that left, and prominent
/// ones below the caller that wait in none.
struct QueueNews {
  std::vector<ListedCase> there;
  std::vector<CaseId> gone;
  std::vector<ListedCase> prominent;
  std::uint64_t cursor = 0;  // where to go on
  bool more = false;         // ask again at once
};
Result<QueueNews> queue_news(Reading& reading, std::string_view unit, std::uint64_t after);

/// By its number, as it was said. not_found case_unknown also for one that the caller may not read.
Result<CaseId> find_case(Reading& reading, std::string_view said);

/// The number by which people name a case; empty where it is there no more.
Result<std::string> case_number(Reading& reading, const CaseId& id);

struct Similar {
  std::vector<store::ContactRow> same_number;
  std::vector<ListedCase> same_place_and_child;
};
Result<Similar> find_similar(Reading& reading, std::string_view number, std::string_view incident_unit,
                             const record::v1::Child& child);

Result<store::Rows<store::ContactRow>> list_contacts(Reading& reading, store::ContactFilter filter,
                                                     const store::Page& page);

}  // namespace hotline::service
