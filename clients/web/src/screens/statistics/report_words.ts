import { defineWords } from "../../words/words";

export const reportFormWords = defineWords("report_form", {
  title: ["Báo cáo theo mẫu", "Reports by form"],
  back: ["Thống kê", "Statistics"],
  back_to_report: ["Trở lại báo cáo", "Back to the report"],
  form: ["Mẫu báo cáo", "Report"],
  filling: ["Đang lập báo cáo…", "Filling the report…"],
  failed: ["Chưa lập được báo cáo", "The report could not be made"],
  none: ["Chưa có mẫu báo cáo nào", "There is no report"],
  none_long: ["Người quản trị máy chủ thêm mẫu vào config/reports.", "The administrator of the server puts reports into config/reports."],
  again: ["Thử lại", "Try again"],
  print: ["In", "Print"],
  logged: ["Mỗi lần tải hoặc in được ghi vào nhật ký.", "Every download and every printing is noted in the log."],
  draft: ["Bản thảo: lời văn chưa đối chiếu với văn bản chính thức.", "A draft: its wording was not compared with the official text."],
  hidden: ["ẩn", "hidden"],
  hidden_why: [
    "“Ẩn” là số từ 1 đến 4, số mà từ đó tính ra được số nhỏ như thế, hoặc số không có trong số liệu được công bố. Ca hạn chế không được đếm.",
    "“Hidden” is a number from 1 to 4, one from which such a number could be worked out, or one that no published figure holds. Restricted cases are not counted.",
  ],
  code: ["Mã", "Code"],
  indicator: ["Chỉ tiêu", "Indicator"],
  beside: ["kỳ so sánh", "beside it"],
  definitions: ["Cách tính và căn cứ", "What is counted, and by which text"],
  span: ["Từ {{from}} đến {{to}}", "{{from}} to {{to}}"],
  compared: ["So với {{from}} – {{to}}", "Beside {{from}} – {{to}}"],
  for_others: ["Bản để công bố", "May be handed on"],
  exact: [
    "Mẫu này lập để gửi ra ngoài, mà đang hiện số chính xác: số nhỏ có thể làm lộ một đứa trẻ. Bản này chỉ dùng nội bộ, và ghi rõ như vậy trên giấy, trong mọi tệp.",
    "This form is for readers outside, and shows exact numbers now: a small one may give a child away. This copy stays inside, and says so on paper and in every file.",
  ],
});
