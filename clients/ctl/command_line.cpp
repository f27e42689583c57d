#include "command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <list>

#include "command.h"
#include "flags.h"
#include "labels.h"
#include "language.h"

namespace hotline::ctl {
namespace {

/// What stands before and after every command.
struct Globals {
  std::string language, server, ca_file;
  bool json = false;
};

/// The values of one command, while CLI11 reads them.
struct Values {
  const Command* command = nullptr;
  const CLI::App* app = nullptr;
  std::map<std::string, std::vector<std::string>, std::less<>> text;
  std::map<std::string, bool, std::less<>> toggles;
};

void add_flag(CLI::App& app, const Command& command, const Flag& flag, Values& values) {
  const std::string name(flag.name), help(say(flag.help));
  if (is_toggle(command, flag)) {
    app.add_flag(name, values.toggles[name], help);
    return;
  }
  const bool by_place = !name.starts_with("-");
  auto* option = app.add_option(name, values.text[name], help)
                     ->type_name(looks(command, flag))
                     ->required(flag.required && (by_place || command.record.empty()));
  const bool many = is_many(command, flag);
  option->allow_extra_args(by_place && many);
  if (!many) option->expected(1);
}

std::string examples(const Command& command) {
  std::string out(say({"Ví dụ:", "Examples:"}));
  std::string_view rest = command.example;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    out += "\n  hotlinectl " + std::string(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return out;
}

CLI::App& place_of(CLI::App& root, std::string_view path) {
  CLI::App* at = &root;
  for (std::size_t from = 0;;) {
    const auto space = path.find(' ', from);
    if (space == std::string_view::npos) return *at;
    const std::string name(path.substr(from, space - from));
    const auto there = at->get_subcommands([&](const CLI::App* app) { return app->get_name() == name; });
    at = !there.empty() ? there.front()
                        : at->add_subcommand(name, std::string(say(*group_words(path.substr(0, space)))))
                              ->require_subcommand(1);
    from = space + 1;
  }
}

void add_globals(CLI::App& root, Globals& globals) {
  root.add_option("--lang", globals.language,
                  std::string(say({"ngôn ngữ: vi hoặc en", "language: vi or en"})))
      ->check(CLI::IsMember({"vi", "en"}))
      ->type_name("vi|en");
  root.add_option("--server", globals.server, std::string(say({"địa chỉ máy chủ", "the server's address"})))
      ->type_name("URL");
  root.add_option("--ca-file", globals.ca_file,
                  std::string(say({"tệp chứng thực (PEM)", "certificates to trust (PEM)"})))
      ->type_name("FILE");
  root.add_flag("--json", globals.json,
                std::string(say({"in JSON cho chương trình", "print JSON, for programs"})));
}

std::string exit_codes() {
  return std::string(
      say({"Mã kết thúc: 0 xong, 1 máy chủ từ chối, 2 dùng sai, 3 không kết nối được, 4 chưa đăng nhập.",
           "Exit codes: 0 done, 1 refused by the server, 2 wrong use, 3 not reachable, 4 not signed in."}));
}

/// Before anything is parsed, since the help itself is in that language.
std::string_view wanted_language(int argc, char** argv) {
  std::string_view found;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--lang" && i + 1 < argc) found = argv[i + 1];
    if (arg.starts_with("--lang=")) found = arg.substr(7);
  }
  return found;
}

std::unexpected<Exit> something_missing(std::string flag) {
  constexpr Text what = {"bắt buộc", "required"};
  return stop(Error{Code::invalid_argument,
                    "flag_missing",
                    {"Thiếu phần bắt buộc. Xem thêm: hotlinectl LỆNH --help",
                     "Something required is missing. See: hotlinectl COMMAND --help"},
                    {{std::move(flag), "required", what}}});
}

/// Where a file may hold what a flag would say, the command line itself cannot tell what is missing.
Outcome<> check_required(const Task& task) {
  for (const auto& flag : task.command.flags) {
    const bool in_file = task.has("--file") && flag.name.starts_with("-");
    if (flag.required && !in_file && !task.has(flag.name)) return something_missing(std::string(flag.name));
  }
  return {};
}

/// CLI11 says what is wrong in English alone, and repeats what was typed: of its words the name of a flag is
/// kept.
std::unexpected<Exit> not_understood(const CLI::ParseError& error) {
  const std::string_view said = error.what();
  const std::string flag(said.starts_with("-") ? said.substr(0, said.find_first_of(" :")) : "");
  if (error.get_name() == "RequiredError") {
    const auto name = said.substr(0, said.find(" is required"));
    if (name.find(' ') == std::string_view::npos) return something_missing(std::string(name));
    return stop(Exit::wrong_use,
                {"Thiếu lệnh, hoặc không có lệnh này. Các lệnh: hotlinectl --help",
                 "A command is missing, or there is none of this name. See: hotlinectl --help"});
  }
  if (error.get_name() == "ExtrasError")
    return stop(Exit::wrong_use,
                {"Có phần không thuộc lệnh này. Xem: hotlinectl LỆNH --help",
                 "Some of it does not belong to this command. See: hotlinectl COMMAND --help"});
  constexpr Text what = {"thiếu giá trị, hoặc giá trị không dùng được",
                         "no value, or one that cannot be used"};
  Error wrong{Code::invalid_argument,
              "wrong_use",
              {"Không hiểu dòng lệnh này. Xem: hotlinectl LỆNH --help",
               "This command line is not understood. See: hotlinectl COMMAND --help"}};
  if (!flag.empty()) wrong.fields.push_back({flag, "value", what});
  return stop(wrong);
}

int run(const Values& values, const Globals& globals) {
  Connection connection(globals.server, globals.ca_file);
  Task task{.command = *values.command, .given = {}, .connection = connection, .json = globals.json};
  for (const auto& [name, texts] : values.text)
    if (!texts.empty()) task.given[name] = texts;
  for (const auto& [name, set] : values.toggles)
    if (set) task.given[name] = {"true"};
  tell_errors_as_json(globals.json);
  if (const auto whole = check_required(task); !whole) return static_cast<int>(whole.error());
  const auto done = task.command.run ? task.command.run(task) : call_and_print(task);
  return static_cast<int>(done ? Exit::ok : done.error());
}

}  // namespace

std::optional<Text> group_words(std::string_view path) {
  static constexpr std::pair<std::string_view, Text> groups[] = {
      {"contact", {"Các cuộc liên hệ", "Contacts"}},
      {"draft", {"Bản nháp", "Drafts"}},
      {"case", {"Xem và xử lý ca", "Look at cases and act on them"}},
      {"case emergency", {"Biện pháp khẩn cấp", "Emergency measures"}},
      {"unit", {"Đơn vị hành chính", "Units of government"}},
      {"people", {"Người dùng và vai trò", "People and roles"}},
      {"audit", {"Ai đã đọc, ai đã làm gì, và bằng chứng", "Who read, who did what, and the proof"}},
      {"deadlines", {"Các thời hạn, và ai đúng hạn", "The deadlines, and who keeps them"}},
      {"report", {"Báo cáo theo mẫu trong cấu hình", "Reports by the forms of the configuration"}},
      {"reports",
       {"Báo cáo định kỳ mà các đơn vị nợ cấp trên", "Reports that offices owe to the level above"}},
      {"completion", {"Hoàn thành lệnh khi gõ", "Completion of what is typed"}}};
  for (const auto& [group, words] : groups)
    if (group == path) return words;
  return std::nullopt;
}

int run_command_line(int argc, char** argv) {
  speak(language_of(wanted_language(argc, argv)));
  CLI::App root(std::string(say({"hotlinectl: tổng đài bảo vệ trẻ em từ dòng lệnh",
                                 "hotlinectl: the child helpline from the command line"})));
  root.set_help_flag("-h,--help", std::string(say({"trợ giúp", "this help"})));
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(exit_codes());
  Globals globals;
  add_globals(root, globals);
  std::list<Command> with_all_flags;
  std::list<Values> all;
  for (const auto& command : commands()) {
    auto& full = with_all_flags.emplace_back(command);
    full.flags = all_flags(command);
    auto& values = all.emplace_back();
    values.command = &full;
    auto* app = place_of(root, command.path)
                    .add_subcommand(std::string(command.path.substr(command.path.rfind(' ') + 1)),
                                    std::string(say(command.help)));
    for (const auto& flag : full.flags) add_flag(*app, full, flag, values);
    app->footer(examples(full) + "\n" + exit_codes());
    values.app = app;
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return root.exit(error);  // help
    tell_errors_as_json(std::find(argv, argv + argc, std::string_view("--json")) != argv + argc);
    return static_cast<int>(not_understood(error).error());
  }
  for (const auto& values : all)
    if (values.app->parsed()) return run(values, globals);
  return static_cast<int>(Exit::wrong_use);
}

}  // namespace hotline::ctl
