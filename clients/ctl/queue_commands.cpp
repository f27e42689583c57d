// The queue, once or live, what is overdue, and what could not be told.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <tuple>

#include "command.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "language.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

constexpr std::chrono::seconds reconnect_after{2};

/// The queue as it stands, kept up by the stream.
class LiveQueue {
 public:
  explicit LiveQueue(Task& task) : task_(task), redraws_(output_is_terminal() && !task.json) {}

  const std::string& cursor() const { return cursor_; }

  void take(const v1::WatchQueueResponse& message) {
    if (!message.cursor().empty()) cursor_ = message.cursor();
    if (task_.json) return print_json(message);
    if (message.has_row()) rows_[message.row().case_id()] = message.row();
    if (message.caught_up()) caught_up_ = true;
    if (!redraws_) return print_change(message);
    if (!message.gone_case_id().empty()) rows_.erase(message.gone_case_id());
    if (caught_up_) redraw();
  }

 private:
  /// A line for each change; also when nobody looks at a screen.
  void print_change(const v1::WatchQueueResponse& message) {
    if (message.has_row())
      print_line(time_text(task_.connection.now()) + "  " + case_line(task_, message.row()) + "  " +
                 cell(task_, message.row(), {{}, "referral.proof_level"}));
    if (!message.gone_case_id().empty()) {
      const auto gone = rows_.extract(message.gone_case_id());
      const auto name = gone.empty() ? message.gone_case_id() : gone.mapped().number();
      print_line(time_text(task_.connection.now()) + "  " + clean(name) + "  " +
                 std::string(say({"rời hàng chờ", "left the queue"})));
    }
    std::fflush(stdout);
  }

  /// Emergencies first, then the earliest due; heartbeats redraw too, so the countdowns go on.
  void redraw() {
    std::vector<const v1::CaseRow*> order;
    order.reserve(rows_.size());
    for (const auto& [id, row] : rows_) order.push_back(&row);
    const auto key = [](const v1::CaseRow& row) {
      return std::tuple(!row.emergency(), time_at(row, "next_due_at").value_or(Time::max()),
                        std::string_view(row.number()));
    };
    std::ranges::sort(order, [&](const auto* a, const auto* b) { return key(*a) < key(*b); });
    v1::ListQueueResponse list;
    for (const auto* row : order) *list.add_rows() = *row;
    std::fputs("\x1b[H\x1b[2J", stdout);
    print_line(std::string(say({"Hàng chờ lúc ", "Queue at "})) + time_text(task_.connection.now()));
    print_table(task_, list, "rows", case_columns());
    std::fflush(stdout);
  }

  Task& task_;
  bool redraws_;
  bool caught_up_ = false;
  std::string cursor_;
  std::map<std::string, v1::CaseRow, std::less<>> rows_;
};

/// Until the person ends it, or the right or the session ends. A broken line is joined again where it broke.
Outcome<> watch(Task& task, const std::string& unit) {
  const auto* method = find_method("ReferralService.WatchQueue");
  if (auto ready = task.connection.open(*method); !ready) return ready;
  LiveQueue queue(task);
  bool ever_connected = false;
  while (true) {
    v1::WatchQueueRequest request;
    request.set_unit(unit);
    request.set_cursor(queue.cursor());
    const auto ended = task.connection.try_stream(*method, request, [&](const Message& message) {
      ever_connected = true;
      queue.take(static_cast<const v1::WatchQueueResponse&>(message));
      return true;
    });
    const bool line_broke = !ended && (!ended.error().from_server || ended.error().code == Code::unavailable);
    if (!ended && (!line_broke || !ever_connected)) return stop(ended.error());
    std::fprintf(
        stderr, "%s\n",
        std::string(say({"Mất kết nối, đang nối lại…", "The line is broken; joining again…"})).c_str());
    std::this_thread::sleep_for(reconnect_after);
  }
}

Outcome<> queue(Task& task) {
  if (!task.has("--watch")) return call_and_print(task);
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  return watch(task, text_at(**request, "unit"));
}

/// The clock that was not met; which levels above have taken no note of a prominent case; or both.
std::string why_called(Task& task, const Message& row) {
  std::string out = cell(task, row, {{}, "clock"});
  const auto levels = cell(task, row, {{}, "silent_levels.unit"});
  if (levels.empty()) return out;
  if (!out.empty()) out += "; ";
  return out +
         std::string(say({"ca nổi cộm, cấp trên chưa ghi đã nắm: ",
                          "prominent, levels above that have taken no note: "})) +
         levels;
}

