// Jobs that leave a trace which can be checked after a crash: each writes an entry, a case and an answer, so
// that half of a job, or a job done twice, shows. Keeps which of them were acknowledged.
#pragma once

#include <filesystem>
#include <mutex>
#include <set>
#include <string>

#include "store/store.h"

namespace hotline::store_test {

class Journal {
 public:
  Journal() = default;
  /// For work that goes on from a copy of the same database.
  Journal(const Journal& other)
      : acknowledged_(other.acknowledged_), submitted_(other.submitted_), refused_(other.refused_) {}

  /// Submits jobs number [first, first + count), at most `together` at a time, and waits for all of them.
  void submit(store::Store& store, std::uint64_t first, std::uint64_t count, std::uint32_t together);

  std::size_t acknowledged() const { return acknowledged_.size(); }
  std::size_t refused() const { return refused_; }

  /// Opens the file and looks: "" when it passes its integrity check, every
  /// acknowledged job is there once and whole, and every other one is there once and whole or not at all;
  /// otherwise what is wrong.
  std::string fault_in(const std::filesystem::path& database, const std::string& vfs) const;

 private:
  std::string fault_in_rows(store::Reader& db, std::uint64_t number) const;

  std::mutex guard_;
  std::set<std::uint64_t> acknowledged_, submitted_;
  std::size_t refused_ = 0;
};

}  // namespace hotline::store_test
