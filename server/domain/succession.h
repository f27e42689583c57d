// Who answers today for a unit of another day.
//
// Units merge, split, change their names and lose their codes. Succession follows what is known and never
// chooses: where all branches of the past meet in one unit, that one is responsible; where they do not, or
// where nothing is known, the smallest unit above that is known decides, and gets the candidates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/unit.h"

namespace hotline {

/// What ended a unit, seen from that unit.
enum class Fate : std::uint8_t {
  stays,    // valid on the day that was asked about: the end of the trail
  renamed,  // goes on alone under another name, kind, code or parent
  merged,   // joined with others, or into a unit that was there before
  split,    // over several successors
  unknown,  // ended; the data knows no successor, or only proposed ones
};

struct Step {
  const Unit* unit = nullptr;
  std::optional<Date> until;  // first day without this unit; nothing where it stays
  Fate fate = Fate::stays;
};

struct Succession {
  enum class Kind : std::uint8_t {
    one,        // `unit` is responsible
    ambiguous,  // `unit` is the level above, which must choose among `candidates`
    above,      // nothing is known below `unit`, which takes it for sorting
  };
  Kind kind = Kind::above;
  const Unit* unit = nullptr;  // never null; valid on the day that was asked about
  std::vector<const Unit*> candidates;
  std::vector<Step>
      trail;  // from the unit asked about, as far as there was one way; the last step says why it ends

  bool certain() const { return kind == Kind::one; }
};

}  // namespace hotline
