// XML 1.0 as programs write it among themselves, read by expat: elements, attributes, text. A document type
// is refused, and with it every entity that is not XML's own: nothing expands, nothing is fetched. Names come
// without their prefix. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace hotline {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty where there is none of that name.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;  // expat's: name, value, …, null
};

class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  virtual void open(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void close(std::string_view element) = 0;
  virtual void text(std::string_view piece) = 0;
  /// Asked after each of these: true ends the reading, which then has failed.
  virtual bool has_failed() const { return false; }
};

/// False where it is not well-formed, deeper than 64 elements, has a document type, or the visitor failed.
bool read_xml(std::string_view xml, XmlVisitor& visitor);

}  // namespace hotline
