import { defineWords } from "../../words/words";

export const printWords = defineWords("print", {
  title: ["In hồ sơ", "Print"],
  opening: ["Đang mở…", "Opening…"],
  back: ["Về ca", "Back to the case"],
  sheets: ["Giấy cần in", "Papers"],
  informant: ["In cả thông tin người báo tin", "Print who told, too"],
  informant_hint: ["Chỉ khi thật cần. Giấy lộ ra là người báo tin có thể bị trả thù.", "Only when it must be. Paper that gets about can cost the informant dear."],
  narrative: ["Đọc lại lời kể trước khi in: lời kể cũng có thể làm lộ người báo tin.", "Read the narrative before printing: it too can give the informant away."],
  print: ["In", "Print"],
  draft: ["Có giấy chưa đối chiếu với mẫu chính thức; trên giấy có ghi rõ.", "One of them was not compared with the official form, and says so on the paper."],
  nothing: ["Chọn ít nhất một giấy để in.", "Choose at least one paper."],
});
