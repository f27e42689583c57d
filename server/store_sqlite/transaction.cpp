#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

constexpr Query open_savepoint = {"open_savepoint", "SAVEPOINT job"};
constexpr std::size_t redo_bytes_max = 4 << 20;

}  // namespace

Result<> Transaction::change_bound(const Query& query, std::span<const Value> values) {
  // The transaction may be no more: what a heedless job changes now would be committed by itself.
  if (connection_.failure()) return fail(*connection_.failure());
  if (!marks_.changed && !redo_) {
    if (auto opened = connection_.run(open_savepoint); !opened) return opened;
    marks_.savepoint = true;
  }
  marks_.changed = true;
  if (marks_.recorded) {
    redo_->record(query, values);
    marks_.recorded = redo_->size_bytes() <= redo_bytes_max;
  }
  return connection_.run_bound(query, values);
}

}  // namespace hotline::store_sqlite
