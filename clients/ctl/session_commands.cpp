// Signing in and out, and the own account.
#include <string>

#include "command.h"
#include "fields.h"
#include "hotline/v1/session.pb.h"
#include "language.h"
#include "print.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

constexpr Text password_must_change = {"Mật khẩu này chỉ dùng một lần. Hãy đổi ngay: hotlinectl password",
                                       "This password is for one time. Change it now: hotlinectl password"};

Outcome<std::string> answer_of(std::optional<std::string> answer) {
  if (!answer || answer->empty())
    return stop(Exit::wrong_use, {"Thiếu câu trả lời.", "An answer is missing."});
  return *std::move(answer);
}

Outcome<> sign_in(Task& task) {
  const auto login = answer_of(task.has("--login") ? task.value("--login")
                                                   : ask_line(say({"Tên đăng nhập: ", "Sign-in name: "})));
  if (!login) return std::unexpected(login.error());
  const auto password =
      answer_of(task.has("--password-stdin") ? read_line() : ask_secret(say({"Mật khẩu: ", "Password: "})));
  if (!password) return std::unexpected(password.error());
  v1::SignInRequest request;
  if (auto named = name_request(task, request); !named) return named;
  request.set_login(*login);
  request.set_password(*password);
  task.connection.set_token({}, {});
  auto answer = task.connection.call(task.command.method, request);
  if (!answer) return std::unexpected(answer.error());
  auto& signed_in = static_cast<v1::SignInResponse&>(**answer);
  task.connection.set_token(signed_in.token(), signed_in.person().person_id());
  signed_in.clear_token();
  if (!save_session(task.connection.session()))
    return stop(Exit::wrong_use,
                {"Không ghi được tệp phiên làm việc.", "The session file cannot be written."});
  if (task.json)
    print_json(signed_in);
  else
    print_line(std::string(say({"Đã đăng nhập: ", "Signed in: "})) + signed_in.person().name());
  if (signed_in.must_change_password()) print_beside(say(password_must_change));
  return {};
}

Outcome<> sign_out(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  const auto answer = task.connection.call(task.command.method, **request);
  if (!answer && answer.error() != Exit::not_signed_in) return std::unexpected(answer.error());
  task.connection.set_token({}, {});
  save_session(task.connection.session());
  if (!task.json) print_line(say({"Đã đăng xuất.", "Signed out."}));
  return {};
}

Outcome<> change_password(Task& task) {
  const bool piped = task.has("--password-stdin");
  const auto ask = [&](const Text& prompt) {
    return answer_of(piped ? read_line() : ask_secret(say(prompt)));
  };
  const auto old = ask({"Mật khẩu hiện tại: ", "Present password: "});
  if (!old) return std::unexpected(old.error());
  const auto wanted = ask({"Mật khẩu mới: ", "New password: "});
  if (!wanted) return std::unexpected(wanted.error());
  if (!piped) {
    const auto again = ask({"Mật khẩu mới, lần nữa: ", "New password, again: "});
    if (!again) return std::unexpected(again.error());
    if (*again != *wanted)
      return stop(Exit::wrong_use, {"Hai lần nhập không giống nhau.", "The two are not the same."});
  }
  v1::ChangePasswordRequest request;
  if (auto named = name_request(task, request); !named) return named;
  request.set_old_password(*old);
  request.set_new_password(*wanted);
  if (auto answer = task.connection.call(task.command.method, request); !answer)
    return std::unexpected(answer.error());
  if (!task.json)
    print_line(say(
        {"Đã đổi mật khẩu; các phiên khác đã kết thúc.", "Password changed; other sessions have ended."}));
  return {};
}

}  // namespace

std::vector<Command> session_commands() {
  return {
      {.path = "sign-in",
       .method = "SessionService.SignIn",
       .help = {"Đăng nhập", "Sign in"},
       .example =
           "sign-in --server https://hotline.example:8111\nsign-in --login hoa --password-stdin < secret",
       .flags = {{"--login", "", {"tên đăng nhập; hỏi khi không có", "sign-in name; asked where absent"}},
                 {"--password-stdin",
                  "",
                  {"đọc mật khẩu từ một dòng của đầu vào", "read the password from a line of standard input"},
                  false,
                  true}},
       .run = sign_in},
      {.path = "sign-out",
       .method = "SessionService.SignOut",
       .help = {"Đăng xuất", "Sign out"},
       .example = "sign-out",
       .run = sign_out},
      {.path = "who",
       .method = "SessionService.WhoAmI",
       .help = {"Tôi là ai, vai trò gì", "Who am I, in which roles"},
       .example = "who\nwho --json"},
      {.path = "password",
       .method = "SessionService.ChangePassword",
       .help = {"Đổi mật khẩu", "Change the own password"},
       .example = "password\nprintf 'old\\nnew\\n' | hotlinectl password --password-stdin",
       .flags = {{"--password-stdin",
                  "",
                  {"hai dòng của đầu vào: mật khẩu cũ, mật khẩu mới",
                   "two lines of standard input: old and new"},
                  false,
                  true}},
       .run = change_password},
  };
}

}  // namespace hotline::ctl
