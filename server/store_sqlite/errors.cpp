#include "store_sqlite/errors.h"

#include <sqlite3.h>

namespace hotline::store_sqlite {
namespace {

Error store_full() {
  return {Code::unavailable,
          "store_full",
          {"Đĩa đã đầy, chưa có gì được ghi. Hãy giải phóng chỗ trống rồi thử lại.",
           "The disk is full, nothing was written. Free some space and try again."}};
}

Error store_io() {
  return {Code::unavailable,
          "store_io",
          {"Đĩa báo lỗi khi đọc hoặc ghi. Hãy báo người quản trị máy chủ.",
           "The disk reported an error while reading or writing. Call the operator of the machine."}};
}

Error store_locked() {
  return {Code::unavailable,
          "store_locked",
          {"Một chương trình khác đang khoá cơ sở dữ liệu. Hãy đóng chương trình đó rồi thử lại.",
           "Another program holds a lock on the database. Close it and try again."}};
}

Error store_no_memory() {
  return {Code::unavailable,
          "store_no_memory",
          {"Máy chủ hết bộ nhớ, chưa có gì được ghi. Hãy thử lại.",
           "The machine is out of memory, nothing was written. Try again."}};
}

Error store_internal() {
  return {Code::internal,
          "store_internal",
          {"Cơ sở dữ liệu từ chối một lệnh của chương trình. Hãy báo người quản trị máy chủ.",
           "The database refused a statement of this program. Call the operator of the machine."}};
}

}  // namespace

Error error_of(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
      return store_full();
    case SQLITE_IOERR:
      return store_io();
    case SQLITE_CORRUPT:
      return store_damaged();
    case SQLITE_NOTADB:
      return not_our_database();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return store_locked();
    case SQLITE_NOMEM:
      return store_no_memory();
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return store_not_writable();
    case SQLITE_INTERRUPT:
      return read_too_long();
    default:
      return store_internal();
  }
}

Error not_our_database() {
  return {Code::failed_precondition,
          "not_our_database",
          {"Tệp này không phải là cơ sở dữ liệu của tổng đài. Hãy kiểm tra đường dẫn.",
           "This file is not a database of the hotline. Check the path."}};
}

Error database_in_use() {
  return {Code::failed_precondition,
          "database_in_use",
          {"Một tiến trình khác đang dùng cơ sở dữ liệu này. Hãy dừng nó trước.",
           "Another process is using this database. Stop it first."}};
}

Error database_missing() {
  return {Code::not_found,
          "database_missing",
          {"Không tìm thấy cơ sở dữ liệu. Hãy kiểm tra đường dẫn hoặc khởi tạo trước.",
           "There is no database here. Check the path, or run init first."}};
}

Error database_exists() {
  return {Code::already_exists,
          "database_exists",
          {"Đã có tệp ở đích; không ghi đè. Hãy chọn đường dẫn khác.",
           "There is a file at the target already; it is not overwritten. Choose another path."}};
}

Error schema_too_new() {
  return {Code::failed_precondition,
          "schema_too_new",
          {"Cơ sở dữ liệu do phiên bản mới hơn tạo ra. Hãy dùng phiên bản mới của chương trình.",
           "The database was written by a newer version. Use the newer program."}};
}

Error schema_too_old() {
  return {Code::failed_precondition,
          "schema_too_old",
          {"Cơ sở dữ liệu thuộc phiên bản cũ. Hãy khởi động dịch vụ một lần để nâng cấp.",
           "The database is of an older version. Start the service once to bring it up to date."}};
}

Error schema_changed() {
  return {Code::failed_precondition,
          "schema_changed",
          {"Cấu trúc cơ sở dữ liệu không khớp với chương trình này. Hãy dùng đúng phiên bản chương trình.",
           "The structure of the database is not the one this program made. Use the program that made it."}};
}

Error store_not_writable() {
  return {Code::failed_precondition,
          "store_not_writable",
          {"Không mở hoặc không ghi được cơ sở dữ liệu. Hãy kiểm tra quyền trên tệp và thư mục.",
           "The database cannot be opened or written. Check the permissions of the file and its directory."}};
}

Error store_damaged() {
  return {Code::data_loss,
          "store_damaged",
          {"Cơ sở dữ liệu bị hỏng. Hãy báo người quản trị máy chủ và khôi phục bản sao lưu.",
           "The database is damaged. Call the operator of the machine, and restore a backup."}};
}

Error store_stopping() {
  return {Code::unavailable,
          "store_stopping",
          {"Dịch vụ đang dừng. Hãy thử lại sau.", "The service is stopping. Try again later."}};
}

Error store_busy() {
  return {Code::resource_exhausted,
          "store_busy",
          {"Hệ thống đang quá tải. Hãy thử lại sau giây lát.",
           "The service is overloaded. Try again in a moment."}};
}

Error store_read_only() {
  return {Code::failed_precondition,
          "store_read_only",
          {"Cơ sở dữ liệu chỉ được mở để đọc.", "The database is open for reading only."}};
}

Error read_too_long() {
  return {Code::deadline_exceeded,
          "read_too_long",
          {"Truy vấn mất quá nhiều thời gian. Hãy thu hẹp phạm vi rồi thử lại.",
           "The query took too long. Narrow it down and try again."}};
}

Error page_token_invalid() {
  return {Code::invalid_argument,
          "page_token_invalid",
          {"Mã trang không hợp lệ. Hãy mở lại danh sách từ đầu.",
           "The page token is not valid. Start the list again."}};
}

}  // namespace hotline::store_sqlite
