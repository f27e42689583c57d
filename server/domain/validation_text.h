// One string of the contract against its (rule). Nobody but validation includes this.
#pragma once

#include <optional>
#include <string_view>

#include "base/status.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline {

struct Flaw {
  std::string_view reason;
  Text text;
};

/// What is wrong with the text, if anything; the text is not empty. `required`: spaces alone do not do.
std::optional<Flaw> flaw_of(std::string_view text, const record::v1::Rule& rule, bool required);

}  // namespace hotline
