// What every paper says beside the words of its form, which are the server's configuration. Papers are Vietnamese in both
// languages of the screen.
export const paper = {
  redacted: "Đã che để giữ bí mật người cung cấp thông tin (Nghị định 56/2017/NĐ-CP, điều 33).",
  not_agreed: "Người cung cấp thông tin không đồng ý nêu tên.",
  item: "Nội dung đánh giá",
  high: "Cao",
  medium: "Trung bình",
  low: "Thấp",
  count: "Cộng",
  notes: "Ghi chú",
  yes: "Có",
  draft: "BẢN NHÁP – chưa đối chiếu mẫu chính thức",
} as const;
