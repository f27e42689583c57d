#include "rpc/json_writer.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "rpc/json_cursor.h"
#include "rpc/wire_error.h"

namespace hotline::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  bool message(const Message& m) {
    switch (m.GetDescriptor()->well_known_type()) {
      case Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
        return object(m);
      case Descriptor::WELLKNOWNTYPE_TIMESTAMP:
        return timestamp(m);
      default:
        return well_known(m);
    }
  }

 private:
  bool object(const Message& m) {
    std::vector<const FieldDescriptor*> fields;
    m.GetReflection()->ListFields(m, &fields);
    out_ += '{';
    const char* before = "\"";
    for (const auto* field : fields) {
      out_.append(before).append(field->json_name()).append("\":");
      before = ",\"";
      if (!(field->is_map() ? map(m, *field) : field->is_repeated() ? array(m, *field) : value(m, *field, 0)))
        return false;
    }
    out_ += '}';
    return true;
  }

  bool array(const Message& m, const FieldDescriptor& field) {
    out_ += '[';
    for (int i = 0, size = m.GetReflection()->FieldSize(m, &field); i < size; ++i) {
      if (i > 0) out_ += ',';
      if (!value(m, field, i)) return false;
    }
    out_ += ']';
    return true;
  }

  bool map(const Message& m, const FieldDescriptor& field) {
    const auto& key = *field.message_type()->map_key();
    const bool quote = key.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                       key.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
                       key.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
    out_ += '{';
    for (int i = 0, size = m.GetReflection()->FieldSize(m, &field); i < size; ++i) {
      const auto& entry = m.GetReflection()->GetRepeatedMessage(m, &field, i);
      if (i > 0) out_ += ',';
      if (quote) out_ += '"';
      if (!value(entry, key, 0)) return false;
      out_ += quote ? "\":" : ":";
      if (!value(entry, *field.message_type()->map_value(), 0)) return false;
    }
    out_ += '}';
    return true;
  }

  bool value(const Message& m, const FieldDescriptor& field, int i) {
    const auto& r = *m.GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return message(many ? r.GetRepeatedMessage(m, &field, i) : r.GetMessage(m, &field));
      case FieldDescriptor::CPPTYPE_STRING:
        return text(m, field, i);
      case FieldDescriptor::CPPTYPE_ENUM:
        return enumeration(field, many ? r.GetRepeatedEnumValue(m, &field, i) : r.GetEnumValue(m, &field));
      case FieldDescriptor::CPPTYPE_BOOL:
        out_ += (many ? r.GetRepeatedBool(m, &field, i) : r.GetBool(m, &field)) ? "true" : "false";
        return true;
      case FieldDescriptor::CPPTYPE_INT32:
        return plain(many ? r.GetRepeatedInt32(m, &field, i) : r.GetInt32(m, &field));
      case FieldDescriptor::CPPTYPE_UINT32:
        return plain(many ? r.GetRepeatedUInt32(m, &field, i) : r.GetUInt32(m, &field));
      case FieldDescriptor::CPPTYPE_INT64:
        return quoted(many ? r.GetRepeatedInt64(m, &field, i) : r.GetInt64(m, &field));
      case FieldDescriptor::CPPTYPE_UINT64:
        return quoted(many ? r.GetRepeatedUInt64(m, &field, i) : r.GetUInt64(m, &field));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return real(many ? r.GetRepeatedDouble(m, &field, i) : r.GetDouble(m, &field));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return real(many ? r.GetRepeatedFloat(m, &field, i) : r.GetFloat(m, &field));
    }
    return false;
  }

  bool text(const Message& m, const FieldDescriptor& field, int i) {
    std::string scratch;
    const auto& r = *m.GetReflection();
    const auto& bytes = field.is_repeated() ? r.GetRepeatedStringReference(m, &field, i, &scratch)
                                            : r.GetStringReference(m, &field, &scratch);
    if (field.type() == FieldDescriptor::TYPE_BYTES) {
      out_.append("\"").append(base64(bytes)).append((3 - bytes.size() % 3) % 3, '=').append("\"");
      return true;
    }
    append_json_string(out_, bytes);
    return is_utf8(bytes);
  }

  bool enumeration(const FieldDescriptor& field, int number) {
    const auto* named = field.enum_type()->FindValueByNumber(number);
    if (!named) return plain(number);
    out_.append("\"").append(named->name()).append("\"");
    return true;
  }

  template <class Number>
  bool plain(Number number) {
    std::array<char, 32> digits;
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    return true;
  }

  template <class Number>
  bool quoted(Number number) {
    out_ += '"';
    plain(number);
    out_ += '"';
    return true;
  }

  template <class Number>
  bool real(Number number) {
    if (std::isfinite(number)) return plain(number);
    out_ += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    return true;
  }

  bool timestamp(const Message& m) {
    using google::protobuf::util::TimeUtil;
    google::protobuf::Timestamp time;
    time.CopyFrom(m);
    if (time.seconds() < TimeUtil::kTimestampMinSeconds || time.seconds() > TimeUtil::kTimestampMaxSeconds)
      return false;
    if (time.nanos() < 0 || time.nanos() > 999'999'999) return false;
    out_.append("\"").append(TimeUtil::ToString(time)).append("\"");
    return true;
  }

  bool well_known(const Message& m) {
    std::string json;
    if (!google::protobuf::util::MessageToJsonString(m, &json).ok()) return false;
    out_ += json;
    return true;
  }

  std::string& out_;
};

}  // namespace

bool write_json(const Message& message, std::string& out) { return Writer(out).message(message); }

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) continue;
    out.append(text, run, i - run);
    run = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out.append("\\u00").append(1, c < 0x10 ? '0' : '1').append(1, "0123456789abcdef"[c & 15]);
    }
  }
  out.append(text, run).append("\"");
}

}  // namespace hotline::rpc
