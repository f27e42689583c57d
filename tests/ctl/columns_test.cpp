// Tables of hotlinectl: whatever stands in a row is told in the column that names it.
#include <gmock/gmock.h>

#include <set>
#include <string>

#include "ctl/command.h"
#include "ctl/labels.h"
#include "ctl/language.h"
#include "ctl/print.h"
#include "hotline/v1/supervision.pb.h"
#include "hotline/v1/unit_import.pb.h"

namespace hotline::ctl {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace rec = record::v1;

const Command& command_of(std::string_view path) {
  for (const auto& command : commands())
    if (command.path == path) return command;
  HOTLINE_CHECK(false);
}

/// Names of units, people and listed codes are asked for at the server, which is not there.
bool is_asked_for(const FieldDescriptor& field) {
  const auto* codes = code_field(field);
  return format_of(field) == Format::unit || is_person(field) ||
         (codes && codes->as == CodeField::As::listed);
}

void fill(Message& message, int depth);

void fill_field(Message& message, const FieldDescriptor& field, int depth) {
  const auto& r = *message.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return fill(many ? *r.AddMessage(&message, &field) : *r.MutableMessage(&message, &field), depth - 1);
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = field.enum_type()->value(1);
      return many ? r.AddEnum(&message, &field, value) : r.SetEnum(&message, &field, value);
    }
    case FieldDescriptor::CPPTYPE_STRING:
      return many ? r.AddString(&message, &field, "x") : r.SetString(&message, &field, "x");
    case FieldDescriptor::CPPTYPE_BOOL:
      return r.SetBool(&message, &field, true);
    case FieldDescriptor::CPPTYPE_UINT32:
      return many ? r.AddUInt32(&message, &field, 1) : r.SetUInt32(&message, &field, 1);
    case FieldDescriptor::CPPTYPE_INT32:
      return r.SetInt32(&message, &field, 1);
    case FieldDescriptor::CPPTYPE_UINT64:
      return r.SetUInt64(&message, &field, 1);
    case FieldDescriptor::CPPTYPE_INT64:
      return r.SetInt64(&message, &field, 1);
    default:
      FAIL() << field.full_name();
  }
}

void fill(Message& message, int depth) {
  for (int i = 0; depth > 0 && i < message.GetDescriptor()->field_count(); ++i)
    if (const auto& field = *message.GetDescriptor()->field(i); !is_asked_for(field))
      fill_field(message, field, depth);
}

class Columns : public ::testing::Test {
 protected:
  Columns() { speak(Language::vi); }
  std::string told(const Command& command, std::string_view head, const Message& row) {
    Task task{.command = command, .given = {}, .connection = connection_};
    for (const auto& column : command.columns)
      if (column.head.vi == head) return cell(task, row, column);
    return "no such column";
  }
  Connection connection_{"http://127.0.0.1:1", ""};
};

TEST_F(Columns, WhatStandsInARowIsToldAlsoBehindAList) {
  std::set<std::string> empty;
  int looked_at = 0;
  for (const auto& command : commands()) {
    if (command.rows.empty()) continue;
    const auto& type = *find_field(*find_method(command.method)->output_type(), command.rows)->message_type();
    const auto row = new_message(type);
    fill(*row, 4);
    for (const auto& column : command.columns) {
      if (!column.told && is_asked_for(*find_field(type, column.field))) continue;
      ++looked_at;
      if (told(command, column.head.vi, *row).empty())
        empty.insert(std::string(command.path) + ": " + std::string(column.field));
    }
  }
  EXPECT_THAT(empty, IsEmpty());
  EXPECT_GT(looked_at, 60);
}

TEST_F(Columns, AClaimIsToldWithItsHourAndNoNumberInItsPlace) {
  v1::CaseRow row;
  for (const auto answer : {rec::DUTY_ANSWER_ACKNOWLEDGED, rec::DUTY_ANSWER_CHILD_SEEN}) {
    auto* claim = row.mutable_referral()->add_duty_claims();
    claim->set_answer(answer);
    claim->mutable_claimed_at()->set_seconds(1'790'000'000);
  }
  const auto& claims = command_of("claims");
  EXPECT_EQ(told(claims, "Đã báo", row), "đã nhận; báo là đã gặp trẻ");
  EXPECT_THAT(told(claims, "Báo lúc", row), HasSubstr("2026"));
}

TEST_F(Columns, AListOfCasesSaysWhoWasToldLastAndWhichAreProminent) {
  v1::CaseRow row;
  for (const auto* path : {"queue", "case list", "overdue"})
    EXPECT_EQ(told(command_of(path), "Đã báo tới", row), "") << path;
  row.set_rung(rec::LADDER_RUNG_ABOVE);
  row.set_prominent(true);
  for (const auto* path : {"queue", "case list", "overdue"}) {
    EXPECT_EQ(told(command_of(path), "Đã báo tới", row), "cấp trên") << path;
    EXPECT_EQ(told(command_of(path), "Nổi cộm", row), "có") << path;
  }
  row.mutable_call_since()->set_seconds(1'790'000'000);  // also for a level that takes no note
  EXPECT_EQ(told(command_of("queue"), "Đã báo tới", row), "danh sách gọi của tổng đài");
}

TEST_F(Columns, ACallSaysWhyTheOfficeIsToBeTelephoned) {
  v1::Call call;
  call.set_clock(v1::CLOCK_KIND_ACKNOWLEDGE);
  EXPECT_EQ(told(command_of("calls"), "Vì sao", call), "xác nhận tiếp nhận");
  speak(Language::en);
  EXPECT_EQ(told(command_of("calls"), "Vì sao", call), "acknowledge");
}

TEST_F(Columns, AnImportCountsEveryKindAndSaysThatOnlyTheFirstRowsAreListed) {
  v1::ImportUnitsResponse last;
  last.set_change_count(13'002);
  const std::pair<const char*, unsigned> counts[] = {{"merged", 2}, {"added", 13'000}};
  for (const auto& [what, count] : counts) {
    last.add_change_counts()->set_what(what);
    last.mutable_change_counts()->rbegin()->set_count(count);
    for (int i = 0; i < 2; ++i) {
      auto* change = last.add_changes();
      change->set_what(what);
      change->set_unit("07516@2004-07-08");
      change->set_name("xã Vũ Xá");
      change->add_other_names("xã Cẩm Lý");
    }
  }
  const auto& import = command_of("unit import");
  Task task{.command = import, .given = {}, .connection = connection_};
  ::testing::internal::CaptureStdout();
  print_unit_changes(task, last);
  const auto told = ::testing::internal::GetCapturedStdout();
  EXPECT_THAT(told, ContainsRegex("sáp nhập +2 +2\n.*mới +13000 +2\n"));
  EXPECT_THAT(told, ContainsRegex("sáp nhập +07516@2004-07-08 +xã Vũ Xá +xã Cẩm Lý\n"));
  EXPECT_THAT(told, HasSubstr("Chỉ kể 4 thay đổi đầu trong 13002"));
}

TEST(History, AStepOfTheLadderOnTheScreenAloneIsNotSaidToHaveReachedAnybody) {
  speak(Language::vi);
  EXPECT_EQ(code_label("screen"), "đã đưa lên màn hình, chưa rõ ai thấy");
  speak(Language::en);
  EXPECT_EQ(code_label("screen"), "on the screen, nobody known to have seen it");
  speak(Language::vi);
}

}  // namespace
}  // namespace hotline::ctl
