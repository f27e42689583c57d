#include "domain/validation.h"

#include <google/protobuf/timestamp.pb.h>

#include <deque>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "domain/validation_text.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

constexpr int depth_max = 32;

struct TypePlan;

/// A field and all that is asked of it, read from the descriptor once.
struct FieldPlan {
  const FieldDescriptor* field = nullptr;
  rec::Rule rule;
  const TypePlan* inside = nullptr;  // of a message field, but for a Timestamp
};

struct TypePlan {
  std::vector<FieldPlan> fields;
};

class Plans {
 public:
  const TypePlan& of(const Descriptor& type) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto known = plans_.find(&type); known != plans_.end()) return *known->second;
    }
    const std::unique_lock lock(mutex_);
    return make(type, 0);
  }

 private:
  const TypePlan& make(const Descriptor& type, int depth) {
    HOTLINE_CHECK(depth < depth_max);  // check_contract refuses messages that contain themselves
    if (const auto known = plans_.find(&type); known != plans_.end()) return *known->second;
    TypePlan plan;
    for (int i = 0; i < type.field_count(); ++i) {
      FieldPlan entry{type.field(i), type.field(i)->options().GetExtension(rec::rule), nullptr};
      const Descriptor* inner = entry.field->message_type();
      if (inner != nullptr && inner != Timestamp::descriptor()) entry.inside = &make(*inner, depth + 1);
      plan.fields.push_back(std::move(entry));
    }
    return *(plans_[&type] = &all_.emplace_back(std::move(plan)));
  }

  std::shared_mutex mutex_;
  std::unordered_map<const Descriptor*, const TypePlan*> plans_;
  std::deque<TypePlan> all_;
};

/// Where a message stands, as a chain towards the top; made into text only for an error.
struct Place {
  const Place* outer = nullptr;
  const FieldDescriptor* field = nullptr;
  int index = -1;

  std::string path() const {
    std::string text = outer != nullptr && outer->field != nullptr ? outer->path() + "." : std::string{};
    text += field->name();
    if (index >= 0) text += "[" + std::to_string(index) + "]";
    return text;
  }
};

constexpr Flaw missing{"required", {"Không được để trống.", "This may not be left empty."}};
constexpr Flaw too_many{"too_many", {"Quá nhiều mục. Hãy bớt đi.", "There are too many items. Remove some."}};
constexpr Flaw too_small{"too_small", {"Số quá nhỏ.", "The number is too small."}};
constexpr Flaw too_large{"too_large", {"Số quá lớn.", "The number is too large."}};
constexpr Flaw too_long{"too_long", {"Quá dài. Hãy viết ngắn lại.", "This is too long. Shorten it."}};
constexpr Flaw unknown_value{"unknown_value",
                             {"Giá trị này không có trong danh sách.", "This value is not on the list."}};
constexpr Flaw bad_time{
    "time_out_of_range",
    {"Thời điểm phải từ năm 1900 đến 2200.", "A time lies between the years 1900 and 2200."}};

std::optional<Flaw> flaw_of(const Timestamp& time) {
  using std::chrono::sys_days, std::chrono::year;
  static constexpr auto first = sys_days{year{1900} / 1 / 1}.time_since_epoch() / std::chrono::seconds{1};
  static constexpr auto end = sys_days{year{2200} / 1 / 1}.time_since_epoch() / std::chrono::seconds{1};
  const bool sane =
      time.seconds() >= first && time.seconds() < end && time.nanos() >= 0 && time.nanos() < 1'000'000'000;
  if (!sane) return bad_time;
  return std::nullopt;
}

std::optional<Flaw> flaw_of(std::int64_t number, const rec::Rule& rule) {
  if (rule.has_min() && number < rule.min()) return too_small;
  if (rule.has_max() && number > rule.max()) return too_large;
  return std::nullopt;
}

class Validation {
 public:
  void message(const Message& message, const TypePlan& plan, const Place& here) {
    const Reflection& reflection = *message.GetReflection();
    for (const auto& entry : plan.fields) {
      if (errors_.size() >= field_errors_max) return;
      const Place place{&here, entry.field, -1};
      if (entry.field->is_repeated()) {
        list(message, reflection, entry, place);
      } else if (reflection.HasField(message, entry.field)) {
        single(message, reflection, entry, place);
      } else {
        require(entry, place);
      }
    }
  }

