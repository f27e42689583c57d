#include "sheet/owed.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/status.h"
#include "domain/case_time.h"

namespace hotline::sheet {
namespace {

/// A report over others is no sum of theirs.
constexpr Text counted_anew = {
    "Số liệu của báo cáo này được đếm lại từ các cuộc tiếp nhận và các ca, không phải là tổng của các báo "
    "cáo đã "
    "ký của đơn vị dưới: điều chỉnh mà các đơn vị ấy đã ký được ghi bên cạnh và không nằm trong các con số.",
    "The numbers of this report are counted anew from contacts and cases, and are not the sum of the signed "
    "reports of the offices below: corrections that those signed stand beside them, and are not in the "
    "numbers."};

std::uint32_t stands_for(std::uint32_t counted, const std::optional<std::uint32_t>& was_signed,
                         const std::optional<std::uint32_t>& corrected) {
  return corrected.value_or(was_signed.value_or(counted));
}

template <class Figure>
std::optional<std::uint32_t> signed_of(const Figure& figure) {
  return figure.has_signed_() ? std::optional(figure.signed_()) : std::nullopt;
}
template <class Figure>
std::optional<std::uint32_t> corrected_of(const Figure& figure) {
  return figure.has_corrected() ? std::optional(figure.corrected()) : std::nullopt;
}

/// Figures by dimension; lines that say nothing are left out.
void lay_lines(const v1::GetReportResponse& told, const FigureNames& names, v1::FilledReport& out) {
  v1::FilledTable* table = nullptr;
  auto dimension = v1::DIMENSION_UNSPECIFIED;
  for (const auto& line : told.lines()) {
    if (table == nullptr || line.dimension() != dimension) {
      dimension = line.dimension();
      table = out.add_tables();
      if (dimension == v1::DIMENSION_UNSPECIFIED) {
        table->mutable_title()->set_vi("Tổng số");
        table->mutable_title()->set_en("Totals");
      } else {
        const auto& title = names.of(dimension, "");
        set_words(*table->mutable_title(), title.empty() ? v1::Dimension_Name(dimension) : title);
      }
      table->add_columns()->set_vi("Số");
      table->mutable_columns(0)->set_en("Number");
    }
    const bool total = dimension == v1::DIMENSION_UNSPECIFIED;
    if (!total && line.counted() == 0 && line.signed_() == 0 && !line.has_corrected()) continue;
    add_row(*table, names.of(dimension, line.key()))
        .add_cells()
        ->set_number(stands_for(line.counted(), signed_of(line), corrected_of(line)));
  }
}

class Pages {
 public:
  Pages(const v1::GetReportResponse& told, const FigureNames& names, const OfficeNames& offices, bool english)
      : told_(told), names_(names), offices_(offices), english_(english) {}

  Grid corrections() {
    Grid out{say({"Điều chỉnh", "Corrections"}), {}};
    head(out, {{"Số liệu", "Number of"},
               {"Đếm được", "Counted"},
               {"Điều chỉnh", "Corrected"},
               {"Lý do", "Reason"}});
    for (const auto& line : told_.lines())
      if (line.has_corrected())
        row(out, {Cell::of(names_.of(line.dimension(), line.key())),
                  number(signed_of(line).value_or(line.counted())), number(line.corrected()),
                  Cell::of(line.reason())});
    for (const auto& one : told_.corrections())
      if (const auto* cell = cell_of(one))
        row(out,
            {Cell::of(english_ ? one.label().en() : one.label().vi()),
             number(signed_of(*cell).value_or(cell->number())), number(one.count()), Cell::of(one.reason())});
    return finished(std::move(out));
  }

  /// Of what was signed and is counted otherwise now.
  Grid differences() {
    Grid out{say({"Đã đổi từ khi ký", "Changed since signed"}), {}};
    head(out, {{"Số liệu", "Number of"}, {"Khi ký", "When signed"}, {"Đếm được lúc này", "Counted now"}});
    for (const auto& line : told_.lines())
      if (line.differs())
        row(out, {Cell::of(names_.of(line.dimension(), line.key())), number(line.signed_()),
                  number(line.counted())});
    for (const auto& table : told_.filled().tables())
      for (const auto& of : table.rows())
        for (int c = 0; c < of.cells_size(); ++c)
          if (const auto& cell = of.cells(c); cell.differs())
            row(out,
                {Cell::of(words(table.title()) + ": " + words(of.label()) + ", " + words(table.columns(c))),
                 number(cell.signed_(), of.share()), number(cell.number(), of.share())});
    return finished(std::move(out));
  }

