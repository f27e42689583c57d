#include "rpc/json_reader.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include <unordered_map>

#include "rpc/json_cursor.h"
#include "rpc/json_scalar.h"
#include "rpc/wire_error.h"

namespace hotline::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

enum class Misfit : std::uint8_t { none, wrong_type, unknown_field, unknown_enum, too_many };

/// Fields by both of their names; made once per thread and type.
const FieldDescriptor* find_field(const Descriptor& type, std::string_view name) {
  using Names = std::unordered_map<std::string_view, const FieldDescriptor*>;
  thread_local std::unordered_map<const Descriptor*, Names> known;
  auto [at, is_new] = known.try_emplace(&type);
  if (is_new) {
    for (int i = 0; i < type.field_count(); ++i) {
      at->second.emplace(type.field(i)->json_name(), type.field(i));
      at->second.emplace(type.field(i)->name(), type.field(i));
    }
  }
  const auto found = at->second.find(name);
  return found == at->second.end() ? nullptr : found->second;
}

bool is_null_value(const FieldDescriptor& field) {
  return field.message_type() && field.message_type()->well_known_type() == Descriptor::WELLKNOWNTYPE_VALUE;
}

class Reader {
 public:
  Reader(std::string_view text, const CodecOptions& options)
      : cursor_(text, options.json_depth_max), options_(options) {}

  Result<> run(Message& into) {
    if (message(into) && cursor_.at_end()) return {};
    return fail(misfit_ == Misfit::none ? syntax_error() : misfit_error());
  }

 private:
  bool misfit(Misfit what) {
    misfit_ = what;
    return false;
  }

  bool message(Message& into) {
    switch (into.GetDescriptor()->well_known_type()) {
      case Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
        return object(into);
      case Descriptor::WELLKNOWNTYPE_TIMESTAMP:
        return timestamp(into);
      default:
        return well_known(into);
    }
  }

  bool object(Message& into) {
    const auto& type = *into.GetDescriptor();
    if (cursor_.next() != '{') return not_here();
    if (!cursor_.enter('{')) return false;
    std::vector<bool> seen(static_cast<std::size_t>(type.field_count()));
    for (bool more = !cursor_.take('}'); more;) {
      if (!cursor_.read_string(key_) || !cursor_.expect(':')) return false;
      const auto* field = find_field(type, key_);
      if (!field) {
        if (!skip_unknown()) return false;
      } else if (!member(into, *field, seen)) {
        if (cursor_.fault() == JsonFault::none) prepend(*field);
        return false;
      }
      if (!cursor_.separator('}', more)) return false;
    }
    cursor_.leave();
    return true;
  }

  bool skip_unknown() {
    std::string_view ignored;
    if (!cursor_.skip_value(ignored)) return false;
    return options_.allow_unknown_fields || misfit(Misfit::unknown_field);
  }

  bool member(Message& into, const FieldDescriptor& field, std::vector<bool>& seen) {
    auto mark = seen[static_cast<std::size_t>(field.index())];
    if (mark) return cursor_.refuse(JsonFault::duplicate_key);
    mark = true;
    if (cursor_.next() == 'n' && !is_null_value(field)) return cursor_.read_null();
    if (const auto* oneof = field.real_containing_oneof();
        oneof && into.GetReflection()->HasOneof(into, oneof))
      return misfit(Misfit::too_many);
    if (field.is_map()) return map(into, field);
    if (field.is_repeated()) return array(into, field);
    return value(into, field);
  }

  bool array(Message& into, const FieldDescriptor& field) {
    if (cursor_.next() != '[') return not_here();
    if (!cursor_.enter('[')) return false;
    int index = 0;
    for (bool more = !cursor_.take(']'); more; ++index)
      if (!value(into, field) || !cursor_.separator(']', more)) {
        path_ = "[" + std::to_string(index) + "]" + (path_.empty() ? "" : ".") + path_;
        return false;
      }
    cursor_.leave();
    return true;
  }

  bool map(Message& into, const FieldDescriptor& field) {
    if (cursor_.next() != '{') return not_here();
    if (!cursor_.enter('{')) return false;
    const auto& key = *field.message_type()->map_key();
    const auto& content = *field.message_type()->map_value();
    JsonKeys keys;
    for (bool more = !cursor_.take('}'); more;) {
      std::string text;
      if (!cursor_.read_string(text) || !cursor_.expect(':')) return false;
      auto& entry = *into.GetReflection()->AddMessage(&into, &field);
      if (!store_text(entry, key, text)) return misfit(Misfit::wrong_type);
      if (!keys.add(std::move(text))) return cursor_.refuse(JsonFault::duplicate_key);
      if (!value(entry, content) || !cursor_.separator('}', more)) return false;
    }
    cursor_.leave();
    return true;
  }

