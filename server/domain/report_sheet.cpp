#include "domain/report_sheet.h"

#include <algorithm>
#include <utility>

#include "domain/case_fact.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using history::v1::CaseFact;

constexpr std::string_view of_no_list = "other";

constexpr std::uint64_t bit(std::size_t place) { return std::uint64_t{1} << place; }

rec::Words words_of(std::string_view vi, std::string_view en) {
  rec::Words out;
  out.set_vi(std::string(vi));
  out.set_en(std::string(en));
  return out;
}

/// "01/06/2017"
std::string day_words(const std::string& day) {
  return day.size() != 10 ? day : day.substr(8) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
}

/// What no code stands for, and what stands in no list of its day.
rec::Words words_without_code(std::string_view key) {
  return key == of_no_list ? words_of("Ngoài danh mục", "Of no list") : words_of("Chưa ghi", "Not said");
}

v1::FilledRow words_of(const v1::ReportFormRow& row) {
  v1::FilledRow out;
  out.set_code(row.code());
  if (row.has_label()) *out.mutable_label() = row.label();
  if (row.has_definition()) *out.mutable_definition() = row.definition();
  out.set_source(row.source());
  out.set_heading(row.heading());
  out.set_indent(row.indent());
  out.set_share(!row.share_of().empty());
  return out;
}

/// Above the codes of one of several lists: the text that makes it, and until when or from when it held.
rec::Words heading_of(const ListInForce& one) {
  const auto& to = one.list->valid_to();
  const auto& from = one.list->valid_from();
  if (!one.mark.empty())
    return words_of(one.list->source() + " (nhận trước ngày " + day_words(to) + ")",
                    one.list->source() + " (received before " + day_words(to) + ")");
  return words_of(one.list->source() + " (nhận từ ngày " + day_words(from) + ")",
                  one.list->source() + " (received from " + day_words(from) + ")");
}

/// Apart from what a form names by itself, which counts under every list.
std::string listed(const std::string& key) { return "=" + key; }

v1::ReportCondition condition_of(v1::Dimension dimension, const std::string& key) {
  v1::ReportCondition out;
  out.set_dimension(dimension);
  out.add_keys(key);
  return out;
}

}  // namespace

ReportSheet::ReportSheet(const v1::ReportForm& form, std::span<const rec::CodeList> lists,
                         std::span<const DaySpan> spans)
    : in_force_(lists, spans) {
  for (const auto& table : form.tables()) lay_out(table);
}

void ReportSheet::lay_out(const v1::ReportTable& table) {
  Table out;
  *out.words.mutable_title() = table.title();
  if (table.has_note()) *out.words.mutable_note() = table.note();
  out.words.set_counted(table.counted());
  out.each_child_once = table.each_child_once();
  for (const auto& column : table.columns()) *out.words.add_columns() = column.label();
  std::map<std::string, std::size_t> places;
  std::uint32_t place = 0;
  for (const auto& row : table.rows()) {
    ++place;
    if (row.each() != v1::DIMENSION_UNSPECIFIED && !is_by_office(row.each())) {
      lay_out_codes(table, row, place, out);
      continue;
    }
    if (!row.code().empty()) places.emplace(row.code(), out.rows.size());
    out.rows.push_back(row_of(table, row, nullptr));
    out.rows.back().words.set_row(place);
  }
  for (auto& row : out.rows)
    if (row.words.share()) row.whole = places.at(row.share_of);
  tables_.push_back(std::move(out));
}

/// A row for each code of the lists in force, and one for what has none.
void ReportSheet::lay_out_codes(const v1::ReportTable& table, const v1::ReportFormRow& row,
                                std::uint32_t place, Table& out) {
  const auto put = [&](const std::string& key, const std::string& code, const rec::Words& label) -> Row& {
    const auto condition = condition_of(row.each(), key);
    auto& fresh = out.rows.emplace_back(row_of(table, row, &condition));
    fresh.words.set_row(place);
    fresh.words.set_key(key);
    fresh.words.set_code(code);
    *fresh.words.mutable_label() = label;
    return fresh;
  };
  const auto lists = in_force_.lists_of(row.each());
  for (const auto& one : lists) {
    if (lists.size() > 1) {
      auto& heading = out.rows.emplace_back();
      heading.words.set_row(place);
      heading.words.set_key(one.mark.empty() ? "@" : one.mark);
      heading.words.set_heading(true);
      heading.words.set_indent(row.indent());
      *heading.words.mutable_label() = heading_of(one);
    }
    for (const auto& item : one.list->items())
      if (row.group().empty() || item.group() == row.group())
        put(item.code() + one.mark, item.code(), item.name());
  }
  if (!row.group().empty()) return;
  const std::string none(key_without_code(row.each()));
  put(none, none, words_without_code(none));
  if (none != of_no_list)
    put(std::string(of_no_list), std::string(of_no_list), words_without_code(of_no_list)).only_if_any = true;
}

