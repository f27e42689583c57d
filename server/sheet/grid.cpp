#include "sheet/grid.h"

#include <algorithm>
#include <string_view>

#include "base/date.h"
#include "base/status.h"
#include "domain/case_time.h"

namespace hotline::sheet {
namespace {

constexpr Text hidden_word = {"ẩn", "hidden"};
constexpr Text hidden_why = {
    "“ẩn”: số từ 1 đến 4, số mà từ đó tính ra được số nhỏ như thế, hoặc số không có trong số liệu được công "
    "bố.",
    "“hidden”: a number from 1 to 4, one from which such a number could be worked out, or one that no "
    "published figure "
    "holds."};

/// "26/03/2015"
std::string day_words(const std::string& day) {
  return day.size() != 10 ? day : day.substr(8) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
}

class Writer {
 public:
  Writer(const v1::FilledReport& report, bool english) : report_(report), english_(english) {}

  Grid figures() {
    Grid out{say({"Số liệu", "Figures"}), {}};
    lines_ = &out.lines;
    head();
    for (const auto& table : report_.tables()) write(table);
    if (hides_) put(Line::Kind::note, {Cell::of(say(hidden_why))});
    return out;
  }

  Grid definitions() {
    Grid out{say({"Định nghĩa", "Definitions"}), {}};
    lines_ = &out.lines;
    put(Line::Kind::head,
        {Cell::of(say({"Mã", "Code"})), Cell::of(say({"Chỉ tiêu", "Indicator"})),
         Cell::of(say({"Cách tính", "What is counted"})), Cell::of(say({"Căn cứ", "Source"}))});
    for (const auto& table : report_.tables())
      for (const auto& row : table.rows())
        if (row.has_definition() || !row.source().empty())
          put(Line::Kind::words, {Cell::of(row.code()), Cell::of(say(row.label())),
                                  Cell::of(say(row.definition())), Cell::of(row.source())});
    if (out.lines.size() == 1) out.lines.clear();
    return out;
  }

 private:
  void mark() {
    if (report_.has_mark()) put(Line::Kind::note, {Cell::of(say(report_.mark()))});
  }
  std::string say(const Text& text) const { return std::string(english_ ? text.en : text.vi); }
  std::string say(const record::v1::Words& words) const { return english_ ? words.en() : words.vi(); }
  void put(Line::Kind kind, std::vector<Cell> cells) { lines_->push_back({kind, std::move(cells)}); }
  void words(std::string text) {
    if (!text.empty()) put(Line::Kind::words, {Cell::of(std::move(text))});
  }

  std::string span(const v1::Period& period) const {
    return day_words(period.first_day()) + " – " + day_words(period.last_day());
  }

  void head() {
    const auto& form = report_.form();
    put(Line::Kind::title, {Cell::of(say(form.title()))});
    mark();
    words(form.number().empty() ? form.source() : form.number() + ", " + form.source());
    words(report_.unit_name());
    words(say({"Kỳ: ", "Period: "}) + span(report_.period()));
    if (report_.has_compared_with()) words(say({"So với: ", "Beside it: "}) + span(report_.compared_with()));
    if (report_.tree() == v1::UNIT_TREE_THEN)
      words(say({"Theo cây đơn vị khi đó", "By the offices as they stood then"}));
    if (report_.for_others()) words(say({"Bản để công bố", "May be handed on"}));
    words(say({"Lập lúc: ", "Made at: "}) + made_at());
    if (form.draft())
      put(Line::Kind::note,
          {Cell::of(say({"Bản thảo: lời văn chưa đối chiếu với văn bản chính thức.",
                         "A draft: its wording was not compared with the official text."}))});
  }

  /// "28/11/2026 13:05", in Vietnam.
  std::string made_at() const {
    const auto at = time_of(report_.made_at());
    const auto minutes = std::chrono::floor<std::chrono::minutes>(at - start_of(local_date(at))).count();
    const auto two = [](auto n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return day_words(date_text(local_date(at))) + " " + two(minutes / 60) + ":" + two(minutes % 60);
  }

  void write(const v1::FilledTable& table) {
    put(Line::Kind::words, {});
    put(Line::Kind::table, {Cell::of(say(table.title()))});
    const bool codes = std::ranges::any_of(table.rows(), [](const auto& row) { return !row.code().empty(); });
    std::vector<Cell> heads;
    if (codes) heads.push_back(Cell::of(say({"Mã", "Code"})));
    heads.push_back(Cell::of(say({"Chỉ tiêu", "Indicator"})));
    for (const auto& column : table.columns()) {
      heads.push_back(Cell::of(say(column)));
      if (report_.has_compared_with())
        heads.push_back(Cell::of(say(column) + say({" (kỳ so sánh)", " (beside it)"})));
    }
    put(Line::Kind::head, std::move(heads));
    for (const auto& row : table.rows()) write(row, codes);
    if (table.has_note()) put(Line::Kind::note, {Cell::of(say(table.note()))});
  }

  void write(const v1::FilledRow& row, bool codes) {
    std::vector<Cell> cells;
    if (codes) cells.push_back(Cell::of(row.code()));
    cells.push_back(Cell::of(say(row.label()) + (row.share() ? " (%)" : ""), row.indent()));
    for (const auto& cell : row.cells()) {
      cells.push_back(figure(row, cell.hidden(), cell.has_number(), cell.number()));
      if (report_.has_compared_with())
        cells.push_back(figure(row, cell.compared_hidden(), cell.has_compared(), cell.compared()));
    }
    put(row.heading() ? Line::Kind::heading : Line::Kind::figures, std::move(cells));
  }

  Cell figure(const v1::FilledRow& row, bool hidden, bool known, std::uint32_t number) {
    hides_ = hides_ || hidden;
    if (hidden) return Cell::of(say(hidden_word));
    if (!known) return {};
    return {row.share() ? Cell::Kind::share : Cell::Kind::number, {}, number, 0};
  }

  const v1::FilledReport& report_;
  bool english_;
  bool hides_ = false;
  std::vector<Line>* lines_ = nullptr;
};

}  // namespace

std::vector<Grid> grids_of(const v1::FilledReport& report, v1::ReportLanguage language) {
  Writer writer(report, language == v1::REPORT_LANGUAGE_ENGLISH);
  std::vector<Grid> out = {writer.figures()};
  if (auto definitions = writer.definitions(); !definitions.lines.empty())
    out.push_back(std::move(definitions));
  return out;
}

std::string file_name(const v1::FilledReport& report, std::string_view ending) {
  std::string out = "bao-cao_" + report.form().form();
  if (!report.unit().empty()) out += "_" + report.unit().substr(0, report.unit().find('@'));
  out += "_" + report.period().first_day() + "_" + report.period().last_day();
  if (report.for_others()) out += "_cong-bo";
  if (report.has_mark()) out += "_noi-bo";
  return out + "." + std::string(ending);
}

}  // namespace hotline::sheet
