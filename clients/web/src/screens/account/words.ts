import { defineWords } from "../../words/words";

export const accountWords = defineWords("account", {
  title: ["Tài khoản", "Account"],
  me: ["Bạn là", "You are"],
  roles: ["Vai trò", "Roles"],
  roles_hint: ["Vai trò và đơn vị do quản trị viên đặt.", "An administrator sets roles and offices."],
  telephone: ["Điện thoại", "Telephone"],
  look: ["Cách hiển thị", "How it looks"],
  language: ["Ngôn ngữ", "Language"],
  theme: ["Nền", "Theme"],
  auto: ["theo máy", "as the machine"],
  light: ["sáng", "light"],
  dark: ["tối", "dark"],
  look_hint: ["Chỉ đổi trên máy này.", "Changes on this machine alone."],
  password: ["Đổi mật khẩu", "Change the password"],
  password_long: ["Đổi mật khẩu kết thúc mọi phiên khác của bạn, trên mọi máy. Phiên này vẫn mở.", "Changing it ends every other session of yours, on every machine. This one stays open."],
  changed: ["Mật khẩu đã đổi {{time}}. Các phiên khác đã kết thúc.", "The password was changed {{time}}. Your other sessions have ended."],
  session: ["Phiên làm việc", "Session"],
  session_until: ["Phiên trên máy này kết thúc muộn nhất {{time}}; không dùng thì sớm hơn.", "The session on this machine ends {{time}} at the latest; earlier when it is not used."],
  session_lost: [
    "Mất máy, hay quên đăng xuất ở máy khác? Đổi mật khẩu ở trên: các phiên khác dừng ngay.",
    "Lost a machine, or forgot to sign out elsewhere? Change the password above: the other sessions stop at once.",
  ],
  sign_out: ["Đăng xuất khỏi máy này", "Sign out of this machine"],
});
