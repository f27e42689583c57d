// Which failures pass by themselves. Thread rule: none.
#pragma once

#include "base/status.h"

namespace hotline::store {

/// What the store cannot do now it may do later: nothing else is at fault, and it is worth trying again. Any
/// other failure belongs to what was read, and will not become better.
inline bool passes(const Error& error) {
  return error.code == Code::unavailable || error.code == Code::resource_exhausted;
}

}  // namespace hotline::store
