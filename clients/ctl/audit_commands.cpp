// Who read, who did what, and the proof that none of it was changed.
#include <cstdio>

#include "asked_names.h"
#include "base/id.h"
#include "command.h"
#include "evidence/finding.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/audit.pb.h"
#include "kept_head.h"
#include "labels.h"
#include "language.h"
#include "offline.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

constexpr Text exported_redacted = {
    "Đã xuất bản che nội dung: chỉ có ai ghi, lúc nào, và bằng chứng.",
    "Exported without content: only who recorded something when, and the proof."};
constexpr Text exported_in_part = {
    "Đã xuất kèm nội dung, trừ những phần mà bạn không được xem. Ai có tệp này cũng mở được bằng hotlinectl "
    "verify --export TỆP --content; hãy giữ như hồ sơ mật.",
    "Exported with its content, without what you may not see. Whoever has this file can read it by "
    "hotlinectl verify --export FILE --content: keep it as a confidential record."};
constexpr Text exported_whole = {
    "Đã xuất bản đầy đủ. Tệp này mở được toàn bộ nội dung bằng hotlinectl verify --export TỆP --content; hãy "
    "giữ như hồ sơ mật.",
    "Exported whole. All content of this file can be read by hotlinectl verify --export FILE --content: keep "
    "it as a confidential record."};

Outcome<> export_history(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  auto answer = task.connection.call(task.command.method, **request);
  if (!answer) return std::unexpected(answer.error());
  if (task.json) return print_json(**answer), Outcome<>();
  const auto& exported = static_cast<const v1::ExportHistoryResponse&>(**answer);
  if (auto written = write_output(task.value("--out"), exported.bundle()); !written) return written;
  print_beside(say(task.value("--basis").empty() ? exported_redacted
                   : exported.redacted()         ? exported_in_part
                                                 : exported_whole));
  return {};
}

void print_checkpoint(Task&, const Message& answer) {
  const auto& now = static_cast<const v1::GetCheckpointResponse&>(answer);
  std::fputs(now.checkpoint().c_str(), stdout);  // alone, so that it can be kept in a file as it is signed
  std::fflush(stdout);
  std::fprintf(stderr, "\n%s%s\n", std::string(say({"khoá kiểm tra: ", "verifier key: "})).c_str(),
               now.verifier_key().c_str());
}

/// What was found wrong; its code where a newer server found something else.
std::string fault_text(const std::string& reason) {
  using evidence::Fault;
  for (int i = 0; i <= static_cast<int>(evidence::last_fault); ++i)
    if (evidence::name(static_cast<Fault>(i)) == reason)
      return std::string(say(evidence::text(static_cast<Fault>(i))));
  return clean(reason);
}

Outcome<> say_verdict(Task& task, const v1::VerifyHistoryResponse& last) {
  if (task.json) print_json(last);
  if (last.done() && last.sound()) {
    if (!task.json)
      print_line(std::to_string(last.entries_checked()) +
                 std::string(say({" mục, tất cả nguyên vẹn.", " entries, all of them sound."})));
    return {};
  }
  if (!task.json && last.done()) {
    std::string where(say({"Lịch sử đã bị thay đổi: ", "History was changed: "}));
    if (last.has_first_wrong())
      where += std::string(say({"mục ", "entry "})) + std::to_string(last.first_wrong()) + ", ";
    print_line(where + fault_text(last.reason()));
  }
  if (!last.done()) return stop(Exit::refused, {"Chưa kiểm tra xong.", "The verification did not finish."});
  return std::unexpected(Exit::refused);
}

Outcome<> verify(Task& task) {
  if (task.has("--export")) return verify_export_file(task);
  if (task.has("--content"))
    return stop(Exit::wrong_use, {"Chỉ đọc được nội dung của một tệp đã xuất: thêm --export TỆP.",
                                  "Only of an exported file can the content be read: add --export FILE."});
  if (task.has("--checkpoint"))
    return verify_kept_head(task.connection, task.value("--checkpoint"), task.value("--key"), task.json);
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  v1::VerifyHistoryResponse last;
  auto done = [&] {
    auto bar = progress_of(task, {"Đang kiểm tra", "Verifying"});
    return task.connection.stream(*find_method(task.command.method), **request, [&](const Message& message) {
      last = static_cast<const v1::VerifyHistoryResponse&>(message);
      bar.show(last.entries_checked(), last.entries_total());
      return true;
    });
  }();
  if (!done) return done;
  return say_verdict(task, last);
}

/// Mostly somebody, else a unit, a message, a file: as the log has it.
std::string subject_of(Task& task, const Message& row) {
  const auto subject = text_at(row, "subject_id");
  return id_bytes(subject) ? person_text(task.connection, "", subject) : clean(subject);
}

/// By its number; one that was erased has only its id.
std::string case_of(Task&, const Message& row) {
  const auto number = text_at(row, "case_number");
  return clean(number.empty() ? text_at(row, "case_id") : number);
}

