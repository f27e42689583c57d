// The way from a figure about cases to the cases: its words, and how their list is asked for page by page.
import { defineWords } from "../words/words";

export const behindWords = defineWords("cases_behind", {
  behind: ["{{count}}: {{line}}, xem các ca", "{{count}}: {{line}}, see the cases"],
  note: [
    "Theo ngày nhận, mới nhất trước. Chỉ có những ca bạn được xem; ca đã xoá nội dung vẫn được đếm mà không có trong danh sách.",
    "By the day of receipt, the newest first. Only those that you may see; what was erased is counted and not listed.",
  ],
  opening: ["Đang mở danh sách…", "Opening the list…"],
  none: ["Không có ca nào trong danh sách của bạn", "Your lists hold none of them"],
  failed: ["Chưa mở được danh sách", "The list could not be opened"],
  again: ["Thử lại", "Try again"],
});

/** What every such list asks for first; with `paging` it goes on to its end. */
export const first_page = { pageSize: 100, pageToken: "" };

export const paging = {
  pageParamKey: "pageToken",
  getNextPageParam: ({ nextPageToken }: { nextPageToken: string }) => nextPageToken || undefined,
  staleTime: 0,
} as const;
