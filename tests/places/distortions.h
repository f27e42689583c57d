// How people name a place: the test sets of the finder, made of any list of units. Each is a documented
// distortion of the official address, and where chance is in it, it comes from a generator that the caller
// has seeded: the same list and seed give the same set on every machine.
#pragma once

#include <random>
#include <string>

#include "base/fold.h"
#include "domain/directory.h"

namespace hotline::places {

inline constexpr unsigned distortion_seed = 20150326;

inline const Unit* above(const Directory& units, const Unit& unit) {
  return unit.parent ? units.find(*unit.parent) : nullptr;
}

/// "tam di luc nam bac giang": the names from the unit upwards, without marks, capitals and kinds; without
/// the province on request.
inline std::string plain_address(const Directory& units, const Unit& unit, bool with_province = true) {
  std::string text = fold(unit.name);
  for (const Unit* up = above(units, unit); up && (with_province || up->level != Level::province);
       up = above(units, *up))
    text += " " + fold(up->name);
  return text;
}

/// "bac giang luc nam tam di": the same from the province down.
inline std::string downward_address(const Directory& units, const Unit& unit) {
  std::string text = fold(unit.name);
  for (const Unit* up = above(units, unit); up; up = above(units, *up)) text.insert(0, fold(up->name) + " ");
  return text;
}

/// "Số 7 đường Nguyễn Trãi, xã Tam Dị, huyện Lục Nam, tỉnh Bắc Giang": as on a form, with a detail.
inline std::string written_address(const Directory& units, const Unit& unit) {
  std::string text = "Số 7 đường Nguyễn Trãi, " + unit.full_name();
  for (const Unit* up = above(units, unit); up; up = above(units, *up)) text += ", " + up->full_name();
  return text;
}

/// One typing error in a text without marks, at a letter drawn evenly: another letter, the letter left out, a
/// letter too many, or two neighbours swapped, each as often. Numbers and spaces are left alone.
inline std::string mistyped(std::string text, std::mt19937& random) {
  const auto letter = [&](std::size_t i) { return i < text.size() && text[i] >= 'a' && text[i] <= 'z'; };
  std::size_t at = random() % text.size();
  while (!letter(at)) at = random() % text.size();
  const char other = static_cast<char>('a' + random() % 26);
  switch (random() % 4) {
    case 0:
      text[at] = other == text[at] ? (other == 'a' ? 'b' : 'a') : other;
      break;
    case 1:
      text.erase(at, 1);
      break;
    case 2:
      text.insert(at, 1, other);
      break;
    default:
      if (letter(at + 1))
        std::swap(text[at], text[at + 1]);
      else
        text.erase(at, 1);
  }
  return text;
}

/// What is typed so far: the first letters of the address, three at least.
inline std::string begun(const std::string& text, std::mt19937& random) {
  return text.substr(0, std::min<std::size_t>(text.size(), 3 + random() % text.size()));
}

}  // namespace hotline::places
