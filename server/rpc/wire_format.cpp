#include "rpc/wire_format.h"

#include "net/http.h"

namespace hotline::rpc {
namespace {

constexpr WireFormat formats[] = {
    {Codec::json, false}, {Codec::proto, false}, {Codec::json, true}, {Codec::proto, true}};

bool is_utf8_or_no_charset(std::string_view parameter) {
  const auto equals = parameter.find('=');
  if (equals == std::string_view::npos) return false;
  if (!net::equal_no_case(net::trimmed(parameter.substr(0, equals)), "charset")) return true;
  auto value = net::trimmed(parameter.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return net::equal_no_case(value, "utf-8");
}

}  // namespace

std::optional<WireFormat> parse_content_type(std::string_view field) {
  auto end = field.find(';');
  const auto type = net::trimmed(field.substr(0, end));
  while (end != std::string_view::npos) {
    field.remove_prefix(end + 1);
    end = field.find(';');
    if (!is_utf8_or_no_charset(field.substr(0, end))) return std::nullopt;
  }
  for (const auto& format : formats)
    if (net::equal_no_case(type, content_type(format))) return format;
  return std::nullopt;
}

std::string_view content_type(WireFormat format) {
  if (format.streaming)
    return format.codec == Codec::json ? "application/connect+json" : "application/connect+proto";
  return format.codec == Codec::json ? "application/json" : "application/proto";
}

}  // namespace hotline::rpc
