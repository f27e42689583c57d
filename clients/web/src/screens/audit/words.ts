import { defineWords } from "../../words/words";

export const auditWords = defineWords("audit", {
  title: ["Nhật ký", "The log"],
  long: ["Mọi việc ghi, đọc và quản trị đều là một mục của một nhật ký duy nhất. Không ai, kể cả quản trị viên, sửa được mà không lộ.", "Everything written, read and administered is an entry of one log. Nobody, not even an administrator, can change it unnoticed."],
  acts: ["Việc của quản trị viên và của máy", "Acts of administrators and of the machine"],
  acts_none: ["Chưa có việc nào.", "Nothing yet."],
  opening: ["Đang mở…", "Opening…"],
});
