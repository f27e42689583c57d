// How cases are shown.
#include "asked_names.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/case.pb.h"
#include "labels.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

/// The last step of the ladder, also where a level above that takes no note of a prominent case stands on it.
std::string told_of(Task&, const Message& row) {
  const auto& of = static_cast<const v1::CaseRow&>(row);
  const auto rung = of.has_call_since() ? record::v1::LADDER_RUNG_CALL_LIST : of.rung();
  if (rung == record::v1::LADDER_RUNG_UNSPECIFIED) return "";
  return label_of(rung);
}

std::string part(std::string_view text) { return text.empty() ? "" : "  " + std::string(text); }

/// Who: somebody of an office, an office by its duty telephone, or the service itself, which may act for an
/// office too (a case that follows its unit).
std::string actor_text(Task& task, const history::v1::CaseEvent& event) {
  const auto& actor = event.actor();
  const auto unit = cell(task, actor, {{}, "unit"});
  if (event.has_duty_answered()) return std::string(say({"máy trực, ", "duty telephone, "})) + unit;
  if (actor.person_id().empty()) return std::string(say({"hệ thống tự ghi", "recorded by the service"}));
  if (unit.empty()) return cell(task, actor, {{}, "person_id"});  // of an entry whose content is withheld
  const auto stands_for = cell(task, actor, {{}, "for_person_id"});
  return cell(task, actor, {{}, "person_id"}) + ", " + cell(task, actor, {{}, "role"}) +
         (stands_for.empty() ? "" : std::string(say({" thay ", " for "})) + stands_for) + ", " + unit;
}

std::string what_happened(const history::v1::CaseEvent& event, const FieldDescriptor* body) {
  if (body) return label(*body);
  const bool newer = !event.GetReflection()->GetUnknownFields(event).empty();
  return newer ? "?" : std::string(say({"nội dung được giữ kín", "content withheld"}));
}

}  // namespace

const std::vector<Column>& case_columns() {
  static const std::vector<Column> columns = {
      {{"Số", "Number"}, "number"},
      {{"Tình trạng", "Status"}, "status"},
      {{"Khẩn", "Emerg."}, "emergency"},
      {{"Nổi cộm", "Prominent"}, "prominent"},
      {{"Nguy cơ", "Risk"}, "risk"},
      {{"Đến hạn", "Due"}, "next_due_at", Column::As::countdown},
      {{"Việc", "What is due"}, "next_due_kind"},
      {.head = {"Đã báo tới", "Told"}, .told = told_of},
      {{"Xác nhận", "Proof"}, "referral.proof_level"},
      {{"Tuổi", "Age"}, "summary.age"},
      {{"Giới", "Sex"}, "summary.sex"},
      {{"Hình thức", "Abuse"}, "summary.abuse_types"},
      {{"Chịu trách nhiệm", "Responsible"}, "responsible_unit"},
      {{"Chuyển đến", "Referred to"}, "referral.to_unit"},
  };
  return columns;
}

std::string case_line(Task& task, const Message& row) {
  std::string out = cell(task, row, {{}, "number"}) + "  " + cell(task, row, {{}, "status"});
  if (!text_at(row, "emergency").empty()) out += part(say({"KHẨN CẤP", "EMERGENCY"}));
  if (!text_at(row, "prominent").empty()) out += part(say({"NỔI CỘM", "PROMINENT"}));
  const auto due = cell(task, row, {{}, "next_due_at", Column::As::countdown});
  if (!due.empty()) out += part(cell(task, row, {{}, "next_due_kind"}) + ": " + due);
  if (const auto told = told_of(task, row); !told.empty())
    out += part(std::string(say({"đã báo tới: ", "told: "})) + told);
  out += part(cell(task, row, {{}, "responsible_unit"}));
  if (const auto to = text_at(row, "referral.to_unit"); !to.empty())
    out += part("-> " + placed_text(task.connection, to));
  return out;
}

void print_history_entry(Task& task, const v1::HistoryEntry& entry) {
  const auto& event = entry.event();
  const auto* body =
      event.GetReflection()->GetOneofFieldDescriptor(event, event.GetDescriptor()->FindOneofByName("body"));
  print_line(std::to_string(entry.version()) + "  " + cell(task, event, {{}, "recorded_at"}) + "  " +
             what_happened(event, body) + "  " + actor_text(task, event) + "  #" +
             std::to_string(entry.log_index()));
  if (body) print_fields(task, event.GetReflection()->GetMessage(event, body), 4);
}

void print_nobody(Task& task, const Message& answer) {
  const auto* found = message_at(answer, "nobody_answers");
  if (!found) return;
  const auto& nobody = static_cast<const v1::NobodyAnswers&>(*found);
  std::string numbers;
  for (const auto& number : nobody.telephones()) numbers += (numbers.empty() ? "" : ", ") + clean(number);
  print_line(
      std::string(nobody.registered() ? say({"Lúc này không ai trực ở ", "Nobody is on duty now at "})
                                      : say({"Chưa ai có tài khoản ở ", "Nobody has an account at "})) +
      placed_text(task.connection, nobody.unit()) +
      std::string(numbers.empty()
                      ? say({": chưa có số điện thoại nào của nơi này.", ": no telephone of it is known."})
                      : say({": hãy gọi ", ": telephone "})) +
      numbers);
}

}  // namespace hotline::ctl
