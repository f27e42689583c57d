// The changes that the jobs of a batch have made so far, so that they can be made again after one job had to
// be undone together with them. The same statements with the same values on the same state give the same
// result.
//
// Why not a savepoint before each job: SQLite then copies every page that the job touches, some twenty for an
// intake, which takes a third of the writer's time; and jobs almost never fail once they have changed
// something.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/status.h"
#include "store_sqlite/connection.h"

namespace hotline::store_sqlite {

class Redo {
 public:
  /// Copies the values.
  void record(const Query& query, std::span<const Value> values);
  Result<> replay(Connection& connection) const;

  std::size_t size_bytes() const { return values_.size(); }

  struct Mark {
    std::size_t changes = 0, bytes = 0;
  };
  Mark mark() const { return {changes_.size(), values_.size()}; }
  /// Forgets what was recorded after the mark.
  void cut(const Mark& mark);

 private:
  struct Change {
    const Query* query;
    std::size_t values;  // how many
  };
  std::vector<Change> changes_;
  std::string values_;  // kind, then an integer or a length with its bytes
};

}  // namespace hotline::store_sqlite
