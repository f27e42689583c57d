// The language that this program speaks: set once, before anything is said.
#pragma once

#include <string_view>

#include "base/status.h"

namespace hotline::ctl {

enum class Language { vi, en };

/// --lang where given; else English where the environment (LC_ALL, LC_MESSAGES, LANG) says English; else
/// Vietnamese.
Language language_of(std::string_view wanted);

void speak(Language language);
Language language();
std::string_view say(const Text& text);

}  // namespace hotline::ctl
