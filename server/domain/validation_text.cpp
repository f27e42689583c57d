#include "domain/validation_text.h"

#include <algorithm>
#include <cstdint>

#include "base/date.h"
#include "base/id.h"
#include "domain/unit.h"

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr Flaw not_utf8{"not_utf8", {"Chữ không đúng mã UTF-8.", "The text is not UTF-8."}};
constexpr Flaw control{
    "control_character",
    {"Có ký tự điều khiển. Hãy xoá và gõ lại.", "There is a control character. Delete and retype it."}};
constexpr Flaw wrong_format{"wrong_format", {"Không đúng dạng.", "This is not in the right form."}};
constexpr Flaw too_long{"too_long", {"Quá dài. Hãy viết ngắn lại.", "This is too long. Shorten it."}};
constexpr Flaw too_short{"too_short", {"Quá ngắn.", "This is too short."}};
constexpr Flaw blank{"required", {"Không được để trống.", "This may not be left empty."}};

constexpr char32_t broken_code = 0xFFFFFFFF;

/// The code point that begins at `at`, which moves behind it (RFC 3629); `broken_code` where none does.
char32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < static_cast<std::size_t>(more)) return broken_code;
  char32_t code = first & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    const std::uint8_t following = byte(at++);
    if ((following & 0xC0) != 0x80) return broken_code;
    code = code << 6 | (following & 0x3F);
  }
  constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < smallest[more] || surrogate || code > 0x10FFFF ? broken_code : code;
}

bool is_plain(char c) { return c >= 0x20 && c < 0x7F; }
bool breaks_line(char32_t code) { return code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029; }
bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

bool may_stand(char32_t code, rec::Format format) {
  const bool running = format == rec::FORMAT_TEXT;
  if (breaks_line(code)) return running;
  return !is_control(code) || (running && code == '\t');
}

bool is_space(char32_t code) { return code <= 0x20 || code == 0xA0 || code == 0x3000; }

bool all_of(std::string_view text, std::string_view besides) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || besides.find(c) != std::string_view::npos;
  });
}

bool is_telephone(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (std::string_view{" +-.()"}.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= 3 && digits <= 15;
}

bool is_partial_date(std::string_view text) {
  constexpr std::string_view rest = "-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto date = parse_date(std::string{text} + std::string{rest.substr(text.size() - 4)});
  return date && date->year() >= std::chrono::year{1900} && date->year() <= std::chrono::year{2200};
}

bool is_token(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

bool fits(std::string_view text, rec::Format format) {
  switch (format) {
    case rec::FORMAT_ID:
      return id_bytes(text).has_value();
    case rec::FORMAT_UNIT:
      return UnitKey::parse(text).has_value();
    case rec::FORMAT_TELEPHONE:
      return is_telephone(text);
    case rec::FORMAT_DATE:
      return is_partial_date(text);
    case rec::FORMAT_TOKEN:
      return is_token(text);
    case rec::FORMAT_LOGIN:
    case rec::FORMAT_CODE:
      return all_of(text, ".-_");
    default:
      return true;
  }
}

}  // namespace

std::optional<Flaw> flaw_of(std::string_view text, const rec::Rule& rule, bool required) {
  std::size_t chars = 0;
  bool only_space = true;
  for (std::size_t at = 0; at < text.size(); ++chars) {
    if (is_plain(text[at])) {  // most of any text, and quick
      only_space = only_space && text[at] == ' ';
      ++at;
      continue;
    }
    const char32_t code = next(text, at);
    if (code == broken_code) return not_utf8;
    if (!may_stand(code, rule.format())) return control;
    only_space = only_space && is_space(code);
  }
  if (chars > rule.max_chars()) return too_long;
  if (chars < rule.min_chars()) return too_short;
  if (only_space && required) return blank;
  if (!fits(text, rule.format())) return wrong_format;
  return std::nullopt;
}

}  // namespace hotline
