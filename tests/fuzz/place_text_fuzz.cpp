// Whatever anybody types into the place box, and whatever is handed to ImportUnits: no crash, no undefined
// behaviour, and the promises that must hold for any input.
#include <cstdint>
#include <string_view>

#include "base/fold.h"
#include "domain/place_finder.h"
#include "domain/unit_file.h"

namespace {

using namespace hotline;

// A small country with what makes trouble: reused codes, a split, numbers, apostrophes, namesakes, other
// names.
constexpr std::string_view units =
    "code,valid_from,valid_to,level,kind,name,other_names,parent,successors\n"
    "TD111,2000-01-01,,helpline,tổng đài,Tổng đài,111,,\n"
    "01,2000-01-01,2020-01-01,province,tỉnh,Bắc Giang,BG,,01\n"
    "01,2020-01-01,,province,tỉnh,Bắc Ninh,,,\n"
    "001,2000-01-01,2020-01-01,district,huyện,Lục Nam,,01,\n"
    "002,2000-01-01,2020-01-01,district,quận,1,,01,\n"
    "00001,2000-01-01,2020-01-01,commune,xã,Tam Dị,,001,00001|00003\n"
    "00001,2020-01-01,,commune,xã,Lục Nam,\"Thủ, Đức\",01,\n"
    "00002,2000-01-01,2020-01-01,commune,phường,12,,002,?00003\n"
    "00003,2010-01-01,,commune,xã,Ea H'leo,,01,\n"
    "00004,2000-01-01,2020-01-01,commune,xã,Lục Nam,,001,\n";

struct Country {
  std::shared_ptr<const Directory> directory = read_units(units).directory;
  PlaceFinder finder{*directory};
};

void find(std::string_view text) {
  static const Country country;
  const Date on{std::chrono::year{2026} / 1 / 1};
  const auto places = country.finder.find({.text = text, .on = on});
  HOTLINE_CHECK(is_valid_utf8(text) || places.found.empty());
  HOTLINE_CHECK(!places.sure || places.found.front().now.certain());
  for (const Place& place : places.found) {
    HOTLINE_CHECK(place.now.unit->valid_on(on));
    HOTLINE_CHECK(is_valid_utf8(place.detail));
    HOTLINE_CHECK(place.detail.size() <= text.size() * 2);
  }
}

void import(std::string_view text) {
  const UnitFile file = read_units(text);
  HOTLINE_CHECK(file.errors.empty() == (file.directory != nullptr));
  if (!file.directory) return;
  HOTLINE_CHECK(read_units(write_units(file.units)).units == file.units);
  for (const Unit& unit : file.directory->units())
    for (const int year : {1990, 2015, 2026}) {
      const Date on{std::chrono::year{year} / 6 / 1};
      const Succession now = file.directory->succession(unit, on);
      HOTLINE_CHECK(now.unit && !now.trail.empty());
      HOTLINE_CHECK(unit.level == Level::helpline ||
                    file.directory->ancestors(unit, on).back() == &file.directory->helpline());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  find(text);
  import(text);
  HOTLINE_CHECK(fold(fold(text)) == fold(text));
  return 0;
}
