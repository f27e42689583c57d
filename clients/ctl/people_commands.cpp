// People, roles and delegations.
#include <cstdio>

#include "command.h"
#include "fields.h"
#include "format.h"
#include "hotline/v1/directory.pb.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

constexpr Flag person = {"PERSON", "person_id", {"tên đăng nhập hoặc mã", "sign-in name or id"}, true};
constexpr Flag member = {
    "--member",
    "memberships",
    {"đơn vị|vai trò, ví dụ 'Bảo Đài|officer'", "unit|role, for example 'Bảo Đài|officer'"}};
constexpr Flag name = {"--name", "name", {"họ tên", "name"}};
constexpr Flag telephone = {"--telephone", "telephone", {"điện thoại", "telephone"}};
constexpr Flag unit = {"--unit", "unit", {"một đơn vị và các đơn vị dưới", "a unit and all below it"}};

/// A change says everything of the person anew: what no flag says stays as it is.
Outcome<> keep_the_rest(Task& task, Message& message) {
  auto& request = static_cast<v1::UpdatePersonRequest&>(message);
  v1::ListPeopleRequest question;
  question.set_page_size(200);
  while (true) {
    auto answer = task.connection.call("DirectoryService.ListPeople", question);
    if (!answer) return std::unexpected(answer.error());
    const auto& list = static_cast<const v1::ListPeopleResponse&>(**answer);
    for (const auto& each : list.people()) {
      if (each.person_id() != request.person_id()) continue;
      request.set_expected_person_version(each.version());
      if (!task.has("--name")) request.set_name(each.name());
      if (!task.has("--telephone")) request.set_telephone(each.telephone());
      if (!task.has("--member")) *request.mutable_memberships() = each.memberships();
      return {};
    }
    if (list.next_page_token().empty()) return {};  // the server says that there is no such person
    question.set_page_token(list.next_page_token());
  }
}

Command on_person(std::string_view path, std::string_view method, Text help, std::string_view example) {
  return {.path = path, .method = method, .help = help, .example = example, .flags = {person}};
}

/// Offices, and how much waits at each.
void print_unanswered(Task& task, const Message& answer) {
  const auto& list = static_cast<const v1::ListUnansweredResponse&>(answer);
  if (list.offices().empty()) return print_line(say({"Không có gì.", "Nothing."}));
  std::vector<Cells> lines;
  for (int i = 0; i < list.offices_size(); ++i) {
    const bool told = i < list.work_size();  // an older server says nothing of it
    lines.push_back({cell(task, list.offices(i), {{}, "unit"}),
                     cell(task, list.offices(i), {{}, "registered"}),
                     told ? std::to_string(list.work(i).open()) : "",
                     told ? std::to_string(list.work(i).waiting()) : ""});
  }
  const Cells heads = {std::string(say({"Đơn vị", "Unit"})), std::string(say({"Có tài khoản", "Registered"})),
                       std::string(say({"Ca đang mở", "Open cases"})),
                       std::string(say({"Chờ nhận", "Waiting"}))};
  std::fputs(table(heads, lines).c_str(), stdout);
  print_more(answer);
}

std::vector<Command> delegations() {
  return {
      {.path = "delegate",
       .method = "DirectoryService.Delegate",
       .help = {"Uỷ quyền cho cấp phó một thời gian", "Let a deputy decide for a time"},
       .example = "delegate --unit 'Bảo Đài' --deputy ha.bd --until 2026-12-31",
       .flags = {{"--unit", "unit", {"đơn vị", "unit"}, true},
                 {"--deputy", "deputy_id", {"cấp phó", "the deputy"}, true},
                 {"--from", "from", {"từ", "from"}},
                 {"--until", "until", {"đến", "until"}, true}}},
      {.path = "undelegate",
       .method = "DirectoryService.RevokeDelegation",
       .help = {"Thôi uỷ quyền", "Revoke a delegation"},
       .example = "undelegate 018f6b0e-0000-7000-8000-000000000000",
       .flags = {{"DELEGATION", "delegation_id", {"mã uỷ quyền", "id of the delegation"}, true}}},
      {.path = "delegations",
       .method = "DirectoryService.ListDelegations",
       .help = {"Các uỷ quyền", "Delegations"},
       .example = "delegations --unit 'Bảo Đài'",
       .flags = {unit},
       .rows = "delegations",
       .columns = {{{"Mã", "Id"}, "delegation_id"},
                   {{"Đơn vị", "Unit"}, "unit"},
                   {{"Cấp phó", "Deputy"}, "deputy_id"},
                   {{"Từ", "From"}, "from"},
                   {{"Đến", "Until"}, "until"},
                   {{"Đã thôi", "Revoked"}, "revoked"}}},
  };
}

