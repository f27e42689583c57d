// Contacts, drafts, and look-ups before a contact becomes a case.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "command.h"
#include "fields.h"
#include "hotline/v1/intake.pb.h"
#include "interview.h"
#include "kept_answers.h"
#include "language.h"
#include "next_step.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

const std::vector<Column>& contact_columns() {
  static const std::vector<Column> columns = {
      {{"Lúc", "At"}, "received_at"},
      {{"Kênh", "Channel"}, "channel"},
      {{"Loại", "Type"}, "call_type"},
      {{"Phân loại", "Class"}, "contact_class"},
      {{"Mã cuộc liên hệ", "Contact"}, "contact_id"},
      {{"Ca", "Case"}, "case_number"},
  };
  return columns;
}

/// The one-word flags, and the call type that each means.
constexpr std::pair<std::string_view, record::v1::CallType> one_word[] = {
    {"--silent", record::v1::CALL_TYPE_SILENT},   {"--hang-up", record::v1::CALL_TYPE_HANG_UP},
    {"--prank", record::v1::CALL_TYPE_PRANK},     {"--wrong-number", record::v1::CALL_TYPE_WRONG_NUMBER},
    {"--abusive", record::v1::CALL_TYPE_ABUSIVE}, {"--test", record::v1::CALL_TYPE_TEST},
    {"--thanks", record::v1::CALL_TYPE_THANKS},
};

std::optional<record::v1::CallType> one_word_of(const Task& task) {
  for (const auto& [flag, type] : one_word)
    if (task.has(flag)) return type;
  return std::nullopt;
}

/// "--silent --prank" is a slip, and would be recorded as one of the two.
Outcome<> check_one_word(const Task& task) {
  const auto given = std::ranges::count_if(one_word, [&](const auto& word) { return task.has(word.first); });
  if (given + (task.has("--file") || task.has("--draft")) <= 1) return {};
  return stop(Exit::wrong_use,
              {"Chỉ dùng một trong các cờ ghi ngay, và không cùng --file hay --draft.",
               "Use one of the one-word flags alone, and none of them with --file or --draft."});
}

bool is_asked(const Task& task) { return !one_word_of(task) && !task.has("--file") && !task.has("--draft"); }

Outcome<> fill_contact(Task& task, Message& message) {
  if (auto one = check_one_word(task); !one) return one;
  auto& request = static_cast<v1::SubmitContactRequest&>(message);
  auto& contact = *request.mutable_contact();
  if (const auto type = one_word_of(task)) {
    contact.set_call_type(*type);
    if (contact.channel() == record::v1::CHANNEL_UNSPECIFIED) contact.set_channel(record::v1::CHANNEL_PHONE);
    return {};
  }
  if (task.has("--file")) return {};  // with --draft: what stands in the file, and the draft goes away
  if (task.has("--draft")) return take_from_draft(task.connection, request);
  if (auto named = name_request(task, request); !named) return named;
  const auto whole = interview(task.connection, contact);
  if (!whole) return std::unexpected(whole.error());
  if (*whole) return {};
  print_beside("");  // the question still stands on its line
  keep_answers(task.connection, request, Unsent::broken_off);
  return std::unexpected(Exit::wrong_use);
}

/// A file of this program's own has served when it is sent: personal data stays no longer than it must.
void drop_kept_file(const std::string& file) {
  std::error_code failed;
  if (!is_kept_answers(file)) return;
  if (std::filesystem::remove(file, failed))
    print_beside(
        say({"Đã gửi; tệp giữ câu trả lời đã được xóa.", "Sent; the file that kept the answers is erased."}));
  else
    print_beside(
        say({"Đã gửi; hãy xóa tệp giữ câu trả lời.", "Sent; erase the file that kept the answers."}));
}

