// What the service gives out to be brought back, and what people say or type that is no record: page tokens
// and cursors, ids, days, numbers of cases.
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "domain/case_number.h"
#include "rpc/wire_error.h"
#include "service/keyring.h"

namespace {

using namespace hotline;

/// As api/page.cpp makes and takes a token: nobody makes one up, and each opens in its own place alone.
void bring_back(std::string_view input) {
  static const service::Keyring keys(evidence::MasterKey::fresh(), evidence::Vault::fresh());
  static const IdBytes here = keys.lookup("page", "hotline.v1.CaseService.ListCases"),
                       there = keys.lookup("page", "queue_cursor");
  constexpr auto key = evidence::VaultKey::answers;
  if (const auto sealed = rpc::base64_decoded(input))
    HOTLINE_CHECK(!keys.unseal(key, here, *sealed).has_value());
  const auto given = rpc::base64(keys.seal(key, here, input));
  auto back = rpc::base64_decoded(given);
  HOTLINE_CHECK(back.has_value());
  const auto opened = keys.unseal(key, here, *back);
  HOTLINE_CHECK(opened && *opened == input);
  HOTLINE_CHECK(!keys.unseal(key, there, *back));
  const auto at = input.empty() ? 0 : static_cast<unsigned char>(input.front()) % back->size();
  (*back)[at] = static_cast<char>((*back)[at] ^ 1);
  HOTLINE_CHECK(!keys.unseal(key, here, *back));
}

void say(std::string_view input) {
  if (const auto id = id_bytes(input)) HOTLINE_CHECK(id_text(*id) == input);
  if (const auto date = parse_date(input)) HOTLINE_CHECK(date_text(*date) == input);
  if (const auto number = spoken_case_number(input, "LN", 2026)) {
    HOTLINE_CHECK(spoken_case_number(*number, "LN", 2026) == number);
    HOTLINE_CHECK(spoken_case_number(*number, "XX", 1999) == number);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  bring_back(input);
  say(input);
  return 0;
}