std::vector<Command> lists() {
  return {
      {.path = "audit access",
       .method = "AuditService.ListAccess",
       .help = {"Ai đã đọc ca nào", "Who read which case"},
       .example = "audit access --case LN-2026-000147 --all\naudit access --person ha.bd --from 2026-11-01",
       .flags = {{"--case", "case_id", {"ca", "case"}},
                 {"--person", "person_id", {"người", "person"}},
                 {"--from", "from", {"từ", "from"}},
                 {"--to", "to", {"đến", "until"}}},
       .rows = "entries",
       .columns = {{{"Mục", "Entry"}, "log_index"},
                   {{"Lúc", "At"}, "at"},
                   {{"Việc", "What"}, "what"},
                   {{"Người", "Person"}, "person_id"},
                   {{"Đơn vị", "Unit"}, "unit"},
                   {.head = {"Ca", "Case"}, .told = case_of},
                   {{"Phần", "Parts"}, "parts"},
                   {{"Vì là", "As"}, "relations"},
                   {{"Từ máy", "From"}, "from_address"}}},
      {.path = "audit administration",
       .method = "AuditService.ListAdministration",
       .help = {"Việc của người quản trị", "Acts of administrators"},
       .example = "audit administration --all",
       .flags = {{"--no-sign-ins",
                  "leave_out_sign_ins",
                  {"không kể các lần đăng nhập", "sign-ins left out"}}},
       .rows = "entries",
       .columns = {{{"Mục", "Entry"}, "log_index"},
                   {{"Lúc", "At"}, "at"},
                   {{"Việc", "What"}, "what"},
                   {{"Người", "Person"}, "person_id"},
                   {.head = {"Về", "Subject"}, .told = subject_of}}},
  };
}

std::vector<Command> proofs() {
  return {
      {.path = "audit checkpoint",
       .method = "AuditService.GetCheckpoint",
       .help = {"Đầu sổ đã ký, và khoá kiểm tra", "The signed head of the log, and the verifier key"},
       .example = "audit checkpoint",
       .print = print_checkpoint},
      {.path = "audit proof",
       .method = "AuditService.GetProof",
       .help = {"Bằng chứng rằng một mục có trong sổ", "Proof that an entry is in the log"},
       .example = "audit proof 1234 --size 20000\naudit proof 1234 --size 20000 --old-size 15000 --json",
       .flags = {{"ENTRY", "log_index", {"số của mục", "number of the entry"}, true},
                 {"--size", "tree_size", {"số mục của sổ", "size of the tree"}, true},
                 {"--old-size", "old_tree_size", {"số mục của sổ cũ hơn", "size of an older tree"}}}},
      {.path = "audit export",
       .method = "AuditService.ExportHistory",
       .help = {"Xuất lịch sử một ca kèm bằng chứng", "Export a case's history with its proofs"},
       .example = "audit export LN-2026-000147 --out case.export\naudit export LN-2026-000147 --basis 'QĐ "
                  "3/2026 của toà' --out case.export",
       .flags = {{"CASE", "case_id", {"số ca hoặc mã ca", "number or id of the case"}, true},
                 {"--out", "", {"tệp mới, hoặc -", "a new file, or -"}, true},
                 {"--as-of", "as_of", {"như vào lúc", "as at"}},
                 {"--basis",
                  "legal_basis",
                  {"căn cứ pháp lý để giao nội dung: ai có tệp cũng đọc được bằng verify --content; không có "
                   "căn cứ thì nội dung được che",
                   "legal basis for the content to leave: whoever has the file reads it by verify --content; "
                   "without one the content is left out"}}},
       .run = export_history},
      {.path = "verify",
       .method = "AuditService.VerifyHistory",
       .help = {"Nhờ máy chủ kiểm tra cả sổ; hoặc tự kiểm tra: một tệp đã xuất (không cần mạng), hay sổ hiện "
                "nay có nối tiếp đầu sổ đã giữ. Cả kho trên máy: hotlined verify",
                "Have the server verify its whole log; or verify oneself: an exported file (off line), or "
                "that the log of today goes on from a head that was kept. A whole store, on its machine: "
                "hotlined verify"},
       .example = "verify\nverify --export case.export --key 'hotline.example/luc-nam+1234abcd+AX…'\n"
                  "verify --export case.export --key 'hotline.example/luc-nam+1234abcd+AX…' --content\n"
                  "verify --checkpoint head.txt --key 'hotline.example/luc-nam+1234abcd+AX…'",
       .flags = {{"--export", "", {"tệp đã xuất", "exported file"}},
                 {.name = "--content",
                  .field = "",
                  .help = {"hiện cả nội dung, nếu tệp được xuất có căn cứ pháp lý",
                           "show the content too, where the file was exported with a legal basis"},
                  .toggle = true},
                 {"--checkpoint",
                  "",
                  {"đầu sổ đã giữ, như audit checkpoint ghi ra",
                   "a kept head, as audit checkpoint wrote it"}},
                 {"--key", "", {"khoá kiểm tra", "verifier key"}}},
       .run = verify},
  };
}

}  // namespace

std::vector<Command> audit_commands() { return joined({lists(), proofs()}); }

}  // namespace hotline::ctl
