// Words of hotlinectl: whatever it prints for people, by the tables of its commands and by the contract, has
// one in Vietnamese and one in English.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "ctl/command.h"
#include "ctl/command_line.h"
#include "ctl/labels.h"
#include "ctl/language.h"
#include "hotline/history/v1/journal.pb.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline::ctl {
namespace {

using ::testing::IsEmpty;
using Names = std::set<std::string>;

std::string name_of(const FieldDescriptor& field) {
  return field.containing_type()->name() + "." + field.name();
}

void add_types(const Descriptor& type, std::set<const Descriptor*>& types) {
  if (is_one_value(type) || !types.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i)
    if (const auto* part = type.field(i)->message_type()) add_types(*part, types);
}

/// Every message that may stand in an answer of a command.
const std::set<const Descriptor*>& answered() {
  static const auto all = [] {
    std::set<const Descriptor*> types;
    for (const auto& command : commands())
      if (!command.method.empty()) add_types(*find_method(command.method)->output_type(), types);
    return types;
  }();
  return all;
}

std::vector<const FieldDescriptor*> fields_of(const std::set<const Descriptor*>& types) {
  std::vector<const FieldDescriptor*> out;
  for (const auto* type : types)
    for (int i = 0; i < type->field_count(); ++i) out.push_back(type->field(i));
  return out;
}

bool is_for_programs(const FieldDescriptor& field) {
  return field.name() == "next_page_token" || field.name() == "cursor";
}

/// Codes that the contract's comments quote above each field of codes: {"UnitChange.what": {"merged", …}}.
std::map<std::string, Names> quoted_codes() {
  std::map<std::string, Names> out;
  const std::regex code("\"([a-z][a-z_]*)\""), begins("^message (\\w+) \\{"), named(" (\\w+) = \\d+ \\[");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(HOTLINE_SOURCE_DIR "/proto")) {
    if (entry.path().extension() != ".proto") continue;
    std::ifstream file(entry.path());
    std::string message, comment;
    std::smatch found;
    for (std::string line; std::getline(file, line);) {
      if (std::regex_search(line, found, begins)) message = found[1];
      const bool is_comment = line.find("  //") == 0;
      if (is_comment) comment += line;
      if (line.find("FORMAT_CODE") != std::string::npos && std::regex_search(line, found, named)) {
        auto& codes = out[message + "." + found[1].str()];
        for (std::sregex_iterator at(comment.begin(), comment.end(), code), end; at != end; ++at)
          codes.insert((*at)[1]);
      }
      if (!is_comment) comment.clear();
    }
  }
  return out;
}

/// What the log may name, as the server writes it.
Names codes_of(const EnumDescriptor& type) {
  Names out;
  for (const auto* value : choices_of(type)) {
    auto name = choice_name(*value);
    std::ranges::replace(name, '-', '_');
    out.insert(name);
  }
  return out;
}

bool whole(const std::optional<Text>& words) { return words && !words->vi.empty() && !words->en.empty(); }

TEST(Words, EveryFieldThatIsShownHasOne) {
  Names without;
  for (const auto* field : fields_of(shown_whole())) {
    if (is_for_programs(*field)) continue;
    const auto words = words_of_field(*field);
    if (!words || words->vi.empty()) without.insert(name_of(*field));
    speak(Language::en);
    EXPECT_EQ(label(*field).find('_'), std::string::npos) << name_of(*field);
    speak(Language::vi);
    if (words) EXPECT_EQ(label(*field), words->vi);
  }
  EXPECT_THAT(without, IsEmpty());
  EXPECT_GT(shown_whole().size(), 40u) << "the tables of the commands lead to what is shown";
}

TEST(Words, EveryValueOfAnAnswerHasOne) {
  Names without;
  for (const auto* field : fields_of(answered()))
    if (field->enum_type())
      for (const auto* value : choices_of(*field->enum_type()))
        if (const auto words = words_of_value(value->name()); !words || words->vi.empty())
          without.insert(value->name());
  EXPECT_THAT(without, IsEmpty());
}

TEST(Words, EveryFieldOfCodesIsToldByWordsOrKnownToBeTyped) {
  Names unknown;
  for (const auto* field : fields_of(answered()))
    if (format_of(*field) == Format::code && !code_field(*field)) unknown.insert(name_of(*field));
  EXPECT_THAT(unknown, IsEmpty());
}

TEST(Words, EveryCodeThatTheContractNamesHasOneInBothLanguages) {
  auto codes = quoted_codes();
  EXPECT_TRUE(codes["UnitChange.what"].contains("merged")) << "the contract was read";
  codes["AdministrationEntry.what"].clear();  // those of the server itself: tests/style
  codes["AccessEntry.what"].merge(codes_of(*history::v1::AccessWhat_descriptor()));
  codes["AccessEntry.parts"].merge(codes_of(*history::v1::AccessPart_descriptor()));
  codes["AccessEntry.relations"].merge(codes_of(*record::v1::Relation_descriptor()));
  Names without;
  for (const auto* field : fields_of(answered())) {
    const auto* known = code_field(*field);
    if (!known || known->as != CodeField::As::word) continue;
    for (const auto& code : codes[name_of(*field)])
      if (!whole(words_of_code(code))) without.insert(name_of(*field) + ": " + code);
  }
  EXPECT_THAT(without, IsEmpty());
}

TEST(Words, EveryCommandFlagAndColumnHasHelpInBothLanguages) {
  Names without;
  const auto look = [&](std::string_view path, std::string_view what, const Text& words) {
    if (words.vi.empty() || words.en.empty()) without.insert(std::string(path) + " " + std::string(what));
  };
  for (const auto& command : commands()) {
    look(command.path, "", command.help);
    for (const auto& flag : command.flags) look(command.path, flag.name, flag.help);
    for (const auto& column : command.columns) look(command.path, column.field, column.head);
    for (auto space = command.path.find(' '); space != std::string_view::npos;
         space = command.path.find(' ', space + 1))
      if (const auto group = command.path.substr(0, space);
          !whole(group_words(group)) && !std::ranges::count(commands(), group, &Command::path))
        without.insert(std::string(group));
  }
  EXPECT_THAT(without, IsEmpty());
}

}  // namespace
}  // namespace hotline::ctl
