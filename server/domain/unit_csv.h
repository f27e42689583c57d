// Comma-separated values (RFC 4180), read record by record: quoted fields, doubled quotes, line ends of
// either kind, a byte order mark. Lines that begin with '#' are comments; empty lines are skipped. No input,
// however broken, is refused here: a quote that is never closed ends with the text and says so.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotline {

struct CsvRecord {
  std::size_t line = 0;  // where it begins; the first line is 1
  std::vector<std::string> fields;
  bool quote_open = false;
};

class CsvReader {
 public:
  /// `text` must outlive the reader.
  explicit CsvReader(std::string_view text, char separator = ',');
  std::optional<CsvRecord> next();

 private:
  void skip_line();
  bool read_quoted(std::string& field);

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Quotes a field where it must be, and ends the record with a line feed.
void append_csv(std::string& out, std::span<const std::string> fields);

}  // namespace hotline
