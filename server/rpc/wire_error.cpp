#include "rpc/wire_error.h"

#include <map>

#include "rpc/json_writer.h"

namespace hotline::rpc {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string_view type_name(const google::protobuf::Any& any) {
  const std::string_view url = any.type_url();
  return url.substr(url.rfind('/') + 1);
}

void append_error(std::string& out, const Error& error, const Details& details) {
  out.append("{\"code\":\"").append(name(error.code)).append("\",\"message\":");
  append_json_string(out, error.text.en);
  std::string_view before = ",\"details\":[";
  for (const auto& detail : details) {
    out.append(before).append("{\"type\":");
    append_json_string(out, type_name(detail));
    out.append(",\"value\":\"").append(base64(detail.value())).append("\"}");
    before = ",";
  }
  out += details.empty() ? "}" : "]}";
}

void append_metadata(std::string& out, const net::Headers& trailers) {
  std::map<std::string, std::vector<std::string_view>> by_name;
  for (std::size_t i = 0; i < trailers.size(); ++i)
    by_name[std::string(trailers[i].name)].push_back(trailers[i].value);
  std::string_view before = "{";
  for (const auto& [name, values] : by_name) {
    out.append(before);
    append_json_string(out, name);
    before = ":[";
    for (const auto value : values) {
      out.append(before);
      append_json_string(out, value);
      before = ",";
    }
    out += "]";
  }
  out += "}";
}

}  // namespace

unsigned http_status(Code code) {
  switch (code) {
    case Code::canceled:
      return 499;
    case Code::invalid_argument:
    case Code::failed_precondition:
    case Code::out_of_range:
      return 400;
    case Code::deadline_exceeded:
      return 504;
    case Code::not_found:
      return 404;
    case Code::already_exists:
    case Code::aborted:
      return 409;
    case Code::permission_denied:
      return 403;
    case Code::resource_exhausted:
      return 429;
    case Code::unimplemented:
      return 501;
    case Code::unavailable:
      return 503;
    case Code::unauthenticated:
      return 401;
    case Code::unknown:
    case Code::internal:
    case Code::data_loss:
      break;
  }
  return 500;
}

std::string error_json(const Error& error, const Details& details) {
  std::string out;
  append_error(out, error, details);
  return out;
}

std::string end_stream_json(const Error* error, const Details& details, const net::Headers& trailers) {
  std::string out = "{";
  if (error) {
    out += "\"error\":";
    append_error(out, *error, details);
  }
  if (trailers.size() > 0) {
    out += error ? ",\"metadata\":" : "\"metadata\":";
    append_metadata(out, trailers);
  }
  return out + "}";
}

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<std::uint8_t>(c);
    for (held += 8; held >= 6; held -= 6) out += alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) out += alphabet[bits << (6 - held) & 63];
  return out;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xff);
  }
  return out;
}

}  // namespace hotline::rpc
