#include "evidence/erasure.h"

#include <array>
#include <optional>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

constexpr std::string_view prefix = "erased 1 ";

std::string parts_text(PartMask parts) {
  std::string out;
  for (const auto part : all_parts) {
    if ((parts & mask_of(part)) == 0) continue;
    if (!out.empty()) out += '+';
    out += name(part);
  }
  return out;
}

std::optional<PartMask> parts_of(std::string_view text) {
  for (PartMask parts = 1; parts <= all_parts_mask; ++parts) {
    if (parts_text(parts) == text) return parts;
  }
  return std::nullopt;
}

std::string_view take_word(std::string_view& line) {
  const auto end = line.find(' ');
  const auto word = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return word;
}

std::optional<Erasure> parse_line(std::string_view line) {
  if (!line.starts_with(prefix)) return std::nullopt;
  std::string_view rest = line.substr(prefix.size());
  const auto kind = stream_kind(take_word(rest));
  const auto id = id_bytes(take_word(rest));
  const auto parts = parts_of(take_word(rest));
  const auto at = instant_of(take_word(rest));
  const auto by = PersonId::parse(take_word(rest));
  const auto why = decimal_number(rest);
  if (!kind || !id || !parts || !at || !by || !why || *why > 0xffff) return std::nullopt;
  return Erasure{{*kind, *id}, *parts, *at, *by, static_cast<std::uint16_t>(*why)};
}

}  // namespace

std::string ledger_line(const Erasure& erasure) {
  HOTLINE_CHECK(erasure.parts != 0 && erasure.parts <= all_parts_mask);
  std::string line{prefix};
  line.append(name(erasure.subject.kind)).append(" ").append(id_text(erasure.subject.id)).append(" ");
  line.append(parts_text(erasure.parts)).append(" ").append(instant_text(erasure.at)).append(" ");
  line.append(erasure.by.text()).append(" ").append(std::to_string(erasure.why)).append("\n");
  return line;
}

Result<ErasureLedger> parse_ledger(std::string_view text) {
  ErasureLedger ledger;
  for (std::size_t at = 0; at < text.size(); at = ledger.whole_bytes) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) {
      ledger.torn = true;
      break;
    }
    const auto erasure = parse_line(text.substr(at, end - at));
    if (!erasure) {
      Error error{Code::data_loss,
                  "erasure_ledger_damaged",
                  {"Sổ xóa dữ liệu bị hỏng; không thể khôi phục an toàn.",
                   "The erasure ledger is damaged; restoring would not be safe."},
                  {}};
      error.fields.push_back(
          {"lines[" + std::to_string(ledger.erasures.size()) + "]", "malformed", error.text});
      return fail(std::move(error));
    }
    ledger.erasures.push_back(*erasure);
    ledger.whole_bytes = end + 1;
  }
  return ledger;
}

}  // namespace hotline::evidence
