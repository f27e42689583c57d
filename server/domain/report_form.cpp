#include "domain/report_form.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "domain/case_fact.h"
#include "domain/record_file.h"
#include "hotline/record/v1/case.pb.h"
#include "hotline/record/v1/contact.pb.h"
#include "hotline/v1/case_detail.pb.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::EnumDescriptor;
using Conditions = google::protobuf::RepeatedPtrField<v1::ReportCondition>;

constexpr Text twice_text = {"Mục này đã có rồi.", "This stands twice."};
constexpr Text key_text = {"Mục đếm này không có khóa đó.", "This dimension has no such key."};
constexpr Text dimension_text = {"Bảng này không đếm được theo mục đó.",
                                 "This table cannot be counted by that dimension."};
constexpr Text reasons_text = {
    "Lý do chỉ đếm được một mình hoặc cùng phân loại cuộc gọi, và không có except.",
    "Reasons are counted alone or with the class of the contact, and without except."};

/// Whose numbers are the keys of a dimension; null where they are none.
const EnumDescriptor* enum_of(v1::Dimension dimension) {
  switch (dimension) {
    case v1::DIMENSION_CONTACT_CLASS:
      return rec::ContactClass_descriptor();
    case v1::DIMENSION_CONTACT_CHANNEL:
      return rec::Channel_descriptor();
    case v1::DIMENSION_CONTACT_CALL_TYPE:
      return rec::CallType_descriptor();
    case v1::DIMENSION_CASE_ABUSE_TYPE:
      return rec::AbuseType_descriptor();
    case v1::DIMENSION_CASE_SEX:
      return rec::Sex_descriptor();
    case v1::DIMENSION_CASE_RISK:
      return rec::Risk_descriptor();
    case v1::DIMENSION_CASE_STATUS:
      return rec::CaseStatus_descriptor();
    case v1::DIMENSION_CASE_OUTCOME:
      return rec::Closing_descriptor();
    case v1::DIMENSION_CASE_PROOF_LEVEL:
      return rec::ProofLevel_descriptor();
    case v1::DIMENSION_CASE_CLOCK:
      return v1::ClockKind_descriptor();
    default:
      return nullptr;
  }
}

bool is_of_dates(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_CONTACT_MONTH || dimension == v1::DIMENSION_CONTACT_DAY ||
         dimension == v1::DIMENSION_CASE_MONTH;
}

class ReportCheck {
 public:
  ReportCheck(std::span<const rec::CodeList> lists, RecordProblems& problems)
      : lists_(lists), problems_(problems) {}

  void whole(const v1::ReportForm& form) {
    for (int i = 0; i < form.tables_size(); ++i) table(form.tables(i), path_at("tables", i, "."));
  }

 private:
  void table(const v1::ReportTable& table, const std::string& path) {
    const bool cases = table.counted() == v1::COUNTED_CASES;
    conditions(table.among(), cases, path);
    if (table.each_child_once() && !cases)
      problems_.add(path + "each_child_once", "not_together",
                    {"Chỉ bảng đếm ca mới tính mỗi trẻ một lần.",
                     "Only a table that counts cases counts each child once."});
    for (int i = 0; i < table.columns_size(); ++i)
      conditions(table.columns(i).among(), cases, path + path_at("columns", i, "."));
    std::map<std::string, const v1::ReportFormRow*> by_code;
    for (int i = 0; i < table.rows_size(); ++i) {
      const auto& row = table.rows(i);
      if (!row.code().empty() && !by_code.emplace(row.code(), &row).second)
        problems_.add(path + path_at("rows", i, ".code"), "twice", twice_text);
    }
    for (int i = 0; i < table.rows_size(); ++i) {
      const auto& one = table.rows(i);
      const auto at = path + path_at("rows", i, ".");
      row(one, cases, at);
      if (one.share_of().empty()) continue;
      const auto whole = by_code.find(one.share_of());
      if (whole == by_code.end() || !has_number(*whole->second))
        problems_.add(at + "share_of", "unknown_value",
                      {"Bảng này không có dòng số liệu với mã đó.",
                       "This table has no row of numbers with that code."});
    }
    together(table, path);
  }

  static bool has_number(const v1::ReportFormRow& row) {
    return !row.heading() && row.share_of().empty() && row.each() == v1::DIMENSION_UNSPECIFIED;
  }

  void row(const v1::ReportFormRow& row, bool cases, const std::string& path) {
    conditions(row.among(), cases, path);
    const bool each = row.each() != v1::DIMENSION_UNSPECIFIED;
    if (row.has_label() == each)
      problems_.add(path + "label", "required",
                    {"Mỗi dòng cần label, hoặc each để lập nhiều dòng.",
                     "A row has a label, or each, which makes several rows."});
    if ((row.heading() && (!row.among().empty() || !row.share_of().empty() || each)) ||
        (each && !row.share_of().empty()))
      problems_.add(path + (row.heading() ? "heading" : "each"), "not_together",
                    {"Dòng này có mục không đi cùng nhau.", "This row has parts that do not go together."});
    if (each) each_of(row, cases, path);
    if (!row.group().empty() && !has_group(row))
      problems_.add(path + "group", "unknown_value",
                    {"Danh mục của each không có nhóm này.", "The list of each has no such group."});
  }

  void each_of(const v1::ReportFormRow& row, bool cases, const std::string& path) {
    const bool known = is_by_office(row.each()) || !list_of(row.each()).empty();
    if (!known || counts_cases(row.each()) != cases)
      return problems_.add(path + "each", "wrong_dimension", dimension_text);
    for (const auto& list : lists_)
      if (list.list() == list_of(row.each()))
        for (const auto& item : list.items())  // the same code of two lists is two rows
          named(row.each(), item.code() + "@" + list.valid_to(), path + "each");
  }

