#include "domain/rules_kept.h"

#include <utility>

namespace hotline {
namespace {

template <class Rule>
bool same_but_for_its_day(Rule a, const Rule& b) {
  a.from = b.from;
  return a == b;
}

/// One rule for days that follow one another under the same words.
template <class Rule>
void add(std::vector<Rule>& rules, const Rule& rule, Date from) {
  if (!rules.empty() && same_but_for_its_day(rule, rules.back())) return;
  rules.push_back(rule);
  rules.back().from = from;
}

template <class Rule>
Timeline<Rule> without_repeats(const Timeline<Rule>& timeline) {
  std::vector<Rule> out;
  for (const auto& rule : timeline.all()) add(out, rule, rule.from);
  return Timeline<Rule>{std::move(out)};
}

template <class Rule>
Timeline<Rule> join(const Timeline<Rule>& before, const Timeline<Rule>& file, Date first_new_day) {
  std::vector<Rule> out;
  for (const auto& rule : before.all())
    if (out.empty() || rule.from < first_new_day)
      add(out, rule, rule.from);  // the first holds before its day, too
  add(out, file.in_force(start_of(first_new_day)), first_new_day);
  for (const auto& rule : file.all())
    if (rule.from > first_new_day) add(out, rule, rule.from);
  return Timeline<Rule>{std::move(out)};
}

}  // namespace

KeptRules keep_past(const Rules& before, const Rules& file, Date first_new_day) {
  KeptRules kept{.rules = file, .changed = {}, .held = {}};
  const auto keep = [&](std::string_view name, auto of) {
    kept.rules.*of = join(before.*of, file.*of, first_new_day);
    if (kept.rules.*of != without_repeats(before.*of)) kept.changed.push_back(name);
    if (kept.rules.*of != without_repeats(file.*of)) kept.held.push_back(name);
  };
  keep("acknowledge", &Rules::acknowledge);
  keep("forward", &Rules::forward);
  keep("emergency", &Rules::emergency);
  keep("plan", &Rules::plan);
  keep("separation", &Rules::separation);
  keep("verify", &Rules::verify);
  keep("review", &Rules::review);
  keep("take_note", &Rules::take_note);
  return kept;
}

}  // namespace hotline
