// A sheet read off as tables: of what was counted, or of figures that may be handed on.
#include <algorithm>

#include "domain/case_fact.h"
#include "domain/publication.h"
#include "domain/report_sheet.h"

namespace hotline {
namespace {

using Shown = std::optional<std::uint64_t>;  // nothing: hidden

/// The figures that may be handed on, as numbers of a cell.
class Published {
 public:
  explicit Published(const v1::GetStatisticsResponse& figures) : figures_(figures) {}

  Shown total(bool cases, std::size_t side) const {
    for (const auto& figure : figures_.totals())
      if (figure.key() == (cases ? "cases" : "contacts")) return of(figure, side);
    return std::nullopt;
  }

  /// A key that the figures do not have counts nobody in any office of that year.
  Shown figure(v1::Dimension dimension, const std::string& key, std::size_t side) const {
    for (const auto& breakdown : figures_.breakdowns())
      if (breakdown.dimension() == dimension)
        for (const auto& figure : breakdown.figures())
          if (figure.key() == key) return of(figure, side);
    return 0;
  }

  /// A code that a form names by itself counts under every list (codes_in_force.h), each of which has a
  /// figure of its own.
  Shown of_every_list(v1::Dimension dimension, const std::string& key, std::size_t side) const {
    auto out = figure(dimension, key, side);
    if (list_of(dimension).empty()) return out;
    for (const auto& breakdown : figures_.breakdowns())
      if (breakdown.dimension() == dimension)
        for (const auto& figure : breakdown.figures())
          if (figure.key().starts_with(key + "@")) {
            const auto one = of(figure, side);
            out = out && one ? Shown(*out + *one) : std::nullopt;
          }
    return out;
  }

  /// Conditions on one dimension alone; what those on several would count together is in no published figure.
  /// `of_list`: of a code as one list has it.
  Shown cell(const std::vector<v1::ReportCondition>& among, bool of_list, bool cases,
             std::size_t side) const {
    if (of_list && among.size() == 1 && is_for_others(among.front().dimension()))
      return figure(among.front().dimension(), among.front().keys(0), side);
    if (among.empty()) return total(cases, side);
    const auto dimension = among.front().dimension();
    if (among.size() > 1 || !is_for_others(dimension)) return std::nullopt;
    const auto& one = among.front();
    const bool several = counts_several(dimension) && dimension != v1::DIMENSION_CONTACT_REASON;
    if (several && one.keys_size() + one.except_size() != 1) return std::nullopt;  // who counts twice?
    std::vector<std::string> keys(one.keys().begin(), one.keys().end());
    for (const auto& key : one.except())
      if (!one.keys().empty()) std::erase(keys, key);
    if (!one.keys().empty()) return sum(dimension, keys, side);
    const auto whole = total(cases, side);
    const auto rest = sum(dimension, {one.except().begin(), one.except().end()}, side);
    if (!whole || !rest || *rest > *whole) return std::nullopt;
    return shown(*whole - *rest);
  }

 private:
  static Shown of(const v1::Figure& figure, std::size_t side) {
    if (side == 0 ? !figure.has_count() : !figure.has_compared()) return std::nullopt;
    return side == 0 ? figure.count() : figure.compared();
  }
  /// The figures hide all from which a small number could be worked out; should one come out, it stays here.
  static Shown shown(std::uint64_t count) {
    return count > 0 && count < shown_min ? std::nullopt : Shown(count);
  }
  Shown sum(v1::Dimension dimension, const std::vector<std::string>& keys, std::size_t side) const {
    std::uint64_t out = 0;
    for (const auto& key : keys) {
      const auto one = of_every_list(dimension, key, side);
      if (!one) return std::nullopt;
      out += *one;
    }
    return shown(out);
  }

  const v1::GetStatisticsResponse& figures_;
};

void put(v1::ReportCell& cell, Shown number, std::size_t side) {
  const auto value = static_cast<std::uint32_t>(std::min<std::uint64_t>(number.value_or(0), UINT32_MAX));
  if (side == 0)
    number ? cell.set_number(value) : cell.set_hidden(true);
  else
    number ? cell.set_compared(value) : cell.set_compared_hidden(true);
}

/// In tenths of a percent. A share of nothing is no number, and nothing hidden.
void put_share(v1::ReportCell& cell, Shown part, Shown whole, std::size_t side) {
  if (!part || !whole) return put(cell, std::nullopt, side);
  if (*whole != 0) put(cell, (*part * 1000 + *whole / 2) / *whole, side);
}

}  // namespace

/// Puts rows and their cells; where the numbers come from is the caller's.
class ReportSheet::Filling {
 public:
  Filling(const ReportSheet& sheet, bool compared, v1::FilledReport& into)
      : sheet_(sheet), counted_(compared ? sides : 1), into_(into) {}

