// Reads a TOML file into a record of the contract, by reflection: a file of config/ has the keys, the kinds
// and the limits that the record's descriptor gives, and nothing of that is written twice.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"

namespace hotline {

inline constexpr std::size_t record_file_max_bytes = 256 * 1024;

/// At which line of the file a field stands, by its path: "lines[3].label".
using RecordLines = std::map<std::string, int>;

/// Keys are the names of the record's fields; texts, whole numbers, true or false, days (as texts or as
/// TOML's own), names of enum values, arrays, tables and [[tables]]. Refused with invalid_argument
/// record_file_invalid, each problem with the line and the path in it ("12: lines[3].label"): text that is no
/// TOML or too long, unknown keys, values of another type, and what the record's (rule)s refuse.
Result<RecordLines> read_record(std::string_view toml, google::protobuf::Message& into);

/// The same error for what a reader of the record finds wrong in it.
std::unexpected<Error> record_refused(std::vector<FieldError> problems);
/// "12: lines[3].field", with the line of the nearest part of the path that is known.
std::string line_and_path(const RecordLines& lines, const std::string& path);
/// "lines[3].field"
std::string path_at(std::string_view name, int index, std::string_view rest);

/// Gathers what is wrong in one file, by paths in its record.
class RecordProblems {
 public:
  explicit RecordProblems(const RecordLines& lines) : lines_(lines) {}
  void add(const std::string& path, std::string_view reason, Text text) {
    found_.push_back({line_and_path(lines_, path), reason, text});
  }
  template <class Record>
  Result<Record> over(Record record) {
    if (!found_.empty()) return record_refused(std::move(found_));
    return record;
  }

 private:
  const RecordLines& lines_;
  std::vector<FieldError> found_;
};

}  // namespace hotline
