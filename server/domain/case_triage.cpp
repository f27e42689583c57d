#include "domain/case_triage.h"

#include <algorithm>

namespace hotline {
namespace rec = record::v1;

TriageResult triage(const rec::Intake& intake) {
  const auto& answers = intake.triage();
  const bool reachable = answers.abuser_can_reach() == rec::ANSWER_YES;
  TriageResult result;
  if (answers.life_threatened() == rec::ANSWER_YES) result.reasons.push_back("a");
  const bool unprotected = reachable && answers.relative_can_protect() != rec::ANSWER_YES;
  if (unprotected) result.reasons.push_back("b");
  if (answers.carer_harms() == rec::ANSWER_YES) result.reasons.push_back("c");
  if (unprotected) result.reasons.push_back("d");
  if (std::ranges::find(intake.abuse_types(), rec::ABUSE_TYPE_SEXUAL) != intake.abuse_types().end())
    result.reasons.push_back("sexual_abuse");
  if (intake.risk() == rec::RISK_HIGH) result.reasons.push_back("operator");
  result.emergency = !result.reasons.empty();
  if (result.emergency) {
    result.risk = rec::RISK_HIGH;
  } else {
    const bool hint =
        reachable || intake.abuse_types_size() > 0 || answers.relative_can_protect() == rec::ANSWER_NO;
    result.risk = std::max(hint ? rec::RISK_MEDIUM : rec::RISK_LOW, intake.risk());
  }
  return result;
}

}  // namespace hotline
