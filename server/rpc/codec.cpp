#include "rpc/codec.h"

#include <google/protobuf/util/json_util.h>

#include "rpc/json_scan.h"
#include "rpc/strict.h"

namespace hotline::rpc {
namespace {

std::unexpected<Error> refuse(std::string_view reason, Text text) {
  return fail(Code::invalid_argument, reason, text);
}

std::unexpected<Error> bad_message() {
  return refuse("bad_message", {"Nội dung không đúng với kiểu dữ liệu của phương thức này.",
                                "The body does not fit the request type of this method."});
}

Result<> check_json(std::string_view text, int depth_max) {
  switch (scan_json(text, depth_max)) {
    case JsonFault::none:
      return {};
    case JsonFault::not_utf8:
      return refuse("not_utf8", {"Văn bản không phải UTF-8.", "The text is not UTF-8."});
    case JsonFault::too_deep:
      return refuse("too_deep", {"JSON lồng quá sâu.", "The JSON is nested too deeply."});
    case JsonFault::duplicate_key:
      return refuse("duplicate_key", {"Một khóa JSON xuất hiện hai lần.", "A JSON key appears twice."});
    case JsonFault::not_json:
      break;
  }
  return refuse("not_json", {"Nội dung không phải JSON hợp lệ.", "The body is not valid JSON."});
}

Result<> parse_json(std::string_view bytes, google::protobuf::Message& into, const CodecOptions& options) {
  if (auto ok = check_json(bytes, options.json_depth_max); !ok) return ok;
  google::protobuf::util::JsonParseOptions parse;
  parse.ignore_unknown_fields = options.allow_unknown_fields;
  into.Clear();
  if (!google::protobuf::util::JsonStringToMessage({bytes.data(), bytes.size()}, &into, parse).ok())
    return bad_message();
  return {};
}

}  // namespace

Result<> decode(Codec codec, std::string_view bytes, google::protobuf::Message& into,
                const CodecOptions& options) {
  if (codec == Codec::json) {
    if (auto parsed = parse_json(bytes, into, options); !parsed) return parsed;
  } else if (!into.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return bad_message();
  }
  return check_understood(into, {.unknown_fields = !options.allow_unknown_fields && codec == Codec::proto,
                                 .unknown_enums = !options.allow_unknown_enums});
}

Result<> encode(Codec codec, const google::protobuf::Message& message, std::string& out) {
  out.clear();
  const bool ok = codec == Codec::proto ? message.SerializeToString(&out)
                                        : google::protobuf::util::MessageToJsonString(message, &out).ok();
  if (ok) return {};
  return fail(Code::internal, "cannot_encode",
              {"Máy chủ không ghi được câu trả lời.", "The server could not write the answer."});
}

}  // namespace hotline::rpc
