#include "evidence/finding.h"

#include <array>
#include <string>

namespace hotline::evidence {
namespace {

struct Row {
  std::string_view name;
  Text text;
};

// In the order of Fault.
constexpr std::array<Row, 18> rows = {{
    {"header_malformed", {"Phần đầu của mục này bị hỏng.", "The header of this entry is damaged."}},
    {"header_changed", {"Phần đầu của mục này đã bị thay đổi.", "The header of this entry was changed."}},
    {"entry_missing", {"Thiếu mục này.", "This entry is missing."}},
    {"entry_repeated", {"Mục này bị lặp lại hoặc sai thứ tự.", "This entry is repeated or out of order."}},
    {"sequence_broken",
     {"Số thứ tự trong dòng lịch sử của mục này bị đứt đoạn.",
      "The numbering of this entry's stream is broken here."}},
    {"part_changed",
     {"Nội dung niêm phong của mục này đã bị thay đổi.", "A sealed part of this entry was changed."}},
    {"part_missing", {"Thiếu một phần nội dung của mục này.", "A part of this entry is missing."}},
    {"part_unexpected",
     {"Mục này có một phần nội dung không được ghi nhận.",
      "This entry has a part that its header does not name."}},
    {"node_changed",
     {"Cây băm đã lưu không khớp với các mục này.", "The stored hash tree does not fit these entries."}},
    {"root_differs",
     {"Lịch sử không khớp với mốc kiểm tra đã ký: có mục đã bị viết lại.",
      "The history does not fit the signed checkpoint: entries were rewritten."}},
    {"tail_cut",
     {"Phần cuối của lịch sử đã bị cắt: mốc kiểm tra đã ký có nhiều mục hơn.",
      "The end of the history was cut off: a signed checkpoint has more entries."}},
    {"checkpoint_malformed", {"Mốc kiểm tra không đúng định dạng.", "The checkpoint is not well formed."}},
    {"checkpoint_foreign",
     {"Mốc kiểm tra không được ký bằng khóa của hệ thống này.",
      "The checkpoint is not signed by the key of this service."}},
    {"checkpoint_forged",
     {"Chữ ký trên mốc kiểm tra là giả hoặc mốc đã bị thay đổi.",
      "The signature on the checkpoint is false, or the checkpoint was changed."}},
    {"proof_wrong",
     {"Mục này không được chứng minh là thuộc về lịch sử đã ký.",
      "This entry is not proved to be part of the signed history."}},
    {"stream_foreign", {"Mục này thuộc về hồ sơ khác.", "This entry belongs to another record."}},
    {"export_malformed", {"Bản trích xuất không đúng định dạng.", "The export is not well formed."}},
    {"key_wrong",
     {"Khóa kèm theo không mở được nội dung niêm phong của mục này.",
      "The key that came with it does not open a sealed part of this entry."}},
}};
static_assert(static_cast<std::size_t>(last_fault) + 1 == rows.size());

}  // namespace

std::string_view name(Fault fault) { return rows.at(static_cast<std::size_t>(fault)).name; }
Text text(Fault fault) { return rows.at(static_cast<std::size_t>(fault)).text; }

Fault checkpoint_fault(const Error& error) {
  if (error.reason == name(Fault::checkpoint_foreign)) return Fault::checkpoint_foreign;
  if (error.reason == name(Fault::checkpoint_forged)) return Fault::checkpoint_forged;
  return Fault::checkpoint_malformed;
}

Error to_error(const Finding& finding) {
  Error error{Code::data_loss, name(finding.fault), text(finding.fault), {}};
  std::string path = "entries[" + std::to_string(finding.first) + "]";
  if (finding.part) path.append(".").append(name(*finding.part));
  error.fields.push_back({std::move(path), error.reason, error.text});
  return error;
}

}  // namespace hotline::evidence
