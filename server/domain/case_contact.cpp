#include "domain/case_contact.h"

#include <algorithm>

#include "domain/case_time.h"

namespace hotline {
namespace {
namespace rec = record::v1;

class Faults {
 public:
  void add(std::string path, std::string_view reason, Text text) {
    fields_.push_back({std::move(path), reason, text});
  }
  bool none() const { return fields_.empty(); }
  std::unexpected<Error> refusal() && {
    return fail(
        {Code::invalid_argument,
         "fields_invalid",
         {"Một số ô chưa đúng. Hãy sửa các ô được nêu.", "Some fields are not right. Correct those named."},
         std::move(fields_)});
  }

 private:
  std::vector<FieldError> fields_;
};

void check_class(rec::Contact& contact, Faults& faults) {
  if (is_non_counselling(contact.call_type())) {
    if (contact.contact_class() == rec::CONTACT_CLASS_UNSPECIFIED)
      contact.set_contact_class(rec::CONTACT_CLASS_NON_COUNSELLING);
    if (contact.contact_class() != rec::CONTACT_CLASS_NON_COUNSELLING)
      faults.add("contact.contact_class", "contradicts_call_type",
                 {"Loại cuộc gọi này không cần tư vấn. Hãy sửa loại cuộc gọi hoặc phân loại.",
                  "A call of this type is not counselling. Correct the call type or the class."});
    if (contact.has_intake())
      faults.add("contact.intake", "not_for_call_type",
                 {"Loại cuộc gọi này không có Mẫu 01. Hãy sửa loại cuộc gọi.",
                  "A call of this type has no Form 01. Correct the call type."});
    return;
  }
  if (contact.contact_class() == rec::CONTACT_CLASS_UNSPECIFIED)
    faults.add("contact.contact_class", "required", {"Hãy chọn phân loại.", "Choose a class."});
  if (contact.contact_class() == rec::CONTACT_CLASS_NON_COUNSELLING)
    faults.add("contact.contact_class", "contradicts_call_type",
               {"Cuộc gọi về một trẻ em cần được phân loại là thông tin, tư vấn hoặc can thiệp.",
                "A call about a child is information, counselling or intervention. Choose one."});
  if (contact.contact_class() == rec::CONTACT_CLASS_INTERVENTION && !contact.has_intake())
    faults.add(
        "contact.intake", "required",
        {"Yêu cầu can thiệp cần Mẫu 01: ít nhất nơi xảy ra và tình trạng hiện tại của trẻ.",
         "A request for intervention needs Form 01: at least the place and the child's present state."});
}

void set_receipt(rec::Contact& contact, Time now, const Rules& rules, Faults& faults) {
  const bool written = contact.has_received_at();
  Time received = now;
  if (written) {
    received = time_of(contact.received_at());
  } else if (contact.has_started_at()) {
    // A telephone system's clock may run a little ahead; a call for help is not refused for that.
    received = std::min(time_of(contact.started_at()), now);
  }
  const char* path = written ? "contact.received_at" : "contact.started_at";
  if (received > now)
    faults.add(path, "in_the_future",
               {"Thời điểm này chưa tới. Hãy sửa giờ tiếp nhận.",
                "This time has not come yet. Correct the time of receipt."});
  if (received < now - std::chrono::days{rules.late_entry_days_max})
    faults.add(path, "too_long_ago",
               {"Thời điểm này đã quá lâu. Hãy kiểm tra năm và ngày tiếp nhận.",
                "This time is too long ago. Check the year and day of receipt."});
  if (contact.has_started_at() && contact.has_ended_at() &&
      time_of(contact.ended_at()) < time_of(contact.started_at()))
    faults.add("contact.ended_at", "before_start",
               {"Giờ kết thúc trước giờ bắt đầu. Hãy sửa lại.",
                "The end lies before the start. Correct one of them."});
  *contact.mutable_received_at() = timestamp_of(received);
}

}  // namespace

bool is_non_counselling(rec::CallType type) { return type >= rec::CALL_TYPE_SILENT; }

Result<rec::Contact> admit(rec::Contact contact, Time now, const Rules& rules) {
  Faults faults;
  check_class(contact, faults);
  set_receipt(contact, now, rules, faults);
  if (!faults.none()) return std::move(faults).refusal();
  return contact;
}

}  // namespace hotline
