// A page of rows of which some are not the caller's to see.
#pragma once

#include <algorithm>
#include <string>

#include "store/store.h"

namespace hotline::service {

/// A page of the rows that `keep` takes, as full as if the others were not there, and the key to go on from
/// only where `may` finds another one behind it: neither tells that anything was left out.
template <class Fetch, class Keep, class May>
Result<std::string> fill_page(store::Page page, Fetch fetch, Keep keep, May may) {
  std::uint32_t wanted = std::max(1u, page.size_max);
  std::string last = page.after;
  while (true) {
    const bool keeping = wanted > 0;
    page.size_max = std::max(1u, wanted);
    auto rows = fetch(page);
    if (!rows) return fail(rows.error());
    for (auto& row : rows->rows) {
      auto taken = keeping ? keep(std::move(row)) : may(row);
      if (!taken) return fail(taken.error());
      if (*taken && !keeping) return last;
      if (*taken) --wanted;
    }
    if (rows->after.empty()) return std::string();
    page.after = rows->after;
    if (keeping) last = rows->after;
  }
}

}  // namespace hotline::service
