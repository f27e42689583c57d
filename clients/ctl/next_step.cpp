#include "next_step.h"

#include "hotline/record/v1/options.pb.h"
#include "hotline/v1/error.pb.h"

namespace hotline::ctl {
namespace {

/// Fields that a request has and that no person needs to type, by the flag that says them.
constexpr std::pair<std::string_view, std::string_view> filled_in[] = {
    {"request_id", "--request-id"},
    {"expected_version", "--expected-version"},
    {"referral_id", "--referral"},
    {"expected_import_version", "--import"}};

NextStep look_again(const Message& request) {
  const auto command = show_command(request);
  if (command.empty()) return {};
  return {.vi = "Hãy xem rồi quyết định lại: " + command, .en = "Look at it, then decide again: " + command};
}

NextStep repeat(const Message& request) {
  const auto flags = repeat_flags(request);
  return {
      .vi = "Chưa rõ máy chủ đã ghi hay chưa. Gửi lại đúng lệnh này, không sợ ghi hai lần, thêm: " + flags,
      .en =
          "It is not known whether the server has recorded it. Run the same command again, which records "
          "nothing twice, with: " +
          flags,
      .request_id = text_at(request, "request_id")};
}

bool is_reused(const rpc::RemoteError& error) {
  const auto failure = error.detail<v1::Failure>();
  return failure && failure->reason() == "request_id_reused";
}

}  // namespace

bool may_be_done(const rpc::RemoteError& error) {
  return !error.from_server || error.code == Code::unavailable || error.code == Code::deadline_exceeded;
}

std::string show_command(const Message& request) {
  if (const auto id = text_at(request, "case_id"); !id.empty()) return "hotlinectl case show " + id;
  if (const auto duty = text_at(request, "key.duty"); !duty.empty())
    return "hotlinectl reports show " + duty + " " + text_at(request, "key.unit") + " " +
           text_at(request, "key.first_day");
  return {};
}

std::string repeat_flags(const Message& request) {
  std::string out;
  if (text_at(request, "request_id").empty()) return out;
  for (const auto& [field, flag] : filled_in)
    if (const auto value = text_at(request, field); !value.empty() && value != "0")
      out += (out.empty() ? "" : " ") + std::string(flag) + " " + value;
  return out;
}

NextStep next_step(const MethodDescriptor& method, const Message& request, const rpc::RemoteError& error) {
  if (error.code == Code::aborted) return look_again(request);
  if (is_reused(error))
    return {.vi = "Lần gửi trước với mã này đã được ghi: hãy xem kết quả trước khi gửi lần mới.",
            .en = "What was sent with this id before is recorded: see what came of it before sending anew."};
  // Signing in and the calls that answer bit by bit are carried out anew each time; they do no harm twice.
  const bool is_replayed =
      method.options().GetExtension(record::v1::access).audience() != record::v1::AUDIENCE_PUBLIC &&
      !method.server_streaming();
  const bool can_be_repeated = is_replayed && !text_at(request, "request_id").empty();
  return can_be_repeated && may_be_done(error) ? repeat(request) : NextStep{};
}

}  // namespace hotline::ctl