  Grid below() {
    Grid out{say({"Các đơn vị dưới", "Offices below"}), {}};
    head(out, {{"Đơn vị", "Office"},
               {"Tình trạng", "State"},
               {"Trễ hạn", "Late"},
               {"Số điều chỉnh", "Corrections"},
               {"Nhận định", "What it says"}});
    for (const auto& one : told_.below())
      row(out, {Cell::of(offices_(one.report().key().unit())), Cell::of(say(state(one.report().state()))),
                Cell::of(one.report().late() ? say({"trễ", "late"}) : ""), number(one.report().corrections()),
                Cell::of(one.narrative())});
    if (!told_.below().empty()) out.lines.push_back({Line::Kind::note, {Cell::of(say(counted_anew))}});
    return finished(std::move(out));
  }

  std::string say(const Text& text) const { return std::string(english_ ? text.en : text.vi); }

 private:
  static Text state(v1::ReportState state) {
    switch (state) {
      case v1::REPORT_STATE_DRAFTED:
        return {"đang soạn", "being written"};
      case v1::REPORT_STATE_SIGNED:
        return {"đã ký gửi", "handed over"};
      case v1::REPORT_STATE_RETURNED:
        return {"bị trả lại", "returned"};
      case v1::REPORT_STATE_ACCEPTED:
        return {"đã tiếp nhận", "accepted"};
      default:
        return {"chưa nộp", "owed"};
    }
  }
  std::string words(const record::v1::Words& of) const { return english_ ? of.en() : of.vi(); }
  static Cell number(std::uint32_t count, bool share = false) {
    return {share ? Cell::Kind::share : Cell::Kind::number, {}, count, 0};
  }
  void head(Grid& out, std::initializer_list<Text> heads) {
    std::vector<Cell> cells;
    for (const auto& text : heads) cells.push_back(Cell::of(say(text)));
    out.lines.push_back({Line::Kind::head, std::move(cells)});
  }
  static void row(Grid& out, std::vector<Cell> cells) {
    out.lines.push_back({Line::Kind::figures, std::move(cells)});
  }
  /// One that would hold its head alone is none.
  static Grid finished(Grid out) {
    if (out.lines.size() == 1) out.lines.clear();
    return out;
  }
  /// The number that a correction is of; null where the form has none such any more.
  const v1::ReportCell* cell_of(const v1::ReportCorrection& one) const {
    if (one.table() < 1 || std::cmp_greater(one.table(), told_.filled().tables_size())) return nullptr;
    for (const auto& row : told_.filled().tables(static_cast<int>(one.table()) - 1).rows())
      if (row.row() == one.row() && row.key() == one.key() && one.column() >= 1 &&
          std::cmp_less_equal(one.column(), row.cells_size()))
        return &row.cells(static_cast<int>(one.column()) - 1);
    return nullptr;
  }

  const v1::GetReportResponse& told_;
  const FigureNames& names_;
  const OfficeNames& offices_;
  bool english_;
};

}  // namespace

v1::FilledReport standing(const v1::GetReportResponse& told, const FigureNames& names,
                          const OfficeNames& offices, Time now) {
  v1::FilledReport out;
  if (told.has_filled())
    out = told.filled();
  else
    lay_lines(told, names, out);
  for (auto& table : *out.mutable_tables())
    for (auto& row : *table.mutable_rows())
      for (auto& cell : *row.mutable_cells())
        if (cell.has_number())
          cell.set_number(stands_for(cell.number(), signed_of(cell), corrected_of(cell)));
  const auto& row = told.report();
  out.mutable_form()->set_form(row.key().duty());
  *out.mutable_form()->mutable_title() = row.name();
  out.mutable_form()->set_source(told.source());
  out.set_unit(row.key().unit());
  out.set_unit_name(offices(row.key().unit()));
  out.mutable_period()->set_first_day(row.key().first_day());
  out.mutable_period()->set_last_day(row.last_day());
  *out.mutable_made_at() = timestamp_of(now);
  return out;
}

std::vector<Grid> grids_of_owed(const v1::GetReportResponse& told, const v1::FilledReport& laid,
                                const FigureNames& names, const OfficeNames& offices, bool english) {
  auto grids = grids_of(laid, english ? v1::REPORT_LANGUAGE_ENGLISH : v1::REPORT_LANGUAGE_VIETNAMESE);
  Pages pages(told, names, offices, english);
  auto& first = grids.front().lines;
  if (!told.narrative().empty()) {
    first.push_back({Line::Kind::words, {}});
    first.push_back(
        {Line::Kind::table, {Cell::of(pages.say({"Nhận định của đơn vị", "What the office says"}))}});
    first.push_back({Line::Kind::words, {Cell::of(told.narrative())}});
  }
  for (auto grid : {pages.corrections(), pages.differences(), pages.below()}) {
    if (grid.lines.empty()) continue;
    // In the one sheet too, for a file of commas has no other.
    first.push_back({Line::Kind::words, {}});
    first.push_back({Line::Kind::table, {Cell::of(grid.name)}});
    first.insert(first.end(), grid.lines.begin(), grid.lines.end());
  }
  return grids;
}

}  // namespace hotline::sheet
