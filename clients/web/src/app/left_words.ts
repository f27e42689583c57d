import { defineWords } from "../words/words";

// Apart from the words of every screen: nobody waits for them.
export const leftWords = defineWords("left", {
  left_waiting: ["Chưa gửi được, tự gửi khi có kết nối:", "Not sent yet, sent by itself when the line is back:"],
  left_sent: ["Đã gửi, máy chủ đã ghi:", "Sent, the server has it:"],
  left_refused: ["Máy chủ không nhận việc đã gửi. Những gì bạn gõ vẫn còn; hãy mở và xem lại:", "The server did not take what was sent. What you typed is still there; open it and look again:"],
  left_case: ["ca {{number}}", "case {{number}}"],
  left_one: ["một ca", "a case"],
  left_contact: ["bổ sung của một cuộc liên hệ", "an addition to a contact"],
  left_hold: ["việc lưu giữ một cuộc liên hệ", "the hold on a contact"],
  left_delegation: ["việc uỷ quyền", "a delegation"],
  left_duty: ["một dòng lịch trực", "a line of the roster"],
  left_call: ["kết quả một cuộc gọi", "the result of a call"],
});