  bool value(Message& into, const FieldDescriptor& field) {
    const auto& reflection = *into.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return message(field.is_repeated() ? *reflection.AddMessage(&into, &field)
                                           : *reflection.MutableMessage(&into, &field));
      case FieldDescriptor::CPPTYPE_BOOL: {
        bool b = false;
        if (cursor_.next() != 't' && cursor_.next() != 'f') return not_here();
        if (!cursor_.read_bool(b)) return false;
        field.is_repeated() ? reflection.AddBool(&into, &field, b) : reflection.SetBool(&into, &field, b);
        return true;
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        return enumeration(into, field);
      default:
        break;
    }
    if (cursor_.next() == '"') {
      std::string text;
      if (!cursor_.read_string(text)) return false;
      return store_text(into, field, std::move(text)) || misfit(Misfit::wrong_type);
    }
    std::string_view number;
    if (!starts_number() || field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return not_here();
    return cursor_.read_number(number) && (store_number(into, field, number) || misfit(Misfit::wrong_type));
  }

  bool enumeration(Message& into, const FieldDescriptor& field) {
    int number = 0;
    if (cursor_.next() == '"') {
      if (!cursor_.read_string(key_)) return false;
      const auto* named = field.enum_type()->FindValueByName(key_);
      if (!named && options_.allow_unknown_fields) return true;
      if (!named) return misfit(Misfit::unknown_enum);
      number = named->number();
    } else {
      std::string_view text;
      if (!starts_number()) return not_here();
      if (!cursor_.read_number(text)) return false;
      if (!parse_integer(text, number)) return misfit(Misfit::wrong_type);
      if (!options_.allow_unknown_enums && !field.enum_type()->FindValueByNumber(number))
        return misfit(Misfit::unknown_enum);
    }
    const auto& reflection = *into.GetReflection();
    field.is_repeated() ? reflection.AddEnumValue(&into, &field, number)
                        : reflection.SetEnumValue(&into, &field, number);
    return true;
  }

  bool timestamp(Message& into) {
    google::protobuf::Timestamp parsed;
    if (cursor_.next() != '"') return not_here();
    if (!cursor_.read_string(key_)) return false;
    if (!google::protobuf::util::TimeUtil::FromString(key_, &parsed)) return misfit(Misfit::wrong_type);
    into.CopyFrom(parsed);
    return true;
  }

  bool well_known(Message& into) {
    std::string_view seen;
    if (!cursor_.skip_value(seen)) return false;
    google::protobuf::util::JsonParseOptions parse;
    parse.ignore_unknown_fields = options_.allow_unknown_fields;
    const auto status = google::protobuf::util::JsonStringToMessage({seen.data(), seen.size()}, &into, parse);
    return status.ok() || misfit(Misfit::wrong_type);
  }

  bool starts_number() { return cursor_.next() == '-' || (cursor_.next() >= '0' && cursor_.next() <= '9'); }

  /// Not the kind of value that the field needs, or no value at all.
  bool not_here() {
    std::string_view ignored;
    return cursor_.skip_value(ignored) && misfit(Misfit::wrong_type);
  }

  void prepend(const FieldDescriptor& field) {
    const bool dot = !path_.empty() && !path_.starts_with('[');
    path_ = field.name() + (dot ? "." : "") + path_;
  }

  Error syntax_error() const {
    const auto error = [](std::string_view reason, Text text) {
      return Error{Code::invalid_argument, reason, text};
    };
    switch (cursor_.fault()) {
      case JsonFault::not_utf8:
        return error("not_utf8", {"Văn bản không phải UTF-8.", "The text is not UTF-8."});
      case JsonFault::too_deep:
        return error("too_deep", {"JSON lồng quá sâu.", "The JSON is nested too deeply."});
      case JsonFault::duplicate_key:
        return error("duplicate_key", {"Một khóa JSON xuất hiện hai lần.", "A JSON key appears twice."});
      case JsonFault::not_json:
      case JsonFault::none:
        break;
    }
    return error("not_json", {"Nội dung không phải JSON hợp lệ.", "The body is not valid JSON."});
  }

  Error misfit_error() {
    Error error =
        misfit_ == Misfit::unknown_field  ? unknown_field()
        : misfit_ == Misfit::unknown_enum ? unknown_enum()
        : misfit_ == Misfit::too_many
            ? Error{Code::invalid_argument,
                    "one_of",
                    {"Chỉ được điền một trong các trường này.", "Only one of these fields may be given."}}
            : bad_message();
    if (!path_.empty()) error.fields.push_back({std::move(path_), error.reason, error.text});
    return error;
  }

  JsonCursor cursor_;
  const CodecOptions& options_;
  std::string key_;   // scratch
  std::string path_;  // of the misfit, from the inside out
  Misfit misfit_ = Misfit::none;
};

}  // namespace

Result<> read_json(std::string_view text, Message& into, const CodecOptions& options) {
  return Reader(text, options).run(into);
}

}  // namespace hotline::rpc