ReportSheet::Row ReportSheet::row_of(const v1::ReportTable& table, const v1::ReportFormRow& row,
                                     const v1::ReportCondition* each) {
  Row out;
  out.words = words_of(row);
  out.share_of = row.share_of();
  out.by_office = is_by_office(row.each());
  by_office_ = by_office_ || out.by_office;
  if (!row.heading())
    for (const auto& column : table.columns()) out.cells.push_back(cell_of(table, row, column, each));
  return out;
}

ReportSheet::Cell ReportSheet::cell_of(const v1::ReportTable& table, const v1::ReportFormRow& row,
                                       const v1::ReportColumn& column, const v1::ReportCondition* each) {
  Cell cell;
  cell.of = table.counted() == v1::COUNTED_CASES ? Of::cases : Of::contacts;
  if (each != nullptr) cell.among.push_back(*each);
  cell.of_list = each != nullptr;
  for (const auto* among : {&table.among(), &row.among(), &column.among()})
    cell.among.insert(cell.among.end(), among->begin(), among->end());
  for (auto& one : cell.among) {
    for (auto* keys : {one.mutable_keys(), one.mutable_except()})
      for (auto& key : *keys) key = report_key(one.dimension(), key).value_or(key);
    if (one.dimension() == v1::DIMENSION_CONTACT_REASON) cell.of = Of::reasons;
  }
  compile(cell);
  contacts_ = contacts_ || cell.of == Of::contacts;
  reasons_ = reasons_ || cell.of == Of::reasons;
  cases_ = cases_ || cell.of == Of::cases;
  return cell;
}

void ReportSheet::compile(Cell& cell) {
  for (bool of_list = cell.of_list; const auto& one : cell.among) {
    const auto key_of = [&](const std::string& key) { return of_list ? listed(key) : key; };
    if (one.dimension() == v1::DIMENSION_CONTACT_REASON) {
      for (const auto& key : one.keys()) cell.codes.insert(key_of(key));
    } else {
      if (cell.of == Of::cases) of_cases_.insert(one.dimension());
      Clause clause{.dimension = one.dimension()};
      for (const auto& key : one.keys()) clause.any |= bit_of(one.dimension(), key_of(key));
      for (const auto& key : one.except()) clause.none |= bit_of(one.dimension(), key_of(key));
      cell.clauses.push_back(clause);
    }
    of_list = false;
  }
}

std::uint64_t ReportSheet::bit_of(v1::Dimension dimension, const std::string& key) {
  if (const auto known = known_keys(dimension); !known.empty())
    return bit(static_cast<std::size_t>(std::ranges::find(known, key) - known.begin()));
  auto& codes = codes_[dimension];
  if (const auto found = codes.find(key); found != codes.end()) return found->second;
  HOTLINE_CHECK(codes.size() < report_codes_max);
  return codes.emplace(key, bit(codes.size() + 1)).first->second;  // 0: those that are not named
}

/// A code of a case or contact, as the list that was in force on its day has it.
std::string ReportSheet::as_listed(v1::Dimension dimension, const std::string& code, std::int32_t day) const {
  if (code == key_without_code(dimension)) return listed(code);
  const auto* one = in_force_.on(dimension, day);
  return listed(one == nullptr || !has_code(*one->list, code) ? std::string(of_no_list) : code + one->mark);
}

ReportSheet::Bits ReportSheet::bits_of(const CaseFact& fact, Time now) const {
  Bits bits{};
  for (const auto dimension : of_cases_) {
    const auto codes = codes_.find(dimension);
    if (codes == codes_.end()) {
      for (const auto place : places_of(dimension, fact, now)) bits[dimension] |= bit(place);
      continue;
    }
    const auto set = [&](const std::string& key) {
      const auto known = codes->second.find(key);
      bits[dimension] |= known == codes->second.end() ? bit(0) : known->second;
    };
    for (const auto& key : keys_of(dimension, fact, now)) {
      set(key);
      set(as_listed(dimension, key, fact.day()));
    }
  }
  return bits;
}

bool ReportSheet::holds(const Cell& cell, const Bits& bits) {
  return std::ranges::all_of(cell.clauses, [&](const Clause& clause) {
    const auto has = bits[clause.dimension];
    return (clause.any == 0 || (has & clause.any) != 0) && (has & clause.none) == 0;
  });
}

