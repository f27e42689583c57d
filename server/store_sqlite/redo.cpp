#include "store_sqlite/redo.h"

#include <cstring>

namespace hotline::store_sqlite {
namespace {

template <class Plain>
void append(std::string& out, const Plain& plain) {
  out.append(reinterpret_cast<const char*>(&plain), sizeof plain);
}

template <class Plain>
Plain take(const char*& from) {
  Plain plain;
  std::memcpy(&plain, from, sizeof plain);
  from += sizeof plain;
  return plain;
}

Value take_value(const char*& from) {
  Value value;
  value.kind = take<Value::Kind>(from);
  if (value.kind == Value::Kind::integer) value.integer = take<std::int64_t>(from);
  if (value.kind != Value::Kind::text && value.kind != Value::Kind::blob) return value;
  const auto size = take<std::size_t>(from);
  value.bytes = {from, size};
  from += size;
  return value;
}

}  // namespace

void Redo::record(const Query& query, std::span<const Value> values) {
  changes_.push_back({&query, values.size()});
  for (const auto& value : values) {
    append(values_, value.kind);
    if (value.kind == Value::Kind::integer) append(values_, value.integer);
    if (value.kind != Value::Kind::text && value.kind != Value::Kind::blob) continue;
    append(values_, value.bytes.size());
    values_.append(value.bytes);
  }
}

Result<> Redo::replay(Connection& connection) const {
  const char* from = values_.data();
  std::vector<Value> values;
  for (const auto& change : changes_) {
    values.clear();
    for (std::size_t i = 0; i < change.values; ++i) values.push_back(take_value(from));
    if (auto again = connection.run_bound(*change.query, values); !again) return again;
  }
  return {};
}

void Redo::cut(const Mark& mark) {
  changes_.resize(mark.changes);
  values_.resize(mark.bytes);
}

}  // namespace hotline::store_sqlite
