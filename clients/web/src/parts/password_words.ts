import { defineWords } from "../words/words";

export const passwordWords = defineWords("password", {
  old_password: ["Mật khẩu dùng một lần", "One-time password"],
  present_password: ["Mật khẩu hiện tại", "Present password"],
  new_password: ["Mật khẩu mới", "New password"],
  new_hint: ["Một câu ngắn dễ nhớ là tốt nhất", "A short sentence that you remember is best"],
  again: ["Nhập lại mật khẩu mới", "New password again"],
  differs: ["Hai lần nhập không giống nhau.", "The two do not match."],
  change: ["Đặt mật khẩu", "Set password"],
  changing: ["Đang lưu…", "Saving…"],
  show: ["Hiện hoặc ẩn mật khẩu", "Show or hide the password"],
});
