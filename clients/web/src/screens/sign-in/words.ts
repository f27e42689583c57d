import { defineWords } from "../../words/words";

export const signInWords = defineWords("sign_in", {
  title: ["Đăng nhập", "Sign in"],
  product: ["Tổng đài bảo vệ trẻ em", "Child helpline"],
  login: ["Tên đăng nhập", "Sign-in name"],
  password: ["Mật khẩu", "Password"],
  submit: ["Đăng nhập", "Sign in"],
  submitting: ["Đang đăng nhập…", "Signing in…"],
  forgot: ["Quên mật khẩu? Quản trị viên cấp cho bạn mật khẩu dùng một lần.", "Forgot it? An administrator gives you a one-time password."],
  unsent: [
    "Máy này còn giữ {{count}} báo cáo chưa tới máy chủ. Người đã ghi hãy đăng nhập lại trên máy này và mở Bàn trực: báo cáo tự gửi, không gửi hai lần.",
    {
      one: "This machine still keeps {{count}} report that has not reached the server. Whoever wrote it signs in here again and opens the desk: it is sent by itself, and never twice.",
      other: "This machine still keeps {{count}} reports that have not reached the server. Whoever wrote them signs in here again and opens the desk: they are sent by themselves, and never twice.",
    },
  ],
  change_title: ["Đặt mật khẩu của bạn", "Choose your password"],
  change_why: [
    "Mật khẩu bạn vừa dùng chỉ dùng được một lần. Hãy đặt mật khẩu riêng, ví dụ một câu dễ nhớ. Không ai khác được biết.",
    "The password that you used works only once. Choose your own, a sentence you remember for example. Nobody else may know it.",
  ],
  language: ["English", "Tiếng Việt"],
  show: ["Hiện hoặc ẩn mật khẩu", "Show or hide the password"],
});
