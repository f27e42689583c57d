// Which lists of codes (config/categories) were in force in the periods that figures are of, and what a code
// is called in them: the same word may stand in the lists of two laws, and means two things then.
//
// Promises: codes received under different lists never have one key. Plain values: no thread rules.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hotline/history/v1/statistics.pb.h"
#include "hotline/record/v1/reference.pb.h"
#include "hotline/v1/statistics.pb.h"

namespace hotline {

/// Days since 1970: [from, to).
struct DaySpan {
  std::int32_t from = 0, to = 0;
};

struct ListInForce {
  const record::v1::CodeList* list = nullptr;
  DaySpan days;
  std::string mark;  // after the codes of all but the last of them: "@2017-06-01", where it ended
};

class CodesInForce {
 public:
  /// `lists` outlive it. Without any span: of all times.
  CodesInForce(std::span<const record::v1::CodeList> lists, std::span<const DaySpan> spans);

  /// Of a dimension whose keys are codes; the oldest first.
  std::span<const ListInForce> lists_of(v1::Dimension dimension) const;
  /// That of the day; null where none was in force.
  const ListInForce* on(v1::Dimension dimension, std::int32_t day) const;

  /// The key of a figure: what `code` is called of a case or contact received on that day.
  std::string key_of(v1::Dimension dimension, const std::string& code, std::int32_t day) const;

 private:
  std::map<v1::Dimension, std::vector<ListInForce>> lists_;
};

/// As those of case_fact.h, codes under the list of their day.
std::vector<std::string> keys_of(v1::Dimension dimension, const history::v1::CaseFact& fact, Time now,
                                 const CodesInForce& in_force);
bool counts_for(v1::Dimension dimension, std::string_view key, const history::v1::CaseFact& fact, Time now,
                const CodesInForce& in_force);

/// Whether the list has it.
bool has_code(const record::v1::CodeList& list, std::string_view code);

}  // namespace hotline
