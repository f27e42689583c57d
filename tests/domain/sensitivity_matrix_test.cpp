// Every field of the contract against the tables written by hand: what it is, and who sees it.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>

#include <map>
#include <set>
#include <sstream>

#include "domain/sensitivity.h"
#include "domain/sensitivity_table.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using ::testing::ContainerEq;

using Names = std::set<std::string>;
using ByKind = std::map<rec::Sensitivity, Names>;

bool is_ours(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->full_name().starts_with("hotline.");
}

/// Every field that is reached from here, under what it is there: its own option, else that of what holds it.
class Walk {
 public:
  void from(const Descriptor& type, rec::Sensitivity inherited = rec::SENSITIVITY_CHILD) {
    if (!seen_.emplace(&type, inherited).second) return;
    for (int i = 0; i < type.field_count(); ++i) {
      const auto& field = *type.field(i);
      auto own = field.options().GetExtension(rec::sensitivity);
      if (own == rec::SENSITIVITY_UNSPECIFIED) own = inherited;
      kinds[own].insert(field.full_name().substr(std::string("hotline.").size()));
      if (is_ours(field)) from(*field.message_type(), own);
    }
  }
  ByKind kinds;

 private:
  std::set<std::pair<const Descriptor*, rec::Sensitivity>> seen_;
};

template <class Each>
void for_each_method(Each each) {
  for (const auto* file : contract_files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m) each(*file->service(s)->method(m));
}

/// Messages that no other one holds: what is asked, answered and stored.
std::set<const Descriptor*> outermost() {
  std::set<const Descriptor*> all, held;
  for (const auto* file : contract_files())
    for (int i = 0; i < file->message_type_count(); ++i) {
      const auto* type = file->message_type(i);
      all.insert(type);
      for (int f = 0; f < type->field_count(); ++f)
        if (is_ours(*type->field(f))) held.insert(type->field(f)->message_type());
    }
  for_each_method(
      [&](const auto& method) { held.erase(method.input_type()), held.erase(method.output_type()); });
  for (const auto* root : history_roots()) held.erase(root);
  for (const auto* type : held) all.erase(type);
  return all;
}

template <std::size_t N>
Names names(const Fields (&table)[N]) {
  Names out;
  for (const auto& row : table) {
    std::istringstream fields(row.fields);
    for (std::string field; fields >> field;) out.insert(std::string(row.message) + "." + field);
  }
  return out;
}

TEST(SensitivityMatrix, OfInformantAllegationAndSecretsIsThatOfTheTable) {
  Walk walk;
  for (const auto* type : outermost()) walk.from(*type);
  EXPECT_THAT(walk.kinds[rec::SENSITIVITY_INFORMANT], ContainerEq(names(of_the_informant)));
  EXPECT_THAT(walk.kinds[rec::SENSITIVITY_ALLEGATION], ContainerEq(names(of_the_allegation)));
  EXPECT_THAT(walk.kinds[rec::SENSITIVITY_SECRET], ContainerEq(names(secret)));
}

TEST(SensitivityMatrix, OfPlainFieldsInAnswersIsThatOfTheTable) {
  Walk walk;
  for_each_method([&](const auto& method) { walk.from(*method.output_type()); });
  EXPECT_THAT(walk.kinds[rec::SENSITIVITY_PLAIN], ContainerEq(names(plain_in_answers)));
}

TEST(SensitivityMatrix, NoFieldIsOneThingHereAndAnotherThere) {
  Walk walk;
  for (const auto* type : outermost()) walk.from(*type);
  std::map<std::string, int> times;
  for (const auto& [kind, fields] : walk.kinds)
    for (const auto& field : fields) ++times[field];
  for (const auto& [field, count] : times) EXPECT_EQ(count, 1) << field;
}

constexpr rec::Relation columns[] = {rec::RELATION_AUTHOR,      rec::RELATION_HELPLINE,
                                     rec::RELATION_RESPONSIBLE, rec::RELATION_RECEIVING,
                                     rec::RELATION_ABOVE,       rec::RELATION_FORMER};
constexpr std::uint32_t had_up_to = 7;

rec::Role role_of(char letter) {
  switch (letter) {
    case 'O':
      return rec::ROLE_OPERATOR;
    case 'F':
      return rec::ROLE_OFFICER;
    case 'C':
      return rec::ROLE_CHAIRMAN;
    case 'S':
      return rec::ROLE_SUPERVISOR;
    case 'A':
      return rec::ROLE_ADMINISTRATOR;
    default:
      return rec::ROLE_INTEGRATION;
  }
}

Standing standing(const SightRow& row, rec::Relation relation) {
  Standing hat;
  hat.acting = {key(row.office == 'H'   ? helpline
                    : row.office == 'C' ? tam_di
                                        : district),
                role_of(row.role),
                {}};
  hat.level = row.office == 'H' ? Level::helpline : row.office == 'C' ? Level::commune : Level::district;
  hat.relations.add(relation);
  if (relation == rec::RELATION_AUTHOR || relation == rec::RELATION_FORMER) hat.past_version = had_up_to;
  return hat;
}

std::string letters(const Visibility& sees) {
  if (sees.none()) return "";
  std::string out;
  if (sees.child) out += 'C';
  if (sees.informant) out += 'I';
  if (sees.allegation) out += 'A';
  if (sees.own) out += 'o';
  if (sees.up_to_version == had_up_to) out += '<';
  return out;
}

template <std::size_t N>
void expect_sight(const CaseTies& ties, const SightRow (&table)[N]) {
  const auto& to_read = access_to("hotline.v1.CaseService.GetCase");
  for (const auto& row : table)
    for (std::size_t i = 0; i < std::size(columns); ++i) {
      const auto hat = standing(row, columns[i]);
      EXPECT_EQ(letters(visibility(ties, {&hat, 1}, to_read)), row.sees[i])
          << row.role << row.office << " " << rec::Relation_Name(columns[i]);
    }
}

TEST(Visible, ToEachRoleByEachRelationIsThatOfTheTable) {
  expect_sight(CaseTies{}, sight);
  CaseTies released;
  for (const auto unit : {tam_di, district, helpline}) released.informant_released_to.push_back(key(unit));
  expect_sight(released, sight_when_released);
}

}  // namespace
}  // namespace hotline::test
