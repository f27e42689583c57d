#include "net/metrics_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace hotline::net {

void MetricsText::family(std::string_view name, std::string_view type, std::string_view help) {
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  text_.append(name).append(" ").append(type).append("\n");
}

void MetricsText::sample(std::string_view name, Labels labels, double value) {
  text_.append(name);
  char before = '{';
  for (const auto& [key, text] : labels) {
    text_.append(1, before).append(key).append("=\"");
    for (const char c : text) {
      if (c == '"' || c == '\\') text_ += '\\';
      c == '\n' ? text_.append("\\n") : text_.append(1, c);
    }
    text_ += '"';
    before = ',';
  }
  if (before == ',') text_ += '}';
  if (std::isinf(value)) {  // as the format spells it
    text_.append(value > 0 ? " +Inf\n" : " -Inf\n");
    return;
  }
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text_.append(" ").append(digits.data(), end).append("\n");
}

void MetricsText::counter(std::string_view name, std::string_view help, std::uint64_t value) {
  family(name, "counter", help);
  sample(name, {}, static_cast<double>(value));
}

void MetricsText::gauge(std::string_view name, std::string_view help, double value) {
  family(name, "gauge", help);
  sample(name, {}, value);
}

}  // namespace hotline::net
