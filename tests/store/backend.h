// What a database must offer to be put through the contract suite: a fresh, empty store, and the same one
// opened again. A second adapter joins by adding itself to backends().
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "store/store.h"

namespace hotline::store_test {

/// One database of one test; gone when it ends.
class Database {
 public:
  virtual ~Database() = default;
  virtual Result<std::unique_ptr<store::Store>> open(const store::Limits& limits) = 0;
};

struct Backend {
  std::string name;
  std::function<std::unique_ptr<Database>()> make;
};
inline void PrintTo(const Backend& backend, std::ostream* out) { *out << backend.name; }

std::vector<Backend> backends();

}  // namespace hotline::store_test
