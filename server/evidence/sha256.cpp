#include "evidence/sha256.h"

#include <openssl/evp.h>

#include <memory>

#include "base/status.h"

namespace hotline::evidence {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

Hash sha256(std::string_view bytes) {
  // Fetched once: an implicit fetch at every call costs more than hashing an entry.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  Hash out;
  unsigned length = 0;
  const bool done = algorithm && context && EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), out.data(), &length) == 1;
  HOTLINE_CHECK(done && length == out.size());
  return out;
}

}  // namespace hotline::evidence
