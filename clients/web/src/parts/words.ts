import { defineWords } from "../words/words";

export const partWords = defineWords("parts", {
  not_known: ["Không biết", "Not known"],
  due_in: ["còn {{span}}", "{{span}} left"],
  overdue: ["quá hạn {{span}}", "{{span}} overdue"],
  met: ["đã xong {{time}}", "done {{time}}"],
  due_at: ["{{what}}: hạn {{time}}", "{{what}}: due {{time}}"],
  close: ["Đóng", "Close"],
  emergency: ["Khẩn cấp", "Emergency"],
  proof: ["Mức {{level}} trên 5: {{word}}", "Level {{level}} of 5: {{word}}"],
  sending: ["Đang gửi…", "Sending…"],
  waiting: [
    "Chưa gửi được: không có kết nối. Nội dung được giữ ở đây và tự gửi khi có kết nối.",
    "Not sent: there is no connection. It is kept here and sent by itself when the line is back.",
  ],
  sent: ["Đã lưu trên máy chủ {{time}}", "Saved on the server {{time}}"],
});
