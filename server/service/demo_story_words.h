// The words and the chances of the demonstration. Everybody and everything in it is invented, and looks so:
// names carry "Mẫu" (sample) or "Thử" (trial), hamlets are "thôn Mẫu …", telephone numbers begin with 0000,
// which no network has. Shares of classes and kinds follow what is known of the national helpline.
//
// Deterministic: the same seed gives the same words on every machine. Not for several threads.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline::service {

/// Chances that are the same everywhere: the standard's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  bool percent(std::uint32_t chance) { return below(100) < chance; }
  Duration between(Duration least, Duration most) {
    return least + Duration{static_cast<std::int64_t>(
                       engine_() % static_cast<std::uint64_t>((most - least).count() + 1))};
  }
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[below(static_cast<std::uint32_t>(from.size()))];
  }
  /// The position of one of the weights.
  std::size_t weighted(std::span<const std::uint32_t> weights);

 private:
  std::mt19937_64 engine_;
};

/// "Trần Mẫu An"
std::string invented_child(Dice& dice);
/// "Lê Thử Bình"
std::string invented_adult(Dice& dice);
std::string invented_number(Dice& dice);

/// Silent, hang-up, prank, …: one keystroke.
record::v1::Contact call_without_form(Dice& dice);
/// A question, or counselling in depth.
record::v1::Contact advice(Dice& dice, bool in_depth);

/// What an invented case is about. The first five may be chosen by name; `any` keeps the shares.
enum class Story : std::uint8_t { violence, sexual, exploitation, neglect, trafficking, other, any };

/// A whole Form 01 about a child of `unit`. `danger`: life is threatened and the carer is the one harming.
record::v1::Contact report(Dice& dice, Story story, std::string_view unit, bool danger);
/// Somebody else about the same child.
record::v1::Contact second_report(Dice& dice, const record::v1::Contact& first);

}  // namespace hotline::service
