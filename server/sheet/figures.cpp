#include "sheet/figures.h"

#include "domain/case_fact.h"
#include "domain/case_time.h"

namespace hotline::sheet {
namespace {

bool by_office(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_CONTACT_UNIT || dimension == v1::DIMENSION_CASE_UNIT;
}

void put(v1::ReportCell& cell, const v1::Figure& figure, bool compared) {
  figure.has_count() ? cell.set_number(figure.count()) : cell.set_hidden(true);
  if (!compared) return;
  figure.has_compared() ? cell.set_compared(figure.compared()) : cell.set_compared_hidden(true);
}

}  // namespace

FigureNames::FigureNames(const google::protobuf::RepeatedPtrField<v1::FigureWords>& words) {
  for (const auto& one : words) words_[{one.dimension(), one.key()}] = one.words();
}

const std::string& FigureNames::of(v1::Dimension dimension, const std::string& key) const {
  const auto found = words_.find({dimension, key});
  return found == words_.end() ? key : found->second;
}

void set_words(record::v1::Words& words, const std::string& both) {
  words.set_vi(both);
  words.set_en(both);
}

v1::FilledRow& add_row(v1::FilledTable& table, const std::string& label) {
  auto& row = *table.add_rows();
  set_words(*row.mutable_label(), label);
  return row;
}

v1::FilledReport laid_out(const v1::GetStatisticsRequest& asked, const v1::GetStatisticsResponse& figures,
                          const FigureNames& names, const OfficeNames& offices, Time now) {
  v1::FilledReport out;
  out.mutable_form()->set_form("statistics");
  out.mutable_form()->mutable_title()->set_vi("Thống kê");
  out.mutable_form()->mutable_title()->set_en("Statistics");
  out.set_unit(figures.unit());
  if (!figures.unit().empty()) out.set_unit_name(offices(figures.unit()));
  out.set_tree(asked.tree());
  *out.mutable_period() = asked.period();
  if (asked.has_compared_with()) *out.mutable_compared_with() = asked.compared_with();
  out.set_for_others(asked.for_others());
  *out.mutable_made_at() = timestamp_of(now);
  const auto table_of = [&](const std::string& vi, const std::string& en) -> v1::FilledTable& {
    auto& table = *out.add_tables();
    table.mutable_title()->set_vi(vi);
    table.mutable_title()->set_en(en);
    auto& column = *table.add_columns();
    column.set_vi("Số");
    column.set_en("Number");
    return table;
  };
  auto& totals = table_of("Tổng số", "Totals");
  for (const auto& figure : figures.totals())
    put(*add_row(totals, names.of(v1::DIMENSION_UNSPECIFIED, figure.key())).add_cells(), figure,
        asked.has_compared_with());
  for (const auto& breakdown : figures.breakdowns()) {
    const auto dimension = breakdown.dimension();
    const auto& title = names.of(dimension, "");
    const auto& named = title.empty() ? v1::Dimension_Name(dimension) : title;
    auto& table = table_of(named, named);
    for (const auto& figure : breakdown.figures())
      put(*add_row(table, by_office(dimension) ? offices(figure.key()) : names.of(dimension, figure.key()))
               .add_cells(),
          figure, asked.has_compared_with());
    if (breakdown.several()) {
      table.mutable_note()->set_vi("Một cuộc hoặc một ca có thể thuộc nhiều mục.");
      table.mutable_note()->set_en("A contact or case may count for several.");
    }
  }
  return out;
}

}  // namespace hotline::sheet
