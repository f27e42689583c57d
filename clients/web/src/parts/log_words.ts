import { defineWords } from "../words/words";

/** Acts of administrators and of commands on the machine, as the log names them. */
export const actWords = defineWords("acts", {
  delegated: ["uỷ quyền", "delegated"],
  delegation_revoked: ["thu hồi uỷ quyền", "revoked a delegation"],
  draft_taken_over: ["lấy lại một bản nháp", "took over a draft"],
  message_retried: ["gửi lại một tin", "tried a message again"],
  initialised: ["khởi tạo hệ thống", "set the system up"],
  master_key_rotated: ["thay khoá chính", "changed the master key"],
  password_changed: ["đổi mật khẩu của mình", "changed the own password"],
  password_reset: ["cấp mật khẩu mới", "gave a new password"],
  person_created: ["tạo tài khoản", "created an account"],
  person_changed: ["sửa tài khoản", "changed an account"],
  person_disabled: ["khoá tài khoản", "disabled an account"],
  person_enabled: ["mở lại tài khoản", "enabled an account again"],
  roles_changed: ["đổi vai trò", "changed roles"],
  projections_rebuilt: ["dựng lại các bảng", "rebuilt the tables"],
  session_ended: ["kết thúc một phiên khác của mình", "ended another session of their own"],
  signed_in: ["đăng nhập", "signed in"],
  unit_telephones_set: ["đặt số điện thoại đơn vị", "set an office's telephones"],
  units_imported: ["nhập danh sách đơn vị", "imported the offices"],
  units_taken_back: ["rút lại lần nhập danh sách đơn vị", "took an import of the offices back"],
  membership_confirmed: ["xác nhận vai trò ở đơn vị mới", "confirmed a role in a new office"],
  membership_ended: ["kết thúc vai trò theo đơn vị", "ended a role with its office"],
  backup_made: ["sao lưu", "made a backup"],
  restored: ["khôi phục từ bản sao", "restored a backup"],
  other: ["việc khác ({{what}})", "another act ({{what}})"],
});

export const logWords = defineWords("log", {
  machine: ["lệnh trên máy chủ", "a command on the machine"],
  someone: ["người dùng {{id}}", "person {{id}}"],
  seal: ["Mốc kiểm tra mới nhất", "Newest signed checkpoint"],
  seal_long: [
    "Mốc kiểm tra là chữ ký trên toàn bộ nhật ký tới lúc này. Chép hoặc tải về nơi khác: về sau, bất kỳ mục nào bị sửa hay cắt bỏ đều lộ ra khi so với nó.",
    "A checkpoint is a signature over the whole log up to now. Copy or save it elsewhere: whatever is changed or cut off later shows when compared with it.",
  ],
  seal_size: ["{{count}} mục", { one: "{{count}} entry", other: "{{count}} entries" }],
  seal_save: ["Tải mốc kiểm tra", "Save the checkpoint"],
  verify: ["Kiểm tra toàn bộ nhật ký", "Verify the whole log"],
  verify_again: ["Kiểm tra lại", "Verify again"],
  verify_long: ["Máy chủ đọc lại từng mục và so với các mốc kiểm tra đã ký.", "The server reads every entry again and compares it with the signed checkpoints."],
  verifying: ["Đang kiểm tra: {{done}} trên {{all}} mục…", "Verifying: {{done}} of {{all}} entries…"],
  sound: ["Nhật ký nguyên vẹn. Đã kiểm tra {{count}} mục lúc {{time}}: không mục nào bị sửa, bớt hay thêm.", "The log is whole. {{count}} entries were checked at {{time}}: none was changed, taken out or put in."],
  wrong: ["Nhật ký KHÔNG nguyên vẹn: mục số {{index}} sai ({{reason}}). Giữ nguyên máy chủ, đừng khởi động lại, và báo ngay người vận hành cùng cấp trên.", "The log is NOT whole: entry {{index}} is wrong ({{reason}}). Leave the server as it is, do not restart it, and tell its operator and your superior at once."],
  broken_off: ["Chưa kiểm tra xong: {{text}}", "The check did not finish: {{text}}"],
});
