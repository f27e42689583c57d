#include "flags.h"

namespace hotline::ctl {
namespace {

constexpr Flag request_id_flag = {"--request-id",
                                  "request_id",
                                  {"mã của lần gửi trước không rõ kết quả: gửi lại, không ghi hai lần",
                                   "id of an earlier try that got no answer: sent again, recorded once"}};

Text version_help(const Command& command) {
  if (command.only_adds)
    return {"phiên bản đã xem; không có: bản mới nhất", "the version seen; the newest where absent"};
  return {"phiên bản đã xem; không có: bản được xem gần nhất trên máy này",
          "the version seen; where absent, the one shown last on this machine"};
}

}  // namespace

const FieldDescriptor* field_of(const Command& command, const Flag& flag) {
  if (flag.field.empty()) return nullptr;
  const auto* method = find_method(command.method);
  HOTLINE_CHECK(method != nullptr);
  const auto* field = find_field(*method->input_type(), flag.field);
  HOTLINE_CHECK(field != nullptr);
  return field;
}

bool is_toggle(const Command& command, const Flag& flag) {
  const auto* field = field_of(command, flag);
  return field ? field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL : flag.toggle;
}

bool is_many(const Command& command, const Flag& flag) {
  const auto* field = field_of(command, flag);
  return field ? field->is_repeated() : flag.many;
}

std::string looks(const Command& command, const Flag& flag) {
  const auto* field = field_of(command, flag);
  if (!field) return "TEXT";
  if (field->enum_type()) {
    std::string out;
    for (const auto* value : choices_of(*field->enum_type()))
      out += (out.empty() ? "" : ",") + choice_name(*value);
    return "{" + out + "}";
  }
  if (field->message_type() && field->message_type()->name() == "Timestamp") return "TIME";
  if (field->message_type() && field->message_type()->name() == "Place") return "PLACE";
  if (field->message_type()) {
    std::string out;
    for (int i = 0; i < field->message_type()->field_count(); ++i)
      out += (i ? "|" : "") + field->message_type()->field(i)->name();
    return "'" + out + "'";
  }
  switch (format_of(*field)) {
    case Format::unit:
      return "UNIT";
    case Format::date:
      return "YYYY-MM-DD";
    case Format::id:
      return "ID";
    case Format::code:
    case Format::none:
      break;
  }
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ? "TEXT" : "NUMBER";
}

std::vector<Flag> all_flags(const Command& command) {
  auto out = command.flags;
  if (!command.record.empty())
    out.push_back(
        {"--file", "", {"JSON từ tệp, hoặc - từ đầu vào", "JSON from a file, or - from standard input"}});
  const auto* method = command.method.empty() ? nullptr : find_method(command.method);
  const auto* type = method ? method->input_type() : nullptr;
  if (type && type->FindFieldByName("page_size")) {
    out.push_back({"--page-size", "page_size", {"số dòng, nhiều nhất 200", "lines, 200 at most"}});
    out.push_back({"--all", "", {"tất cả các trang", "all pages"}, false, true});
  }
  if (type && type->FindFieldByName("expected_version"))
    out.push_back({"--expected-version", "expected_version", version_help(command)});
  if (type && type->FindFieldByName("request_id")) out.push_back(request_id_flag);
  return out;
}

}  // namespace hotline::ctl