/// Cases first, then late reports: two lists of the server, and one for whoever telephones.
Outcome<> calls(Task& task) {
  if (auto done = call_and_print(task); !done || task.json) return done;
  v1::ListReportCallsRequest request;
  if (task.has("--unit"))
    if (auto set = set_field(task.connection, request, "unit", task.value("--unit")); !set) return set;
  request.set_page_size(200);
  auto answer = task.connection.call("ReportService.ListReportCalls", request);
  if (!answer) return std::unexpected(answer.error());
  if (static_cast<const v1::ListReportCallsResponse&>(**answer).calls().empty()) return {};
  print_line("\n" + std::string(say({"Báo cáo quá hạn:", "Late reports:"})));
  print_table(task, **answer, "calls", report_call_columns());
  return {};
}

}  // namespace

std::vector<Command> queue_commands() {
  const Flag unit = {"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}};
  return {
      {.path = "queue",
       .method = "ReferralService.ListQueue",
       .help = {"Hàng chờ: khẩn cấp trước, rồi đến hạn sớm nhất",
                "The queue: emergencies first, then the earliest due"},
       .example = "queue\nqueue --watch\nqueue --unit 'Bảo Đài' --json",
       .flags = {unit, {"--watch", "", {"theo dõi liên tục", "go on watching"}, false, true}},
       .rows = "rows",
       .columns = case_columns(),
       .run = queue},
      {.path = "overdue",
       .method = "SupervisionService.ListOverdue",
       .help = {"Ca quá hạn, lâu nhất trước", "Overdue cases, the longest first"},
       .example = "overdue --all",
       .flags = {unit},
       .rows = "cases",
       .columns = case_columns()},
      {.path = "undelivered",
       .method = "SupervisionService.ListUndelivered",
       .help = {"Tin không chuyển được: ai chưa được báo", "Messages that were given up: who was not told"},
       .example = "undelivered\nundelivered --unit 'Bảo Đài' --json",
       .flags = {unit},
       .rows = "messages",
       .columns = {{{"Tin", "Message"}, "message_id"},
                   {{"Việc", "Kind"}, "notice.kind"},
                   {{"Ca", "Case"}, "notice.case_number"},
                   {{"Đơn vị", "Unit"}, "notice.unit"},
                   {{"Đường gửi", "Way"}, "message_channel"},
                   {{"Bỏ lúc", "Given up"}, "given_up_at"},
                   {{"Lần gửi", "Attempts"}, "attempts"},
                   {{"Lý do", "Reason"}, "failure"}}},
      {.path = "undelivered retry",
       .method = "SupervisionService.RetryUndelivered",
       .help = {"Gửi lại một tin không chuyển được", "Try a message again that was given up"},
       .example = "undelivered retry 0191c1f0-7b1e-7c3a-9d1e-2f6f3c0a4b55",
       .flags = {{"MESSAGE", "message_id", {"mã của tin", "the id of the message"}, true}}},
      {.path = "claims",
       .method = "DutyClaimService.ListDutyClaims",
       .help = {"Đơn vị báo qua đường dẫn trực, chưa ai xác nhận, chờ lâu nhất trước",
                "What offices said without an account and nobody has confirmed, the longest waiting first"},
       .example = "claims --all",
       .flags = {unit},
       .rows = "cases",
       .columns = {{{"Số", "Number"}, "number"},
                   {{"Đơn vị", "Unit"}, "referral.to_unit"},
                   {{"Đã báo", "Said"}, "referral.duty_claims.answer"},
                   {{"Báo lúc", "Said at"}, "referral.duty_claims.claimed_at"},
                   {{"Đến hạn", "Due"}, "next_due_at", Column::As::countdown},
                   {{"Tình trạng", "Status"}, "status"}}},
      {.path = "calls",
       .method = "SupervisionService.ListCalls",
       .help = {"Danh sách gọi: nơi phải gọi điện ngay, chờ lâu nhất trước; rồi báo cáo quá hạn (JSON: "
                "reports calls)",
                "The call list: offices to telephone now, the longest waiting first; then late reports "
                "(as JSON: reports calls)"},
       .example = "calls --all",
       .flags = {unit},
       .rows = "calls",
       .columns = {{{"Số", "Number"}, "case.number"},
                   {{"Gọi cho", "To telephone"}, "unit"},
                   {{"Điện thoại", "Telephones"}, "telephones"},
                   {.head = {"Vì sao", "Why"}, .told = why_called},
                   {{"Đến hạn", "Due"}, "due_at"},
                   {{"Đã gọi", "Attempts"}, "attempts"},
                   {{"Lần cuối", "Last"}, "last_result"}},
       .run = calls},
  };
}

}  // namespace hotline::ctl
