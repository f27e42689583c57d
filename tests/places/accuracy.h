// How often the finder answers with the unit that was meant: asked of every commune there is, counted the
// same way in the tests and in the bench.
//
// Units whose folded address is the same cannot be told apart by it: either is right. A commune that only
// changed its kind or what is above it is the same commune.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/fold.h"
#include "domain/place_finder.h"
#include "places/distortions.h"

namespace hotline::places {

struct Asked {
  const Unit* unit = nullptr;
  std::string text;
};

/// One question for each commune: of those that are valid on that day, or of those that are no more. In the
/// order of the directory, so that a seeded distortion gives the same set everywhere.
inline std::vector<Asked> questions(const Directory& units, Date today, bool of_today,
                                    const std::function<std::string(const Unit&)>& text) {
  std::vector<Asked> out;
  for (const Unit& unit : units.units())
    if (unit.level == Level::commune && unit.valid_on(today) == of_today) out.push_back({&unit, text(unit)});
  return out;
}

struct Accuracy {
  std::size_t asked = 0, first = 0, first_group = 0, among_five = 0, sure = 0, surely_wrong = 0;
  std::string wrong_text;  // the last one that was surely wrong

  double share(std::size_t of) const { return 100.0 * static_cast<double>(of) / static_cast<double>(asked); }
  Accuracy& operator+=(const Accuracy& other) {
    asked += other.asked;
    first += other.first;
    first_group += other.first_group;
    among_five += other.among_five;
    sure += other.sure;
    surely_wrong += other.surely_wrong;
    if (!other.wrong_text.empty()) wrong_text = other.wrong_text;
    return *this;
  }
};

inline void count(Accuracy& into, const Directory& units, const Asked& asked, const Places& places,
                  Date today) {
  const auto address = plain_address(units, *asked.unit);
  const auto meant = [&](const Place& place) {
    return place.unit == asked.unit || plain_address(units, *place.unit) == address ||
           (place.unit->key.code == asked.unit->key.code && fold(place.unit->name) == fold(asked.unit->name));
  };
  bool group = false, five = false;
  for (std::size_t i = 0; i < places.found.size(); ++i) {
    const bool is_meant = meant(places.found[i]);
    group |= places.found[i].group == places.found[0].group && is_meant;
    five |= i < 5 && is_meant;
  }
  ++into.asked;
  into.first += !places.found.empty() && meant(places.found[0]);
  into.first_group += group;
  into.among_five += five;
  into.sure += places.sure;
  if (places.sure && places.found[0].now.unit != units.succession(*asked.unit, today).unit) {
    ++into.surely_wrong;
    into.wrong_text = asked.text;
  }
}

/// By as many threads as there are cores: the finder is safe from any.
inline Accuracy accuracy(const Directory& units, const PlaceFinder& finder, const std::vector<Asked>& asked,
                         Date today) {
  const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
  std::vector<Accuracy> parts(threads);
  {
    std::vector<std::jthread> running;
    for (std::size_t part = 0; part < threads; ++part)
      running.emplace_back([&, part] {
        for (std::size_t i = part; i < asked.size(); i += threads)
          count(parts[part], units, asked[i], finder.find({.text = asked[i].text, .on = today}), today);
      });
  }
  Accuracy all;
  for (const auto& part : parts) all += part;
  return all;
}

}  // namespace hotline::places
