#include "domain/report_corrections.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "domain/case_fact.h"
#include "domain/report_form.h"
#include "domain/report_sheet.h"

namespace hotline {
namespace {
namespace rec = record::v1;

std::unexpected<Error> bad_correction(std::size_t index, std::string_view field, std::string_view reason,
                                      Text text) {
  auto path = "corrections[" + std::to_string(index) + "]." + std::string(field);
  return fail({Code::invalid_argument, reason, text, {{std::move(path), reason, text}}});
}

/// A key that the figure of that dimension may have: else a line that nobody counted would be signed, and a
/// plain field would take any words.
bool has_key(v1::Dimension dimension, const std::string& key, std::span<const rec::CodeList> lists) {
  if (dimension == v1::DIMENSION_UNSPECIFIED) return key == "contacts" || key == "cases";
  const auto known = known_keys(dimension);
  if (!known.empty()) return std::ranges::find(known, key) != known.end();
  const auto code = key.substr(0, key.find('@'));  // and where the list ended that has it (codes_in_force.h)
  const auto is_it = [&](const rec::CodeItem& item) { return item.code() == code; };
  return key == key_without_code(dimension) || std::ranges::any_of(lists, [&](const rec::CodeList& list) {
           return list.list() == list_of(dimension) && std::ranges::any_of(list.items(), is_it);
         });
}

constexpr Text of_none = {"Có số điều chỉnh không thuộc báo cáo này.",
                          "A correction is of no figure of this report."};
constexpr Text twice = {"Một số được điều chỉnh hai lần.", "One figure is corrected twice."};

/// By which its label is known; nothing for a number that the form does not have.
std::optional<rec::Words> label_in_form(const ReportSheet& sheet, const v1::ReportCorrection& one,
                                        const Directory& directory) {
  if (one.dimension() != v1::DIMENSION_UNSPECIFIED) return std::nullopt;
  return sheet.number_label(
      {.table = one.table(), .row = one.row(), .column = one.column(), .key = one.key()},
      [&](const std::string& office) -> std::optional<std::string> {
        const auto key = UnitKey::parse(office);
        const auto* unit = key ? directory.find(*key) : nullptr;
        return unit == nullptr ? std::nullopt : std::optional(unit->full_name());
      });
}

/// With what each is called, so that it is never taken for another number of a form that was changed since.
Result<Corrections> corrections_of_form(Corrections corrections, const ReportContext& context) {
  if (corrections.empty()) return corrections;
  const DaySpan days{day_number(context.report.span.first), day_number(context.report.span.last) + 1};
  const ReportSheet sheet(*context.form, context.lists, std::span(&days, 1));
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string>> corrected;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    auto& one = corrections[i];
    auto label = label_in_form(sheet, one, context.directory);
    if (!label) return bad_correction(i, "key", "report_correction_unknown", of_none);
    *one.mutable_label() = std::move(*label);
    if (!corrected.emplace(one.table(), one.row(), one.column(), one.key()).second)
      return bad_correction(i, "key", "report_correction_twice", twice);
  }
  return corrections;
}

}  // namespace

Result<Corrections> checked_corrections(Corrections corrections, const ReportContext& context) {
  if (context.form != nullptr) return corrections_of_form(std::move(corrections), context);
  std::set<v1::Dimension> known{v1::DIMENSION_UNSPECIFIED};  // the totals
  for (const auto& word : context.report.duty->figures())
    if (const auto dimension = report_dimension(word)) known.insert(*dimension);
  std::set<std::pair<v1::Dimension, std::string>> corrected;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    auto& one = corrections[i];
    one.clear_label();
    if (!known.contains(one.dimension()) || one.table() != 0)
      return bad_correction(i, "dimension", "report_correction_unknown", of_none);
    if (!has_key(one.dimension(), one.key(), context.lists))
      return bad_correction(i, "key", "report_correction_unknown", of_none);
    if (!corrected.emplace(one.dimension(), one.key()).second)
      return bad_correction(i, "key", "report_correction_twice", twice);
  }
  return corrections;
}

Result<> corrections_still_fit(const ReportState& state, const ReportContext& context) {
  const auto now = checked_corrections(state.corrections, context);
  if (now && std::ranges::equal(*now, state.corrections, [](const auto& one, const auto& other) {
        return one.label().vi() == other.label().vi() && one.label().en() == other.label().en();
      }))
    return {};
  return fail(
      Code::failed_precondition, "report_form_changed",
      {"Mẫu báo cáo đã đổi từ khi soạn, có số điều chỉnh không còn khớp. Hãy nhờ cán bộ xem lại và "
       "lưu bản soạn.",
       "The form was changed since the draft, and a correction no longer fits. Ask the officer to look "
       "at it and save the draft again."});
}

}  // namespace hotline
