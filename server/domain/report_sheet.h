// A report form laid out as rows, and what is counted put into its cells: first everything is handed over
// that a period counts, then the sheet is read off. Or, for others, the cells are read off the figures that
// may be handed on (service/statistics.h), so that a report tells nothing that those do not: every number in
// it is one of theirs, a sum of them, or a difference to their total.
//
// Promises: the same numbers, whatever the order in which things are handed over. Plain values: no thread
// rules.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/status.h"
#include "domain/codes_in_force.h"
#include "domain/report_form.h"
#include "hotline/history/v1/statistics.pb.h"

namespace hotline {

/// An office that has a row of its own in tables by office.
struct ReportOffice {
  std::string key, name;
};

/// Names a cell: its table, row and column as the form has them, the first of each is 1; and of a row that
/// `each` makes, the office or code (FilledRow.key).
struct CellName {
  std::uint32_t table = 0, row = 0, column = 0;
  std::string key;
};

class ReportSheet {
  struct Cell;

 public:
  /// Sides: of the period (0), and of the one compared with (1).
  static constexpr std::size_t sides = 2;
  using Hours = std::array<std::uint32_t, 24>;

  /// `spans`: the days of both sides, which say whose lists its rows have (codes_in_force.h). `lists` outlive
  /// it.
  ReportSheet(const v1::ReportForm& form, std::span<const record::v1::CodeList> lists,
              std::span<const DaySpan> spans = {});

  bool counts_contacts() const { return contacts_; }
  bool counts_reasons() const { return reasons_; }
  bool counts_cases() const { return cases_; }

  /// `office`: the one directly below, as tables by office name it.
  void add_contacts(std::uint32_t contact_class, std::uint32_t channel, std::uint32_t call_type,
                    const Hours& hours, const std::string& office, std::size_t side);
  /// Contacts of that class and day that gave this reason.
  void add_reason(const std::string& code, std::uint32_t contact_class, std::uint32_t count, std::int32_t day,
                  const std::string& office, std::size_t side);
  /// `id`: of the case, by which those that are linked with it name it.
  void add_case(const history::v1::CaseFact& fact, const CaseId& id, Time now, const std::string& office,
                std::size_t side);

  using NameOf = std::function<std::string(const std::string& key)>;
  /// What was handed over, as tables. Offices that are not among these, but count something, come after them.
  void fill(std::span<const ReportOffice> offices, const NameOf& name_of, bool compared,
            v1::FilledReport& into);

  /// A cell about cases; lives as long as the sheet.
  class CaseCell {
    friend class ReportSheet;
    const Cell* cell = nullptr;
    std::optional<std::string> office;  // of a row for each office
  };
  /// invalid_argument cell_unknown: the form has none such; cell_without_cases: it counts contacts, is a
  /// share, or the row has words alone. The error names the field of ListCasesOfCellRequest.
  Result<CaseCell> case_cell(const CellName& name) const;
  /// Whether add_case() counts that case in that cell.
  bool counts(const CaseCell& cell, const history::v1::CaseFact& fact, Time now,
              const std::string& office) const;

  using OfficeName = std::function<std::optional<std::string>(const std::string& key)>;
  /// What a number of the form is called, of its table, row and column; nothing where the form has no such
  /// number, where it is a share (worked out of others), or its row is of an office that has no name.
  std::optional<record::v1::Words> number_label(const CellName& name, const OfficeName& office) const;

  /// What the figures for others must have for fill_published().
  std::vector<v1::Dimension> dimensions() const;
  /// The tables as they may be handed on. `figures`: for others.
  void fill_published(const v1::GetStatisticsResponse& figures, std::span<const ReportOffice> offices,
                      bool compared, v1::FilledReport& into) const;

 private:
  using Number = std::array<std::uint64_t, sides>;
  enum class Of : std::uint8_t { nothing, contacts, reasons, cases };
  /// Of one dimension, its keys as bits.
  struct Clause {
    v1::Dimension dimension = v1::DIMENSION_UNSPECIFIED;
    std::uint64_t any = 0, none = 0;  // any: 0 for no such demand
  };
  struct Cell {
    Of of = Of::nothing;
    std::vector<v1::ReportCondition> among;  // keys as figures have them
    bool of_list = false;                    // the first of them is of a code as one list has it
    std::vector<Clause> clauses;
    std::set<std::string> codes;  // of reasons
    Number count{};
    std::map<std::string, Number> by_office;  // of a row for each office
    // Where each child counts once: cases that are linked with others, by the office of the row and side.
    std::map<std::pair<std::string, std::size_t>, std::set<std::string>> linked;
  };
  struct Row {
    v1::FilledRow words;  // without cells
    bool by_office = false;
    bool only_if_any = false;  // shown where it counts something
    std::string share_of;      // code of a row,
    std::size_t whole = 0;     // and its place in the table
    std::vector<Cell> cells;
  };
  struct Table {
    v1::FilledTable words;  // without rows
    bool each_child_once = false;
    std::vector<Row> rows;
  };
  using Bits = std::array<std::uint64_t, v1::Dimension_ARRAYSIZE>;                 // which keys, by dimension
  using Given = std::tuple<std::string, std::string, std::uint32_t, std::string>;  // code, as its list has it
  using Kind = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string>;

  class Filling;
  void lay_out(const v1::ReportTable& table);
  void lay_out_codes(const v1::ReportTable& table, const v1::ReportFormRow& row, std::uint32_t place,
                     Table& out);
  const Row* find_row(const Table& table, const CellName& name) const;
  Row row_of(const v1::ReportTable& table, const v1::ReportFormRow& row, const v1::ReportCondition* each);
  Cell cell_of(const v1::ReportTable& table, const v1::ReportFormRow& row, const v1::ReportColumn& column,
               const v1::ReportCondition* each);
  void compile(Cell& cell);
  std::string as_listed(v1::Dimension dimension, const std::string& code, std::int32_t day) const;
  std::uint64_t bit_of(v1::Dimension dimension, const std::string& key);
  Bits bits_of(const history::v1::CaseFact& fact, Time now) const;
  static bool holds(const Cell& cell, const Bits& bits);
  static void add(const Row& row, Cell& cell, std::uint64_t count, const std::string& office,
                  std::size_t side);
  template <class Each>
  void each_cell(Of of, Each&& each);
  void join(const history::v1::CaseFact& fact, const std::string& id);
  std::string child_of(std::string id) const;
  void take_children();
  void take_contacts();
  void take_reasons();

  CodesInForce in_force_;
  std::vector<Table> tables_;
  bool contacts_ = false, reasons_ = false, cases_ = false, by_office_ = false;
  std::map<v1::Dimension, std::map<std::string, std::uint64_t, std::less<>>> codes_;  // bits of those named
  std::set<v1::Dimension> of_cases_;
  std::map<std::string, std::string> same_child_;  // a case, and one of the same child: towards the first
  std::map<Given, Number> given_;                  // not yet put into the cells, and
  std::map<Kind, std::array<std::array<std::uint64_t, 24>, sides>> kinds_;  // not yet put into the cells
};

}  // namespace hotline
