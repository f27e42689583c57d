#include "domain/snapshot.h"

namespace hotline::test {

std::string snapshot(const CaseState& s) {
  std::string text = std::to_string(s.acted_version) + "|" + s.number + "|" + std::to_string(s.status) + "|";
  const auto message = [&](const google::protobuf::Message& m) { text += m.SerializeAsString() + "|"; };
  const auto number = [&](std::int64_t n) { text += std::to_string(n) + "|"; };
  const auto time = [&](const std::optional<Time>& t) { number(t ? to_unix_ms(*t) : -1); };
  for (const auto t : {s.received_at, s.recorded_at, s.changed_at}) time(t);
  time(s.closed_at);
  text += s.responsible.text();
  if (s.pending) {
    text += s.pending->id.text() + s.pending->from.text() + s.pending->to.text();
    number(static_cast<int>(s.pending->kind) * 2 + s.pending->to_sort);
    time(s.pending->at);
  }
  for (const int n : {static_cast<int>(s.proof), static_cast<int>(s.risk), static_cast<int>(s.closing),
                      s.emergency + 0, s.prominent + 0, s.police_informed + 0, s.review_holds + 0,
                      s.restricted + 0, s.contact_unanswered + 0, s.legal_hold + 0})
    number(n);
  for (const auto& a : s.authors) text += a.person.text() + a.unit.text() + std::to_string(a.version);
  for (const auto& p : s.past_units) text += p.unit.text() + std::to_string(p.last_version);
  for (const auto& u : s.informant_released_to) text += u.text();
  for (const auto& b : s.barred) text += b.text();
  number(to_unix_ms(s.prominence.since));
  for (const auto& n : s.prominence.notes) {
    text += n.unit.text() + n.person.text();
    number(to_unix_ms(n.at));
  }
  for (const auto reason : s.prominence.reasons) number(reason);
  for (const auto& l : s.links) text += l.other.text() + std::to_string(l.link);
  for (const auto& m : s.measures) number(to_unix_ms(m.since) * 4 + m.measure);
  message(s.intake);
  message(s.informant);
  for (const auto& a : {s.initial_assessment, s.specific_assessment, s.last_assessment})
    if (a) message(*a);
  if (s.last_review) message(*s.last_review);
  if (s.plan) {
    message(s.plan->plan);
    text += s.plan->submitter.text() + s.plan->submitted_for.text();
    number(s.plan->number);
    time(s.plan->submitted_at);
    time(s.plan->approved_at);
  }
  return text + s.caller_number;
}

}  // namespace hotline::test
