// Figures by dimension as tables of a report: statistics, so that their files are made of the same lines of
// cells as those of forms. What a figure counts is called as whoever asks calls it: those words are the
// clients' (v1.FigureWords).
//
// Plain functions, safe from any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "base/clock.h"
#include "hotline/v1/report_form.pb.h"

namespace hotline::sheet {

/// Words of keys and dimensions; the key itself where there are none.
class FigureNames {
 public:
  explicit FigureNames(const google::protobuf::RepeatedPtrField<v1::FigureWords>& words);
  const std::string& of(v1::Dimension dimension, const std::string& key) const;

 private:
  std::map<std::pair<v1::Dimension, std::string>, std::string> words_;
};

/// The name of an office by its key.
using OfficeNames = std::function<std::string(const std::string& unit)>;

/// The totals, then a table a dimension. What is hidden is hidden there, too.
v1::FilledReport laid_out(const v1::GetStatisticsRequest& asked, const v1::GetStatisticsResponse& figures,
                          const FigureNames& names, const OfficeNames& offices, Time now);

/// A row of one number, for a table of such.
v1::FilledRow& add_row(v1::FilledTable& table, const std::string& label);
void set_words(record::v1::Words& words, const std::string& both);

}  // namespace hotline::sheet
