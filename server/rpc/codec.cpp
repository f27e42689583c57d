#include "rpc/codec.h"

#include "rpc/json_reader.h"
#include "rpc/json_writer.h"
#include "rpc/strict.h"

namespace hotline::rpc {

Error bad_message() {
  return {Code::invalid_argument,
          "bad_message",
          {"Nội dung không đúng với kiểu dữ liệu của phương thức này.",
           "The body does not fit the request type of this method."}};
}

Error unknown_field() {
  return {Code::invalid_argument,
          "unknown_field",
          {"Nội dung có trường mà phương thức này không biết.",
           "The body has a field that this method does not know."}};
}

Error unknown_enum() {
  return {Code::invalid_argument,
          "unknown_enum",
          {"Giá trị này không có trong danh mục.", "This value is not in the list of values."}};
}

Result<> decode(Codec codec, std::string_view bytes, google::protobuf::Message& into,
                const CodecOptions& options) {
  if (codec == Codec::json) {
    into.Clear();
    return read_json(bytes, into, options);
  }
  if (!into.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return fail(bad_message());
  return check_understood(
      into, {.unknown_fields = !options.allow_unknown_fields, .unknown_enums = !options.allow_unknown_enums});
}

Result<> encode(Codec codec, const google::protobuf::Message& message, std::string& out) {
  out.clear();
  if (codec == Codec::proto ? message.SerializeToString(&out) : write_json(message, out)) return {};
  return fail(Code::internal, "cannot_encode",
              {"Máy chủ không ghi được câu trả lời.", "The server could not write the answer."});
}

}  // namespace hotline::rpc