template <class Each>
void ReportSheet::each_cell(Of of, Each&& each) {
  for (auto& table : tables_)
    for (auto& row : table.rows)
      for (auto& cell : row.cells)
        if (cell.of == of) each(row, cell);
}

void ReportSheet::add(const Row& row, Cell& cell, std::uint64_t count, const std::string& office,
                      std::size_t side) {
  if (row.by_office)
    cell.by_office[office][side] += count;
  else
    cell.count[side] += count;
}

void ReportSheet::add_contacts(std::uint32_t contact_class, std::uint32_t channel, std::uint32_t call_type,
                               const Hours& hours, const std::string& office, std::size_t side) {
  // A million rows are of few kinds: the cells are asked once a kind.
  auto& sums = kinds_[Kind{contact_class, channel, call_type, by_office_ ? office : std::string()}].at(side);
  for (std::size_t hour = 0; hour < hours.size(); ++hour) sums[hour] += hours[hour];
}

void ReportSheet::take_contacts() {
  for (const auto& [kind, by_side] : std::exchange(kinds_, {})) {
    const auto& [contact_class, channel, call_type, office] = kind;
    Bits bits{};
    bits[v1::DIMENSION_CONTACT_CLASS] = bit(contact_class & 63);
    bits[v1::DIMENSION_CONTACT_CHANNEL] = bit(channel & 63);
    bits[v1::DIMENSION_CONTACT_CALL_TYPE] = bit(call_type & 63);
    for (std::size_t side = 0; side < sides; ++side)
      for (std::size_t hour = 0; hour < by_side[side].size(); ++hour) {
        if (by_side[side][hour] == 0) continue;
        bits[v1::DIMENSION_CONTACT_HOUR] = bit(hour);
        each_cell(Of::contacts, [&](const Row& row, Cell& cell) {
          if (holds(cell, bits)) add(row, cell, by_side[side][hour], office, side);
        });
      }
  }
}

void ReportSheet::add_reason(const std::string& code, std::uint32_t contact_class, std::uint32_t count,
                             std::int32_t day, const std::string& office, std::size_t side) {
  given_[Given{code, as_listed(v1::DIMENSION_CONTACT_REASON, code, day), contact_class,
               by_office_ ? office : std::string()}]
      .at(side) += count;
}

void ReportSheet::take_reasons() {
  for (const auto& [given, counts] : std::exchange(given_, {})) {
    const auto& [code, as_listed, contact_class, office] = given;
    const auto gave = [&](const Cell& cell) {
      return cell.codes.contains(code) || cell.codes.contains(as_listed);
    };
    Bits bits{};
    bits[v1::DIMENSION_CONTACT_CLASS] = bit(contact_class & 63);
    for (std::size_t side = 0; side < sides; ++side)
      each_cell(Of::reasons, [&](const Row& row, Cell& cell) {
        if (gave(cell) && holds(cell, bits)) add(row, cell, counts[side], office, side);
      });
  }
}

void ReportSheet::add_case(const CaseFact& fact, const CaseId& id, Time now, const std::string& office,
                           std::size_t side) {
  const auto bits = bits_of(fact, now);
  const std::string own(id.bytes.begin(), id.bytes.end());
  const bool linked = !fact.duplicates().empty() || !fact.same_child().empty();
  if (linked) join(fact, own);
  for (auto& table : tables_) {
    if (table.each_child_once && fact.child_counted_before()) continue;
    for (auto& row : table.rows)
      for (auto& cell : row.cells) {
        if (cell.of != Of::cases || !holds(cell, bits)) continue;
        if (table.each_child_once && linked)
          cell.linked[{row.by_office ? office : std::string(), side}].insert(own);
        else
          add(row, cell, 1, office, side);
      }
  }
}

/// Also through a case that is of another period or office: whoever is linked with the same one is the same
/// child.
void ReportSheet::join(const CaseFact& fact, const std::string& id) {
  for (const auto* others : {&fact.duplicates(), &fact.same_child()})
    for (const auto& other : *others) {
      if (other.empty()) continue;  // erased
      auto one = child_of(id), two = child_of(other);
      if (one != two) same_child_[std::max(one, two)] = std::min(one, two);
    }
}

std::string ReportSheet::child_of(std::string id) const {
  for (auto found = same_child_.find(id); found != same_child_.end(); found = same_child_.find(id))
    id = found->second;
  return id;
}

void ReportSheet::take_children() {
  for (auto& table : tables_)
    for (auto& row : table.rows)
      for (auto& cell : row.cells)
        for (const auto& [where, cases] : std::exchange(cell.linked, {})) {
          std::set<std::string> children;
          for (const auto& id : cases) children.insert(child_of(id));
          add(row, cell, children.size(), where.first, where.second);
        }
}

}  // namespace hotline
