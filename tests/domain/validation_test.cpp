#include "domain/validation.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>

#include <memory>

#include "domain/random_message.h"
#include "domain/sensitivity.h"
#include "domain/story.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/session.pb.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string fault(const Message& message) {
  const auto valid = validate(message);
  if (valid) return "";
  std::string all;
  for (const auto& field : valid.error().fields)
    all += (all.empty() ? "" : ", ") + field.path + " " + std::string{field.reason};
  return all;
}

std::vector<const google::protobuf::Descriptor*> request_types() {
  std::vector<const google::protobuf::Descriptor*> types;
  for (const auto* file : contract_files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        types.push_back(file->service(s)->method(m)->input_type());
  return types;
}

std::unique_ptr<Message> new_message(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>{
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New()};
}

TEST(Validation, AcceptsEveryRequestThatKeepsTheRules) {
  Random random{1};
  for (const auto* type : request_types()) {
    for (int i = 0; i < 60; ++i) {
      const auto message = new_message(*type);
      fill(*message, random, i % 3 * 0.5);
      EXPECT_EQ(fault(*message), "") << type->full_name();
    }
  }
}

/// What was broken, or nothing where this field cannot be broken by a single change.
std::string_view break_field(Message& holder, const FieldDescriptor& field, Random& random) {
  const auto& set = *holder.GetReflection();
  const auto& rule = field.options().GetExtension(rec::rule);
  if (field.is_repeated() || field.real_containing_oneof() != nullptr) return "";
  if (rule.required() && random() % 2 == 0) {
    set.ClearField(&holder, &field);
    return "required";
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      set.SetEnumValue(&holder, &field, 4711);
      return "unknown_value";
    case FieldDescriptor::CPPTYPE_STRING:
      if (random() % 2 == 0) {
        set.SetString(&holder, &field, std::string(rule.max_chars() + 1, '1'));
        return "too_long";
      }
      if (field.type() == FieldDescriptor::TYPE_BYTES) return "";
      set.SetString(&holder, &field,
                    "a\x01"
                    "b");
      return "control_character";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.message_type() != google::protobuf::Timestamp::descriptor()) return "";
      static_cast<google::protobuf::Timestamp*>(set.MutableMessage(&holder, &field))->set_nanos(-1);
      return "time_out_of_range";
    case FieldDescriptor::CPPTYPE_INT32:
      if (!rule.has_max()) return "";
      set.SetInt32(&holder, &field, static_cast<std::int32_t>(rule.max() + 1));
      return "too_large";
    case FieldDescriptor::CPPTYPE_UINT32:
      if (!rule.has_max()) return "";
      set.SetUInt32(&holder, &field, static_cast<std::uint32_t>(rule.max() + 1));
      return "too_large";
    default:
      return "";
  }
}

/// Whether a field on the way to this one may hold an unfinished message.
bool below_partial(const google::protobuf::Descriptor& top, std::string_view path) {
  const auto* type = &top;
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    const auto* field = type->FindFieldByName(std::string{path.substr(0, std::min(dot, path.find('[')))});
    if (field->options().GetExtension(rec::rule).partial()) return true;
    type = field->message_type();
    path.remove_prefix(dot + 1);
  }
  return false;
}

TEST(Validation, NamesTheFieldOfEveryBreach) {
  Random random{2};
  int breaches = 0;
  for (const auto* type : request_types()) {
    for (int i = 0; i < 40; ++i) {
      const auto message = new_message(*type);
      fill(*message, random, 0.8);
      struct Spot {
        Message* holder;
        const FieldDescriptor* field;
        std::string path;
      };
      std::vector<Spot> spots;
      visit_fields(*message, [&](Message& holder, const FieldDescriptor& field, const std::string& path) {
        spots.push_back({&holder, &field, path});
      });
      if (spots.empty()) continue;
      const auto& spot = spots[random() % spots.size()];
      const auto reason = break_field(*spot.holder, *spot.field, random);
      if (reason.empty()) continue;
      const bool unfinished = reason == "required" && below_partial(*type, spot.path);
      EXPECT_EQ(fault(*message), unfinished ? "" : spot.path + " " + std::string{reason})
          << type->full_name();
      ++breaches;
    }
  }
  EXPECT_GT(breaches, 1000);
}

