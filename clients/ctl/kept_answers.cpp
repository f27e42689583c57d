#include "kept_answers.h"

#include <optional>

#include "language.h"
#include "print.h"
#include "private_file.h"
#include "rpc/codec.h"

namespace hotline::ctl {
namespace {

constexpr std::string_view name_begins = "contact-", name_ends = ".json";

std::filesystem::path directory() { return state_directory() / "unsent"; }

/// As a shell takes it.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The id of the draft; nothing where the server does not take one.
std::optional<std::string> save_draft(Connection& connection, const v1::SubmitContactRequest& request) {
  v1::SaveDraftRequest draft;
  draft.set_request_id(connection.new_id());
  *draft.mutable_contact() = request.contact();
  auto& routing = *draft.mutable_routing();
  routing.set_refer_to(request.refer_to());
  routing.set_restricted(request.restricted());
  *routing.mutable_barred_person_ids() = request.barred_person_ids();
  v1::SaveDraftResponse saved;
  if (!connection.try_call(*find_method("IntakeService.SaveDraft"), draft, saved)) return std::nullopt;
  return saved.draft_id();
}

std::optional<std::filesystem::path> save_file(const v1::SubmitContactRequest& request) {
  std::string json;
  if (!rpc::encode(rpc::Codec::json, request.contact(), json)) return std::nullopt;
  const auto file = directory() / (std::string(name_begins) + request.request_id() + std::string(name_ends));
  return replace_private(file, json + "\n") ? std::optional(file) : std::nullopt;
}

/// The whole command, with what the file does not hold: where it goes, and who may not see it.
std::string command_for(const v1::SubmitContactRequest& request, const std::filesystem::path& file) {
  auto out =
      "hotlinectl contact log --file " + quoted(file.string()) + " --request-id " + request.request_id();
  if (!request.refer_to().empty()) out += " --refer-to " + request.refer_to();
  if (request.restricted()) out += " --restricted";
  for (const auto& person : request.barred_person_ids()) out += " --bar " + person;
  return out;
}

/// What the request says already goes before what the draft says.
Outcome<> fill_from(const v1::Draft& draft, v1::SubmitContactRequest& request) {
  const auto& routing = draft.routing();
  if (routing.has_joins())
    return stop(Exit::wrong_use,
                {"Bản nháp này thuộc về một ca đã có. Hãy gửi từ bàn trực trên trang web.",
                 "This draft goes to a case that is there. Send it from the desk of the web page."});
  auto contact = draft.contact();
  contact.MergeFrom(request.contact());
  *request.mutable_contact() = std::move(contact);
  if (request.refer_to().empty()) request.set_refer_to(routing.refer_to());
  request.set_restricted(request.restricted() || routing.restricted());
  if (request.barred_person_ids().empty()) *request.mutable_barred_person_ids() = routing.barred_person_ids();
  return {};
}

/// Beside the failure, which has been said already or is said in this.
void tell(const std::string& reason, const std::string& vi, const std::string& en) {
  static_cast<void>(stop(Error{Code::failed_precondition, reason, {vi, en}}));
}

}  // namespace

void keep_answers(Connection& connection, const v1::SubmitContactRequest& request, Unsent why) {
  if (why != Unsent::may_be_done)
    if (const auto draft = save_draft(connection, request)) {
      const auto command = "hotlinectl contact log --draft " + *draft;
      return tell("kept_as_draft",
                  "Chưa gửi. Đã giữ làm bản nháp (hotlinectl draft list); gửi bằng: " + command,
                  "Not sent. Kept as a draft (hotlinectl draft list); send it with: " + command);
    }
  if (const auto file = save_file(request)) {
    const auto command = command_for(request, *file);
    return tell("kept_as_file",
                "Câu trả lời đã được giữ trong tệp trên máy này; gửi, không sợ ghi hai lần: " + command,
                "The answers are kept in a file on this machine; send them, recorded once, with: " + command);
  }
  tell("not_kept", "Không giữ được câu trả lời vào tệp nào. Hãy chép lại phần dưới đây.",
       "The answers cannot be kept in a file. Copy what follows.");
  print_json(request.contact());
}

Outcome<> take_from_draft(Connection& connection, v1::SubmitContactRequest& request) {
  v1::ListDraftsRequest question;
  question.set_page_size(200);
  while (true) {
    auto answer = connection.call("IntakeService.ListDrafts", question);
    if (!answer) return std::unexpected(answer.error());
    const auto& list = static_cast<const v1::ListDraftsResponse&>(**answer);
    for (const auto& draft : list.drafts()) {
      if (draft.draft_id() == request.draft_id()) return fill_from(draft, request);
    }
    if (list.next_page_token().empty()) break;
    question.set_page_token(list.next_page_token());
  }
  return stop(Exit::wrong_use, {"Bạn không có bản nháp này. Xem: hotlinectl draft list",
                                "You have no such draft. See: hotlinectl draft list"});
}

bool is_kept_answers(const std::filesystem::path& file) {
  const auto name = file.filename().string();
  if (!name.starts_with(name_begins) || !name.ends_with(name_ends)) return false;
  std::error_code unknown;
  return std::filesystem::equivalent(std::filesystem::absolute(file).parent_path(), directory(), unknown);
}

}  // namespace hotline::ctl
