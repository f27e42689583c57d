// All deadlines as a file that parse_rules() reads to the same.
#include <toml++/toml.h>

#include <sstream>

#include "domain/rules_kept.h"
#include "domain/span_text.h"
#include "domain/toml_day.h"

namespace hotline {
namespace {

std::string minutes_text(std::chrono::minutes time) {
  return text_of_span({static_cast<int>(time.count()), Span::Of::minutes});
}

toml::table steps_of(const LadderTimes& steps) {
  return toml::table{{"notice_at_start", steps.notice_at_start},
                     {"remind_before", minutes_text(steps.remind_before)},
                     {"chairman_after", minutes_text(steps.chairman_after)},
                     {"above_after", minutes_text(steps.above_after)},
                     {"call_after", minutes_text(steps.call_after)}};
}

void write(toml::table& out, const RuleByRisk& rule) {
  out.insert("high", text_of_span(rule.high));
  out.insert("medium", text_of_span(rule.medium));
  out.insert("low", text_of_span(rule.low));
}
void write(toml::table& out, const ForwardRule& rule) {
  out.insert("due", rule.watched ? "by_risk" : "none");
  write(out, static_cast<const RuleByRisk&>(rule));
}
void write(toml::table& out, const EmergencyRule& rule) {
  out.insert("within", text_of_span(rule.within));
  out.insert("met_by", rule.assessment_meets ? "measures_or_assessment" : "measures");
}
void write(toml::table& out, const PlanRule& rule) {
  out.insert("within", text_of_span(rule.within));
  out.insert("start", rule.start == PlanStart::received   ? "received"
                      : rule.start == PlanStart::accepted ? "accepted"
                                                          : "specific_assessment");
}
void write(toml::table& out, const SeparationRule& rule) { out.insert("within", text_of_span(rule.within)); }
void write(toml::table& out, const VerifyRule& rule) {
  out.insert("within", rule.within ? text_of_span(*rule.within) : "none");
}
void write(toml::table& out, const ReviewRule& rule) {
  out.insert("due", rule.watched ? "review_date" : "none");
}
void write(toml::table& out, const TakeNoteRule& rule) {
  out.insert("remind_after", minutes_text(rule.remind_after));
  out.insert("call_after", minutes_text(rule.call_after));
}

template <class Rule>
toml::array rules_of(const Timeline<Rule>& timeline) {
  toml::array out;
  const auto& rules = timeline.all();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    toml::table one{{"from", toml_day(rules[i].from)}, {"article", rules[i].article}};
    if (i + 1 < rules.size()) one.insert("until", toml_day(rules[i + 1].from));
    if constexpr (requires { rules[i].steps; }) one.insert("steps", steps_of(rules[i].steps));
    write(one, rules[i]);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string write_deadlines(const Rules& rules) {
  const toml::table file{
      {"acknowledge", rules_of(rules.acknowledge)}, {"forward", rules_of(rules.forward)},
      {"emergency", rules_of(rules.emergency)},     {"plan", rules_of(rules.plan)},
      {"separation", rules_of(rules.separation)},   {"verify", rules_of(rules.verify)},
      {"review", rules_of(rules.review)},           {"take_note", rules_of(rules.take_note)}};
  std::ostringstream text;
  text << file;
  return text.str();
}

}  // namespace hotline
