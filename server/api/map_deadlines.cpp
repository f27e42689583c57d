#include "api/map_deadlines.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/date.h"

namespace hotline::api {
namespace {

constexpr std::size_t offices_max = 200;  // as in the contract

v1::TimeSpan to_span(const Span& span) {
  v1::TimeSpan out;
  out.set_amount(static_cast<std::uint32_t>(span.amount));
  out.set_of(static_cast<v1::SpanUnit>(static_cast<int>(span.of) + 1));
  return out;
}

/// The limits of the file of rules (domain/rules_file.cpp): ten years, or a month in hours and minutes.
int amount_max(Span::Of of) {
  switch (of) {
    case Span::Of::minutes:
      return 31 * 24 * 60;
    case Span::Of::hours:
    case Span::Of::working_hours:
      return 31 * 24;
    default:
      return 3660;
  }
}

Result<Span> from_span(const v1::TimeSpan& span, const char* field) {
  const Span out{static_cast<int>(span.amount()), static_cast<Span::Of>(static_cast<int>(span.of()) - 1)};
  if (out.amount >= 1 && out.amount <= amount_max(out.of)) return out;
  return fail({Code::invalid_argument,
               "deadline_out_of_range",
               {"Thời hạn quá dài hoặc quá ngắn. Hãy sửa ô được nêu.",
                "A deadline is too long or too short. Correct the field that is named."},
               {{std::string("deadlines.") + field,
                 "out_of_range",
                 {"Từ 1 phút đến 31 ngày, hoặc theo ngày thì đến mười năm.",
                  "From 1 minute to 31 days, or in days up to ten years."}}}});
}

v1::PlanStart to_start(PlanStart start) {
  switch (start) {
    case PlanStart::received:
      return v1::PLAN_START_RECEIVED;
    case PlanStart::accepted:
      return v1::PLAN_START_ACCEPTED;
    default:
      return v1::PLAN_START_SPECIFIC_ASSESSMENT;
  }
}

PlanStart from_start(v1::PlanStart start) {
  switch (start) {
    case v1::PLAN_START_RECEIVED:
      return PlanStart::received;
    case v1::PLAN_START_ACCEPTED:
      return PlanStart::accepted;
    default:
      return PlanStart::specific_assessment;
  }
}

v1::SimulatedCount to_count(const service::WhatIfCount& count) {
  v1::SimulatedCount out;
  out.set_clocks(count.clocks);
  out.set_late(count.late);
  out.set_would_begin(count.would_begin);
  out.set_would_be_late(count.would_be_late);
  out.set_newly_late(count.newly_late);
  out.set_no_longer_late(count.no_longer_late);
  return out;
}

}  // namespace

v1::GetDeadlinesResponse to_deadlines(const Rules& rules) {
  v1::GetDeadlinesResponse out;
  auto& deadlines = *out.mutable_deadlines();
  const auto& acknowledge = rules.acknowledge.last();
  *deadlines.mutable_acknowledge_high() = to_span(acknowledge.high);
  *deadlines.mutable_acknowledge_medium() = to_span(acknowledge.medium);
  *deadlines.mutable_acknowledge_low() = to_span(acknowledge.low);
  *deadlines.mutable_emergency() = to_span(rules.emergency.last().within);
  *deadlines.mutable_plan() = to_span(rules.plan.last().within);
  deadlines.set_plan_start(to_start(rules.plan.last().start));
  *deadlines.mutable_separation() = to_span(rules.separation.last().within);
  const auto& verify = rules.verify.last();
  if (verify.within) *deadlines.mutable_verify() = to_span(*verify.within);
  const auto& forward = rules.forward.last();
  if (forward.watched) {
    *deadlines.mutable_forward_high() = to_span(forward.high);
    *deadlines.mutable_forward_medium() = to_span(forward.medium);
    *deadlines.mutable_forward_low() = to_span(forward.low);
  }
  const auto source = [&](v1::ClockKind kind, const RuleHead& head) {
    auto& one = *out.add_sources();
    one.set_kind(kind);
    one.set_article(head.article);
    one.set_from(date_text(head.from));
  };
  source(v1::CLOCK_KIND_ACKNOWLEDGE, acknowledge);
  source(v1::CLOCK_KIND_EMERGENCY, rules.emergency.last());
  source(v1::CLOCK_KIND_PLAN, rules.plan.last());
  source(v1::CLOCK_KIND_SEPARATION, rules.separation.last());
  if (verify.within) source(v1::CLOCK_KIND_VERIFY, verify);
  if (rules.review.last().watched) source(v1::CLOCK_KIND_REVIEW, rules.review.last());
  if (forward.watched) source(v1::CLOCK_KIND_FORWARD, forward);
  return out;
}

Result<Rules> tried_rules(const Rules& rules, const v1::Deadlines& deadlines) {
  Rules tried = service::as_if_always(rules);
  auto& acknowledge = tried.acknowledge.last();
  auto& forward = tried.forward.last();
  forward.watched =
      deadlines.has_forward_high() || deadlines.has_forward_medium() || deadlines.has_forward_low();
  std::vector<std::tuple<const v1::TimeSpan&, const char*, Span&>> spans = {
      {deadlines.acknowledge_high(), "acknowledge_high", acknowledge.high},
      {deadlines.acknowledge_medium(), "acknowledge_medium", acknowledge.medium},
      {deadlines.acknowledge_low(), "acknowledge_low", acknowledge.low},
      {deadlines.emergency(), "emergency", tried.emergency.last().within},
      {deadlines.plan(), "plan", tried.plan.last().within},
      {deadlines.separation(), "separation", tried.separation.last().within}};
  if (forward.watched) {
    spans.emplace_back(deadlines.forward_high(), "forward_high", forward.high);
    spans.emplace_back(deadlines.forward_medium(), "forward_medium", forward.medium);
    spans.emplace_back(deadlines.forward_low(), "forward_low", forward.low);
  }
  for (const auto& [asked, field, into] : spans) {
    auto span = from_span(asked, field);
    if (!span) return fail(span.error());
    into = *span;
  }
  tried.verify.last().within.reset();
  if (deadlines.has_verify()) {
    auto span = from_span(deadlines.verify(), "verify");
    if (!span) return fail(span.error());
    tried.verify.last().within = *span;
  }
  tried.plan.last().start = from_start(deadlines.plan_start());
  return tried;
}

void add_found(const service::WhatIf& found, v1::SimulateDeadlinesResponse& out) {
  out.set_cases(found.cases);
  out.set_unreadable(found.unreadable);
  for (const auto& [kind, count] : found.kinds) {
    auto& one = *out.add_kinds();
    one.set_kind(kind);
    *one.mutable_count() = to_count(count);
  }
  std::vector<std::pair<std::uint32_t, const std::string*>> order;
  for (const auto& [unit, count] : found.units)
    if (const auto changed = count.newly_late + count.no_longer_late; changed > 0)
      order.emplace_back(changed, &unit);
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : *a.second < *b.second;
  });
  if (order.size() > offices_max) order.resize(offices_max);
  for (const auto& [changed, unit] : order) {
    auto& one = *out.add_offices();
    one.set_unit(*unit);
    *one.mutable_count() = to_count(found.units.at(*unit));
  }
}

}  // namespace hotline::api
