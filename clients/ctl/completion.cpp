#include <algorithm>

#include "command_line.h"
#include "flags.h"

namespace hotline::ctl {
namespace {

constexpr std::string_view global_words = "--json --lang --server --ca-file --help";

/// What may follow a path: the next words of the commands below it.
std::string words_after(std::string_view path) {
  std::string out;
  for (const auto& command : commands()) {
    const bool below = path.empty() || (command.path.starts_with(path) && command.path.size() > path.size() &&
                                        command.path[path.size()] == ' ');
    if (!below) continue;
    auto rest = command.path.substr(path.empty() ? 0 : path.size() + 1);
    const std::string word(rest.substr(0, rest.find(' ')));
    if ((" " + out + " ").find(" " + word + " ") == std::string::npos) out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

void append_case(std::string& out, std::string_view key, std::string_view words) {
  out += "    \"" + std::string(key) + "\") words=\"" + std::string(words) + "\" ;;\n";
}

/// "case", "case emergency", …: the beginnings of longer paths.
std::vector<std::string_view> groups() {
  std::vector<std::string_view> out;
  for (const auto& command : commands())
    for (auto space = command.path.find(' '); space != std::string_view::npos;
         space = command.path.find(' ', space + 1)) {
      const auto group = command.path.substr(0, space);
      if (std::find(out.begin(), out.end(), group) == out.end()) out.push_back(group);
    }
  return out;
}

void append_command(std::string& out, std::string& choices, const Command& command) {
  std::string words(global_words);
  for (const auto& flag : all_flags(command)) {
    const auto* field = field_of(command, flag);
    std::string values;
    if (field && field->enum_type())
      for (const auto* value : choices_of(*field->enum_type()))
        values += (values.empty() ? "" : " ") + choice_name(*value);
    if (!flag.name.starts_with("-")) {
      if (!values.empty()) words += " " + values;
      continue;
    }
    words += " " + std::string(flag.name);
    if (!values.empty())
      append_case(choices, std::string(command.path) + " " + std::string(flag.name), values);
  }
  append_case(out, command.path, words);
}

}  // namespace

std::string bash_completion() {
  std::string paths = "|", words_of, choices;
  append_case(words_of, "", words_after("") + " " + std::string(global_words));
  for (const auto group : groups()) {
    paths += std::string(group) + "|";
    append_case(words_of, group, words_after(group));
  }
  for (const auto& command : commands()) {
    paths += std::string(command.path) + "|";
    append_command(words_of, choices, command);
  }
  choices += "    *\" --lang\") words=\"vi en\" ;;\n";
  return "# Completion of hotlinectl for bash:  source <(hotlinectl completion bash)\n"
         "_hotlinectl() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path= words= i next\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    next=\"$path${path:+ }${COMP_WORDS[i]}\"\n"
         "    case \"" +
         paths +
         "\" in *\"|$next|\"*) path=$next ;; esac\n"
         "  done\n"
         "  case \"$path\" in\n" +
         words_of +
         "  esac\n"
         "  case \"$path $before\" in\n" +
         choices +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _hotlinectl hotlinectl\n";
}

}  // namespace hotline::ctl