rec::Contact contact() { return intervention(); }

TEST(Validation, CountsCodePointsNotBytes) {
  rec::Child child;
  std::string name;
  for (int i = 0; i < 120; ++i) name += "ễ";
  child.set_name(name);
  EXPECT_EQ(fault(child), "");
  child.set_name(name + "a");
  EXPECT_EQ(fault(child), "name too_long");
}

TEST(Validation, RefusesWhatIsNotUtf8) {
  for (const char* bytes : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe1\xbb", "\xc3(",
                            "\xf8\x88\x80\x80\x80"}) {
    rec::Child child;
    child.set_name(bytes);
    EXPECT_EQ(fault(child), "name not_utf8");
  }
}

TEST(Validation, LinesHoldNoBreaksAndTextHoldsNoOtherControls) {
  rec::Child child;
  for (const char* bad : {"a\nb", "a\tb", "a\x7f", "a\xc2\x85", "a\xe2\x80\xa8"}) {
    child.set_name(bad);
    EXPECT_EQ(fault(child), "name control_character");
  }
  rec::Intake intake = contact().intake();
  intake.set_narrative("một\r\nhai\tba\n");
  EXPECT_EQ(fault(intake), "");
  intake.set_narrative("a\x1b[31m");
  EXPECT_EQ(fault(intake), "narrative control_character");
}

TEST(Validation, ARequiredTextIsMoreThanSpaces) {
  rec::Intake intake = contact().intake();
  intake.set_present_state(" \n\t\xc2\xa0 ");
  EXPECT_EQ(fault(intake), "present_state required");
}

TEST(Validation, FormatsAreStrict) {
  const auto with = [](const char* birth, const char* telephone, const char* unit, const char* code) {
    auto c = intervention();
    c.mutable_intake()->mutable_child()->set_birth_date(birth);
    c.set_caller_number(telephone);
    c.mutable_intake()->mutable_incident()->set_unit(unit);
    c.clear_reasons();
    c.add_reasons(code);
    return fault(c);
  };
  EXPECT_EQ(with("2015-02", "111", "07456@2004-07-08", "violence.physical"), "");
  for (const char* bad : {"2015-13", "2015-2", "2015-02-30", "26/03/2015", "1899", "201a"})
    EXPECT_EQ(with(bad, "111", tam_di.data(), "a"), "intake.child.birth_date wrong_format") << bad;
  for (const char* bad : {"11", "0912-abc", "1234567890123456", "tel:111"})
    EXPECT_EQ(with("2015", bad, tam_di.data(), "a"), "caller_number wrong_format") << bad;
  for (const char* bad : {"07456", "07456@2004-7-8", "@2004-07-08", "07456@2004-07-08 "})
    EXPECT_EQ(with("2015", "111", bad, "a"), "intake.incident.unit wrong_format") << bad;
  for (const char* bad : {"Violence", "a b", "đ"})
    EXPECT_EQ(with("2015", "111", tam_di.data(), bad), "reasons[0] wrong_format") << bad;
}

TEST(Validation, ListsAreBoundedAndHoldOnlyRealValues) {
  auto c = contact();
  for (int i = 0; i < 13; ++i) c.add_reasons("a");
  EXPECT_EQ(fault(c), "reasons too_many");
  c.clear_reasons();
  c.add_reasons("");
  EXPECT_EQ(fault(c), "reasons[0] required");
  c = contact();
  c.mutable_intake()->add_abuse_types(rec::ABUSE_TYPE_UNSPECIFIED);
  EXPECT_EQ(fault(c), "intake.abuse_types[1] unknown_value");
}

