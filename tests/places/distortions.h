// How people name a place: the test sets of the finder, made of any list of units. Each is a documented
// distortion of the official address, and where chance is in it, it comes from a generator that the caller
// has seeded: the same list and seed give the same set on every machine.
#pragma once

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

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

using Texts = std::vector<std::string_view>;

/// What callers say around the name of a commune: a street, a hamlet, a landmark, with a word that says
/// which. Streets stand behind a house number or one of these; they are called after persons and victories
/// that every town remembers, and as communes are.
inline const Texts street_words = {"đường",  "số 3 phố", "Số 12 ngõ 5 đường", "Số 15", "12", "45/7", "ngõ 7",
                                   "hẻm 30", "phố",      "quốc lộ",           "đại lộ"};
inline const Texts street_names = {"Trần Phú",       "Lê Lợi",        "Nguyễn Trãi",
                                   "Quang Trung",    "Hùng Vương",    "Trần Hưng Đạo",
                                   "Hai Bà Trưng",   "Điện Biên Phủ", "Lê Hồng Phong",
                                   "Nguyễn Huệ",     "Ngô Quyền",     "Lý Thường Kiệt",
                                   "Hoàng Văn Thụ",  "Phạm Văn Đồng", "Phan Bội Châu",
                                   "Võ Nguyên Giáp", "Tôn Đức Thắng", "Cách Mạng Tháng Tám",
                                   "Bạch Đằng",      "Lạc Long Quân", "Xuân Thủy",
                                   "An Dương Vương", "Phú Riềng Đỏ",  "Nguyễn Thị Minh Khai",
                                   "Tân Phú",        "Bình Phú",      "Đại Phú"};

/// A commune is made of these, whatever they are called in the north, the centre and the south.
inline const Texts hamlet_words = {"thôn",    "ấp",   "xóm",  "bản",  "tổ dân phố",
                                   "khu phố", "buôn", "làng", "khóm", "khối"};
inline const Texts hamlet_names = {"Tân Lập",   "Đông",     "Đoài",        "Tân Tiến",  "Yên Sơn",
                                   "Trại Một",  "Hòa Bình", "Phú Yên",     "Bảo Sơn",   "Tân Thành",
                                   "Đồng Tâm",  "An Phú",   "Quyết Thắng", "Trung Tâm", "Thượng",
                                   "Bình Minh", "Phú Thọ",  "Thanh Giã",   "Hạ",        "Tân Hưng"};

/// What somebody sees who does not know where they are; of some the finder has never heard.
inline const Texts landmark_words = {"chợ",
                                     "trường tiểu học",
                                     "trường THCS",
                                     "trường mầm non",
                                     "gần cầu",
                                     "gần",
                                     "bệnh viện",
                                     "công viên",
                                     "khu đô thị",
                                     "khu công nghiệp",
                                     "khu trọ công nhân",
                                     "bến xe",
                                     "ga",
                                     "nhà máy",
                                     "chung cư",
                                     "ngã tư",
                                     "chùa",
                                     "siêu thị",
                                     "ủy ban nhân dân",
                                     "nhà thờ",
                                     "đối diện chợ",
                                     "quán phở",
                                     "tiệm vàng",
                                     "cây xăng",
                                     "đồn biên phòng",
                                     "sau rạp",
                                     "trụ sở"};
inline const Texts landmark_names = {"Sàn",       "Vinh",      "Mỹ Đình",    "Bạch Mai", "Nhi Trung ương",
                                     "Đình Trám", "Quế Võ",    "Thống Nhất", "Nội Bài",  "Hoa Sen",
                                     "Đa khoa",   "Trung ương"};

struct Around {
  const char* name;
  const Texts &words, &names;
};
inline const Texts numbers = {"1", "3", "12"};
inline const std::array arounds = {
    Around{"street", street_words, street_names}, Around{"hamlet", hamlet_words, hamlet_names},
    Around{"number", hamlet_words, numbers}, Around{"landmark", landmark_words, landmark_names}};

