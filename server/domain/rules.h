// The deadline rules, as data: config/deadlines.toml. The law has changed three times since 2015 and will
// again. The defaults here are those of the file that comes with the service.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace hotline {

struct AcknowledgeRule {
  std::chrono::minutes high{30};
  std::chrono::minutes medium{120};
  std::chrono::hours low_working{8};  // of working time
  std::string article;                // empty: a setting of the service, not the law
};

struct EmergencyRule {
  std::chrono::hours within{12};  // clock time, nights and holidays too
  bool assessment_meets = true;   // an initial assessment that saw the child and found no emergency
  std::string article = "NĐ 56/2017/NĐ-CP, điều 26.3";
};

enum class PlanStart : std::uint8_t { received, accepted, specific_assessment };

struct PlanRule {
  int working_days = 5;
  PlanStart start = PlanStart::specific_assessment;
  std::string article = "NĐ 56/2017/NĐ-CP, điều 28";
};

struct SeparationRule {
  std::chrono::days at_most{15};
  std::string article = "NĐ 56/2017/NĐ-CP, điều 32";
};

/// How long content is kept before `hotlined erase` destroys its keys, by class (DOMAIN §6): a setting, to be
/// fixed with the archive law of the place. Counted from the day of receipt; of a case, from its closing.
struct RetentionRule {
  std::chrono::days non_counselling{90};
  std::chrono::days contact{730};
  std::chrono::days closed_case{7300};
};

struct Rules {
  AcknowledgeRule acknowledge;
  EmergencyRule emergency;
  PlanRule plan;
  SeparationRule separation;
  RetentionRule retention;
  int late_entry_days_max = 366;  // how far back a receipt may lie that is entered from paper
};

}  // namespace hotline