  /// Codes that cases are held against are bits of one number.
  void named(v1::Dimension dimension, const std::string& code, const std::string& path) {
    if (dimension == v1::DIMENSION_CONTACT_REASON) return;
    auto& codes = codes_[dimension];
    if (codes.insert(code).second && codes.size() == report_codes_max + 1)
      problems_.add(path, "too_many", {"Báo cáo nêu quá nhiều mã.", "The report names too many codes."});
  }

  bool has_group(const v1::ReportFormRow& row) const {
    return std::ranges::any_of(lists_, [&](const auto& list) {
      return list.list() == list_of(row.each()) && std::ranges::any_of(list.groups(), [&](const auto& group) {
               return group.code() == row.group();
             });
    });
  }

  void conditions(const Conditions& among, bool cases, const std::string& path) {
    for (int i = 0; i < among.size(); ++i) {
      const auto& one = among.Get(i);
      const auto at = path + path_at("among", i, ".");
      const auto dimension = one.dimension();
      if (counts_cases(dimension) != cases || is_by_office(dimension) || is_of_dates(dimension)) {
        problems_.add(at + "dimension", "wrong_dimension", dimension_text);
        continue;
      }
      if (one.keys().empty() && one.except().empty())
        problems_.add(at + "keys", "required", {"Cần keys hoặc except.", "keys or except is needed."});
      if (dimension == v1::DIMENSION_CONTACT_REASON && !one.except().empty())
        problems_.add(at + "except", "not_together", reasons_text);
      for (int k = 0; k < one.keys_size(); ++k) key(dimension, one.keys(k), at + path_at("keys", k, ""));
      for (int k = 0; k < one.except_size(); ++k)
        key(dimension, one.except(k), at + path_at("except", k, ""));
    }
  }

  void key(v1::Dimension dimension, const std::string& named, const std::string& path) {
    const auto list = list_of(dimension);
    const bool known =
        list.empty()
            ? report_key(dimension, named).has_value()
            : named == key_without_code(dimension) || std::ranges::any_of(lists_, [&](const auto& one) {
                return one.list() == list && std::ranges::any_of(one.items(), [&](const auto& item) {
                         return item.code() == named;
                       });
              });
    if (!known) problems_.add(path, "unknown_value", key_text);
    if (!list.empty()) this->named(dimension, named, path);
  }

  /// What conditions of table, row and column meet in one cell.
  void together(const v1::ReportTable& table, const std::string& path) {
    for (int i = 0; i < table.rows_size(); ++i)
      for (const auto& column : table.columns()) {
        int reasons = table.rows(i).each() == v1::DIMENSION_CONTACT_REASON,
            others = is_by_office(table.rows(i).each());
        for (const auto* among : {&table.among(), &table.rows(i).among(), &column.among()})
          for (const auto& one : *among) {
            reasons += one.dimension() == v1::DIMENSION_CONTACT_REASON;
            others += one.dimension() != v1::DIMENSION_CONTACT_REASON &&
                      one.dimension() != v1::DIMENSION_CONTACT_CLASS;
          }
        if (reasons < 2 && (reasons == 0 || others == is_by_office(table.rows(i).each()))) continue;
        problems_.add(path + path_at("rows", i, ""), "not_together", reasons_text);
        break;
      }
  }

  std::span<const rec::CodeList> lists_;
  RecordProblems& problems_;
  std::map<v1::Dimension, std::set<std::string>> codes_;
};

}  // namespace

std::string_view list_of(v1::Dimension dimension) {
  switch (dimension) {
    case v1::DIMENSION_CONTACT_REASON:
      return "reasons";
    case v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE:
      return "special_circumstances";
    case v1::DIMENSION_CASE_SETTING:
      return "setting";
    default:
      return {};
  }
}

std::string_view key_without_code(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_CONTACT_REASON ? "other" : "none";
}

bool is_by_office(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_CONTACT_UNIT || dimension == v1::DIMENSION_CASE_UNIT;
}

bool goes_on_changing(const v1::ReportForm& form, std::uint32_t table, std::uint32_t row,
                      std::uint32_t column) {
  const auto at = [](std::uint32_t place) { return static_cast<int>(place) - 1; };
  if (table < 1 || at(table) >= form.tables_size()) return false;
  const auto& of = form.tables(at(table));
  if (row < 1 || at(row) >= of.rows_size() || column < 1 || at(column) >= of.columns_size()) return false;
  const auto changes = [](const v1::ReportCondition& one) { return !is_for_others(one.dimension()); };
  return std::ranges::any_of(of.among(), changes) || std::ranges::any_of(of.rows(at(row)).among(), changes) ||
         std::ranges::any_of(of.columns(at(column)).among(), changes);
}

std::optional<std::string> report_key(v1::Dimension dimension, std::string_view named) {
  const auto known = known_keys(dimension);
  std::string key(named);
  if (const auto* names = enum_of(dimension)) {
    const auto dot = std::min(named.find('.'), named.size());
    const auto* value = names->FindValueByName(std::string(named.substr(0, dot)));
    if (value == nullptr) return std::nullopt;
    key = std::to_string(value->number()) + std::string(named.substr(dot));
  }
  if (!known.empty() && std::ranges::find(known, key) == known.end()) return std::nullopt;
  return key;
}

Result<v1::ReportForm> read_report_form(std::string_view toml, std::span<const rec::CodeList> lists) {
  v1::ReportForm form;
  auto lines = read_record(toml, form);
  if (!lines) return fail(lines.error());
  RecordProblems problems(*lines);
  ReportCheck(lists, problems).whole(form);
  return problems.over(std::move(form));
}

}  // namespace hotline
