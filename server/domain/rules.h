// The deadline rules, as data: config/deadlines.toml. The law has changed three times since 2015 and will
// again, so every deadline has a timeline: what holds from which day. A clock keeps the rule that was in
// force when it began, whatever comes into force later. The defaults here are those of the file that comes
// with the service, as if they had always held.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"

namespace hotline {

/// How long something may take: "12 hours", "5 working days". Clock time counts nights and holidays too;
/// working hours and days are those of the calendar.
struct Span {
  enum class Of : std::uint8_t { minutes, hours, days, working_hours, working_days };
  int amount = 0;
  Of of = Of::minutes;
  bool operator==(const Span&) const = default;
};

/// When the steps of the ladder are taken (ladder.h), counted from the due time of the clock.
struct LadderTimes {
  bool notice_at_start = false;  // nobody on duty when the clock begins: whoever comes next is told at once
  std::chrono::minutes remind_before{60};
  std::chrono::minutes chairman_after{0};
  std::chrono::minutes above_after{60};
  std::chrono::minutes call_after{120};
  bool operator==(const LadderTimes&) const = default;
};

/// What every rule of a deadline has.
struct RuleHead {
  Date from = std::chrono::year{2015} / 1 / 1;  // the first day in Vietnam on which it holds
  std::string article;                          // empty: a setting of the service, not the law
  LadderTimes steps;
  RuleHead(std::string of_article, const LadderTimes& times) : article(std::move(of_article)), steps(times) {}
  bool operator==(const RuleHead&) const = default;
};

/// A time by the risk; an emergency counts as high. A setting, with a ladder that climbs at once.
struct RuleByRisk : RuleHead {
  RuleByRisk()
      : RuleHead("",
                 {true, std::chrono::minutes{10}, {}, std::chrono::minutes{15}, std::chrono::minutes{30}}) {}
  Span high{30, Span::Of::minutes};
  Span medium{2, Span::Of::hours};
  Span low{8, Span::Of::working_hours};
  bool operator==(const RuleByRisk&) const = default;
};

/// From a referral to its acceptance or return.
struct AcknowledgeRule : RuleByRisk {
  bool operator==(const AcknowledgeRule&) const = default;
};

/// From when an office has a case that waits at no other and that nobody has accepted, or that came back to
/// it, until it sends it on, keeps it or closes it.
struct ForwardRule : RuleByRisk {
  bool watched = true;
  bool operator==(const ForwardRule&) const = default;
};

/// From word of danger to emergency measures.
struct EmergencyRule : RuleHead {
  EmergencyRule()
      : RuleHead("NĐ 56/2017/NĐ-CP, điều 26.3",
                 {false, std::chrono::hours{2}, {}, std::chrono::minutes{30}, std::chrono::hours{1}}) {}
  Span within{12, Span::Of::hours};
  bool assessment_meets = true;  // an initial assessment that saw the child and found no emergency
  bool operator==(const EmergencyRule&) const = default;
};

enum class PlanStart : std::uint8_t { received, accepted, specific_assessment };

/// To the submission of a plan.
struct PlanRule : RuleHead {
  PlanRule()
      : RuleHead("NĐ 56/2017/NĐ-CP, điều 28",
                 {false, std::chrono::hours{24}, {}, std::chrono::hours{24}, std::chrono::hours{48}}) {}
  Span within{5, Span::Of::working_days};
  PlanStart start = PlanStart::specific_assessment;
  bool operator==(const PlanRule&) const = default;
};

/// From the beginning of a separation to its end.
struct SeparationRule : RuleHead {
  SeparationRule()
      : RuleHead("NĐ 56/2017/NĐ-CP, điều 32",
                 {false, std::chrono::hours{48}, {}, std::chrono::hours{12}, std::chrono::hours{24}}) {}
  Span within{15, Span::Of::days};
  bool operator==(const SeparationRule&) const = default;
};

/// From the acceptance of a case to the first assessment of it. No law sets a time for it: this one is a
/// setting, and where none is set there is no such clock.
struct VerifyRule : RuleHead {
  VerifyRule()
      : RuleHead("", {false, std::chrono::hours{12}, std::chrono::hours{8}, std::chrono::hours{12},
                      std::chrono::hours{24}}) {}
  std::optional<Span> within = Span{2, Span::Of::working_days};
  bool operator==(const VerifyRule&) const = default;
};

/// From the approval of a plan to the review on the day that the plan names. Each plan sets its own time; the
/// rule says whether it is a clock, and how its ladder climbs.
struct ReviewRule : RuleHead {
  ReviewRule()
      : RuleHead("", {false, std::chrono::hours{48}, std::chrono::hours{8}, std::chrono::hours{24},
                      std::chrono::hours{48}}) {}
  bool watched = true;
  bool operator==(const ReviewRule&) const = default;
};

/// When a level above that has not taken note of a prominent case is reminded, and when it comes onto the
/// call list; counted from when somebody last said that the case is one. Clock time.
struct TakeNoteRule {
  Date from = std::chrono::year{2015} / 1 / 1;
  std::string article;
  std::chrono::minutes remind_after{60};
  std::chrono::minutes call_after{120};
  bool operator==(const TakeNoteRule&) const = default;
};

/// What holds from when; never empty. The first rule also holds before its first day, so that no clock is
/// ever without one.
template <class Rule>
class Timeline {
 public:
  Timeline() : rules_(1) {}
  /// Not empty, each with a later first day than the one before.
  explicit Timeline(std::vector<Rule> rules) : rules_(std::move(rules)) {}

  const Rule& in_force(Time at) const {
    const auto later = std::ranges::upper_bound(rules_, local_date(at), {}, &Rule::from);
    return later == rules_.begin() ? rules_.front() : *std::prev(later);
  }
  const std::vector<Rule>& all() const { return rules_; }
  Rule& last() { return rules_.back(); }
  const Rule& last() const { return rules_.back(); }
  bool operator==(const Timeline&) const = default;

 private:
  std::vector<Rule> rules_;
};

/// How long content is kept before `hotlined erase` destroys its keys, by class (DOMAIN §6): a setting, to be
/// fixed with the archive law of the place. Counted from the day of receipt; of a case, from its closing.
/// Drafts are working papers and go by themselves, counted from their last change.
struct RetentionRule {
  std::chrono::days non_counselling{90};
  std::chrono::days contact{730};
  std::chrono::days closed_case{7300};
  std::chrono::days draft{30};
  std::chrono::days untouched_call{2};  // a draft that a telephone system made and nobody touched
};

struct Rules {
  Timeline<AcknowledgeRule> acknowledge;
  Timeline<EmergencyRule> emergency;
  Timeline<PlanRule> plan;
  Timeline<SeparationRule> separation;
  Timeline<VerifyRule> verify;
  Timeline<ReviewRule> review;
  Timeline<ForwardRule> forward;
  Timeline<TakeNoteRule> take_note;
  RetentionRule retention;
  int prominent_children_min = 3;  // from so many children of one intake on it is prominent by itself; of no
                                   // date, since what followed from it stands in the history
  int late_entry_days_max = 366;   // how far back a receipt may lie that is entered from paper
};

}  // namespace hotline
