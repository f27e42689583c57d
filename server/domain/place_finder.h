// Finds the place that a caller names: a code, or free text in any order.
//
// Understood: with or without marks, punctuation and type words; both tone placements, NFC and NFD; TT, TX,
// TP, P, Q, H, X, T and numbers of wards ("P12 Gò Vấp", "Q1"); names of every era and other names; district
// and province optional; prefixes of the last word while typing; a typing error or two (a letter wrong,
// missing, added or swapped, a space lost or added). "cũ" behind a name (old, former): of namesakes the one
// that is no more comes first, and nothing else is made of it. Words that belong to no place (hamlet, street,
// landmark) come back as the address detail. What is not known down to the commune answers with the district
// or province that is known.
//
// Ranked by how much of the text a unit explains; it never chooses: `sure` only when one responsible unit of
// the day is ahead by a clear margin, nothing else in the text speaks against it (place_certainty.h),
// and its letters mean no other unit as well (place_alike.h).
// Pure and in memory: the whole country in a few MB, a query in about a millisecond. Immutable: safe from any
// thread. The directory must outlive the finder.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/directory.h"
#include "domain/split_detail.h"

namespace hotline {

struct PlaceQuery {
  std::string_view text;           // read up to 300 bytes and 32 words, the rest is address detail
  Date on;                         // whose responsible units are wanted: today
  std::optional<Date> named_on{};  // only places that there were on this day: "07498 on 26 March 2015"
  const Unit* within = nullptr;  // only places that are, or whose responsible unit is, in this unit (any era)
  std::span<const UnitKey> prefer{};  // the first among equals: recent places
  const Unit* near = nullptr;         // and those whose responsible unit lies in this one
  std::size_t limit = 10;             // 1 to 50
};

struct Place {
  const Unit* unit = nullptr;  // of the era that the words name
  Succession now;              // who is responsible on that day, and the trail that led there
  double score = 0;            // only to be compared within one answer
  std::size_t group = 0;       // same number: the same name at the same level, in several places
  // The words of the query that this place does not explain, as written, in order. Where the place was split,
  // whole pieces between commas: a name that is cut might prove what nobody said.
  std::string detail;
  std::optional<DetailProof> by_detail = {};  // where it was split: what that detail proves
};

struct Places {
  std::vector<Place> found;  // best first
  bool sure = false;         // the first one is meant, and its responsible unit is certain
};

class PlaceFinder {
 public:
  explicit PlaceFinder(const Directory& units);
  ~PlaceFinder();
  PlaceFinder(PlaceFinder&&) noexcept;
  PlaceFinder& operator=(PlaceFinder&&) noexcept;

  Places find(const PlaceQuery& query) const;

  /// Bytes of the index, the directory not counted.
  std::size_t index_bytes() const;

 private:
  class Index;
  std::unique_ptr<const Index> index_;
};

}  // namespace hotline