  Result<> verdict() && {
    if (errors_.empty()) return {};
    return fail(
        {Code::invalid_argument,
         "fields_invalid",
         {"Một số ô chưa đúng. Hãy sửa các ô được nêu.", "Some fields are not right. Correct those named."},
         std::move(errors_)});
  }

 private:
  void add(const Place& place, const Flaw& flaw) {
    errors_.push_back({place.path(), flaw.reason, flaw.text});
  }
  void add(const Place& place, const std::optional<Flaw>& flaw) {
    if (flaw) add(place, *flaw);
  }

  void text(const std::string& value, const FieldPlan& entry, const Place& place) {
    if (entry.field->type() == FieldDescriptor::TYPE_BYTES) {
      if (value.size() > entry.rule.max_chars()) add(place, too_long);
    } else if (value.empty()) {
      require(entry, place);
    } else {
      add(place, hotline::flaw_of(value, entry.rule, entry.rule.required() && !partial_));
    }
  }

  void require(const FieldPlan& entry, const Place& place) {
    if (entry.rule.required() && !partial_) add(place, missing);
  }

  void inner(const Message& value, const FieldPlan& entry, const Place& place) {
    if (entry.inside == nullptr) return add(place, flaw_of(static_cast<const Timestamp&>(value)));
    const bool outside = std::exchange(partial_, partial_ || entry.rule.partial());
    message(value, *entry.inside, place);
    partial_ = outside;
  }

  void single(const Message& message, const Reflection& get, const FieldPlan& entry, const Place& place) {
    const FieldDescriptor* field = entry.field;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        return text(get.GetStringReference(message, field, &scratch), entry, place);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return inner(get.GetMessage(message, field), entry, place);
      case FieldDescriptor::CPPTYPE_ENUM:
        if (field->enum_type()->FindValueByNumber(get.GetEnumValue(message, field)) == nullptr)
          add(place, unknown_value);
        return;
      case FieldDescriptor::CPPTYPE_INT32:
        return add(place, flaw_of(get.GetInt32(message, field), entry.rule));
      case FieldDescriptor::CPPTYPE_INT64:
        return add(place, flaw_of(get.GetInt64(message, field), entry.rule));
      case FieldDescriptor::CPPTYPE_UINT32:
        return add(place, flaw_of(get.GetUInt32(message, field), entry.rule));
      case FieldDescriptor::CPPTYPE_UINT64: {
        const auto value = get.GetUInt64(message, field);
        return add(place,
                   std::in_range<std::int64_t>(value)
                       ? flaw_of(static_cast<std::int64_t>(value), entry.rule)
                       : std::optional<Flaw>{entry.rule.has_max() ? std::optional{too_large} : std::nullopt});
      }
      default:
        return;
    }
  }

  void list(const Message& message, const Reflection& get, const FieldPlan& entry, const Place& place) {
    const int size = get.FieldSize(message, entry.field);
    if (size == 0) return require(entry, place);
    if (std::cmp_greater(size, entry.rule.max_items())) return add(place, too_many);
    for (int i = 0; i < size && errors_.size() < field_errors_max; ++i)
      element(message, get, entry, {place.outer, entry.field, i}, i);
  }

  void element(const Message& message, const Reflection& get, const FieldPlan& entry, const Place& place,
               int i) {
    const FieldDescriptor* field = entry.field;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        const auto& value = get.GetRepeatedStringReference(message, field, i, &scratch);
        return value.empty() ? add(place, missing) : text(value, entry, place);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return inner(get.GetRepeatedMessage(message, field, i), entry, place);
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int value = get.GetRepeatedEnumValue(message, field, i);
        if (value == 0 || field->enum_type()->FindValueByNumber(value) == nullptr) add(place, unknown_value);
        return;
      }
      default:
        return;
    }
  }

  std::vector<FieldError> errors_;
  bool partial_ = false;  // below a field whose message may be unfinished
};

}  // namespace

Result<> validate(const Message& message) {
  static Plans plans;
  Validation validation;
  validation.message(message, plans.of(*message.GetDescriptor()), {});
  return std::move(validation).verdict();
}

}  // namespace hotline