/// As the usual command; but what a person was asked for is not lost where it cannot be sent.
Outcome<> log_contact(Task& task) {
  std::optional<SignalsEndInput> kept_from_signals;
  if (is_asked(task)) kept_from_signals.emplace();
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  const auto& method = *find_method(task.command.method);
  if (auto ready = task.connection.open(method); !ready) return ready;
  v1::SubmitContactResponse answer;
  if (const auto sent = task.connection.try_call(method, **request, answer); !sent) {
    if (!is_asked(task)) return stop(sent.error(), next_step(method, **request, sent.error()));
    const auto told = stop(sent.error());
    keep_answers(task.connection, static_cast<const v1::SubmitContactRequest&>(**request),
                 may_be_done(sent.error()) ? Unsent::may_be_done : Unsent::refused);
    return told;
  }
  print_answer(task, answer);
  if (task.has("--file")) drop_kept_file(task.value("--file"));
  return {};
}

void print_submitted(Task& task, const Message& answer) {
  auto rest = static_cast<const v1::SubmitContactResponse&>(answer);
  rest.clear_nobody_answers();
  print_fields(task, rest);
  print_nobody(task, answer);
}

void print_similar(Task& task, const Message& answer) {
  print_line(say({"Các cuộc gọi trước từ số này:", "Earlier contacts from this number:"}));
  print_table(task, answer, "same_number", contact_columns());
  print_line(say({"Ca đang mở ở nơi này, trẻ cùng độ tuổi và giới:",
                  "Open cases at this place, a child of this age and sex:"}));
  print_table(task, answer, "same_place_and_child", case_columns());
}

std::vector<Flag> log_flags() {
  std::vector<Flag> out;
  constexpr Text help = {"ghi ngay, không có mẫu", "recorded at once, no form"};
  for (const auto& [flag, type] : one_word) out.push_back({flag, "", help, false, true});
  out.push_back({"--draft",
                 "draft_id",
                 {"gửi một bản nháp của tôi, như nó đang có", "send a draft of mine, as it is"}});
  out.push_back({"--number", "contact.caller_number", {"số gọi đến", "the caller's number"}});
  out.push_back({"--received-at",
                 "contact.received_at",
                 {"nhận tin lúc (từ phiếu giấy), như 2026-11-28 22:00",
                  "when it was learned (from a paper sheet), as 2026-11-28 22:00"}});
  out.push_back({"--paper-sheet", "contact.paper_sheet", {"số phiếu giấy", "number of the paper sheet"}});
  out.push_back({"--refer-to",
                 "refer_to",
                 {"đơn vị do người chọn, khi nơi xảy ra chưa rõ",
                  "a unit chosen by a person, where the place is not clear"}});
  out.push_back({"--restricted",
                 "restricted",
                 {"người bị nghi là cán bộ hoặc người thân: chuyển lên cấp trên",
                  "an official or kin is suspected: to the level above"}});
  out.push_back(
      {"--bar", "barred_person_ids", {"người không được xem ca này", "a person who may not see the case"}});
  return out;
}

std::vector<Command> draft_commands() {
  return {
      {.path = "draft list",
       .method = "IntakeService.ListDrafts",
       .help = {"Bản nháp của tôi, hoặc của cả đơn vị", "My drafts, or those of the unit"},
       .example = "draft list\ndraft list --of-unit",
       .flags = {{"--of-unit", "of_unit", {"của cả đơn vị", "of the whole unit"}}},
       .rows = "drafts",
       .columns = {{{"Sửa lúc", "Saved"}, "updated_at"},
                   {{"Giữ đến", "Kept until"}, "kept_until"},
                   {{"Bản nháp", "Draft"}, "draft_id"},
                   {{"Của", "Owner"}, "owner_id"},
                   {{"Lần", "Version"}, "version"}}},
      {.path = "draft take",
       .method = "IntakeService.TakeOverDraft",
       .help = {"Làm tiếp bản nháp của đồng nghiệp", "Go on with a colleague's draft"},
       .example = "draft take 018f6b0e-0000-7000-8000-000000000000",
       .flags = {{"DRAFT", "draft_id", {"mã bản nháp", "id of the draft"}, true}}},
      {.path = "draft discard",
       .method = "IntakeService.DiscardDraft",
       .help = {"Bỏ bản nháp", "Discard a draft"},
       .example = "draft discard 018f6b0e-0000-7000-8000-000000000000",
       .flags = {{"DRAFT", "draft_id", {"mã bản nháp", "id of the draft"}, true}}},
  };
}

}  // namespace

