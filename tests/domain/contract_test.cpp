// The contract is one that this program can enforce, and a contract with any flaw is refused by the flaw's
// name.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/unknown_field_set.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "domain/sensitivity.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;

TEST(Contract, OfThisServiceCanBeEnforced) {
  const auto sound = check_contract(contract_files(), history_roots());
  if (!sound)
    for (const auto& field : sound.error().fields) ADD_FAILURE() << field.path << " " << field.reason;
}

TEST(Contract, IsCheckedWhole) {
  std::multiset<std::string> checked, written;
  for (const auto* file : contract_files()) checked.insert(file->name());
  const std::filesystem::path root = std::filesystem::path(HOTLINE_SOURCE_DIR) / "proto";
  for (const auto& each : std::filesystem::recursive_directory_iterator(root / "hotline"))
    if (each.path().extension() == ".proto")
      written.insert(each.path().lexically_relative(root).generic_string());
  EXPECT_GT(written.size(), 20u);
  EXPECT_THAT(checked, ::testing::ContainerEq(written)) << "a file is missing in sensitivity_files.cpp";
}

FieldDescriptorProto* add_field(google::protobuf::DescriptorProto& message, const char* name,
                                FieldDescriptorProto::Type type) {
  auto* field = message.add_field();
  field->set_name(name);
  field->set_number(message.field_size());
  field->set_type(type);
  field->set_label(FieldDescriptorProto::LABEL_OPTIONAL);
  return field;
}

rec::Rule& rule_of(FieldDescriptorProto& field) {
  return *field.mutable_options()->MutableExtension(rec::rule);
}

/// A small contract without a flaw: one message, one service with one method.
FileDescriptorProto sound_file() {
  FileDescriptorProto file;
  file.set_name("trial.proto");
  file.set_package("hotline.trial");
  file.set_syntax("proto3");
  file.add_dependency("hotline/record/v1/options.proto");
  file.add_dependency("hotline/record/v1/contact.proto");
  file.add_dependency("google/protobuf/timestamp.proto");
  auto& request = *file.add_message_type();
  request.set_name("Request");
  auto& id = *add_field(request, "request_id", FieldDescriptorProto::TYPE_STRING);
  rule_of(id).set_required(true);
  rule_of(id).set_max_chars(36);
  rule_of(id).set_format(rec::FORMAT_ID);
  auto& text = *add_field(request, "text", FieldDescriptorProto::TYPE_STRING);
  rule_of(text).set_max_chars(10);
  rule_of(text).set_format(rec::FORMAT_LINE);
  auto& service = *file.add_service();
  service.set_name("Service");
  auto& method = *service.add_method();
  method.set_name("Do");
  method.set_input_type(".hotline.trial.Request");
  method.set_output_type(".hotline.trial.Request");
  auto& access = *method.mutable_options()->MutableExtension(rec::access);
  access.set_audience(rec::AUDIENCE_SIGNED_IN);
  access.set_effect(rec::EFFECT_WRITE);
  return file;
}

/// The flaws that are found, as "last part of the name reason".
std::string flaws(const FileDescriptorProto& file, bool is_history = false) {
  contract_files();
  DescriptorPool pool(DescriptorPool::generated_pool());
  const auto* built = pool.BuildFile(file);
  if (built == nullptr) return "not built";
  const google::protobuf::FileDescriptor* files[] = {built};
  std::vector<const google::protobuf::Descriptor*> roots;
  if (is_history) roots.push_back(built->message_type(0));
  const auto sound = check_contract(files, roots);
  std::string all;
  if (!sound)
    for (const auto& field : sound.error().fields)
      all += (all.empty() ? "" : ", ") + field.path.substr(field.path.rfind('.') + 1) + " " +
             std::string{field.reason};
  return all;
}

std::string flaws_after(const std::function<void(FileDescriptorProto&)>& change, bool is_history = false) {
  auto file = sound_file();
  change(file);
  return flaws(file, is_history);
}

FieldDescriptorProto& text_of(FileDescriptorProto& file) {
  return *file.mutable_message_type(0)->mutable_field(1);
}
google::protobuf::MethodDescriptorProto& method_of(FileDescriptorProto& file) {
  return *file.mutable_service(0)->mutable_method(0);
}
rec::Access& access_of_method(FileDescriptorProto& file) {
  return *method_of(file).mutable_options()->MutableExtension(rec::access);
}

TEST(Contract, WithoutAFlawIsAccepted) { EXPECT_EQ(flaws(sound_file()), ""); }

TEST(Contract, FieldsWithoutTheirLimitsAreRefused) {
  using File = FileDescriptorProto;
  EXPECT_EQ(flaws_after([](File& f) { text_of(f).clear_options(); }),
            "text max_chars_missing, text format_missing");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).clear_format(); }), "text format_missing");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).set_format(static_cast<rec::Format>(99)); }),
            "text format_unknown");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).set_max(3); }), "text rule_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).set_min_chars(30); }), "text rule_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).set_max_items(3); }), "text rule_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { rule_of(text_of(f)).set_partial(true); }), "text rule_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { text_of(f).set_label(FieldDescriptorProto::LABEL_REPEATED); }),
            "text max_items_missing");
  EXPECT_EQ(flaws_after([](File& f) { text_of(f).set_type(FieldDescriptorProto::TYPE_BYTES); }),
            "text rule_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) {
              text_of(f).set_type(FieldDescriptorProto::TYPE_DOUBLE);
              text_of(f).clear_options();
            }),
            "text type_unknown");
}

