#include "rpc/faults.h"

namespace hotline::rpc {

Error too_large() {
  return {Code::resource_exhausted, "too_large", {"Thông điệp quá lớn.", "The message is too large."}};
}
Error bodies_busy() {
  return {Code::resource_exhausted,
          "bodies_busy",
          {"Máy chủ đang nhận quá nhiều dữ liệu cùng lúc. Hãy thử lại sau ít giây.",
           "The server is receiving too much at once. Try again in a few seconds."}};
}
Error bad_compression() {
  return {
      Code::invalid_argument, "bad_compression", {"Dữ liệu nén gzip bị hỏng.", "The gzip data is broken."}};
}
Error compression_unknown() {
  return {Code::unimplemented,
          "compression_unknown",
          {"Máy chủ chỉ nhận nén gzip hoặc không nén.", "The server accepts gzip or no compression."}};
}
Error compression_unexpected() {
  return {Code::internal,
          "compression_unexpected",
          {"Thông điệp được nén nhưng không báo cách nén.",
           "A message is compressed, but no compression was announced."}};
}
Error method_not_supported() {
  return {Code::unimplemented,
          "method_unimplemented",
          {"Máy chủ không có phương thức này.", "The server does not have this method."}};
}
Error bad_protocol_version() {
  return {Code::invalid_argument,
          "bad_protocol_version",
          {"Phiên bản giao thức Connect phải là 1.", "The version of the Connect protocol must be 1."}};
}
Error bad_timeout() {
  return {Code::invalid_argument,
          "bad_timeout",
          {"Connect-Timeout-Ms phải là số nguyên có nhiều nhất mười chữ số.",
           "Connect-Timeout-Ms must be an integer of at most ten digits."}};
}
Error deadline_passed() {
  return {Code::deadline_exceeded,
          "deadline_exceeded",
          {"Đã hết thời gian chờ.", "The time allowed has run out."}};
}
Error server_stopping() {
  return {Code::unavailable,
          "server_stopping",
          {"Máy chủ đang dừng. Hãy thử lại.", "The server is stopping. Try again."}};
}
Error caller_gone() { return {Code::canceled, "canceled", {"Bên gọi đã hủy.", "The caller has gone."}}; }
Error unexpected_failure() {
  return {Code::internal,
          "internal",
          {"Máy chủ gặp lỗi ngoài dự kiến.", "The server met an unexpected failure."}};
}

}  // namespace hotline::rpc
