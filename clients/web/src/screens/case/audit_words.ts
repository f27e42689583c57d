import { defineWords } from "../../words/words";

export const caseAuditWords = defineWords("case_audit", {
  title: ["Kiểm tra ca {{number}}", "Audit of case {{number}}"],
  opening: ["Đang mở…", "Opening…"],
  back: ["Về ca", "Back to the case"],
  readers: ["Ai đã đọc", "Who read it"],
  readers_long: ["Mỗi lần xem được ghi trước khi nội dung hiện ra. Việc bạn mở trang này cũng được ghi.", "Every look is recorded before anything is shown. That you opened this page is recorded too."],
  readers_none: ["Chưa ai đọc.", "Nobody has read it."],
  person: ["Người", "Who"],
  office: ["Đơn vị", "Office"],
  what: ["Việc", "What"],
  when: ["Lúc", "When"],
  from: ["Từ máy", "From"],
  someone: ["người dùng {{id}}", "person {{id}}"],
  export: ["Trích xuất lịch sử", "Export the history"],
  export_long: [
    "Tệp gồm mọi mục của ca này kèm bằng chứng và mốc kiểm tra đã ký, kiểm được mà không cần máy chủ (hotlinectl verify --export). Ghi căn cứ thì ai có tệp cũng mở được nội dung (thêm --content), trừ những phần mà bạn không được xem. Không ghi thì nội dung được che: chỉ còn ai ghi, lúc nào.",
    "The file holds every entry of this case with its proofs and a signed checkpoint; it can be checked without the server (hotlinectl verify --export). With a legal basis whoever has the file can read the content (add --content), without what you may not see. Without one the content is left out: only who recorded something, and when.",
  ],
  basis: ["Căn cứ pháp lý để đưa nội dung ra ngoài", "Legal basis for the content to leave"],
  basis_hint: ["Ví dụ: số và ngày văn bản yêu cầu. Để trống: bản che nội dung.", "For example the number and date of the request. Empty: the content is left out."],
  save: ["Tải tệp", "Save the file"],
  saved_redacted: ["Đã tải bản che nội dung {{time}}. Việc trích xuất được ghi vào nhật ký.", "Saved without content {{time}}. The export is recorded in the log."],
  saved_whole: [
    "Đã tải bản đầy đủ {{time}}. Tệp này mở được toàn bộ nội dung bằng hotlinectl verify --content; hãy giữ như hồ sơ mật. Việc trích xuất và căn cứ được ghi vào nhật ký.",
    "Saved whole {{time}}. All content of this file can be read by hotlinectl verify --content: keep it as a confidential record. The export and its basis are recorded in the log.",
  ],
  saved_partly: [
    "Đã tải bản có nội dung {{time}}, trừ những phần mà bạn không được xem. Tệp này mở được bằng hotlinectl verify --content; hãy giữ như hồ sơ mật. Việc trích xuất và căn cứ được ghi vào nhật ký.",
    "Saved with content {{time}}, without what you may not see. This file can be read by hotlinectl verify --content: keep it as a confidential record. The export and its basis are recorded in the log.",
  ],
  read: ["đã đọc", "read"],
  listed: ["thấy trong danh sách", "seen in a list"],
  searched: ["tra cứu", "searched"],
  exported: ["trích xuất", "exported"],
  contact_read: ["đọc cuộc liên hệ", "read the contact"],
});
