// Builds the Prometheus text exposition format, version 0.0.4. Names and label values come from the program,
// never from requests: a metric carries no personal data.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace hotline::net {

class MetricsText {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Starts a family; its samples follow. `type` is "counter", "gauge" or "histogram".
  void family(std::string_view name, std::string_view type, std::string_view help);
  /// `name` is the family's, or with a suffix ("_sum") of a histogram.
  void sample(std::string_view name, Labels labels, double value);
  void counter(std::string_view name, std::string_view help, std::uint64_t value);
  void gauge(std::string_view name, std::string_view help, double value);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace hotline::net
