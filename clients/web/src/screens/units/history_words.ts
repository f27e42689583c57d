import { defineWords } from "../../words/words";

export const historyWords = defineWords("unit_history", {
  title: ["Đơn vị này qua các thời kỳ", "This office through time"],
  until: ["đến hết {{date}}", "until {{date}}"],
  not_later: ["không muộn hơn {{date}}, không rõ đúng ngày nào", "not later than {{date}}, nobody knows the day"],
  source: ["Theo: {{source}}", "By: {{source}}"],
  span_not_later: ["{{from}} – không muộn hơn {{until}}", "{{from}} – not later than {{until}}"],
  merged: ["sáp nhập thành", "was merged into"],
  renamed: ["đổi thành", "became"],
  split: ["được chia; một người phân loại từng việc", "was split; a person sorts each matter"],
  ended: ["kết thúc; chưa biết nơi kế thừa", "ended; no successor is known"],
  today: ["nay", "today"],
  parts: ["Các phần đã biết về đâu", "Parts of it that are known to have gone somewhere"],
  part_to: ["về {{unit}} ({{source}})", "to {{unit}} ({{source}})"],
  before: ["Hình thành từ", "Made of"],
  same_code: ["Mã {{code}} đã chỉ những đơn vị", "Code {{code}} has meant"],
  span: ["{{from}} – {{until}}", "{{from}} – {{until}}"],
  this_one: ["đơn vị này", "this office"],
});
