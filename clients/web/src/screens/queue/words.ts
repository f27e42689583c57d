import { defineWords } from "../../words/words";

export const queueWords = defineWords("queue", {
  title: ["Ca đang chờ", "Waiting cases"],
  count: ["{{count}} ca", { one: "{{count}} case", other: "{{count}} cases" }],
  emergencies: ["{{count}} khẩn cấp", { one: "{{count}} emergency", other: "{{count}} emergencies" }],
  late: ["{{count}} quá hạn", "{{count}} overdue"],
  updated: ["Cập nhật {{time}}", "Updated {{time}}"],
  opening: ["Đang mở hàng đợi…", "Opening the queue…"],
  empty: ["Không có ca nào chờ", "No case is waiting"],
  empty_long: ["Ca mới hiện ở đây ngay khi được chuyển tới. Cập nhật {{time}}.", "A new case appears here as soon as it is referred. Updated {{time}}."],
  prominent: ["Ca nổi cộm ở cấp dưới", "Prominent cases below"],
  refused: ["Hàng đợi không mở được", "The queue cannot be opened"],
  accept: ["Tiếp nhận", "Accept"],
  reroute: ["Chuyển hướng", "Reroute"],
  not_ours: ["Không thuộc xã", "Not our commune"],
});
