#include "support/permission_answers.h"

#include <gtest/gtest.h>

#include <map>

namespace hotline::test {
namespace {

std::string_view granted(const Row& row, char role) {
  return role == 'O'   ? row.op
         : role == 'F' ? row.officer
         : role == 'C' ? row.chairman
         : role == 'S' ? row.supervisor
                       : "";
}

void set_text(google::protobuf::Message& message, const char* name, const std::string& value) {
  if (const auto* field = message.GetDescriptor()->FindFieldByName(name))
    message.GetReflection()->SetString(&message, field, value);
}

}  // namespace

std::string short_name(const google::protobuf::MethodDescriptor& method) {
  return method.service()->name() + "." + method.name();
}

std::string answer_to(User& user, const google::protobuf::MethodDescriptor& method,
                      const std::string& case_id, const std::string& case_number) {
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
  fill_required(*request);
  set_text(*request, "case_id", case_id);
  set_text(*request, "case_number", case_number);
  if (const auto* field = request->GetDescriptor()->FindFieldByName("expected_version"))
    request->GetReflection()->SetUInt32(request.get(), field, 9999);
  if (method.name() == "WatchCase") return user.stream(*request, [](const auto&) { return false; });
  return user.refusal(*request);
}

std::string expected_answer(const Row& row, std::span<const HatOnCase> hats,
                            const google::protobuf::MethodDescriptor& method) {
  bool role = false, met = false;
  for (const auto& hat : hats) {
    const auto relations = granted(row, hat.role);
    role = role || !relations.empty();
    met = met || hat.relations.find_first_of(relations) != std::string_view::npos;
  }
  if (!role) return "permission_denied role_missing";
  if (!met) return "not_found case_unknown";
  return method.input_type()->FindFieldByName("expected_version") ? "aborted case_version_changed" : "";
}

void expect_answers_of_table(User& user, const CaseStory& story, std::span<const HatOnCase> hats) {
  std::map<std::string, const google::protobuf::MethodDescriptor*> methods;
  for (const auto* method : all_methods()) methods[short_name(*method)] = method;
  for (const auto& row : about_a_case) {
    const auto& method = *methods.at(row.method);
    EXPECT_EQ(answer_to(user, method, story.id(), story.opened().case_number()),
              expected_answer(row, hats, method))
        << row.method;
  }
}

}  // namespace hotline::test
