// What the service answers to somebody who asks for a method about a case, and what the table written by hand
// says that it must answer.
#pragma once

#include <google/protobuf/descriptor.h>

#include <span>
#include <string>
#include <string_view>

#include "support/permission_table.h"
#include "support/records.h"

namespace hotline::test {

/// One hat, and by its letters in which relations it stands to the case.
struct HatOnCase {
  char role;
  std::string_view relations;
};

std::string short_name(const google::protobuf::MethodDescriptor& method);  // "CaseService.GetCase"

/// Asked at a version that the case never had, so that nothing is changed by asking.
std::string answer_to(User& user, const google::protobuf::MethodDescriptor& method,
                      const std::string& case_id, const std::string& case_number);

/// By one hat alone: never by the role of the one and the relation of another.
std::string expected_answer(const Row& row, std::span<const HatOnCase> hats,
                            const google::protobuf::MethodDescriptor& method);

/// Every row of the table about a case.
void expect_answers_of_table(User& user, const CaseStory& story, std::span<const HatOnCase> hats);

}  // namespace hotline::test
