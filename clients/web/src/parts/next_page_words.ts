import { defineWords } from "../words/words";

export const nextPageWords = defineWords("next_page", {
  failed: ["Danh sách chưa hết, nhưng phần tiếp theo chưa mở được.", "The list goes on, but its next part could not be opened."],
  more: ["Xem thêm", "Show more"],
  opening: ["Đang mở thêm…", "Opening more…"],
  again: ["Thử lại", "Try again"],
});
