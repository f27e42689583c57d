// What tests of the ladder say of a running service.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "domain/case_time.h"
#include "support/records.h"

namespace hotline::test {

/// A case of danger, just received; its id.
inline std::string in_danger(RunningService& service) {
  auto contact = intervention();
  contact.mutable_intake()->mutable_triage()->set_carer_harms(record::v1::ANSWER_YES);
  return service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id();
}

inline v1::CaseDetail case_of(RunningService& service, const std::string& id) {
  v1::GetCaseRequest request;
  request.set_case_id(id);
  return service.as("operator.hoa").must<v1::GetCaseResponse>(request).case_();
}

/// Steps of one kind of clock, as the history has them: "DUTY 07456 +0" in minutes since the first day.
inline std::vector<std::string> steps(RunningService& service, const std::string& id, v1::ClockKind kind) {
  v1::GetHistoryRequest request;
  request.set_case_id(id);
  std::vector<std::string> out;
  const auto history = service.as("operator.hoa").must<v1::GetHistoryResponse>(request);
  for (const auto& entry : history.entries()) {
    if (!entry.event().has_ladder_step_taken() || entry.event().ladder_step_taken().clock() != kind) continue;
    const auto& step = entry.event().ladder_step_taken();
    const auto after = time_of(entry.event().recorded_at()) - first_day;
    out.push_back(record::v1::LadderRung_Name(step.rung()).substr(12) + " " +
                  step.unit().substr(0, step.unit().find('@')) + " +" +
                  std::to_string(std::chrono::duration_cast<std::chrono::minutes>(after).count()));
  }
  return out;
}

}  // namespace hotline::test
