// Commands about no noun in particular: any method by its name, and completion.
#include <cstdio>

#include "command.h"
#include "command_line.h"
#include "fields.h"
#include "language.h"
#include "print.h"
#include "rpc/codec.h"
#include "terminal.h"

namespace hotline::ctl {
namespace {

Outcome<> call_any(Task& task) {
  const auto* method = find_method(task.value("METHOD"));
  if (!method) return stop(Exit::wrong_use, {"Không có phương thức này.", "There is no such method."});
  auto text = task.value("JSON");
  if (text == "-") {
    auto read = read_input("-");
    if (!read) return std::unexpected(read.error());
    text = std::move(*read);
  }
  auto request = new_message(*method->input_type());
  if (auto read = rpc::decode(rpc::Codec::json, text.empty() ? "{}" : text, *request, {}); !read)
    return stop(read.error());
  if (auto named = name_request(task, *request); !named) return named;
  if (method->server_streaming())
    return task.connection.stream(*method, *request,
                                  [](const Message& message) { return print_json(message), true; });
  auto response = new_message(*method->output_type());
  if (auto done = task.connection.call(*method, *request, *response); !done) return done;
  print_json(*response);
  return {};
}

Outcome<> print_completion(Task&) {
  std::fputs(bash_completion().c_str(), stdout);
  return {};
}

}  // namespace

std::vector<Command> general_commands() {
  return {
      {.path = "call",
       .method = "",
       .help = {"Gọi một phương thức bất kỳ của giao thức", "Call any method of the contract"},
       .example = "call CaseService/GetCase '{\"caseId\":\"018f6b0e-0000-7000-8000-000000000000\"}'\ncall "
                  "SessionService/WhoAmI",
       .flags = {{"METHOD", "", {"tên phương thức", "name of the method"}, true},
                 {"JSON", "", {"yêu cầu, hoặc -", "the request, or -"}},
                 {"--request-id",
                  "",
                  {"mã của lần gửi trước, nếu JSON không nêu", "id of an earlier try, where JSON has none"}}},
       .run = call_any},
      {.path = "completion bash",
       .method = "",
       .help = {"Kịch bản hoàn thành lệnh cho bash", "The script for bash's completion"},
       .example = "completion bash > ~/.local/share/bash-completion/completions/hotlinectl",
       .run = print_completion},
  };
}

}  // namespace hotline::ctl