std::vector<Command> rosters() {
  return {
      {.path = "duty",
       .method = "DirectoryService.SetDuty",
       .help = {"Xếp lịch trực: trực, trực thay, vắng mặt", "Put on the duty roster: duty, stand_in, away"},
       .example = "duty --unit 'Bảo Đài' --kind duty --person ha.bd --from 2026-12-01 --until 2026-12-31",
       .flags = {{"--unit", "duty.unit", {"đơn vị", "unit"}, true},
                 {"--kind", "duty.kind", {"loại", "kind"}, true},
                 {"--person", "duty.person_id", {"người", "person"}, true},
                 {"--for", "duty.for_person_id", {"trực thay cho", "stands in for"}},
                 {"--from", "duty.from", {"từ", "from"}, true},
                 {"--until", "duty.until", {"đến", "until"}, true}}},
      {.path = "duty-revoke",
       .method = "DirectoryService.RevokeDuty",
       .help = {"Bỏ một mục lịch trực", "Take a line off the duty roster"},
       .example = "duty-revoke 018f6b0e-0000-7000-8000-000000000000",
       .flags = {{"DUTY", "duty_id", {"mã lịch trực", "id of the duty"}, true}}},
      {.path = "roster",
       .method = "DirectoryService.GetRoster",
       .help = {"Lịch trực của một đơn vị", "The duty roster of a unit"},
       .example = "roster --unit 'Bảo Đài'",
       .flags = {{"--unit", "unit", {"đơn vị", "unit"}, true}},
       .rows = "duties",
       .columns = {{{"Mã", "Id"}, "duty_id"},
                   {{"Loại", "Kind"}, "kind"},
                   {{"Người", "Person"}, "person_id"},
                   {{"Từ", "From"}, "from"},
                   {{"Đến", "Until"}, "until"}}},
      {.path = "unanswered",
       .method = "DirectoryService.ListUnanswered",
       .help = {"Đơn vị không có ai trực lúc này", "Units for which nobody answers now"},
       .example = "unanswered --all",
       .flags = {unit},
       .print = print_unanswered},
  };
}

std::vector<Command> people() {
  return {
      {.path = "people list",
       .method = "DirectoryService.ListPeople",
       .help = {"Người dùng", "People"},
       .example = "people list --unit 'Bảo Đài'",
       .flags = {unit},
       .rows = "people",
       .columns = {{{"Tên đăng nhập", "Sign-in name"}, "login"},
                   {{"Họ tên", "Name"}, "name"},
                   {{"Đơn vị và vai trò", "Units and roles"}, "memberships"},
                   {{"Điện thoại", "Telephone"}, "telephone"},
                   {{"Đã khoá", "Disabled"}, "disabled"},
                   {{"Đăng nhập lần cuối", "Last signed in"}, "last_signed_in_at"}}},
      {.path = "people add",
       .method = "DirectoryService.CreatePerson",
       .help = {"Thêm người dùng; mật khẩu dùng một lần hiện ra một lần",
                "Add a person; the one-time password is shown once"},
       .example = "people add ha.bd --name 'Trần Thị Hà' --member 'Bảo Đài|officer'",
       .flags = {{"LOGIN", "login", {"tên đăng nhập", "sign-in name"}, true}, name, telephone, member},
       .record = "."},
      {.path = "people change",
       .method = "DirectoryService.UpdatePerson",
       .help = {"Sửa họ tên, điện thoại, đơn vị và vai trò", "Change name, telephone, units and roles"},
       .example =
           "people change ha.bd --telephone 0912345678\npeople change ha.bd --member 'Bảo Đài|chairman'",
       .flags = {person, name, telephone, member},
       .prepare = keep_the_rest},
      on_person("people disable", "DirectoryService.DisablePerson",
                {"Khoá người dùng; phiên làm việc kết thúc ngay", "Disable a person; sessions end at once"},
                "people disable ha.bd"),
      on_person("people enable", "DirectoryService.EnablePerson", {"Mở khoá người dùng", "Enable a person"},
                "people enable ha.bd"),
      on_person("people reset-password", "DirectoryService.ResetPassword",
                {"Cấp mật khẩu dùng một lần mới", "Give a new one-time password"},
                "people reset-password ha.bd"),
  };
}

}  // namespace

std::vector<Command> people_commands() { return joined({people(), delegations(), rosters()}); }

}  // namespace hotline::ctl
