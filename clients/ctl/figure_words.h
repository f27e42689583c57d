// What a figure counts, in words: the key of a dimension of the statistics.
#pragma once

#include <string>

#include "hotline/v1/statistics.pb.h"

namespace hotline::ctl {

/// Without a dimension: a total, "contacts" or "cases".
std::string label_of(v1::Dimension dimension, const std::string& key);

}  // namespace hotline::ctl
