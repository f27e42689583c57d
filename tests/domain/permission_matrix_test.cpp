// Who may call what: every method × role × relation, written by hand from DOMAIN.md §2 and §6 and DESIGN.md,
// and held against what the contract's annotations and permit() make of it.
#include <gmock/gmock.h>

#include <map>
#include <set>
#include <string>

#include "domain/permission.h"
#include "domain/sensitivity.h"
#include "support/permission_table.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

constexpr std::pair<char, rec::Relation> relations[] = {
    {'A', rec::RELATION_AUTHOR},    {'H', rec::RELATION_HELPLINE}, {'R', rec::RELATION_RESPONSIBLE},
    {'C', rec::RELATION_RECEIVING}, {'U', rec::RELATION_ABOVE},    {'F', rec::RELATION_FORMER}};
constexpr std::pair<char, rec::Role> roles[] = {{'O', rec::ROLE_OPERATOR},      {'F', rec::ROLE_OFFICER},
                                                {'C', rec::ROLE_CHAIRMAN},      {'S', rec::ROLE_SUPERVISOR},
                                                {'A', rec::ROLE_ADMINISTRATOR}, {'I', rec::ROLE_INTEGRATION}};

std::map<std::string, const google::protobuf::MethodDescriptor*> all_methods() {
  std::map<std::string, const google::protobuf::MethodDescriptor*> methods;
  for (const auto* file : contract_files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        methods[file->service(s)->name() + "." + file->service(s)->method(m)->name()] =
            file->service(s)->method(m);
  return methods;
}

Standing hat(rec::Role role, rec::Relation relation) {
  Standing standing{{UnitKey{}, role, {}}, Level::commune, {}, 1};
  if (relation != rec::RELATION_UNSPECIFIED) standing.relations.add(relation);
  return standing;
}

std::string granted_relations(const rec::Access& access, rec::Role role) {
  std::string letters;
  for (const auto& [letter, relation] : relations) {
    const Standing standing = hat(role, relation);
    if (permit(access, {&standing, 1})) letters += letter;
  }
  return letters;
}

std::string sorted(std::string text) {
  std::ranges::sort(text);
  return text;
}

TEST(PermissionMatrix, HasARowForEveryMethodOfTheContract) {
  std::set<std::string> rows;
  for (const auto& row : about_a_case) rows.insert(row.method);
  for (const auto& [method, who] : about_no_case) rows.insert(method);
  for (const auto& [name, method] : all_methods()) EXPECT_TRUE(rows.contains(name)) << name;
  EXPECT_EQ(rows.size(), all_methods().size());
}

TEST(PermissionMatrix, HoldsForEveryMethodAboutACase) {
  const auto methods = all_methods();
  for (const auto& row : about_a_case) {
    const auto& access = access_of(*methods.at(row.method));
    const std::pair<rec::Role, std::string> expected[] = {{rec::ROLE_OPERATOR, row.op},
                                                          {rec::ROLE_OFFICER, row.officer},
                                                          {rec::ROLE_CHAIRMAN, row.chairman},
                                                          {rec::ROLE_SUPERVISOR, row.supervisor},
                                                          {rec::ROLE_ADMINISTRATOR, std::string{}},
                                                          {rec::ROLE_INTEGRATION, std::string{}}};
    for (const auto& [role, letters] : expected)
      EXPECT_EQ(sorted(granted_relations(access, role)), sorted(letters))
          << row.method << " " << rec::Role_Name(role);
    for (const auto& [letter, role] : roles) {
      const Standing stranger = hat(role, rec::RELATION_UNSPECIFIED);
      EXPECT_FALSE(permit(access, {&stranger, 1}))
          << row.method << ": a stranger as " << rec::Role_Name(role);
    }
  }
}

TEST(PermissionMatrix, HoldsForEveryMethodAboutNoCase) {
  const auto methods = all_methods();
  for (const auto& [name, expected] : about_no_case) {
    const auto& access = access_of(*methods.at(name));
    if (std::string{expected}.size() > 5) {
      EXPECT_EQ(access.audience(),
                std::string{expected} == "public" ? rec::AUDIENCE_PUBLIC : rec::AUDIENCE_SIGNED_IN);
      EXPECT_TRUE(permit(access, {})) << name;
      continue;
    }
    EXPECT_FALSE(permit(access, {})) << name << ": a person without any role";
    std::string letters;
    for (const auto& [letter, role] : roles) {
      const Standing standing = hat(role, rec::RELATION_UNSPECIFIED);
      if (permit(access, {&standing, 1})) letters += letter;
    }
    EXPECT_EQ(sorted(letters), sorted(expected)) << name;
  }
}

/// Whether an answer can name a case, count cases, or hold a file that does.
bool may_tell_of_cases(const google::protobuf::Descriptor& type,
                       std::set<const google::protobuf::Descriptor*>& seen) {
  using google::protobuf::FieldDescriptor;
  if (!seen.insert(&type).second) return false;
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    const bool number = field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                        field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
                        field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
                        field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
    if (number || field.type() == FieldDescriptor::TYPE_BYTES || field.name() == "case_number" ||
        field.name().ends_with("case_id"))
      return true;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        field.message_type()->full_name().starts_with("hotline.") &&
        may_tell_of_cases(*field.message_type(), seen))
      return true;
  }
  return false;
}

TEST(PermissionMatrix, EveryAnswerThatMayTellOfCasesHasARowAmongTheListsOrAReasonWhyNot) {
  std::set<std::string> about_one, listed, reasoned;
  for (const auto& row : about_a_case) about_one.insert(row.method);
  for (const auto& row : lists)
    listed.emplace(std::string_view(row.list).substr(0, std::string_view(row.list).find(' ')));
  for (const auto& [method, reason] : no_lists) reasoned.insert(method);
  for (const auto& [name, method] : all_methods()) {
    std::set<const google::protobuf::Descriptor*> seen;
    const bool may_tell = method->server_streaming() || may_tell_of_cases(*method->output_type(), seen);
    const bool has_row = listed.erase(method->name()) > 0, has_reason = reasoned.erase(method->name()) > 0;
    EXPECT_FALSE(has_row && has_reason) << name;
    if (may_tell && !about_one.contains(name))
      EXPECT_TRUE(has_row || has_reason) << name << ": a row in `lists`, or a reason in `no_lists`";
    else if (!may_tell)
      EXPECT_FALSE(has_reason) << name << " needs no reason";
  }
  EXPECT_THAT(listed, testing::IsEmpty()) << "no such methods";
  EXPECT_THAT(reasoned, testing::IsEmpty()) << "no such methods";
}

TEST(PermissionMatrix, RoleAndRelationMustBeOfOneHat) {
  const auto& approve = access_of(*all_methods().at("CaseService.ApprovePlan"));
  const Standing hats[] = {hat(rec::ROLE_CHAIRMAN, rec::RELATION_ABOVE),
                           hat(rec::ROLE_OFFICER, rec::RELATION_RESPONSIBLE)};
  EXPECT_FALSE(permit(approve, hats));
}

}  // namespace
}  // namespace hotline::test
