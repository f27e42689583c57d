#include "sheet/xlsx.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace hotline::sheet {
namespace {

constexpr std::size_t workbook_max_bytes = 16 << 20;
constexpr int a4 = 9;
constexpr std::size_t columns_upright_max = 6;

/// A file that is memory alone, and has a path for as long as this lives.
class MemoryFile {
 public:
  MemoryFile() : fd_(::memfd_create("report", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool is_open() const { return fd_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  std::string bytes() const {
    std::string out;
    std::array<char, 1 << 16> some{};
    while (out.size() < workbook_max_bytes) {
      const auto read = ::pread(fd_, some.data(), some.size(), static_cast<off_t>(out.size()));
      if (read <= 0) return out;
      out.append(some.data(), static_cast<std::size_t>(read));
    }
    return {};
  }

 private:
  int fd_;
};

struct Formats {
  explicit Formats(lxw_workbook* book) {
    title = made(book, true);
    format_set_font_size(title, 14);
    table = made(book, true);
    head = boxed(book, true);
    format_set_align(head, LXW_ALIGN_CENTER);
    format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(head);
    heading = boxed(book, true);
    for (auto& one : text) {
      one = boxed(book, false);
      format_set_text_wrap(one);
      format_set_indent(one, static_cast<std::uint8_t>(&one - text.data()));
    }
    number = boxed(book, false);
    format_set_num_format(number, "#,##0");
    share = boxed(book, false);
    format_set_num_format(share, "0.0");
    hidden = boxed(book, false);
    format_set_align(hidden, LXW_ALIGN_RIGHT);
    format_set_italic(hidden);
    note = made(book, false);
    format_set_italic(note);
    words = made(book, false);
  }

  lxw_format *title, *table, *head, *heading, *number, *share, *hidden, *note, *words;
  std::array<lxw_format*, 4> text{};  // by indent

 private:
  static lxw_format* made(lxw_workbook* book, bool bold) {
    auto* format = workbook_add_format(book);
    if (bold) format_set_bold(format);
    return format;
  }
  static lxw_format* boxed(lxw_workbook* book, bool bold) {
    auto* format = made(book, bold);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  }
};

class SheetWriter {
 public:
  SheetWriter(lxw_worksheet* sheet, const Formats& formats) : sheet_(sheet), formats_(formats) {}

  bool write(const Grid& grid) {
    std::size_t columns = 1;
    for (const auto& line : grid.lines) {
      columns = std::max(columns, line.cells.size());
      write(line);
      ++row_;
    }
    set_up(grid, columns);
    return sound_;
  }

 private:
  void write(const Line& line) {
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const auto& cell = line.cells[i];
      const auto column = static_cast<lxw_col_t>(i);
      if (cell.kind == Cell::Kind::number)
        want(worksheet_write_number(sheet_, row_, column, cell.number, formats_.number));
      else if (cell.kind == Cell::Kind::share)
        want(worksheet_write_number(sheet_, row_, column, cell.number / 10.0, formats_.share));
      else if (cell.kind == Cell::Kind::text)
        want(worksheet_write_string(sheet_, row_, column, cell.text.c_str(), format_of(line, cell, i)));
      else if (line.kind == Line::Kind::figures)
        want(worksheet_write_blank(sheet_, row_, column, formats_.hidden));
    }
  }

  lxw_format* format_of(const Line& line, const Cell& cell, std::size_t column) const {
    switch (line.kind) {
      case Line::Kind::title:
        return formats_.title;
      case Line::Kind::table:
        return formats_.table;
      case Line::Kind::head:
        return formats_.head;
      case Line::Kind::heading:
        return formats_.heading;
      case Line::Kind::note:
        return formats_.note;
      case Line::Kind::words:
        return formats_.words;
      case Line::Kind::figures:
        break;
    }
    return column < 2 ? formats_.text.at(std::min<std::size_t>(cell.indent, 3)) : formats_.hidden;
  }

  /// As it is printed: A4, as wide as the page.
  void set_up(const Grid& grid, std::size_t columns) {
    const bool coded = std::ranges::any_of(grid.lines, [](const Line& line) {
      return line.kind == Line::Kind::head && !line.cells.empty() &&
             (line.cells.front().text == "Mã" || line.cells.front().text == "Code");
    });
    if (coded) worksheet_set_column(sheet_, 0, 0, 14, nullptr);
    const lxw_col_t words = coded ? 1 : 0;
    worksheet_set_column(sheet_, words, words, 46, nullptr);
    worksheet_set_column(sheet_, words + 1, words + 30, 14, nullptr);
    worksheet_set_paper(sheet_, a4);
    if (columns > columns_upright_max) worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
  }

  void want(lxw_error error) { sound_ = sound_ && error == LXW_NO_ERROR; }

  lxw_worksheet* sheet_;
  const Formats& formats_;
  lxw_row_t row_ = 0;
  bool sound_ = true;
};

}  // namespace

Result<std::string> xlsx_of(const std::vector<Grid>& grids, Time made) {
  const MemoryFile file;
  const auto refused = fail(Code::resource_exhausted, "workbook_not_made",
                            {"Máy chủ không đủ bộ nhớ để lập tệp XLSX. Hãy thử lại, hoặc tải CSV.",
                             "The server has no memory for the XLSX file. Try again, or take the CSV file."});
  if (!file.is_open()) return refused;
  std::string memory = "/dev/shm";
  lxw_workbook_options options{};
  options.tmpdir = memory.data();
  auto* book = workbook_new_opt(file.path().c_str(), &options);
  if (book == nullptr) return refused;
  lxw_doc_properties properties{};
  properties.created =
      static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(made.time_since_epoch()).count());
  workbook_set_properties(book, &properties);
  const Formats formats(book);
  bool sound = true;
  for (const auto& grid : grids)
    sound = SheetWriter(workbook_add_worksheet(book, grid.name.c_str()), formats).write(grid) && sound;
  if (workbook_close(book) != LXW_NO_ERROR || !sound) return refused;
  auto bytes = file.bytes();
  if (bytes.empty()) return refused;
  return bytes;
}

}  // namespace hotline::sheet