TEST(Validation, BelowAPartialFieldNothingIsRequired) {
  v1::SaveDraftRequest draft;
  draft.set_request_id(id<CaseId>(1).text());
  EXPECT_EQ(fault(draft), "") << "nothing typed yet";
  draft.mutable_contact();
  EXPECT_EQ(fault(draft), "");
  draft.mutable_contact()->mutable_intake()->mutable_incident();
  draft.mutable_contact()->mutable_intake()->set_present_state("  \n");
  EXPECT_EQ(fault(draft), "");

  v1::AmendIntakeRequest amend;
  amend.set_request_id(id<CaseId>(1).text());
  amend.set_case_id(id<CaseId>(2).text());
  amend.set_expected_version(1);
  amend.mutable_intake()->set_narrative("thêm một điều");
  EXPECT_EQ(fault(amend), "");

  v1::SubmitContactRequest submit;
  submit.set_request_id(id<CaseId>(1).text());
  submit.mutable_contact()->mutable_intake();
  EXPECT_EQ(fault(submit),
            "contact.channel required, contact.call_type required, contact.intake.incident required, "
            "contact.intake.present_state required");
}

TEST(Validation, BelowAPartialFieldEveryOtherRuleHolds) {
  v1::SaveDraftRequest draft;
  draft.set_request_id(id<CaseId>(1).text());
  auto& contact = *draft.mutable_contact();
  contact.set_channel(static_cast<rec::Channel>(4711));
  contact.set_caller_number("0912-abc");
  contact.add_reasons("");
  contact.mutable_intake()->set_present_state("a\x01");
  contact.mutable_intake()->mutable_child()->set_estimated_age(-1);
  contact.mutable_intake()->mutable_child()->set_name(std::string(121, 'a'));
  EXPECT_EQ(fault(draft),
            "contact.channel unknown_value, contact.caller_number wrong_format, contact.reasons[0] required, "
            "contact.intake.child.name too_long, contact.intake.child.estimated_age too_small, "
            "contact.intake.present_state control_character");
  v1::AmendContactRequest amend;
  amend.set_request_id(id<CaseId>(1).text());
  EXPECT_EQ(fault(amend), "contact_id required, contact required") << "the unfinished message must be there";
}

TEST(Validation, TimesAreOfThisAge) {
  auto c = contact();
  c.mutable_started_at()->set_seconds(-2208988800);  // 1900-01-01
  EXPECT_EQ(fault(c), "");
  c.mutable_started_at()->set_seconds(-2208988801);
  EXPECT_EQ(fault(c), "started_at time_out_of_range");
  c.mutable_started_at()->set_seconds(7258118400);  // 2200-01-01
  EXPECT_EQ(fault(c), "started_at time_out_of_range");
}

TEST(Validation, AnOptionalNumberOfZeroIsANumber) {
  auto c = contact();
  c.mutable_intake()->mutable_child()->set_estimated_age(0);
  EXPECT_EQ(fault(c), "");
  c.mutable_intake()->mutable_child()->set_estimated_age(-1);
  EXPECT_EQ(fault(c), "intake.child.estimated_age too_small");
}

TEST(Validation, NamesNoMoreThanFiftyFields) {
  v1::SubmitPlanRequest request;
  for (int i = 0; i < 40; ++i) {
    auto& step = *request.mutable_plan()->add_steps();
    step.set_by_date("x");
    step.set_who("\n");
  }
  const auto valid = validate(request);
  ASSERT_FALSE(valid);
  EXPECT_EQ(valid.error().fields.size(), field_errors_max);
  EXPECT_EQ(valid.error().fields.front().path, "request_id");
  EXPECT_EQ(valid.error().fields[4].path, "plan.steps[0].what");
}

TEST(Validation, NeverQuotesAValue) {
  auto c = contact();
  c.mutable_intake()->mutable_child()->set_name("Nguyễn Thị Bí Mật\n");
  const auto valid = validate(c);
  ASSERT_FALSE(valid);
  for (const auto& field : valid.error().fields)
    for (const auto text : {std::string_view{field.path}, field.reason, field.text.vi, field.text.en})
      EXPECT_EQ(text.find("Bí Mật"), std::string_view::npos);
}

TEST(Validation, AChosenPasswordMayHoldAnythingButControls) {
  v1::SignInRequest request;
  request.set_request_id(id<CaseId>(1).text());
  request.set_login("operator.1");
  request.set_password("mật khẩu rất dài ☂ 1");
  EXPECT_EQ(fault(request), "");
  request.set_login("ab");
  EXPECT_EQ(fault(request), "login too_short");
}

}  // namespace
}  // namespace hotline::test
