// Other rules for every deadline, for tests of what a change of the rules may reach.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "domain/rules.h"

namespace hotline::test {

/// From that day on every deadline has another rule, with the article "changed". `below(n)`: at random, under
/// n.
inline Rules changed_from(Rules rules, Date day, const std::function<unsigned(unsigned)>& below) {
  const auto changed = [&]<class Rule>(Timeline<Rule>& timeline, auto change) {
    Rule rule = timeline.last();
    rule.from = day;
    rule.article = "changed";
    change(rule);
    timeline = Timeline<Rule>{{timeline.last(), rule}};
  };
  const auto some_span = [&] {
    return Span{static_cast<int>(1 + below(90)), static_cast<Span::Of>(below(5))};
  };
  changed(rules.acknowledge, [&](AcknowledgeRule& r) { r.high = some_span(), r.medium = some_span(); });
  changed(rules.emergency, [&](EmergencyRule& r) { r.within = some_span(); });
  changed(rules.plan, [&](PlanRule& r) {
    r.within = some_span();
    r.start = static_cast<PlanStart>(below(3));
  });
  changed(rules.separation, [&](SeparationRule& r) { r.within = some_span(); });
  changed(rules.verify,
          [&](VerifyRule& r) { r.within = below(2) == 0 ? std::optional{some_span()} : std::nullopt; });
  changed(rules.review, [&](ReviewRule& r) { r.watched = below(2) == 0; });
  changed(rules.forward, [&](ForwardRule& r) {
    r.watched = below(2) == 0;
    r.high = some_span(), r.medium = some_span();
  });
  return rules;
}

}  // namespace hotline::test
