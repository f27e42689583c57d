// Emergency or not: the four first questions on the telephone (DOMAIN §3; Decree 56/2017 art. 26.3: life,
// health or dignity gravely threatened, or the carer is the one who harms).
#pragma once

#include <string_view>
#include <vector>

#include "hotline/record/v1/contact.pb.h"

namespace hotline {

struct TriageResult {
  bool emergency = false;
  /// Why: "a" the life of the child is threatened; "b" the abuser can reach it and "d" no relative protects
  /// it, always together; "c" the carer harms it; "sexual_abuse"; "operator": judged so by who took the
  /// contact.
  std::vector<std::string_view> reasons;
  /// HIGH for an emergency; else the graver of what the answers say and what the operator judged.
  record::v1::Risk risk = record::v1::RISK_LOW;
};

/// An answer that is not known never makes an emergency alone; that nobody is known to protect the child
/// does, where the abuser can reach it.
TriageResult triage(const record::v1::Intake& intake);

}  // namespace hotline
