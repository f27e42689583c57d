#include "store_sqlite/list_key.h"

#include <algorithm>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

constexpr std::size_t integer_bytes = 8, id_size = 16;

void append_integer(std::string& out, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8)
    out += static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xff);
}

std::int64_t take_integer(std::string_view& in) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < integer_bytes; ++i) value = value << 8 | static_cast<std::uint8_t>(in[i]);
  in.remove_prefix(integer_bytes);
  return static_cast<std::int64_t>(value);
}

void append_id(std::string& out, const IdBytes& id) {
  out.append(reinterpret_cast<const char*>(id.data()), id.size());
}

IdBytes take_id(std::string_view& in) {
  IdBytes id;
  std::copy_n(in.begin(), id_size, reinterpret_cast<char*>(id.data()));
  in.remove_prefix(id_size);
  return id;
}

}  // namespace

std::string NewestKey::token() const {
  std::string out;
  append_integer(out, at);
  append_id(out, id);
  return out;
}

Result<NewestKey> NewestKey::parse(std::string_view token) {
  NewestKey key;
  if (token.empty()) return key;
  if (token.size() != integer_bytes + id_size) return fail(page_token_invalid());
  key.at = take_integer(token);
  key.id = take_id(token);
  return key;
}

std::string QueueKey::token() const {
  std::string out;
  for (const auto value : {calm, due, received_at}) append_integer(out, value);
  append_id(out, id);
  return out;
}

Result<QueueKey> QueueKey::parse(std::string_view token) {
  QueueKey key;
  if (token.empty()) return key;
  if (token.size() != 3 * integer_bytes + id_size) return fail(page_token_invalid());
  key.calm = take_integer(token);
  key.due = take_integer(token);
  key.received_at = take_integer(token);
  key.id = take_id(token);
  return key;
}

}  // namespace hotline::store_sqlite
