// The flags of every command that counts: the days, the office, the tree of offices, the period beside it,
// and whether the figures are to be handed on. The requests of all of them have these fields by the same
// names.
#pragma once

#include "command.h"

namespace hotline::ctl::figure_flags {

inline const Flag from = {"--from", "period.first_day", {"ngày đầu", "first day"}, true};
inline const Flag to = {"--to", "period.last_day", {"ngày cuối", "last day"}, true};
inline const Flag unit = {"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}};
inline const Flag tree = {
    "--tree",
    "tree",
    {"theo cây đơn vị hôm nay hay khi đó", "the offices as they stand today, or stood then"}};
inline const Flag compare_from = {"--compare-from",
                                  "compared_with.first_day",
                                  {"ngày đầu của kỳ so sánh", "first day of the period beside it"}};
inline const Flag compare_to = {
    "--compare-to", "compared_with.last_day", {"ngày cuối của kỳ so sánh", "last day of it"}};
inline const Flag for_others = {"--for-others",
                                "for_others",
                                {"để công bố: ẩn số nhỏ hơn 5, cả khi tính ra được",
                                 "to hand on: numbers under 5 hidden, also where they could be worked out"}};

}  // namespace hotline::ctl::figure_flags
