// Words for codes in plain text fields, and which fields those are.
#include "labels.h"

namespace hotline::ctl {
namespace {

struct Word {
  std::string_view name, vi, en;
};

constexpr Word words[] = {
    // What became of units, and what an import changes.
    {"stays", "giữ nguyên", "goes on"},
    {"ended", "không còn", "ended"},
    {"split", "chia tách", "split"},
    {"merged", "sáp nhập", "merged"},
    {"renamed", "đổi tên", "renamed"},
    {"removed", "không còn trong tệp", "no longer in the file"},
    {"code_reused", "dùng lại mã", "code used again"},
    {"corrected", "sửa thông tin", "details corrected"},
    {"added", "mới", "new"},
    {"unknown", "không rõ", "not known"},
    // What of a unit an import changes: columns of its file.
    {"valid_to", "ngày kết thúc", "first day without it"},
    {"valid_to_is", "ngày kết thúc là", "that day is"},
    {"level", "cấp", "level"},
    {"kind", "loại", "kind"},
    {"name", "tên", "name"},
    {"other_names", "tên gọi khác", "other names"},
    {"parent", "đơn vị cấp trên", "unit above"},
    {"successors", "nơi kế thừa", "successors"},
    {"telephones", "điện thoại", "telephones"},
    {"note", "ghi chú", "note"},
    {"source", "nguồn", "source"},
    {"parts", "các phần", "parts"},
    {"seat", "nơi đóng trụ sở", "seat"},
    {"code", "mã", "code"},
    {"not_later", "muộn nhất", "the latest possible"},
    {"exact", "đúng ngày", "the day itself"},
    {"ministry", "bộ", "ministry"},
    {"province", "tỉnh", "province"},
    {"district", "huyện", "district"},
    {"commune", "xã", "commune"},
    // Why an emergency.
    {"a", "a: nguy hiểm tính mạng", "a: life is in danger"},
    {"b", "b: còn tiếp cận được trẻ", "b: the abuser can still reach the child"},
    {"c", "c: người chăm sóc chính gây hại", "c: the main carer harms the child"},
    {"d", "d: không có người thân bảo vệ", "d: no relative can protect it"},
    {"sexual_abuse", "xâm hại tình dục", "sexual abuse"},
    {"operator", "nhân viên tổng đài đánh giá", "the operator judged so"},
    // What was read, how deeply, and on which basis.
    {"read", "đã đọc", "read"},
    {"listed", "trong danh sách", "in a list"},
    {"searched", "tra cứu", "looked up"},
    {"exported", "đã trích xuất", "exported"},
    {"contact_read", "đọc cuộc liên hệ", "read a contact"},
    {"child", "trẻ", "the child"},
    {"informant", "người báo tin", "the informant"},
    {"allegation", "người bị nghi", "the suspected"},
    {"author", "người ghi nhận", "recorded it"},
    {"helpline", "tổng đài", "the helpline"},
    {"responsible", "đơn vị chịu trách nhiệm", "responsible office"},
    {"receiving", "nơi được chuyển đến", "receiving office"},
    {"above", "cấp trên", "level above"},
    {"former", "đơn vị trước đây", "had it before"},
    // Who reports to whom.
    {"ministry", "bộ", "ministry"},
    {"province", "tỉnh", "province"},
    {"district", "huyện", "district"},
    {"commune", "xã", "commune"},
    // How somebody is told.
    {"screen", "đã đưa lên màn hình, chưa rõ ai thấy", "on the screen, nobody known to have seen it"},
    {"message", "đã gửi tin đi", "sent as a message"},
    {"call_list", "danh sách gọi", "on the call list"},
    {"email", "thư điện tử", "e-mail"},
    {"webhook", "tin nhắn", "text message"},
    // Acts of administrators, and of commands on the machine.
    {"person_created", "tạo người dùng", "created an account"},
    {"person_changed", "sửa người dùng", "changed an account"},
    {"person_disabled", "khoá người dùng", "disabled an account"},
    {"person_enabled", "mở khoá người dùng", "enabled an account again"},
    {"password_reset", "cấp lại mật khẩu", "gave a new password"},
    {"roles_changed", "đổi vai trò", "changed roles"},
    {"password_changed", "đổi mật khẩu", "changed the own password"},
    {"signed_in", "đăng nhập", "signed in"},
    {"initialised", "khởi tạo", "set the system up"},
    {"delegated", "uỷ quyền", "delegated"},
    {"delegation_revoked", "thôi uỷ quyền", "revoked a delegation"},
    {"duty_set", "xếp lịch trực", "put on the duty roster"},
    {"duty_revoked", "bỏ lịch trực", "took off the duty roster"},
    {"draft_taken_over", "tiếp nhận bản nháp", "took over a draft"},
    {"draft_erased", "xoá một bản nháp bỏ dở", "erased a draft that was left"},
    {"message_retried", "gửi lại một tin", "tried a message again"},
    {"duty_links_revoked", "huỷ liên kết máy trực", "revoked the links to a duty telephone"},
    {"case_erased", "xoá nội dung một ca", "erased what a case held"},
    {"figures_kept", "giữ số liệu của nội dung bị xoá", "kept the figures of what was erased"},
    {"contact_erased", "xoá nội dung một cuộc liên hệ", "erased what a contact held"},
    {"day_of_calls_erased", "xoá các cuộc gọi của một ngày", "erased the calls of a day"},
    {"unit_telephones_set", "ghi điện thoại đơn vị", "set an office's telephones"},
    {"units_imported", "nhập danh mục đơn vị", "imported the offices"},
    {"units_taken_back", "rút lại lần nhập danh mục", "took an import of the offices back"},
    {"membership_confirmed", "xác nhận vai trò ở đơn vị mới", "confirmed a role in a new office"},
    {"membership_ended", "kết thúc vai trò theo đơn vị", "ended a role with its office"},
    {"session_ended", "kết thúc một phiên", "ended another session of their own"},
    {"backup_begun", "bắt đầu sao lưu", "began a backup"},
    {"deadlines_in_force", "thời hạn áp dụng từ nay", "deadlines in force from now on"},
    {"calendar_in_force", "lịch làm việc áp dụng từ nay", "working calendar in force from now on"},
    {"second_copy_begun", "bắt đầu sao chép sang nơi thứ hai", "began a second copy"},
    {"restored", "khôi phục từ bản sao", "restored a backup"},
    {"projections_rebuilt", "dựng lại các bảng", "rebuilt the tables"},
    {"master_key_rotated", "thay khoá chính", "changed the master key"},
    {"master_key_recovered", "lấy lại khoá chính từ bản giấy", "recovered the master key from the paper"},
    {"trial_message_sent", "gửi một tin thử", "sent a trial message"},
    {"act_note_foreign", "có một ghi chú lạ cạnh cơ sở dữ liệu", "found a foreign note beside the database"},
};

using As = CodeField::As;
constexpr CodeField fields[] = {
    {"AccessEntry.what"},
    {"AccessEntry.parts"},
    {"AccessEntry.relations"},
    {"AdministrationEntry.what"},
    {"CaseDetail.withheld"},
    {"LadderStepDelivered.channel"},
    {"LadderStepTaken.channels"},
    {"ProminentDelivered.channel"},
    {"ReportDuty.level"},
    {"ReportDuty.to_level"},
    {"SubmitContactResponse.emergency_because"},
    {"TrailStep.what"},
    {"UnitChange.what"},
    {"UnitChangeCount.what"},
    {"UnitFieldChange.field"},
    {"Contact.reasons", As::listed, "reasons"},
    {"Intake.setting", As::listed, "setting"},
    {"Intake.special_circumstances", As::listed, "special_circumstances"},
    {"RiskItem.item", As::listed, "risk_"},
    {"AccessEntry.report_form", As::typed},
    {"CaseDetail.possible", As::typed},  // told as the commands that call them
    {"ImportUnitsResponse.stage", As::typed},
    {"ReportDuty.code", As::typed},
    {"ReportDuty.figures", As::typed},
    {"ReportDuty.form", As::typed},
    {"ReportForm.form", As::typed},
    {"ReportFormRow.group", As::typed},
    {"ReportKey.duty", As::typed},
    {"ReportPeriod.before", As::typed},  // days of a year
    {"ReportPeriod.first", As::typed},
    {"ReportPeriod.last", As::typed},
    {"RowError.reason", As::typed},  // beside its own sentence
    {"VerifyHistoryResponse.reason", As::typed},
};

}  // namespace

std::optional<Text> words_of_code(std::string_view code) {
  for (const auto& [name, vi, en] : words)
    if (name == code) return Text{vi, en};
  return std::nullopt;
}

const CodeField* code_field(const FieldDescriptor& field) {
  if (format_of(field) != Format::code) return nullptr;
  const auto name = field.containing_type()->name() + "." + field.name();
  for (const auto& known : fields)
    if (known.field == name) return &known;
  return nullptr;
}

}  // namespace hotline::ctl
