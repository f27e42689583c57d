#include "domain/unit_csv.h"

namespace hotline {

CsvReader::CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

void CsvReader::skip_line() {
  const auto end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
  ++line_;
}

/// From after the opening quote to after the closing one; false where the text ends first.
bool CsvReader::read_quoted(std::string& field) {
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    if (c != '"') {
      field += c;
    } else if (at_ < text_.size() && text_[at_] == '"') {
      field += text_[at_++];
    } else {
      return true;
    }
  }
  return false;
}

std::optional<CsvRecord> CsvReader::next() {
  while (at_ < text_.size() && (text_[at_] == '#' || text_[at_] == '\n' || text_[at_] == '\r')) skip_line();
  if (at_ >= text_.size()) return std::nullopt;
  CsvRecord record{.line = line_, .fields = {""}};
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      break;
    }
    if (c == '\r' && (at_ == text_.size() || text_[at_] == '\n')) continue;
    if (c == separator_)
      record.fields.emplace_back();
    else if (c == '"' && record.fields.back().empty())
      record.quote_open = !read_quoted(record.fields.back());
    else
      record.fields.back() += c;
  }
  return record;
}

void append_csv(std::string& out, std::span<const std::string> fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i) out += ',';
    const std::string& field = fields[i];
    // A leading '#' would read back as a comment.
    if (field.find_first_of(",\"\r\n") == std::string::npos && !field.starts_with('#')) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) out += c == '"' ? std::string{"\"\""} : std::string{c};
    out += '"';
  }
  out += '\n';
}

}  // namespace hotline
