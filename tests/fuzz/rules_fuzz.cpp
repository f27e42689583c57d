// The files that administrators edit: whatever is in them, they are taken whole or refused with a reason.
#include <string_view>

#include "domain/calendar_file.h"
#include "domain/rules_file.h"
#include "domain/unit.h"

using namespace hotline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  if (const auto rules = parse_rules(input); !rules) HOTLINE_CHECK(!rules.error().reason.empty());
  if (const auto calendar = read_calendar(input); !calendar) HOTLINE_CHECK(!calendar.error().empty());
  if (const auto key = UnitKey::parse(input)) HOTLINE_CHECK(key->text() == input);
  return 0;
}
