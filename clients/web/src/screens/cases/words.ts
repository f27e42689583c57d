import { defineWords } from "../../words/words";

export const casesWords = defineWords("cases", {
  title: ["Các ca", "Cases"],
  find: ["Tìm theo số ca", "Find by number"],
  find_go: ["Mở", "Open"],
  show: ["Hiện", "Show"],
  open: ["Đang mở", "Open"],
  overdue: ["Quá hạn", "Overdue"],
  without: ["Không có hạn đang chạy", "No running deadline"],
  prominent: ["Nổi cộm", "Prominent"],
  closed: ["Đã đóng", "Closed"],
  updated: ["Cập nhật {{time}}", "Updated {{time}}"],
  opening: ["Đang mở danh sách…", "Opening the list…"],
  failed: ["Danh sách chưa mở được", "The list could not be opened"],
  again: ["Thử lại", "Try again"],
  empty: ["Không có ca nào", "No case"],
  empty_long: ["Không có ca nào thuộc loại này ở đơn vị của bạn.", "Your office has no case of this kind."],
});