TEST(Contract, OnlyAMessageCanBeUnfinished) {
  const auto partial = [](const char* type) {
    return flaws_after([type](FileDescriptorProto& f) {
      auto& field = *add_field(*f.mutable_message_type(0), "inner", FieldDescriptorProto::TYPE_MESSAGE);
      field.set_type_name(type);
      rule_of(field).set_partial(true);
    });
  };
  EXPECT_EQ(partial(".hotline.record.v1.Contact"), "");
  EXPECT_EQ(partial(".google.protobuf.Timestamp"), "inner rule_does_not_fit");
}

TEST(Contract, OptionsThatNobodyEnforcesAreRefused) {
  using File = FileDescriptorProto;
  const auto unknown = [](google::protobuf::Message& options) {
    options.GetReflection()->MutableUnknownFields(&options)->AddVarint(50199, 1);
  };
  EXPECT_EQ(flaws_after([&](File& f) { unknown(*text_of(f).mutable_options()); }), "text option_unknown");
  EXPECT_EQ(flaws_after([&](File& f) { unknown(rule_of(text_of(f))); }), "text option_unknown");
  EXPECT_EQ(flaws_after([&](File& f) { unknown(*method_of(f).mutable_options()); }), "Do option_unknown");
  EXPECT_EQ(flaws_after([&](File& f) {
              access_of_method(f).set_audience(rec::AUDIENCE_GRANTED);
              access_of_method(f).add_grants()->set_role(rec::ROLE_OFFICER);
              unknown(*access_of_method(f).mutable_grants(0));
            }),
            "Do option_unknown");
  EXPECT_EQ(flaws_after([&](File& f) {
              constexpr char sensitivity_77[] =
                  "\xb0\xbb\x18\x4d";  // field 50102, a number that the enum has not
              EXPECT_TRUE(text_of(f).mutable_options()->MergeFromString(sensitivity_77));
            }),
            "text option_unknown");
}

TEST(Contract, MethodsWithoutFullAccessAreRefused) {
  using File = FileDescriptorProto;
  EXPECT_EQ(flaws_after([](File& f) { method_of(f).clear_options(); }), "Do access_missing");
  EXPECT_EQ(flaws_after([](File& f) { access_of_method(f).clear_audience(); }), "Do audience_unknown");
  EXPECT_EQ(flaws_after([](File& f) { access_of_method(f).clear_effect(); }), "Do effect_unknown");
  EXPECT_EQ(flaws_after([](File& f) { access_of_method(f).set_audience(rec::AUDIENCE_GRANTED); }),
            "Do grants_do_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { access_of_method(f).add_grants()->set_role(rec::ROLE_OFFICER); }),
            "Do grants_do_not_fit");
  EXPECT_EQ(flaws_after([](File& f) {
              access_of_method(f).set_audience(rec::AUDIENCE_GRANTED);
              access_of_method(f).add_grants();
            }),
            "Do role_unknown");
  EXPECT_EQ(flaws_after([](File& f) {
              access_of_method(f).set_audience(rec::AUDIENCE_GRANTED);
              access_of_method(f).add_grants()->set_role(rec::ROLE_OFFICER);
              access_of_method(f).mutable_grants(0)->add_relations(static_cast<rec::Relation>(12));
            }),
            "Do relation_unknown, Do case_id_missing");
}

TEST(Contract, EffectsThatDoNotFitAreRefused) {
  using File = FileDescriptorProto;
  EXPECT_EQ(flaws_after([](File& f) { access_of_method(f).set_effect(rec::EFFECT_WATCH); }),
            "Do effect_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) {
              access_of_method(f).set_effect(rec::EFFECT_READ);
              method_of(f).set_server_streaming(true);
            }),
            "Do effect_does_not_fit");
  EXPECT_EQ(flaws_after([](File& f) { method_of(f).set_client_streaming(true); }), "Do client_stream");
  EXPECT_EQ(
      flaws_after([](File& f) { rule_of(*f.mutable_message_type(0)->mutable_field(0)).clear_required(); }),
      "Do request_id_missing");
}

TEST(Contract, StoredHistoryHoldsNoSecretsAndNoListThatFallsApart) {
  using File = FileDescriptorProto;
  EXPECT_EQ(flaws_after(
                [](File& f) {
                  text_of(f).mutable_options()->SetExtension(rec::sensitivity, rec::SENSITIVITY_SECRET);
                },
                true),
            "text secret_in_history");
  const auto list_of_contacts = [](File& f) {
    auto& list = *add_field(*f.mutable_message_type(0), "contacts", FieldDescriptorProto::TYPE_MESSAGE);
    list.set_type_name(".hotline.record.v1.Contact");
    list.set_label(FieldDescriptorProto::LABEL_REPEATED);
    rule_of(list).set_max_items(3);
  };
  EXPECT_EQ(flaws_after(list_of_contacts, true), "contacts repeated_message_in_several_parts");
  EXPECT_EQ(flaws_after(list_of_contacts, false), "") << "an answer may hold such a list";
}

TEST(Contract, MessagesThatHoldThemselvesAreRefused) {
  EXPECT_EQ(flaws_after(
                [](FileDescriptorProto& f) {
                  add_field(*f.mutable_message_type(0), "inner", FieldDescriptorProto::TYPE_MESSAGE)
                      ->set_type_name(".hotline.trial.Request");
                },
                true),
            "Request recursive_message");
}

}  // namespace
}  // namespace hotline::test
