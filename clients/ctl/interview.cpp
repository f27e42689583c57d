#include "interview.h"

#include <string>

#include "fields.h"
#include "labels.h"
#include "language.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

using record::v1::Contact;

enum class For { everyone, counselled, intervention };

struct Question {
  Text ask;
  std::string_view field;
  For whom = For::intervention;
};

constexpr Question questions[] = {
    {{"Phân loại", "Class"}, "contact_class", For::counselled},
    {{"Số gọi đến", "Caller's number"}, "caller_number", For::counselled},
    {{"Nguy hiểm đến tính mạng?", "Is life in danger?"}, "intake.triage.life_threatened"},
    {{"Kẻ xâm hại còn tiếp cận được trẻ?", "Can the abuser still reach the child?"},
     "intake.triage.abuser_can_reach"},
    {{"Người chăm sóc chính gây hại cho trẻ?", "Does the main carer harm the child?"},
     "intake.triage.carer_harms"},
    {{"Có người thân bảo vệ được trẻ?", "Can a relative protect the child now?"},
     "intake.triage.relative_can_protect"},
    {{"Hình thức xâm hại", "Abuse"}, "intake.abuse_types"},
    {{"Họ tên trẻ", "Child's name"}, "intake.child.name"},
    {{"Ngày sinh (năm, năm-tháng hoặc năm-tháng-ngày)", "Birth date (year, year-month or year-month-day)"},
     "intake.child.birth_date"},
    {{"Tuổi ước chừng", "Age, about"}, "intake.child.estimated_age"},
    {{"Giới tính", "Sex"}, "intake.child.sex"},
    {{"Nơi xảy ra (xã, huyện, tỉnh, thôn)", "Place of the incident"}, "intake.incident"},
    {{"Trẻ đang ở đâu", "Where is the child now"}, "intake.present"},
    {{"Tình trạng hiện tại của trẻ", "Present state of the child"}, "intake.present_state"},
    {{"Hậu quả có thể nếu không giúp", "Likely consequences without help"}, "intake.likely_consequences"},
    {{"Họ tên cha", "Father's name"}, "intake.father.name"},
    {{"Tuổi cha", "Father's age"}, "intake.father.age"},
    {{"Nghề nghiệp cha", "Father's occupation"}, "intake.father.occupation"},
    {{"Họ tên mẹ", "Mother's name"}, "intake.mother.name"},
    {{"Tuổi mẹ", "Mother's age"}, "intake.mother.age"},
    {{"Nghề nghiệp mẹ", "Mother's occupation"}, "intake.mother.occupation"},
    {{"Hoàn cảnh gia đình", "Family situation"}, "intake.family_situation"},
    {{"Ai đang chăm sóc trẻ", "Who cares for the child now"}, "intake.present_carer"},
    {{"Đã làm gì cho trẻ", "What has been done already"}, "intake.done_already"},
    {{"Diễn biến (không nêu người báo tin)", "What happened (without the informant)"}, "intake.narrative"},
    {{"Người bị nghi: họ tên", "Suspected: name"}, "intake.suspected_abusers"},
    {{"Gọi cho trẻ có an toàn không?", "Is it safe to call the child?"}, "intake.child.safe_to_call"},
    {{"Nội dung hỏi", "What was asked"}, "asked", For::counselled},
    {{"Đã tư vấn", "What was advised"}, "advised", For::counselled},
    {{"Người báo tin là ai đối với trẻ", "What the informant is to the child"},
     "informant.relation",
     For::counselled},
    {{"Họ tên người báo tin (nếu đồng ý)", "Informant's name (if they agree)"},
     "informant.name",
     For::counselled},
    {{"Điện thoại người báo tin", "Informant's telephone"}, "informant.telephone", For::counselled},
    {{"Cho phép gọi lại?", "May they be called back?"}, "informant.call_back_allowed", For::counselled},
};

enum class Step { answered, skipped, wrong, broken_off };

std::string menu(const Text& ask, const std::vector<const EnumValueDescriptor*>& choices) {
  std::string out(say(ask));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    out += i % 4 == 0 ? "\n   " : "  ";
    out += static_cast<char>(i < 9 ? '1' + i : 'a' + (i - 9));
    out += ") " + label(*choices[i]);
  }
  return out + "\n> ";
}

