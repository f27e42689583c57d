// What tests of the ladder say of a running service.
#pragma once

#include <gtest/gtest.h>

#include <string>

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

}  // namespace hotline::test