  /// number(cell, office or null, side)
  template <class NumberOf>
  void whole(std::span<const ReportOffice> offices, const NumberOf& number) {
    for (const auto& table : sheet_.tables_) {
      auto& out = *into_.add_tables();
      out = table.words;
      for (const auto& row : table.rows) {
        if (row.by_office)
          for (const auto& office : offices) {
            auto& filled = *out.add_rows();
            filled = row.words;
            filled.set_key(office.key);
            filled.set_code(office.key.substr(0, office.key.find('@')));
            filled.mutable_label()->set_vi(office.name);
            filled.mutable_label()->set_en(office.name);
            cells(row, filled,
                  [&](const Cell& cell, std::size_t side) { return number(cell, &office.key, side); });
          }
        else if (!row.only_if_any || counts_any(row, number))
          one(table, row, *out.add_rows(),
              [&](const Cell& cell, std::size_t side) { return number(cell, nullptr, side); });
      }
    }
  }

 private:
  template <class NumberOf>
  bool counts_any(const Row& row, const NumberOf& number) const {
    return std::ranges::any_of(row.cells, [&](const Cell& cell) {
      for (std::size_t side = 0; side < counted_; ++side)
        if (number(cell, nullptr, side).value_or(0) != 0) return true;
      return false;
    });
  }
  template <class NumberOf>
  void one(const Table& table, const Row& row, v1::FilledRow& filled, const NumberOf& number) {
    filled = row.words;
    if (!row.words.share()) return cells(row, filled, number);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto& cell = *filled.add_cells();
      for (std::size_t side = 0; side < counted_; ++side)
        put_share(cell, number(row.cells[i], side), number(table.rows[row.whole].cells[i], side), side);
    }
  }
  template <class NumberOf>
  void cells(const Row& row, v1::FilledRow& filled, const NumberOf& number) {
    for (const auto& of : row.cells) {
      auto& cell = *filled.add_cells();
      for (std::size_t side = 0; side < counted_; ++side) put(cell, number(of, side), side);
    }
  }

  const ReportSheet& sheet_;
  std::size_t counted_;
  v1::FilledReport& into_;
};

void ReportSheet::fill(std::span<const ReportOffice> offices, const NameOf& name_of, bool compared,
                       v1::FilledReport& into) {
  take_contacts();
  take_reasons();
  take_children();
  std::vector<ReportOffice> all(offices.begin(), offices.end());
  for (const auto& table : tables_)
    for (const auto& row : table.rows)
      for (const auto& cell : row.cells)
        for (const auto& [office, count] : cell.by_office)
          if (std::ranges::find(all, office, &ReportOffice::key) == all.end())
            all.push_back({office, name_of(office)});
  Filling(*this, compared, into)
      .whole(all, [](const Cell& cell, const std::string* office, std::size_t side) -> Shown {
        if (office == nullptr) return cell.count[side];
        const auto found = cell.by_office.find(*office);
        return found == cell.by_office.end() ? 0 : found->second[side];
      });
}

std::vector<v1::Dimension> ReportSheet::dimensions() const {
  std::set<v1::Dimension> out;  // with one of each kind, which brings the total
  if (contacts_ || reasons_) out.insert(v1::DIMENSION_CONTACT_CLASS);
  if (cases_) out.insert(v1::DIMENSION_CASE_SEX);
  for (const auto& table : tables_)
    for (const auto& row : table.rows)
      for (const auto& cell : row.cells) {
        if (row.by_office)
          out.insert(cell.of == Of::cases ? v1::DIMENSION_CASE_UNIT : v1::DIMENSION_CONTACT_UNIT);
        for (const auto& one : cell.among) out.insert(one.dimension());
      }
  return {out.begin(), out.end()};
}

void ReportSheet::fill_published(const v1::GetStatisticsResponse& figures,
                                 std::span<const ReportOffice> offices, bool compared,
                                 v1::FilledReport& into) const {
  const Published published(figures);
  Filling(*this, compared, into)
      .whole(offices, [&](const Cell& cell, const std::string* office, std::size_t side) -> Shown {
        const bool cases = cell.of == Of::cases;
        if (office == nullptr) return published.cell(cell.among, cell.of_list, cases, side);
        // What an office has of its own is in no published figure either.
        if (!cell.among.empty() || *office == figures.unit()) return std::nullopt;
        return published.figure(cases ? v1::DIMENSION_CASE_UNIT : v1::DIMENSION_CONTACT_UNIT, *office, side);
      });
}

}  // namespace hotline
