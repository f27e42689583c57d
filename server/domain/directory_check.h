// The checks that make a list of units a directory; used by Directory::build only.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/directory.h"

namespace hotline {

class DirectoryCheck {
 public:
  /// `units` sorted by key; `rows[i]` is where units[i] stood in the list that was given.
  DirectoryCheck(std::span<const Unit> units, std::span<const std::size_t> rows)
      : units_(units), rows_(rows) {}

  /// Every problem, in the order of the rows.
  std::vector<UnitProblem> problems();

 private:
  void check_alone(std::size_t i);
  void check_code(std::size_t i);
  void check_parent(std::size_t i);
  void check_successors(std::size_t i);
  void check_helpline();
  void found(std::size_t i, std::string_view reason, Text text) {
    problems_.push_back({rows_[i], reason, text});
  }
  const Unit* find(const UnitKey& key) const;

  std::span<const Unit> units_;
  std::span<const std::size_t> rows_;
  std::vector<UnitProblem> problems_;
};

}  // namespace hotline
