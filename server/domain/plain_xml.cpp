#include "domain/plain_xml.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>

namespace hotline {
namespace {

constexpr int depth_max = 64;
constexpr std::size_t piece_bytes = 1U << 20;

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Reading {
  XML_Parser parser;
  XmlVisitor& visitor;
  int depth = 0;
  bool failed = false;

  void stop() {
    failed = true;
    XML_StopParser(parser, XML_FALSE);
  }
  void check() {
    if (visitor.has_failed()) stop();
  }
};

Reading& of(void* reading) { return *static_cast<Reading*>(reading); }

void on_open(void* user, const char* name, const char** attributes) {
  Reading& reading = of(user);
  if (reading.failed) return;
  if (++reading.depth > depth_max) return reading.stop();
  reading.visitor.open(local(name), XmlAttributes{attributes});
  reading.check();
}

void on_close(void* user, const char* name) {
  Reading& reading = of(user);
  if (reading.failed) return;
  --reading.depth;
  reading.visitor.close(local(name));
  reading.check();
}

void on_text(void* user, const char* text, int size) {
  Reading& reading = of(user);
  if (reading.failed) return;
  reading.visitor.text({text, static_cast<std::size_t>(size)});
  reading.check();
}

void on_document_type(void* user, const char*, const char*, const char*, int) { of(user).stop(); }

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2)
    if (local(at[0]) == name) return at[1];
  return {};
}

bool read_xml(std::string_view xml, XmlVisitor& visitor) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser{
      XML_ParserCreate(nullptr), &XML_ParserFree};
  if (!parser) return false;
  Reading reading{parser.get(), visitor};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  for (std::size_t at = 0;; at += piece_bytes) {
    const auto piece = xml.substr(std::min(at, xml.size()), piece_bytes);
    const bool last = at + piece_bytes >= xml.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE) !=
        XML_STATUS_OK)
      return false;
    if (last) return !reading.failed;
  }
}

}  // namespace hotline
