// What the tables of acts on cases have in common.
#pragma once

#include <vector>

#include "command.h"

namespace hotline::ctl {

inline constexpr Flag to_unit = {"--to", "to_unit", {"đến đơn vị", "to this unit"}, true};
inline constexpr Flag why = {"--reason", "reason", {"lý do", "reason"}, true};
inline constexpr Flag explained = {"--explanation", "explanation", {"giải thích", "explanation"}, true};

/// An act: on a CASE, from --file too, and answered by the head of the case as it is then.
Command act(Command command);

}  // namespace hotline::ctl
