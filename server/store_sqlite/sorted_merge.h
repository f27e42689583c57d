// The first keys of many sorted streams as one sorted list, reading of each stream only what is needed. A
// list over a few hundred units is that: one stream a unit, and the cost does not depend on how many rows
// each unit has.
#pragma once

#include <algorithm>
#include <cstdint>
#include <queue>
#include <vector>

#include "base/status.h"

namespace hotline::store_sqlite {

/// `fetch(stream, after, count)` answers with at most `count` keys of a stream that come after `after`, in
/// order; fewer only at its end. Key has operator< ("comes first") and ==; a key found in several streams is
/// listed once.
template <class Key, class Fetch>
Result<std::vector<Key>> merge_first(std::size_t streams, const Key& after, std::uint32_t wanted,
                                     Fetch&& fetch) {
  struct Source {
    std::vector<Key> keys;
    std::size_t next = 0;
    bool at_end = false;
  };
  std::vector<Source> sources(streams);
  const auto behind = [&](std::size_t a, std::size_t b) {
    return sources[b].keys[sources[b].next] < sources[a].keys[sources[a].next];
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(behind)> heads(behind);

  const auto fill = [&](std::size_t stream, const Key& from, std::uint32_t count) -> Result<> {
    Source& source = sources[stream];
    auto keys = fetch(stream, from, count);
    if (!keys) return fail(keys.error());
    source = {std::move(*keys), 0, false};
    source.at_end = source.keys.size() < count;
    if (!source.keys.empty()) heads.push(stream);
    return {};
  };

  // Many streams: the first key of each, for most give none. A stream that gave one is likely to give some
  // more.
  const std::uint32_t first_chunk =
      streams >= wanted ? 1 : 1 + wanted / static_cast<std::uint32_t>(std::max<std::size_t>(1, streams));
  const std::uint32_t chunk = std::min(wanted, std::max(first_chunk, 4u));
  for (std::size_t stream = 0; stream < streams; ++stream)
    if (auto filled = fill(stream, after, first_chunk); !filled) return fail(filled.error());

  std::vector<Key> merged;
  while (!heads.empty() && merged.size() < wanted) {
    const std::size_t stream = heads.top();
    heads.pop();
    Source& source = sources[stream];
    const Key key = source.keys[source.next++];
    if (merged.empty() || !(merged.back() == key)) merged.push_back(key);
    if (source.next < source.keys.size()) {
      heads.push(stream);
    } else if (!source.at_end) {
      if (auto filled = fill(stream, key, chunk); !filled) return fail(filled.error());
    }
  }
  return merged;
}

}  // namespace hotline::store_sqlite
