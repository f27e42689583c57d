#include "language.h"

#include <cstdlib>

namespace hotline::ctl {
namespace {
Language spoken = Language::vi;
}

Language language_of(std::string_view wanted) {
  if (!wanted.empty()) return wanted == "en" ? Language::en : Language::vi;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string_view(value).starts_with("en") ? Language::en : Language::vi;
  }
  return Language::vi;
}

void speak(Language language) { spoken = language; }
Language language() { return spoken; }
std::string_view say(const Text& text) { return spoken == Language::en ? text.en : text.vi; }

}  // namespace hotline::ctl
