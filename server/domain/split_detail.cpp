#include "domain/split_detail.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/fold.h"
#include "domain/case_state.h"
#include "domain/place_words.h"

namespace hotline {
namespace {

constexpr std::size_t detail_bytes_max = 1'200;
constexpr int splits_max = 16;  // one after the other
constexpr std::string_view parting = ",;()";

/// What stands for doubt wherever it stands, and would be lost when words are compared.
bool doubtful(std::string_view detail) {
  constexpr std::string_view harmless = " \t.-/'`,;()";
  return !is_valid_utf8(detail) || std::ranges::any_of(detail, [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool word =
        byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return !word && !harmless.contains(c);
  });
}

std::vector<std::string_view> pieces_of(std::string_view detail) {
  std::vector<std::string_view> pieces;
  while (!detail.empty()) {
    const auto end = detail.find_first_of(parting);
    const auto piece = detail.substr(0, end);
    if (!fold(piece).empty()) pieces.push_back(piece);
    detail = end == std::string_view::npos ? std::string_view{} : detail.substr(end + 1);
  }
  return pieces;
}

/// "12", "số 12", "số nhà 12A", "12/3".
bool is_house_number(std::string_view piece) {
  auto words = fold_words(piece);
  constexpr std::array before = {std::string_view{"so"}, std::string_view{"nha"}};
  while (words.size() > 1 && std::ranges::find(before, words.front().text) != before.end())
    words.erase(words.begin());
  return !words.empty() && std::ranges::all_of(words, [](const FoldedWord& word) {
    const auto digits = std::ranges::count_if(word.text, [](char c) { return c >= '0' && c <= '9'; });
    return digits > 0 && static_cast<std::size_t>(digits) + 1 >= word.text.size();
  });
}

/// The one successor to which every part named went; null where there is a doubt.
const UnitKey* proved(const Unit& unit, std::string_view detail, std::vector<NamedPart>& named) {
  const UnitKey* to = nullptr;
  for (const auto piece : pieces_of(detail)) {
    if (is_house_number(piece)) continue;
    const auto words = places::marked_words(piece);
    bool known = false;
    for (const UnitPart& part : unit.parts) {
      if (places::marked_words(part.name) != words) continue;
      if (to != nullptr && *to != part.to) return nullptr;
      to = &part.to;
      if (!known) named.push_back({&unit, &part});
      known = true;
    }
    if (!known) return nullptr;
  }
  const bool still_there = to != nullptr && std::ranges::find(unit.successors, *to) != unit.successors.end();
  return still_there && !unit.successors_proposed ? to : nullptr;
}

}  // namespace

std::optional<DetailProof> place_by_detail(const Directory& directory, const Unit& unit,
                                           std::string_view detail, Date on) {
  if (detail.empty() || detail.size() > detail_bytes_max || doubtful(detail)) return std::nullopt;
  DetailProof proof;
  const Unit* at = &unit;
  for (int splits = 0; splits < splits_max; ++splits) {
    const Succession now = directory.succession(*at, on);
    if (now.certain()) {
      proof.unit = now.unit;
      return proof.parts.empty() ? std::nullopt : std::optional{std::move(proof)};
    }
    const Step& end = now.trail.back();
    const UnitKey* to = end.fate == Fate::split ? proved(*end.unit, detail, proof.parts) : nullptr;
    at = to != nullptr ? directory.find(*to) : nullptr;
    if (at == nullptr) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<DetailProof> case_by_detail(const Directory& directory, const Unit& ended,
                                          const record::v1::Intake& intake, Date on) {
  if (!ended.valid_to) return std::nullopt;
  const Date last_day{std::chrono::sys_days{*ended.valid_to} - std::chrono::days{1}};
  std::optional<DetailProof> proof;
  for (const auto* place : {&intake.incident(), &intake.residence()}) {
    const auto key = unit_of(*place);
    const Unit* lay_in = key ? directory.find(*key) : nullptr;
    if (lay_in == nullptr || last_day < lay_in->key.valid_from) continue;  // of later: no place of that unit
    const Succession then = directory.succession(*lay_in, last_day);
    if (!then.certain() || then.unit != &ended) continue;
    auto said = place_by_detail(directory, *lay_in, place->detail(), on);
    if (!said || (proof && proof->unit != said->unit)) return std::nullopt;
    if (proof)
      proof->parts.insert(proof->parts.end(), said->parts.begin(), said->parts.end());
    else
      proof = std::move(said);
  }
  return proof;
}

}  // namespace hotline
