// A line of the bench: printed for people or as JSON, and compared with the same line of an earlier run.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotline::bench {

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  double floor = 0;       // 0: none
  std::string goal = {};  // "≥ 0.60 × F"
  bool reached = true;    // only where there is a goal

  /// What may be held against another run: the share of the floor where there is one, since machines drift.
  double comparable() const { return floor > 0 ? value / floor : value; }
};

Figure plain(std::string name, double value, std::string unit);
Figure at_least_share(std::string name, double value, std::string unit, double floor, double goal);
Figure at_most(std::string name, double value, std::string unit, double limit);
Figure at_least(std::string name, double value, std::string unit, double limit);

/// What a line is found by in another run: figures that are indented, as "  p99", belong to the last one that
/// is not, and the same name stands under several of these.
class Headings {
 public:
  std::string key(const std::string& name);

 private:
  std::string last_;
};

class Report {
 public:
  Report(bool json, const std::optional<std::filesystem::path>& earlier);
  void add(const std::vector<Figure>& figures);
  /// Goals that were missed.
  int missed() const { return missed_; }

 private:
  void print_line(const Figure& figure);

  bool json_;
  int missed_ = 0;
  Headings headings_;
  std::map<std::string, double> earlier_;  // comparable(), by Headings::key
};

}  // namespace hotline::bench