std::vector<Command> contact_commands() {
  std::vector<Command> out = {
      {.path = "contact log",
       .method = "IntakeService.SubmitContact",
       .help = {"Ghi một cuộc liên hệ: hỏi từng câu theo mẫu 01, hoặc từ tệp JSON",
                "Log a contact: asked question by question as Form 01 has them, or from a JSON file"},
       .example = "contact log\ncontact log --silent\ncontact log --file contact.json\ncontact log --file - "
                  "--refer-to 'Bảo Đài' < contact.json\n"
                  "contact log --draft 018f6b0e-0000-7000-8000-000000000000",
       .flags = log_flags(),
       .record = "contact",
       .shown = ".",
       .prepare = fill_contact,
       .print = print_submitted,
       .run = log_contact},
      {.path = "contact show",
       .method = "IntakeService.GetContact",
       .help = {"Xem một cuộc liên hệ không mở ca, mọi lần ghi",
                "A contact that opened no case, in all its versions"},
       .example = "contact show 018f6b0e-0000-7000-8000-000000000000",
       .flags = {{"CONTACT", "contact_id", {"mã cuộc liên hệ", "id of the contact"}, true}}},
      {.path = "contact list",
       .method = "IntakeService.ListContacts",
       .help = {"Các cuộc liên hệ", "Contacts"},
       .example = "contact list --from 2026-11-01 --class information --all",
       .flags = {{"--from", "from", {"từ lúc", "from"}},
                 {"--to", "to", {"đến lúc", "until"}},
                 {"--class", "contact_class", {"phân loại", "class"}}},
       .rows = "contacts",
       .columns = contact_columns()},
      {.path = "contact amend",
       .method = "IntakeService.AmendContact",
       .help = {"Bổ sung một cuộc liên hệ không mở ca", "Add to a contact that opened no case"},
       .example = "contact amend 018f6b0e-0000-7000-8000-000000000000 --advised 'gọi trạm y tế' --reason "
                  "'ghi thiếu'",
       .flags = {{"CONTACT", "contact_id", {"mã cuộc liên hệ", "id of the contact"}, true},
                 {"--asked", "contact.asked", {"nội dung hỏi", "what was asked"}},
                 {"--advised", "contact.advised", {"đã tư vấn", "what was advised"}},
                 {"--reason", "reason", {"lý do sửa", "why it is amended"}}},
       .record = "contact"},
      {.path = "contact hold",
       .method = "SupervisionService.SetContactLegalHold",
       .help = {"Lưu giữ một cuộc liên hệ theo lệnh; bỏ --held để thôi lưu giữ",
                "Legal hold on a contact; without --held the hold ends"},
       .example = "contact hold 018f6b0e-0000-7000-8000-000000000000 --held --reason 'công an yêu cầu'",
       .flags = {{"CONTACT", "contact_id", {"mã cuộc liên hệ", "id of the contact"}, true},
                 {"--held", "held", {"lưu giữ", "held"}},
                 {"--reason", "reason", {"lý do", "reason"}}}},
      {.path = "similar",
       .method = "IntakeService.FindSimilar",
       .help = {"Đã có ai gọi về trẻ này chưa", "Has somebody called about this child before"},
       .example = "similar --number 0987654321\nsimilar --place 'xa tam di luc nam' --age 8 --sex female",
       .flags = {{"--number", "caller_number", {"số gọi đến", "the caller's number"}},
                 {"--place", "incident", {"nơi xảy ra", "place of the incident"}},
                 {"--age", "estimated_age", {"tuổi ước chừng", "age, about"}},
                 {"--birth-date", "birth_date", {"ngày sinh", "birth date"}},
                 {"--sex", "sex", {"giới tính", "sex"}}},
       .print = print_similar},
  };
  for (auto& command : draft_commands()) out.push_back(std::move(command));
  return out;
}

}  // namespace hotline::ctl
