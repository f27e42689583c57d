#include "api/page.h"

#include "rpc/wire_error.h"

namespace hotline::api {
namespace {
/// A token is good for the method that made it, and no other.
IdBytes row_of(const service::Reading& reading) {
  return reading.world.keys.lookup("page", reading.demand.method);
}
}  // namespace

std::string page_token(const service::Reading& reading, const std::string& after) {
  if (after.empty()) return {};
  return rpc::base64(reading.world.keys.seal(evidence::VaultKey::answers, row_of(reading), after));
}

Result<std::string> page_key(const service::Reading& reading, const std::string& token) {
  if (token.empty()) return std::string();
  if (const auto sealed = rpc::base64_decoded(token))
    if (auto key = reading.world.keys.unseal(evidence::VaultKey::answers, row_of(reading), *sealed))
      return key;
  return fail(Code::invalid_argument, "page_token_unknown",
              {"Mã trang không dùng được nữa. Hãy tải lại danh sách.",
               "This page token is of no use. Load the list again."});
}

}  // namespace hotline::api
