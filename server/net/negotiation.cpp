#include "net/negotiation.h"

#include "net/http.h"

namespace hotline::net {
namespace {

/// ";q=0", ";q=0.000": zero is the only weight that refuses.
bool is_refused(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return false;
  const auto weight = trimmed(parameters.substr(at + 2));
  return weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts(std::string_view list, std::string_view coding) {
  bool any = false;
  while (!list.empty()) {
    const auto comma = list.find(',');
    const auto item = list.substr(0, comma);
    list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
    const auto semicolon = item.find(';');
    const auto name = trimmed(item.substr(0, semicolon));
    const bool wanted = semicolon == std::string_view::npos || !is_refused(item.substr(semicolon + 1));
    if (equal_no_case(name, coding)) return wanted;
    if (name == "*") any = wanted;
  }
  return any;
}

}  // namespace hotline::net