const EnumValueDescriptor* chosen(char key, const std::vector<const EnumValueDescriptor*>& choices) {
  const int index = key >= '1' && key <= '9' ? key - '1' : key >= 'a' && key <= 'z' ? key - 'a' + 9 : -1;
  return index >= 0 && index < static_cast<int>(choices.size()) ? choices[static_cast<std::size_t>(index)]
                                                                : nullptr;
}

Step put(Connection& connection, Contact& contact, std::string_view field, std::string_view text) {
  return set_field(connection, contact, field, text) ? Step::answered : Step::wrong;
}

/// One key; for a list, a line of keys.
Step ask_choice(Connection& connection, Contact& contact, const Question& question,
                const FieldDescriptor& field) {
  const auto choices = choices_of(*field.enum_type());
  std::string keys;
  if (field.is_repeated()) {
    const auto line = ask_line(menu(question.ask, choices));
    if (!line) return Step::broken_off;
    for (const char c : *line)
      if (c != ' ' && c != ',') keys += c;
  } else {
    const auto key = ask_key(menu(question.ask, choices));
    if (!key) return Step::broken_off;
    if (*key != '\n') keys = *key;
  }
  for (const char key : keys)
    if (!chosen(key, choices)) return Step::wrong;
  for (const char key : keys) put(connection, contact, question.field, choice_name(*chosen(key, choices)));
  return keys.empty() ? Step::skipped : Step::answered;
}

Step ask_yes(Connection& connection, Contact& contact, const Question& question) {
  const auto key = ask_key(std::string(say(question.ask)) +
                           std::string(say({" c) có  k) không > ", " y) yes  n) no > "})));
  if (!key) return Step::broken_off;
  if (*key != 'c' && *key != 'y') return Step::skipped;
  return put(connection, contact, question.field, "true");
}

Step ask_text(Connection& connection, Contact& contact, const Question& question) {
  const auto line = ask_line(std::string(say(question.ask)) + ": ");
  if (!line) return Step::broken_off;
  return line->empty() ? Step::skipped : put(connection, contact, question.field, *line);
}

/// Asks until the answer fits. False where the person breaks off.
bool ask(Connection& connection, Contact& contact, const Question& question, bool required) {
  const auto* field = find_field(*Contact::descriptor(), question.field);
  HOTLINE_CHECK(field != nullptr);
  while (true) {
    const auto step = field->enum_type() ? ask_choice(connection, contact, question, *field)
                      : field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL
                          ? ask_yes(connection, contact, question)
                          : ask_text(connection, contact, question);
    if (step == Step::broken_off) return false;
    if (step == Step::answered || (step == Step::skipped && !required)) return true;
    print_beside(say({"Hãy chọn một trong các phím trên, hoặc ghi rõ hơn.",
                      "Choose one of the keys above, or say it more clearly."}));
  }
}

bool is_counselled(const Contact& contact) {
  return contact.call_type() <= record::v1::CALL_TYPE_ABOUT_A_CHILD;
}

bool concerns(const Contact& contact, For whom) {
  if (whom == For::everyone) return true;
  if (whom == For::counselled) return is_counselled(contact);
  return contact.contact_class() == record::v1::CONTACT_CLASS_INTERVENTION;
}

bool ask_all(Connection& connection, Contact& contact) {
  if (!ask(connection, contact, {{"Kênh", "Channel"}, "channel"}, true)) return false;
  if (!ask(connection, contact, {{"Loại cuộc gọi", "Call type"}, "call_type"}, true)) return false;
  for (const auto& question : questions) {
    if (!concerns(contact, question.whom)) continue;
    const bool required = question.field == "contact_class" || question.field == "intake.present_state";
    if (!ask(connection, contact, question, required)) return false;
  }
  if (!is_counselled(contact)) return true;
  const auto key = ask_key(say({"g) gửi  n) giữ làm bản nháp > ", "s) send  d) keep as a draft > "}));
  return key && (*key == 'g' || *key == 's');
}

}  // namespace

Outcome<bool> interview(Connection& connection, record::v1::Contact& contact) {
  if (auto ready = connection.open(*find_method("IntakeService.SubmitContact")); !ready)
    return std::unexpected(ready.error());
  set_time(*contact.mutable_started_at(), connection.now());
  if (!ask_all(connection, contact)) return false;
  set_time(*contact.mutable_ended_at(), connection.now());
  // Where not even the province is known, that too is an answer.
  if (contact.contact_class() == record::v1::CONTACT_CLASS_INTERVENTION && !contact.intake().has_incident())
    contact.mutable_intake()->mutable_incident();
  return true;
}

}  // namespace hotline::ctl
