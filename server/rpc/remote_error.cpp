#include "rpc/remote_error.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "rpc/wire_error.h"

namespace hotline::rpc {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

const Value* find(const Struct& object, const char* key) {
  const auto at = object.fields().find(key);
  return at == object.fields().end() ? nullptr : &at->second;
}

std::string text_of(const Struct& object, const char* key) {
  const auto* value = find(object, key);
  return value ? value->string_value() : "";
}

bool parse(std::string_view json, Struct& into) {
  return google::protobuf::util::JsonStringToMessage({json.data(), json.size()}, &into).ok();
}

Code code_of_status(unsigned status) {
  switch (status) {
    case 400:
      return Code::internal;
    case 401:
      return Code::unauthenticated;
    case 403:
      return Code::permission_denied;
    case 404:
      return Code::unimplemented;
    case 429:
    case 502:
    case 503:
    case 504:
      return Code::unavailable;
    default:
      return Code::unknown;
  }
}

RemoteError error_of(const Struct& object, Code otherwise) {
  RemoteError out{otherwise, text_of(object, "message"), {}, true};
  const auto code = text_of(object, "code");
  // An unknown code name says nothing better than the status does.
  if (code_of(code) != Code::unknown || code == name(Code::unknown)) out.code = code_of(code);
  const auto* details = find(object, "details");
  if (!details) return out;
  for (const auto& detail : details->list_value().values()) {
    const auto bytes = base64_decoded(text_of(detail.struct_value(), "value"));
    if (!bytes) continue;
    auto& any = out.details.emplace_back();
    any.set_type_url("type.googleapis.com/" + text_of(detail.struct_value(), "type"));
    any.set_value(*bytes);
  }
  return out;
}

}  // namespace

RemoteError read_error(std::string_view json, unsigned http_status) {
  Struct object;
  const Code otherwise = code_of_status(http_status);
  if (!parse(json, object)) return {otherwise, "HTTP status " + std::to_string(http_status), {}, true};
  return error_of(object, otherwise);
}

Remote<> read_end_of_stream(std::string_view json, net::Headers& trailers) {
  Struct object;
  if (!parse(json, object))
    return std::unexpected(RemoteError{Code::internal, "The end of the stream is not JSON."});
  if (const auto* metadata = find(object, "metadata"))
    for (const auto& [name, values] : metadata->struct_value().fields())
      for (const auto& value : values.list_value().values()) trailers.add(name, value.string_value());
  if (const auto* error = find(object, "error"); error && error->has_struct_value())
    return std::unexpected(error_of(error->struct_value(), Code::unknown));
  return {};
}

RemoteError local_error(const Error& error) { return {error.code, std::string(error.text.en), {}, false}; }

}  // namespace hotline::rpc
