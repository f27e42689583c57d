import { defineWords } from "../../words/words";

export const deputiesWords = defineWords("deputies", {
  title: ["Uỷ quyền", "Deputies"],
  long: [
    "Người được uỷ quyền quyết định thay bạn trong thời gian bạn đặt: duyệt kế hoạch, kết thúc biện pháp khẩn cấp, đóng ca. Lịch sử ghi rõ ai quyết định thay ai. Không ai tự duyệt kế hoạch của mình.",
    "A deputy decides in your place for the time you set: approves plans, ends emergency measures, closes cases. The history says who decided for whom. Nobody approves their own plan.",
  ],
  opening: ["Đang mở danh sách…", "Opening the list…"],
  failed: ["Danh sách không mở được", "The list cannot be opened"],
  again: ["Thử lại", "Try again"],
  none: ["Chưa uỷ quyền cho ai", "Nobody is your deputy"],
  unit: ["Đơn vị", "Office"],
  deputy: ["Người được uỷ quyền", "Deputy"],
  choose: ["Chọn một người", "Choose somebody"],
  from: ["Từ lúc", "From"],
  until: ["Đến lúc", "Until"],
  send: ["Uỷ quyền", "Delegate"],
  given: ["Đã uỷ quyền cho {{name}} đến {{time}}", "{{name}} is your deputy until {{time}}"],
  span: ["{{from}} – {{until}}", "{{from}} – {{until}}"],
  running: ["đang có hiệu lực", "in force"],
  coming: ["chưa bắt đầu", "not begun"],
  over: ["đã hết", "over"],
  revoked: ["đã thu hồi", "revoked"],
  revoke: ["Thu hồi ngay", "Revoke now"],
  revoke_of: ["Thu hồi ngay uỷ quyền cho {{name}}", "Revoke now: the delegation to {{name}}"],
  someone: ["một người không còn trong danh sách", "somebody who is no longer listed"],
});