/// Beside a commune that is called one: also a name that no word announces. (Beside a bare name it may well
/// make the whole address of another commune.)
inline const Texts no_words = {""};
inline const Around unannounced{"name", no_words, hamlet_names};

/// "thôn Tân Lập": of these words, with one of these names or, as often, the name of any commune, which is
/// the hardest that can be said.
inline std::string detail(const Directory& units, const Around& around, std::mt19937& random) {
  const auto one = [&](const auto& list) -> decltype(auto) { return list[random() % list.size()]; };
  std::string text{one(around.words)};
  if (!text.empty()) text += ' ';
  if (&around.names == &numbers || random() % 2) return text + std::string{one(around.names)};
  const auto fits = [](const Unit& unit) {
    const auto name = fold(unit.name);
    return unit.level == Level::commune && name.find_first_not_of("0123456789") != std::string::npos &&
           !name.ends_with(" xa") && !name.ends_with(" phuong") && !name.ends_with(" quan") &&
           !name.ends_with(" tinh");
  };
  const Unit* unit = &one(units.units());
  while (!fits(*unit)) unit = &one(units.units());
  return text + unit->name;
}

/// How the units are said: as on a form; by their names between commas; in one stretch; in one stretch of
/// names only. The last two without marks and capitals.
enum class Wording { written, commas, unmarked, plain };
inline constexpr std::array wordings = {Wording::written, Wording::commas, Wording::unmarked, Wording::plain};

using Line = std::vector<const Unit*>;

inline std::string said(const Line& line, Wording wording, std::string_view before,
                        std::string_view after = "") {
  const bool kinds = wording == Wording::written || wording == Wording::unmarked;
  const std::string between = wording == Wording::written || wording == Wording::commas ? ", " : " ";
  std::string text{before};
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : between) + part; };
  for (const Unit* unit : line) add(kinds ? unit->full_name() : unit->name);
  if (!after.empty()) add(std::string{after});
  return between == " " ? fold(text) : text;
}

/// Which units are named: of a commune of today, or of one that is no more; or no commune at all.
enum class Named { today, old_whole, old_district, old_province, old_in_todays_province, district, province };

/// The units above and the unit itself, as that set names them; empty where the set has none for the unit.
inline Line named(const Directory& units, const Unit& unit, Named which, Date today) {
  Line line{&unit};
  while (const Unit* up = above(units, *line.back())) line.push_back(up);
  switch (which) {
    case Named::today:
      return unit.level == Level::commune && unit.valid_on(today) ? line : Line{};
    case Named::district:
      if (unit.level != Level::district || unit.valid_on(today)) return {};
      if (unit.key.code.back() % 2) line.resize(1);  // half of them without their province
      return line;
    case Named::province:
      return unit.level == Level::province ? line : Line{};
    default:
      break;
  }
  if (unit.level != Level::commune || unit.valid_on(today) || line.size() < 3) return {};
  if (which == Named::old_district) return {line[0], line[1]};
  if (which == Named::old_province) return {line[0], line.back()};
  if (which == Named::old_whole) return line;
  const auto now = units.succession(unit, today);
  if (!now.certain()) return {};
  const Unit* top = now.unit;
  while (const Unit* up = above(units, *top)) top = up;
  return {line[0], top};
}

/// The units in a wording drawn anew, with a detail drawn anew before them or after them.
inline std::string beside_detail(const Directory& units, const Line& line, std::mt19937& random) {
  const Wording wording = wordings[random() % wordings.size()];
  const bool called =
      line[0]->level == Level::commune && (wording == Wording::written || wording == Wording::unmarked);
  const std::size_t around = random() % (arounds.size() + called);
  const std::string drawn = detail(units, around < arounds.size() ? arounds[around] : unannounced, random);
  return random() % 2 ? said(line, wording, drawn) : said(line, wording, "", drawn);
}

}  // namespace hotline::places
